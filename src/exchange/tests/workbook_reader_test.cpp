#include "base/limits.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/tests/office_files.hpp"
#include "exchange/workbook_reader.hpp"

#include <gtest/gtest.h>

#include <random>

namespace boai::exchange {
namespace {

using testing::biff_record;
using testing::bytes_of;

/// All cells of a sheet as "A1=text" in reading order.
std::vector<std::string> cells_of(const Workbook& workbook, std::size_t sheet = 0) {
    std::vector<std::string> cells;
    for (const auto& cell : workbook.sheets[sheet].cells) {
        cells.push_back(
            column_name(cell.column) + std::to_string(cell.row + 1) + "="
            + std::string { workbook.text_of(cell) }
        );
    }
    return cells;
}

std::vector<std::string> read_cells(std::string_view bytes) {
    const auto workbook = read_workbook(bytes);
    EXPECT_TRUE(workbook.has_value()) << workbook.error().message.en;
    return workbook ? cells_of(*workbook) : std::vector<std::string> {};
}

using Cells = std::vector<std::string>;

TEST(Xlsx, reads_shared_inline_and_plain_texts_and_formula_results) {
    const auto bytes = testing::xlsx_of({
        .rows
        = R"(<row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2"><v>12.5</v></c>)"
          R"(<c r="D2" t="inlineStr"><is><t>直接</t></is></c>)"
          R"(<c r="E2" t="str"><f>A1</f><v>结果</v></c><c r="F2"><f>1+1</f><v>2</v></c></row>)"
          R"(<row r="9"><c r="A9" t="b"><v>1</v></c><c r="B9" t="e"><v>#REF!</v></c></row>)",
        .merges = {},
        .shared = "<si><t>x</t></si><si><r><t>一</t></r><r><t>二</t></r><rPh><t>yi</t></rPh></si>",
        .formats = {},
    });
    EXPECT_EQ(
        read_cells(bytes),
        (Cells { "B2=一二", "C2=12.5", "D2=直接", "E2=结果", "F2=2", "A9=TRUE", "B9=#REF!" })
    );
}

TEST(Xlsx, keeps_numbers_as_they_are_written) {
    const auto bytes = testing::xlsx_of(
        { .rows
          = R"(<row r="1"><c r="A1"><v>238276.830000001</v></c><c r="B1"><v>1E-2</v></c></row>)",
          .merges = {},
          .shared = {},
          .formats = {} }
    );
    EXPECT_EQ(read_cells(bytes), (Cells { "A1=238276.830000001", "B1=1E-2" }));
}

TEST(Xlsx, tells_days_and_times_from_numbers_by_their_format) {
    const auto workbook = read_workbook(testing::xlsx_of({
        .rows = R"(<row r="1"><c r="A1" s="0"><v>43865</v></c><c r="B1" s="1"><v>43865</v></c>)"
                R"(<c r="C1" s="2"><v>0.5</v></c><c r="D1" s="3"><v>43865</v></c></row>)",
        .merges = {},
        .shared = {},
        .formats = R"(<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="31"/>)",
    }));
    ASSERT_TRUE(workbook.has_value());
    const auto& cells = workbook->sheets[0].cells;
    EXPECT_EQ(cells[0].use, NumberUse::plain);
    EXPECT_EQ(cells[1].use, NumberUse::day);
    EXPECT_EQ(cells[2].use, NumberUse::time);
    EXPECT_EQ(cells[3].use, NumberUse::day);
}

TEST(Xlsx, pays_nothing_for_declared_but_empty_rows) {
    std::string rows;
    for (int i = 1; i <= 8179; ++i) {
        const auto number = std::to_string(i);
        rows += "<row r=\"" + number + "\"><c r=\"A" + number + "\" s=\"0\"/></row>";
    }
    const auto workbook
        = read_workbook(testing::xlsx_of({ .rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                                               + rows.substr(rows.find("<row r=\"2\"")),
                                           .merges = {},
                                           .shared = {},
                                           .formats = {} }));
    ASSERT_TRUE(workbook.has_value());
    EXPECT_EQ(workbook->sheets[0].row_count(), 1U);
}

TEST(Xlsx, refuses_what_is_damaged_by_name_and_never_takes_it_as_empty) {
    const auto good = testing::xlsx_of({ .rows = R"(<row r="1"><c r="A1"><v>1</v></c></row>)",
                                         .merges = {},
                                         .shared = {},
                                         .formats = {} });
    for (std::size_t length = 4; length < good.size(); length += 7) {
        const auto cut = read_workbook(std::string_view { good }.substr(0, length));
        ASSERT_FALSE(cut.has_value()) << length;
        EXPECT_EQ(cut.error().code, Errc::invalid);
    }
    const auto bad_index
        = testing::xlsx_of({ .rows = R"(<row r="1"><c r="A1" t="s"><v>7</v></c></row>)",
                             .merges = {},
                             .shared = {},
                             .formats = {} });
    EXPECT_FALSE(read_workbook(bad_index).has_value());
    const auto bad_place = testing::xlsx_of({ .rows = R"(<row r="1"><c r="1A"><v>7</v></c></row>)",
                                              .merges = {},
                                              .shared = {},
                                              .formats = {} });
    EXPECT_FALSE(read_workbook(bad_place).has_value());
    const auto doctype = testing::zip_of({
        { "[Content_Types].xml", "<Types/>" },
        { "_rels/.rels", "<!DOCTYPE x [<!ENTITY a \"b\">]><Relationships>&a;</Relationships>" },
    });
    EXPECT_FALSE(read_workbook(doctype).has_value());
}

TEST(Xlsx, refuses_a_zip_bomb_as_over_the_limit) {
    auto bomb = testing::xlsx_of(
        { .rows = std::string(1U << 20U, ' '), .merges = {}, .shared = {}, .formats = {} }
    );
    // The directory at the end of the archive declares each part's unpacked size.
    const auto last_entry = bomb.rfind("PK\x01\x02");
    ASSERT_NE(last_entry, std::string::npos);
    bomb.replace(last_entry + 24, 4, bytes_of<std::uint32_t>(limits::unpacked_bytes_max + 1));
    const auto refused = read_workbook(bomb);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::over_limit);
}

TEST(Xlsx, refuses_more_columns_and_longer_cells_than_the_limits) {
    const auto wide = testing::xlsx_of({ .rows = R"(<row r="1"><c r="IW1"><v>1</v></c></row>)",
                                         .merges = {},
                                         .shared = {},
                                         .formats = {} });
    EXPECT_EQ(read_workbook(wide).error().code, Errc::over_limit);
    const auto longest = std::string(limits::import_cell_bytes_max + 1, 'x');
    EXPECT_EQ(read_workbook(longest + ",1\n").error().code, Errc::over_limit);
}

TEST(Ods, counts_repeated_rows_and_reads_money_days_and_merges) {
    const auto workbook = read_workbook(testing::ods_of(
        R"(<table:table-row table:number-rows-repeated="3">)"
        R"(<table:table-cell office:value-type="string"><text:p>甲<text:s text:c="2"/>乙</text:p></table:table-cell>)"
        R"(<table:table-cell office:value-type="currency" office:value="20"/>)"
        R"(<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1.5"/></table:table-row>)"
        R"(<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>)"
        R"(<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="date" office:date-value="2020-02-05">)"
        R"(<office:annotation><text:p>note</text:p></office:annotation><text:p>5 Feb</text:p></table:table-cell></table:table-row>)"
    ));
    ASSERT_TRUE(workbook.has_value()) << workbook.error().message.en;
    EXPECT_EQ(workbook->sheets[0].row_count(), 4U);
    const auto cells = cells_of(*workbook);
    EXPECT_EQ(cells[0], "A1=甲  乙");
    EXPECT_EQ(cells[1], "B1=20");
    EXPECT_EQ(cells[3], "D1=1.5");
    EXPECT_EQ(cells.back(), "A1000004=2020-02-05");
    ASSERT_EQ(workbook->sheets[0].merges.size(), 1U);
    EXPECT_EQ(workbook->sheets[0].merges[0].last_row, 1'000'004U);
}

TEST(Ods, refuses_a_row_repeated_beyond_the_limit) {
    const auto refused = read_workbook(testing::ods_of(
        R"(<table:table-row table:number-rows-repeated="4000000">)"
        R"(<table:table-cell office:value-type="float" office:value="1"/></table:table-row>)"
    ));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::over_limit);
}

std::string utf16(std::u16string_view text) {
    return { reinterpret_cast<const char*>(text.data()), text.size() * 2 };
}

std::string place(std::uint16_t row, std::uint16_t column) {
    return bytes_of(row) + bytes_of(column) + bytes_of<std::uint16_t>(0);
}

/// A stream with one sheet of these cell records and a table of shared texts.
std::string xls_stream(const std::string& shared_strings, const std::string& cells) {
    const auto begin = [](std::uint16_t kind) {
        return biff_record(
            0x809, bytes_of<std::uint16_t>(0x600) + bytes_of(kind) + std::string(12, '\0')
        );
    };
    const auto globals = [&](std::uint32_t offset) {
        return begin(5) + biff_record(0xE0, std::string(20, '\0'))
            + biff_record(0x85, bytes_of(offset) + std::string { "\0\0\2\0ab", 6 }) + shared_strings
            + biff_record(0x0A, "");
    };
    const auto offset = static_cast<std::uint32_t>(globals(0).size());
    return globals(offset) + begin(0x10) + cells + biff_record(0x0A, "");
}

TEST(Xls, reads_all_four_encodings_of_numbers) {
    const auto rk = [](std::int32_t value, unsigned flags) {
        return bytes_of((static_cast<std::uint32_t>(value) << 2U) | flags);
    };
    const auto cells = biff_record(0x203, place(0, 0) + bytes_of(1234.56))
        + biff_record(0x27E, place(0, 1) + rk(18'018'000, 2))
        + biff_record(0x27E, place(0, 2) + rk(12'345, 3))
        + biff_record(0xBD,
                      bytes_of<std::uint16_t>(1) + bytes_of<std::uint16_t>(0)
                          + bytes_of<std::uint16_t>(0) + rk(7, 2) + bytes_of<std::uint16_t>(0)
                          + rk(-5, 3) + bytes_of<std::uint16_t>(1))
        + biff_record(0x06, place(2, 0) + bytes_of(99.5) + std::string(8, '\0'))
        + biff_record(0x06,
                      place(2, 1) + std::string("\0\0\0\0\0\0\xFF\xFF", 8) + std::string(8, '\0'))
        + biff_record(0x207, bytes_of<std::uint16_t>(2) + '\1' + utf16(u"合计"))
        + biff_record(0x27E, place(2, 2) + bytes_of(0x3FF00000U));
    EXPECT_EQ(
        read_cells(testing::compound_of(u"Workbook", xls_stream("", cells))),
        (Cells { "A1=1234.56",
                 "B1=18018000",
                 "C1=123.45",
                 "A2=7",
                 "B2=-0.05",
                 "A3=99.5",
                 "B3=合计",
                 "C3=1" })
    );
}

TEST(Xls, joins_shared_texts_across_continued_records) {
    const auto head = bytes_of<std::uint32_t>(3) + bytes_of<std::uint32_t>(3);
    const auto first = bytes_of<std::uint16_t>(2) + '\1' + utf16(u"捐赠");
    // Cut inside the characters: the next piece repeats the flag, here with narrow characters.
    const auto second = bytes_of<std::uint16_t>(4) + '\1' + utf16(u"爱心");
    const auto rest = std::string { "\0ab", 3 };
    // The next text begins exactly at the border, and has formatting to skip.
    const auto third = bytes_of<std::uint16_t>(1) + '\x09' + bytes_of<std::uint16_t>(1)
        + utf16(u"人") + std::string(4, '\7');
    const auto shared = biff_record(0xFC, head + first + second) + biff_record(0x3C, rest)
        + biff_record(0x3C, third);
    std::string cells;
    for (std::uint32_t i = 0; i < 3; ++i) {
        cells += biff_record(0xFD, place(0, static_cast<std::uint16_t>(i)) + bytes_of(i));
    }
    cells += biff_record(0xE5, bytes_of<std::uint16_t>(1) + std::string { "\0\0\1\0\0\0\2\0", 8 });
    const auto workbook
        = read_workbook(testing::compound_of(u"Workbook", xls_stream(shared, cells)));
    ASSERT_TRUE(workbook.has_value()) << workbook.error().message.en;
    EXPECT_EQ(cells_of(*workbook), (Cells { "A1=捐赠", "B1=爱心ab", "C1=人" }));
    ASSERT_EQ(workbook->sheets[0].merges.size(), 1U);
    EXPECT_EQ(workbook->sheets[0].merges[0].last_column, 2);
}

TEST(Xls, refuses_cut_off_protected_and_foreign_compound_files) {
    const auto cells = biff_record(0x203, place(0, 0) + bytes_of(1.0));
    const auto good = testing::compound_of(u"Workbook", xls_stream("", cells));
    ASSERT_TRUE(read_workbook(good).has_value());
    for (std::size_t length = 8; length + 4096 < good.size(); length += 64) {
        EXPECT_FALSE(read_workbook(std::string_view { good }.substr(0, length)).has_value());
    }
    const auto locked = testing::compound_of(u"EncryptedPackage", std::string(5000, 'x'));
    EXPECT_TRUE(read_workbook(locked).error().message.en.contains("password"));
    const auto word = testing::compound_of(u"WordDocument", std::string(5000, 'x'));
    EXPECT_FALSE(read_workbook(word).has_value());
}

TEST(Xls, survives_any_damaged_byte) {
    const auto cells = biff_record(0x203, place(0, 0) + bytes_of(1.0))
        + biff_record(0xFD, place(0, 1) + bytes_of(0U));
    const auto shared = biff_record(
        0xFC, bytes_of(1U) + bytes_of(1U) + bytes_of<std::uint16_t>(2) + '\1' + utf16(u"捐赠")
    );
    const auto good = testing::compound_of(u"Workbook", xls_stream(shared, cells));
    std::mt19937 random { 7 };
    for (int i = 0; i < 3000; ++i) {
        auto bad = good;
        for (int j = 0; j < 3; ++j) {
            bad[random() % bad.size()] = static_cast<char>(random());
        }
        static_cast<void>(read_workbook(bad));
    }
}

/// Reads thousands of files with a few bytes changed, cut or repeated: whatever comes, it ends.
void read_damaged(const std::string& good) {
    std::mt19937 random { 11 };
    for (int i = 0; i < 1500; ++i) {
        auto bad = good;
        for (int j = 0; j < 3; ++j) {
            bad[random() % bad.size()] = static_cast<char>(random());
        }
        if (i % 5 == 0) {
            bad.resize(random() % bad.size());
        }
        if (i % 7 == 0) {
            bad += bad.substr(random() % (bad.size() + 1));
        }
        const auto read = read_workbook(bad);
        EXPECT_TRUE(read || !read.error().message.en.empty());
    }
}

TEST(Damage, of_any_byte_of_an_xlsx_is_survived) {
    read_damaged(testing::xlsx_of({
        .rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c></row>)",
        .merges = R"(<mergeCell ref="A1:A2"/>)",
        .shared = "<si><t>捐赠</t></si>",
        .formats = R"(<xf numFmtId="14"/>)",
    }));
}

TEST(Damage, of_any_byte_of_an_ods_is_survived) {
    read_damaged(testing::ods_of(
        "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1.5\"/>"
        "</table:table-row>"
    ));
}

TEST(Damage, of_any_byte_of_a_delimited_text_is_survived) {
    read_damaged("姓名,金额,备注\n甲,\"1,000.00\",\"一\n二\"\n乙,2,\n");
}

TEST(Csv, reads_every_encoding_and_delimiter) {
    const Cells expected { "A1=姓名", "B1=金额", "A2=甲", "B2=1" };
    EXPECT_EQ(read_cells("姓名,金额\n甲,1\n"), expected);
    EXPECT_EQ(read_cells("\xEF\xBB\xBF姓名;金额\r\n甲;1"), expected);
    EXPECT_EQ(read_cells("姓名\t金额\r甲\t1\r"), expected);
    EXPECT_EQ(read_cells("\xFF\xFE" + utf16(u"姓名|金额\n甲|1\n")), expected);
    EXPECT_EQ(read_cells(utf16(u"姓名,金额\n甲,1\n")), expected);
    EXPECT_EQ(read_cells("\xD0\xD5\xC3\xFB,\xBD\xF0\xB6\xEE\n\xBC\xD7,1\n"), expected);
}

TEST(Csv, reads_quotes_embedded_line_ends_and_text_guards) {
    EXPECT_EQ(
        read_cells("a,b\n\"x,\"\"y\"\"\nz\",=\"0012\"\n\n,last\n"),
        (Cells { "A1=a", "B1=b", "A2=x,\"y\"\nz", "B2=0012", "B4=last" })
    );
}

TEST(Csv, refuses_an_open_quote_and_rubbish) {
    EXPECT_FALSE(read_workbook("a,b\n\"never closed,1\n2,3\n").has_value());
    EXPECT_FALSE(read_workbook("").has_value());
    EXPECT_FALSE(read_workbook(std::string_view { "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16 }).has_value()
    );
    EXPECT_FALSE(read_workbook("%PDF-1.4\n\x01\x02\x03").has_value());
    EXPECT_FALSE(read_workbook("<html><body><table><tr><td>1</td></tr></table>").has_value());
    EXPECT_FALSE(read_workbook("PK\x03\x04 and then rubbish").has_value());
    std::mt19937 random { 11 };
    std::string noise(100'000, '\0');
    for (auto& byte : noise) {
        byte = static_cast<char>(random());
    }
    EXPECT_FALSE(read_workbook(noise).has_value());
}

}  // namespace
}  // namespace boai::exchange
