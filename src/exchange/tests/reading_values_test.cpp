#include "exchange/amount_reading.hpp"
#include "exchange/day_reading.hpp"
#include "exchange/header_words.hpp"
#include "exchange/number_format.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/total_label.hpp"

#include <gtest/gtest.h>

namespace boai::exchange {
namespace {

TEST(CleanText, removes_what_nobody_sees_and_unifies_widths) {
    EXPECT_EQ(clean_text("  张\u200B三\t"), "张三");
    EXPECT_EQ(clean_text("\u00A0\u00A0\u00A050,000.00"), "50,000.00");
    EXPECT_EQ(clean_text("甲公司（北京）１２３"), "甲公司(北京)123");
    EXPECT_EQ(clean_text("a\u3000 \n b\uFEFF"), "a b");
    EXPECT_EQ(clean_text("\u200B\u00A0"), "");
    EXPECT_EQ(clean_text("阿依古丽·买买提"), "阿依古丽·买买提");
    EXPECT_EQ(clean_text("already clean 文本"), "already clean 文本");
    EXPECT_EQ(clean_text("\U0002CEB2\xFF"), "\U0002CEB2\uFFFD");
}

std::string fen(std::string_view text, AmountUnit unit = AmountUnit::yuan) {
    const auto amount = read_amount(clean_text(text), unit);
    return amount ? std::to_string(amount->fen) : "refused";
}

TEST(Amount, rounds_the_dust_of_floating_point_away_and_nothing_else) {
    EXPECT_EQ(fen("238276.830000001"), "23827683");
    EXPECT_EQ(fen("4761028.68000006"), "476102868");
    EXPECT_EQ(fen("38422322.23999998"), "3842232224");
    EXPECT_EQ(fen("0.30000000000000004"), "30");
    EXPECT_EQ(fen("19.999999999999996"), "2000");
    EXPECT_EQ(fen("0.005"), "refused");
    EXPECT_EQ(fen("0.1000001"), "refused");
    EXPECT_EQ(fen("238276.83500000"), "refused");
    EXPECT_EQ(fen("100.0000"), "10000");
}

TEST(Amount, reads_what_offices_write) {
    EXPECT_EQ(fen("\u00A0\u00A0\u00A0\u00A0\u00A050,000.00"), "5000000");
    EXPECT_EQ(fen("6，307.34万元"), "6307340000");
    EXPECT_EQ(fen("￥1,234.5元"), "123450");
    EXPECT_EQ(fen("人民币３００元整"), "30000");
    EXPECT_EQ(fen("1.5", AmountUnit::ten_thousand_yuan), "1500000");
    EXPECT_EQ(fen("1.5元", AmountUnit::ten_thousand_yuan), "150");
    EXPECT_EQ(fen("2.3827683E5"), "23827683");
    EXPECT_EQ(fen("1E-2"), "1");
    EXPECT_EQ(fen("(12.50)"), "-1250");
    EXPECT_EQ(fen("-¥3"), "-300");
    EXPECT_EQ(fen("0"), "0");
    EXPECT_EQ(fen("1.2亿"), "12000000000");
}

TEST(Amount, refuses_what_is_none) {
    for (const auto* text : { "",
                              "-",
                              "元",
                              "1,23",
                              "12,34,567",
                              ",123",
                              "1.2.3",
                              "约5万",
                              "3万5",
                              "1e",
                              "1e999",
                              "0x10",
                              "5瓶",
                              "99999999999999999",
                              "NaN",
                              "1E20" }) {
        EXPECT_EQ(fen(text), "refused") << text;
    }
}

std::string day(std::string_view text) {
    const auto found = read_day(clean_text(text));
    return found ? to_string(*found) : "none";
}

TEST(ReadDay, reads_every_form_of_a_whole_day) {
    for (const auto* text : { "2020-01-29",
                              "2020.01.29",
                              "2020.1.29",
                              "2020/1/29",
                              "2020年1月29日",
                              "20200129",
                              "２０２０年１月２９日",
                              "2020-01-29 10:03:05",
                              "2020-01-29T10:03:05",
                              "2020 年 1 月 29 日",
                              "2020/1/29 10:03" }) {
        EXPECT_EQ(day(text), "2020-01-29") << text;
    }
    for (const auto* text : { "2020-02-30",
                              "1月29日",
                              "2020.1",
                              "20201301",
                              "43865",
                              "10:03:05",
                              "2020-01-29 起",
                              "" }) {
        EXPECT_EQ(day(text), "none") << text;
    }
    EXPECT_TRUE(is_time_of_day("07:06:18"));
    EXPECT_TRUE(is_time_of_day("7:06"));
    EXPECT_FALSE(is_time_of_day("7.06"));
}

TEST(ReadDay, reads_serials_of_both_calendars) {
    EXPECT_EQ(to_string(*day_of_serial("43865", false)), "2020-02-04");
    EXPECT_EQ(to_string(*day_of_serial("43865.75", false)), "2020-02-04");
    EXPECT_EQ(to_string(*day_of_serial("42403", true)), "2020-02-04");
    EXPECT_FALSE(day_of_serial("20200204", false).has_value());
    EXPECT_FALSE(day_of_serial("100", false).has_value());
}

std::string found_day(std::string_view text, std::string_view today = "2020-06-30") {
    const auto found = find_day(clean_text(text));
    const auto resolved = found ? found->resolve(*parse_day(today)) : std::nullopt;
    return resolved ? to_string(*resolved) : "none";
}

TEST(FindDay, finds_the_day_in_titles_and_file_names) {
    EXPECT_EQ(found_day("捐赠明细（2020年2月1日）"), "2020-02-01");
    EXPECT_EQ(found_day("接收捐赠明细（银行账户） 20200203"), "2020-02-03");
    EXPECT_EQ(found_day("发放物资一览表（2.4）"), "2020-02-04");
    EXPECT_EQ(found_day("截止至1月26日17：22分 2019年捐款信息"), "2019-01-26");
    EXPECT_EQ(found_day("（12月31日）"), "2019-12-31");
    EXPECT_EQ(found_day("2020年1月22日至2020年1月26日"), "2020-01-26");
    EXPECT_EQ(found_day("2月29日", "2023-06-30"), "2020-02-29");
    EXPECT_EQ(found_day("第13期—1"), "none");
    EXPECT_EQ(found_day("账号 6222021234567890123"), "none");
    EXPECT_EQ(found_day("2020年新型肺炎捐款信息"), "none");
}

TEST(NumberFormat, finds_days_behind_quotes_colours_and_escapes) {
    EXPECT_EQ(use_of_format("yyyy\"年\"m\"月\"d\"日\";@"), NumberUse::day);
    EXPECT_EQ(use_of_format("[$-804]yyyy/m/d h:mm"), NumberUse::day_time);
    EXPECT_EQ(use_of_format("[h]:mm:ss"), NumberUse::time);
    EXPECT_EQ(use_of_format("[Red]#,##0.00\"元\""), NumberUse::plain);
    EXPECT_EQ(use_of_format("0.00_);[Red]\\(0.00\\)"), NumberUse::plain);
    EXPECT_EQ(use_of_format("General"), NumberUse::plain);
    EXPECT_EQ(use_of_format("mmm\\-yy"), NumberUse::day);
}

TEST(TotalLabel, reads_totals_and_leaves_donors_alone) {
    const auto both = read_total_label(clean_text("共计48740人次 总金额10272810.33"));
    ASSERT_TRUE(both.has_value());
    EXPECT_EQ(both->rows, 48'740);
    EXPECT_EQ(both->sum->fen, 1'027'281'033);
    EXPECT_TRUE(read_total_label(clean_text("合　计：")).has_value());
    EXPECT_TRUE(read_total_label("Grand Total")->sum == std::nullopt);
    EXPECT_TRUE(read_total_label("本页小计")->partial);
    EXPECT_EQ(read_total_label("总笔数:12,总金额:3万元")->rows, 12);
    EXPECT_EQ(read_total_label("总笔数:12,总金额:3万元")->sum->fen, 3'000'000);
    EXPECT_EQ(read_total_label("合计(人民币):1,234.50元")->sum->fen, 123'450);
    for (const auto* donor : { "合计科技有限公司",
                               "总工会",
                               "某会计事务所",
                               "大总统超市",
                               "小计划公益",
                               "合计",
                               "Sumitomo",
                               "100元",
                               "张总",
                               "共" }) {
        const auto label = read_total_label(donor);
        EXPECT_EQ(label.has_value(), std::string_view { donor } == "合计") << donor;
    }
}

TEST(TotalLabel, finds_the_total_in_a_sentence) {
    const auto total = find_total(
        clean_text("2月2日，本会收到社会捐赠款87人次，共计人民币1,449.59万元，美元3万元。")
    );
    ASSERT_TRUE(total.has_value());
    EXPECT_EQ(total->sum->fen, 1'449'590'000);
    EXPECT_FALSE(find_total("捐赠公示 第11期").has_value());
}

std::string field_of(std::string_view header) {
    const auto meaning = meaning_of_header(header_words(header), gift_fields());
    return meaning.field      ? std::string { gift_fields()[*meaning.field].name }
        : meaning.known_other ? "other"
                              : "unknown";
}

TEST(HeaderWords, understands_the_headers_of_banks_platforms_and_societies) {
    EXPECT_EQ(field_of("捐赠(单位/姓名）"), "donor_name");
    EXPECT_EQ(field_of("捐赠单位（个人）"), "donor_name");
    EXPECT_EQ(field_of("姓 名"), "donor_name");
    EXPECT_EQ(field_of("金额(元）"), "amount");
    EXPECT_EQ(field_of("捐赠金额（万元）"), "amount");
    EXPECT_EQ(field_of("交易金额\u200B"), "amount");
    EXPECT_EQ(field_of("捐赠日期"), "day");
    EXPECT_EQ(field_of("交易单号"), "reference");
    EXPECT_EQ(field_of("付款附言"), "note");
    EXPECT_EQ(field_of("Amount (RMB)"), "amount");
    EXPECT_EQ(field_of("序号"), "other");
    EXPECT_EQ(field_of("数量总计"), "other");
    EXPECT_EQ(field_of("金额大写"), "other");
    EXPECT_EQ(field_of("手续费金额"), "other");
    EXPECT_EQ(field_of("捐款人数"), "other");
    EXPECT_EQ(field_of("支出金额"), "other");
    EXPECT_EQ(field_of("随便什么"), "unknown");
}

} // namespace
} // namespace boai::exchange
