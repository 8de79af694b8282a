#include "exchange/gift_plan.hpp"
#include "exchange/tests/office_files.hpp"
#include "exchange/workbook_reader.hpp"

#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

namespace boai::exchange {
namespace {

PlanRequest request(std::string_view file_name = "list.csv") {
    PlanRequest request;
    request.file_name = file_name;
    request.fields = gift_fields();
    request.today = *parse_day("2026-06-30");
    return request;
}

ImportPlan plan_of(std::string_view bytes, const PlanRequest& asked = request()) {
    auto plan = plan_import(bytes, asked);
    EXPECT_TRUE(plan.has_value()) << plan.error().message.en;
    return plan ? std::move(*plan) : ImportPlan {};
}

/// "gifts/sum/stated sum", amounts in fen.
std::string totals(const ImportPlan& plan) {
    return std::to_string(plan.gifts.size()) + "/" + std::to_string(plan.sum.fen) + "/"
        + (plan.stated_sum ? std::to_string(plan.stated_sum->fen) : "none");
}

std::string text_cell(std::string_view place, std::string_view text) {
    return "<c r=\"" + std::string { place } + "\" t=\"inlineStr\"><is><t>" + std::string { text }
    + "</t></is></c>";
}

std::string number_cell(std::string_view place, std::string_view number, int format = 0) {
    return "<c r=\"" + std::string { place } + "\" s=\"" + std::to_string(format) + "\"><v>"
        + std::string { number } + "</v></c>";
}

std::string row(int number, const std::string& cells) {
    return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}

TEST(Footer, total_with_words_is_compared_and_never_counted) {
    const auto plan = plan_of("姓名,金额(元)\n*甲,10\n*乙,20.5\n共计2人次,总金额30.50\n");
    EXPECT_EQ(totals(plan), "2/3050/3050");
    EXPECT_EQ(plan.sheets[0].stated_rows, 2);
    ASSERT_EQ(plan.sheets[0].footers.size(), 1U);
    EXPECT_EQ(plan.sheets[0].footers[0].row, 4U);
}

TEST(Footer, bare_number_in_the_next_free_column_is_a_total) {
    const auto bytes = testing::xlsx_of({
        .rows = row(1, text_cell("A1", "姓名") + text_cell("B1", "金额"))
            + row(2, text_cell("A2", "甲") + number_cell("B2", "10"))
            + row(3, text_cell("A3", "乙") + number_cell("B3", "20"))
            + row(4, number_cell("C4", "30.0000000000001")),
        .merges = {},
        .shared = {},
        .formats = {},
    });
    EXPECT_EQ(totals(plan_of(bytes)), "2/3000/3000");
}

TEST(Footer, number_beside_the_last_gift_is_a_total) {
    const auto bytes = testing::xlsx_of({
        .rows = row(1, text_cell("A1", "姓名") + text_cell("C1", "金额"))
            + row(2, text_cell("A2", "甲") + number_cell("C2", "10"))
            + row(3, text_cell("A3", "乙") + number_cell("C3", "20") + number_cell("D3", "31")),
        .merges = {},
        .shared = {},
        .formats = {},
    });
    const auto plan = plan_of(bytes);
    EXPECT_EQ(totals(plan), "2/3000/3100");
    EXPECT_EQ(plan.difference.fen, -100);
}

TEST(Footer, last_amount_alone_that_equals_all_above_is_a_total) {
    EXPECT_EQ(totals(plan_of("姓名,金额\n甲,10\n乙,20\n,30\n")), "2/3000/3000");
}

TEST(Footer, label_in_any_column_and_subtotals_are_left_out) {
    const auto plan = plan_of(
        "序号,捐赠日期,姓名,金额\n1,2026.01.02,甲,10\n,,小计,10\n2,2026.01.03,乙,20\n,合  计,,30\n"
    );
    EXPECT_EQ(totals(plan), "2/3000/3000");
}

TEST(Footer, serial_below_the_total_is_the_day_of_the_list) {
    const auto bytes = testing::xlsx_of({
        .rows = row(1, text_cell("A1", "姓名") + text_cell("B1", "金额"))
            + row(2, text_cell("A2", "甲") + number_cell("B2", "10"))
            + row(3, text_cell("A3", "合计") + number_cell("B3", "10"))
            + row(4, text_cell("A4", "某市红十字会")) + row(5, number_cell("A5", "46050", 1)),
        .merges = {},
        .shared = {},
        .formats = R"(<xf numFmtId="0"/><xf numFmtId="14"/>)",
    });
    const auto plan = plan_of(bytes);
    EXPECT_EQ(totals(plan), "1/1000/1000");
    EXPECT_EQ(to_string(*plan.gifts[0].day), "2026-01-28");
    EXPECT_EQ(plan.refused.size(), 0U);
}

TEST(Gifts, without_a_donor_are_kept) {
    const auto plan = plan_of("姓名,金额\n甲,10\n,100\n乙,20\n,50\n");
    EXPECT_EQ(totals(plan), "4/18000/none");
    EXPECT_EQ(plan.gifts[1].donor_name, "");
}

TEST(Gifts, donor_named_like_a_total_is_a_donor) {
    EXPECT_EQ(totals(plan_of("姓名,金额\n合计科技有限公司,10\n总工会,20\n")), "2/3000/none");
}

TEST(Gifts, honest_repeats_inside_a_file_are_kept) {
    EXPECT_EQ(totals(plan_of("姓名,金额\n*琪,10\n*琪,10\n*琪,10\n")), "3/3000/none");
}

TEST(Gifts, same_reference_number_twice_is_one_payment) {
    const auto plan = plan_of("交易单号,金额\n0102 ,10\n0103,10\n0102,10\n,5\n,5\n");
    ASSERT_EQ(plan.duplicates.size(), 1U);
    EXPECT_EQ(plan.duplicates[0].row, 4U);
    EXPECT_EQ(plan.gifts[2].state, GiftState::duplicate);
    EXPECT_EQ(plan.gifts[0].reference, "0102");
    EXPECT_EQ(plan.gifts[4].state, GiftState::accepted);
}

TEST(Gifts, faulty_rows_are_refused_with_place_and_reason) {
    const auto plan = plan_of(
        "日期,姓名,金额\n2026-01-02,甲,1.234\nnonsense,乙,5\n2026-01-02,丙,\n2026-01-02,丁,-3\n"
        "2026-01-02,戊,物资\n2026-01-02,己,6\n"
    );
    EXPECT_EQ(totals(plan), "1/600/none");
    ASSERT_EQ(plan.refused.size(), 5U);
    EXPECT_EQ(plan.refused[0].row, 2U);
    EXPECT_EQ(column_name(*plan.refused[0].column), "C");
    EXPECT_EQ(column_name(*plan.refused[1].column), "A");
    for (const auto& refused : plan.refused) {
        EXPECT_FALSE(refused.reason.zh.empty());
        EXPECT_FALSE(refused.reason.en.contains("1.234"));
    }
}

TEST(Gifts, merged_donors_and_days_hold_for_all_their_rows_and_amounts_count_once) {
    const auto bytes = testing::xlsx_of({
        .rows
        = row(1, text_cell("A1", "捐赠人") + text_cell("B1", "日期") + text_cell("C1", "金额"))
            + row(2, text_cell("A2", "甲") + text_cell("B2", "2026-01-02") + number_cell("C2", "1"))
            + row(3, number_cell("C3", "2")) + row(4, number_cell("C4", "4"))
            + row(5, text_cell("A5", "乙") + number_cell("C5", "8"))
            + row(6, text_cell("A6", "丙")),
        .merges = R"(<mergeCell ref="A2:A3"/><mergeCell ref="B2:B4"/><mergeCell ref="C5:C6"/>)",
        .shared = {},
        .formats = {},
    });
    const auto plan = plan_of(bytes);
    EXPECT_EQ(totals(plan), "4/1500/none");
    EXPECT_EQ(plan.gifts[1].donor_name, "甲");
    EXPECT_EQ(plan.gifts[2].donor_name, "");
    EXPECT_TRUE(plan.gifts[2].day.has_value());
    EXPECT_FALSE(plan.gifts[3].day.has_value());
    EXPECT_EQ(plan.refused.size(), 0U);
}

TEST(Gifts, tables_side_by_side_are_all_read) {
    const auto plan = plan_of("姓名,金额,姓名,金额\n甲,1,乙,2\n丙,4,丁,8\n戊,16,合计,31\n");
    EXPECT_EQ(totals(plan), "5/3100/3100");
}

TEST(Gifts, headings_repeated_headers_and_remarks_are_no_gifts) {
    const auto plan = plan_of(
        "姓名,金额\n2026年1月5日,\n甲,1\n姓名,金额\n2026年1月6日,\n乙,2\n注：以上为部分名单\n"
    );
    EXPECT_EQ(totals(plan), "2/300/none");
    EXPECT_EQ(to_string(*plan.gifts[0].day), "2026-01-05");
    EXPECT_EQ(to_string(*plan.gifts[1].day), "2026-01-06");
    EXPECT_EQ(plan.refused.size(), 0U);
}

TEST(Gifts, amounts_follow_the_unit_of_header_or_title) {
    EXPECT_EQ(plan_of("姓名,金额（万元）\n甲,1.5\n").sum.fen, 1'500'000);
    EXPECT_EQ(plan_of("捐款名单\n单位：万元,\n姓名,金额\n甲,1.5\n").sum.fen, 1'500'000);
}

TEST(Gifts, rounded_reference_numbers_are_passed_over_with_a_warning) {
    const auto bytes = testing::xlsx_of({
        .rows = row(1, text_cell("A1", "交易单号") + text_cell("B1", "金额"))
            + row(2, number_cell("A2", "1.0220200124235E+27") + number_cell("B2", "1"))
            + row(3, number_cell("A3", "1.0220200124235E+27") + number_cell("B3", "1")),
        .merges = {},
        .shared = {},
        .formats = {},
    });
    const auto plan = plan_of(bytes);
    EXPECT_EQ(totals(plan), "2/200/none");
    EXPECT_TRUE(plan.duplicates.empty());
    EXPECT_FALSE(plan.warnings.empty());
}

TEST(Days, title_goes_before_the_file_name_with_a_warning) {
    const auto bytes = "捐赠明细（2026年2月1日）,,\n姓名,金额,时间\n甲,1,07:06:18\n";
    const auto plan = plan_of(bytes, request("捐赠明细2025年2月1日.csv"));
    EXPECT_EQ(to_string(*plan.gifts[0].day), "2026-02-01");
    ASSERT_EQ(plan.warnings.size(), 1U);
    EXPECT_TRUE(plan.warnings[0].en.contains("2025-02-01"));
    EXPECT_TRUE(plan_of(bytes, request("捐赠明细（2.1）.csv")).warnings.empty());
}

TEST(Days, without_a_year_take_it_from_where_one_stands) {
    const auto day_of = [](std::string_view bytes, std::string_view file_name) {
        const auto plan = plan_of(bytes, request(file_name));
        EXPECT_TRUE(plan.warnings.empty()) << plan.warnings.front().en;
        return to_string(*plan.gifts.back().day);
    };
    EXPECT_EQ(
        day_of("明细（2020年2月1日）,\n姓名,金额\n甲,1\n", "明细（2月1日）.csv"), "2020-02-01"
    );
    EXPECT_EQ(day_of("明细（2月1日）,\n姓名,金额\n甲,1\n", "明细2020年2月1日.csv"), "2020-02-01");
    const auto with_days = "姓名,金额,日期\n甲,1,2020-01-28\n乙,2,\n";
    EXPECT_EQ(day_of(with_days, "明细（2月1日）.csv"), "2020-02-01");
    EXPECT_EQ(day_of("姓名,金额\n甲,1\n", "明细（2月1日）.csv"), "2026-02-01");
}

TEST(Days, without_a_year_still_contradict_another_day) {
    const auto bytes = "明细（2020年2月1日）,\n姓名,金额\n甲,1\n";
    const auto plan = plan_of(bytes, request("明细（2月2日）.csv"));
    ASSERT_EQ(plan.warnings.size(), 1U);
    EXPECT_TRUE(plan.warnings[0].en.contains("2020-02-02"));
}

TEST(Currencies, other_than_yuan_are_never_read_as_yuan) {
    const auto second_list = plan_of("捐赠单位及个人,金额（人民币）\n甲公司,10000\n乙,"
                                     "20\n捐赠单位及个人,金额（美元）\nC CO,3000\n");
    EXPECT_EQ(totals(second_list), "2/1002000/none");
    ASSERT_EQ(second_list.refused.size(), 1U);
    EXPECT_EQ(second_list.refused[0].row, 5U);
    EXPECT_EQ(second_list.refused[0].column, 1U);
    EXPECT_TRUE(second_list.refused[0].reason.en.contains("US dollars"));
    const auto whole_list = plan_of("姓名,金额（港币）\n甲,10000\n");
    EXPECT_TRUE(whole_list.gifts.empty());
    EXPECT_TRUE(whole_list.sheets[0].problem->en.contains("Hong Kong dollars"));
}

TEST(Days, are_asked_for_when_they_stand_nowhere) {
    const auto plan = plan_of("姓名,金额\n甲,1\n");
    EXPECT_FALSE(plan.gifts[0].day.has_value());
    EXPECT_EQ(plan.warnings.size(), 1U);
    auto chosen = request();
    chosen.day = parse_day("2026-03-04").value();
    EXPECT_EQ(to_string(*plan_of("姓名,金额\n甲,1\n", chosen).gifts[0].day), "2026-03-04");
}

TEST(Tables, of_goods_are_no_gifts_of_money_even_with_their_value) {
    const auto plan = plan_of("捐赠单位,品名,计量单位,数量,金额\n甲公司,口罩,包,42,1000\n");
    EXPECT_TRUE(plan.gifts.empty());
    ASSERT_TRUE(plan.sheets[0].problem.has_value());
    EXPECT_TRUE(plan.sheets[0].problem->en.contains("list of goods"));
}

TEST(Tables, without_an_amount_say_so) {
    const auto plan = plan_of("捐赠单位,地址,电话\n甲公司,某路,42\n");
    EXPECT_TRUE(plan.gifts.empty());
    ASSERT_TRUE(plan.sheets[0].problem.has_value());
    EXPECT_TRUE(plan.sheets[0].problem->en.contains("No amount column found"));
    EXPECT_EQ(plan.sheets[0].header_row, 1U);
}

TEST(Tables, with_unknown_words_wait_for_the_officer) {
    const auto bytes = "名册\n谁,多少\n甲,1\n乙,2\n";
    EXPECT_TRUE(plan_of(bytes).sheets[0].problem.has_value());
    auto chosen = request();
    SheetChoice choice;
    choice.mapping.header_row = 2;
    choice.mapping.fields = { { 0, 0 }, { 1, 1 } };
    chosen.choices.push_back(choice);
    const auto plan = plan_of(bytes, chosen);
    EXPECT_EQ(totals(plan), "2/300/none");
    EXPECT_EQ(plan.sheets[0].header_row, 2U);
    EXPECT_EQ(plan.sheets[0].sample[0], (std::vector<std::string> { "甲", "1" }));
}

TEST(Tables, without_a_header_are_read_as_the_officer_says) {
    auto chosen = request();
    SheetChoice choice;
    choice.mapping.header_row = 0;
    choice.mapping.fields = { { 0, 0 }, { 1, 1 } };
    chosen.choices.push_back(choice);
    EXPECT_EQ(totals(plan_of("甲,1\n乙,2\n", chosen)), "2/300/none");
}

TEST(Tables, pass_over_columns_and_fields_that_do_not_exist) {
    auto chosen = request();
    SheetChoice choice;
    choice.mapping.fields = { { 0, 0 }, { 1, 1 }, { 300, 2 }, { 65535, 1 }, { 2, 99 } };
    chosen.choices.push_back(choice);
    EXPECT_EQ(totals(plan_of("姓名,金额\n甲,1\n乙,2\n", chosen)), "2/300/none");
}

TEST(Tables, take_the_surest_of_several_columns_and_name_the_others) {
    const auto plan
        = plan_of("交易时间,交易日期,姓名,支出金额,收入金额,余额\n10:00:00,2026-01-02,甲,,1,101\n");
    EXPECT_EQ(totals(plan), "1/100/none");
    EXPECT_EQ(plan.gifts[0].day, *parse_day("2026-01-02"));
    ASSERT_EQ(plan.warnings.size(), 1U);
    EXPECT_TRUE(plan.warnings[0].en.starts_with("Column A also looks like"));
}

TEST(Tables, are_read_whatever_the_file_is_called) {
    const auto bytes = testing::xlsx_of({
        .rows = row(1, text_cell("A1", "姓名") + text_cell("B1", "金额"))
            + row(2, text_cell("A2", "甲") + number_cell("B2", "10")),
        .merges = {},
        .shared = {},
        .formats = {},
    });
    EXPECT_EQ(totals(plan_of(bytes, request("list.csv"))), "1/1000/none");
    EXPECT_EQ(totals(plan_of("姓名,金额\n甲,10\n", request("list.xlsx"))), "1/1000/none");
}

TEST(Profiles, are_learnt_once_written_as_text_and_chosen_by_the_header) {
    Workbook workbook = *read_workbook("谁,多少\n甲,1\n");
    Mapping mapping;
    mapping.fields = { { 0, 0 }, { 1, 1 } };
    const auto table = find_table(workbook, workbook.sheets[0], gift_fields(), &mapping);
    const auto learnt = learn_profile("某银行 \"日报\"\n", table, gift_fields(), std::nullopt);
    const auto read = profile_from_json(to_json(learnt));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*read, learnt);
    const std::vector profiles { *read };
    auto asked = request();
    asked.profiles = profiles;
    const auto plan = plan_of("另一天\n谁,多少\n乙,2\n丙,3\n", asked);
    EXPECT_EQ(totals(plan), "2/500/none");
    EXPECT_EQ(plan.sheets[0].profile, learnt.name);
    EXPECT_EQ(plan_of("谁,多少（万元）\n乙,2\n", asked).sheets[0].profile, "");
    for (const auto* bad :
         { "",
           "{",
           "[]",
           "{\"name\":1}",
           R"({"name":"","fingerprint":"","columns":[{"column":999,"field":"x"}]})" }) {
        EXPECT_FALSE(profile_from_json(bad).has_value()) << bad;
    }
}

/// A book that remembers what was imported, as its owner would in a database.
class Book {
public:
    void import(const ImportPlan& plan) {
        hashes_[plan.file_hash] = "import-1";
        digests_[plan.content_digest] = "import-1";
        for (const auto& gift : plan.gifts) {
            if (!gift.reference.empty()) {
                references_[gift.reference] = "gift " + std::to_string(gift.row);
            }
            ++fingerprints_[gift.fingerprint];
        }
    }

    KnownGifts known() {
        KnownGifts known;
        known.find_import = [this](
                                const std::string& hash, const std::string& digest
                            ) -> Result<std::optional<EarlierImport>> {
            if (const auto at = hashes_.find(hash); at != hashes_.end()) {
                return EarlierImport { at->second, true };
            }
            const auto at = digests_.find(digest);
            return at == digests_.end() ? std::optional<EarlierImport> {}
                                        : EarlierImport { at->second, false };
        };
        known.find_references
            = [this](std::span<const std::string> asked) -> Result<std::vector<KnownReference>> {
            std::vector<KnownReference> found;
            for (const auto& reference : asked) {
                if (const auto at = references_.find(reference); at != references_.end()) {
                    found.push_back({ reference, at->second });
                }
            }
            return found;
        };
        known.find_fingerprints = [this](std::span<const FingerprintCount> asked
                                  ) -> Result<std::vector<FingerprintCount>> {
            std::vector<FingerprintCount> found;
            for (const auto& row : asked) {
                if (const auto at = fingerprints_.find(row.fingerprint);
                    at != fingerprints_.end()) {
                    found.push_back({ row.fingerprint, at->second, "earlier gift" });
                }
            }
            return found;
        };
        return known;
    }

private:
    std::map<std::string, std::string> hashes_;
    std::map<std::string, std::string> digests_;
    std::map<std::string, std::string> references_;
    std::map<std::uint64_t, std::uint32_t> fingerprints_;
};

TEST(Repeats, the_same_file_and_the_same_gifts_in_another_file_are_known) {
    Book book;
    const auto* const first = "姓名,金额,日期\n甲,1,2026-01-02\n甲,1,2026-01-02\n乙,2,2026-01-02\n";
    book.import(plan_of(first));
    const auto known = book.known();
    auto asked = request("copy.csv");
    asked.known = &known;
    EXPECT_TRUE(plan_of(first, asked).same_file->same_bytes);
    const auto reordered
        = plan_of("日期;姓名;金额\n2026.1.2;乙;2.00\n2026.1.2;甲;1\n2026.1.2;甲;1\n", asked);
    ASSERT_TRUE(reordered.same_file.has_value());
    EXPECT_FALSE(reordered.same_file->same_bytes);
    EXPECT_EQ(reordered.doubts.size(), 3U);
}

TEST(Repeats, known_reference_numbers_are_duplicates_row_by_row) {
    Book book;
    book.import(plan_of("交易单号,金额\n01,1\n02,2\n"));
    const auto known = book.known();
    auto asked = request();
    asked.known = &known;
    const auto plan = plan_of("交易单号,金额\n02,2\n03,2\n", asked);
    ASSERT_EQ(plan.duplicates.size(), 1U);
    EXPECT_EQ(plan.duplicates[0].row, 2U);
    EXPECT_EQ(plan.duplicates[0].existing, "gift 3");
    EXPECT_TRUE(plan.doubts.empty());
}

TEST(Repeats, overlapping_files_without_reference_numbers_are_doubtful_as_often_as_held) {
    Book book;
    book.import(plan_of("姓名,金额,日期\n甲,1,2026-01-02\n甲,1,2026-01-02\n乙,2,2026-01-02\n"));
    const auto known = book.known();
    auto asked = request();
    asked.known = &known;
    const auto plan = plan_of(
        "姓名,金额,日期\n甲,1,2026-01-02\n甲,1,2026-01-02\n甲,1,2026-01-02\n乙,2,2026-01-03\n",
        asked
    );
    EXPECT_FALSE(plan.same_file.has_value());
    ASSERT_EQ(plan.doubts.size(), 2U);
    EXPECT_EQ(plan.doubts[1].row, 3U);
    EXPECT_EQ(plan.gifts[2].state, GiftState::accepted);
    EXPECT_EQ(plan.gifts[3].state, GiftState::accepted);
    EXPECT_EQ(totals(plan), "4/500/none");
}

TEST(Repeats, fingerprints_depend_on_the_secret_of_the_book) {
    auto other = request();
    other.fingerprint_key.fill(9);
    const auto* const file = "姓名,金额\n甲,1\n";
    EXPECT_NE(plan_of(file).gifts[0].fingerprint, plan_of(file, other).gifts[0].fingerprint);
    EXPECT_EQ(
        plan_of(file).gifts[0].fingerprint,
        plan_of("姓名,金额\n 甲\u200B,1.00\n").gifts[0].fingerprint
    );
}

TEST(Size, fifty_thousand_rows_with_a_merge_in_every_row_are_planned) {
    constexpr lxw_row_t rows = 50'000;
    const auto path = ::testing::TempDir() + "fifty_thousand_merges.xlsx";
    auto* const workbook = workbook_new(path.c_str());
    auto* const sheet = workbook_add_worksheet(workbook, nullptr);
    worksheet_merge_range(sheet, 0, 0, 0, 1, "捐赠人", nullptr);
    worksheet_write_string(sheet, 0, 2, "金额", nullptr);
    for (lxw_row_t i = 1; i <= rows; ++i) {
        const auto name = "捐赠人" + std::to_string(i / 2);
        worksheet_merge_range(sheet, i, 0, i, 1, name.c_str(), nullptr);
        worksheet_write_number(sheet, i, 2, 0.01 * static_cast<double>(i % 100 + 1), nullptr);
    }
    worksheet_write_number(sheet, rows, 3, 25'250, nullptr);
    workbook_close(workbook);
    std::ifstream file { path, std::ios::binary };
    const std::string bytes { std::istreambuf_iterator<char> { file }, {} };
    EXPECT_EQ(totals(plan_of(bytes)), "50000/2525000/2525000");
    EXPECT_EQ(std::remove(path.c_str()), 0);
}

} // namespace
} // namespace boai::exchange
