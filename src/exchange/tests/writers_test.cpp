#include "exchange/csv_writer.hpp"
#include "exchange/workbook_reader.hpp"
#include "exchange/xlsx_writer.hpp"

#include <gtest/gtest.h>

#include <array>

namespace boai::exchange {
namespace {

TEST(CsvWriter, guards_texts_that_look_like_formulas_and_leaves_amounts_alone) {
    std::string out;
    const std::array<TableValue, 7> row {
        std::string_view { "=HYPERLINK(\"x\")" },
        std::string_view { "＋1" },
        std::string_view { "a,b" },
        Money { -1250 },
        Day { 0 },
        std::monostate {},
        std::int64_t { -3 },
    };
    append_csv_row(out, row);
    EXPECT_EQ(out, "\"'=HYPERLINK(\"\"x\"\")\",'＋1,\"a,b\",-12.50,1970-01-01,,-3\r\n");
    out.clear();
    const std::array<TableValue, 2> other { std::string_view { "-1" }, std::string_view { "@x" } };
    append_csv_row(out, other);
    EXPECT_EQ(out, "'-1,'@x\r\n");
}

TEST(XlsxWriter, writes_what_the_reader_reads_back_exactly) {
    const std::array columns { WrittenColumn { "捐赠人" },
                               WrittenColumn { "金额" },
                               WrittenColumn { "日期" } };
    auto writer = XlsxWriter::create("名单", columns);
    ASSERT_TRUE(writer.has_value());
    const std::array<TableValue, 3> row { std::string_view { "=1+1 <甲>&\x01" },
                                          Money { 99'999'999'999'999 },
                                          Day { 18'297 } };
    ASSERT_TRUE(writer->add_row(row).has_value());
    const auto bytes = writer->finish();
    ASSERT_TRUE(bytes.has_value());
    const auto workbook = read_workbook(*bytes);
    ASSERT_TRUE(workbook.has_value()) << workbook.error().message.en;
    const auto& cells = workbook->sheets[0].cells;
    ASSERT_EQ(cells.size(), 6U);
    EXPECT_EQ(workbook->sheets[0].name, "名单");
    EXPECT_EQ(workbook->text_of(cells[0]), "捐赠人");
    EXPECT_EQ(workbook->text_of(cells[3]), "=1+1 <甲>&");
    EXPECT_EQ(cells[3].kind, CellKind::text);
    EXPECT_EQ(workbook->text_of(cells[4]), "999999999999.99");
    EXPECT_EQ(workbook->text_of(cells[5]), "43866");
    EXPECT_EQ(cells[5].use, NumberUse::day);
}

} // namespace
} // namespace boai::exchange
