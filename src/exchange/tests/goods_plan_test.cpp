// Lists of goods: donors filled by the merge range, quantities split or asked about.
#include "exchange/goods_plan.hpp"
#include "exchange/workbook_reader.hpp"
#include "office_files.hpp"

#include <gmock/gmock.h>

namespace boai::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Day today = *parse_day("2020-05-21");

GoodsPlan goods_plan_of(std::string_view bytes, const GoodsPlanRequest& request) {
    const auto workbook = read_workbook(bytes);
    EXPECT_TRUE(workbook) << (workbook ? "" : workbook.error().message.en);
    return workbook ? plan_goods(*workbook, sha256_hex(bytes), request) : GoodsPlan {};
}

GoodsPlan goods_plan_of(std::string_view bytes, std::string_view name = "list.csv") {
    return goods_plan_of(bytes, { .file_name = name, .today = today, .lines_max = 80 });
}

/// "甲公司: 口罩 30 箱; 帐篷 10 顶"
std::string told(const PlannedGoods& gift) {
    auto text = gift.donor_name + ":";
    for (const auto& line : gift.lines) {
        text += " " + line.item + " " + std::to_string(line.quantity) + " " + line.unit + ";";
    }
    return text;
}

TEST(GoodsPlan, rows_of_one_donor_below_each_other_are_one_gift) {
    const auto plan = goods_plan_of("捐赠单位,品名,规格型号,计量单位,数量\n"
                                    "甲公司,口罩,KN95,箱,30\n"
                                    "甲公司,防护服,L,件,200\n"
                                    "乙公司,帐篷,,顶,10\n"
                                    "甲公司,手套,,副,5\n");
    ASSERT_EQ(plan.gifts.size(), 3U);
    EXPECT_EQ(told(plan.gifts[0]), "甲公司: 口罩 30 箱; 防护服 200 件;");
    EXPECT_EQ(told(plan.gifts[1]), "乙公司: 帐篷 10 顶;");
    EXPECT_EQ(told(plan.gifts[2]), "甲公司: 手套 5 副;") << "apart from the first";
    EXPECT_EQ(plan.gifts[0].lines[0].specification, "KN95");
    EXPECT_TRUE(plan.questions.empty());
}

TEST(GoodsPlan, a_blank_donor_is_never_the_one_above) {
    const auto plan
        = goods_plan_of("捐赠单位,品名,计量单位,数量\n甲公司,口罩,箱,30\n,帐篷,顶,10\n");
    ASSERT_EQ(plan.gifts.size(), 1U);
    ASSERT_EQ(plan.questions.size(), 1U);
    EXPECT_EQ(plan.questions[0].row, 3U);
    EXPECT_THAT(plan.questions[0].reason.en, HasSubstr("no donor"));
}

TEST(GoodsPlan, a_donor_merged_downwards_counts_for_the_rows_of_the_merge_and_no_other) {
    const auto cell = [](std::string_view place, std::string_view text) {
        return "<c r=\"" + std::string { place } + "\" t=\"inlineStr\"><is><t>"
            + std::string { text } + "</t></is></c>";
    };
    const auto row = [&](int number, std::string_view donor) {
        const auto place
            = [&](char column) { return std::string(1, column) + std::to_string(number); };
        const auto cells = (donor.empty() ? "" : cell(place('A'), donor)) + cell(place('B'), "口罩")
            + cell(place('C'), "箱") + cell(place('D'), std::to_string(number) + "\u00A0");
        return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
    };
    const auto heading = "<row r=\"1\">" + cell("A1", "捐赠单位") + cell("B1", "入库物资")
        + cell("C1", "计量单位") + cell("D1", "数量总计") + "</row>";
    const auto file = testing::xlsx_of({
        .rows
        = heading + row(2, "甲公司") + row(3, "") + row(4, "") + row(5, "乙公司") + row(6, ""),
        .merges = "<mergeCell ref=\"A2:A4\"/>",
    });
    const auto plan = goods_plan_of(file, "list.xlsx");
    ASSERT_EQ(plan.gifts.size(), 2U);
    EXPECT_EQ(told(plan.gifts[0]), "甲公司: 口罩 2 箱; 口罩 3 箱; 口罩 4 箱;");
    EXPECT_EQ(told(plan.gifts[1]), "乙公司: 口罩 5 箱;");
    ASSERT_EQ(plan.questions.size(), 1U);
    EXPECT_EQ(plan.questions[0].row, 6U) << "blank, but in no merge";
}

TEST(GoodsPlan, what_is_not_clear_is_asked_and_the_answer_goes_in_its_place) {
    const std::string_view file = "捐赠单位,入库物资,计量单位,数量总计\n"
                                  "甲公司,消毒液,,1200瓶60箱\n"
                                  "甲公司,口罩,箱,30\n"
                                  "乙公司,防护物资,,\"护目镜98个，手套198副\"\n"
                                  "乙公司,酒精,桶,84消费液\n";
    const auto plan = goods_plan_of(file);
    ASSERT_EQ(plan.questions.size(), 2U);
    EXPECT_EQ(plan.questions[0].existing, "消毒液");
    ASSERT_EQ(plan.gifts.size(), 2U);
    EXPECT_EQ(told(plan.gifts[1]), "乙公司: 护目镜 98 个; 手套 198 副;");
    const auto answered = goods_plan_of(
        file,
        { .file_name = "list.csv",
          .today = today,
          .answers = { { { 0, 2 }, "60箱" }, { { 0, 5 }, "" } } }
    );
    EXPECT_TRUE(answered.questions.empty());
    EXPECT_EQ(told(answered.gifts[0]), "甲公司: 消毒液 60 箱; 口罩 30 箱;");
    EXPECT_EQ(answered.gifts[1].lines.size(), 2U) << "the empty answer leaves the row out";
}

TEST(GoodsPlan, a_question_offers_the_readings_there_are_and_each_of_them_answers_it) {
    const std::string_view file = "捐赠单位,入库物资,计量单位,数量总计\n"
                                  "甲公司,消毒液,瓶,1200瓶60箱\n"
                                  "甲公司,手套,个,300副\n"
                                  "甲公司,口罩,,约300箱\n";
    const auto plan = goods_plan_of(file);
    ASSERT_EQ(plan.questions.size(), 3U);
    EXPECT_EQ(plan.questions[0].quantity, "1200瓶60箱");
    EXPECT_THAT(plan.questions[0].readings, ElementsAre("1200瓶", "60箱", "1200瓶+60箱"));
    EXPECT_THAT(plan.questions[1].readings, ElementsAre("300副", "300个"));
    EXPECT_THAT(plan.questions[2].readings, IsEmpty()) << "nobody knows how many";
    const auto told_when = [&](std::uint32_t row, const std::string& answer) {
        const auto answered = goods_plan_of(
            file, { .file_name = "list.csv", .today = today, .answers = { { { 0, row }, answer } } }
        );
        EXPECT_EQ(answered.questions.size(), 2U) << answer;
        return answered.gifts.empty() ? std::string {} : told(answered.gifts.front());
    };
    EXPECT_EQ(told_when(2, "1200瓶"), "甲公司: 消毒液 1200 瓶;");
    EXPECT_EQ(told_when(2, "60箱"), "甲公司: 消毒液 60 箱;") << "against the unit of the column";
    EXPECT_EQ(told_when(2, "1200瓶+60箱"), "甲公司: 消毒液 1200 瓶; 消毒液 60 箱;");
    EXPECT_EQ(told_when(3, "300副"), "甲公司: 手套 300 副;");
    EXPECT_EQ(told_when(3, "300"), "甲公司: 手套 300 个;") << "in the unit of the column";
}

TEST(GoodsPlan, titles_give_the_day_and_totals_and_signatures_are_no_goods) {
    const auto plan = goods_plan_of("接收社会捐赠物资一览表\n"
                                    "（2月4日）\n"
                                    "捐赠单位,品名,计量单位,数量\n"
                                    "甲公司,口罩,箱,30\n"
                                    "合计,,,30\n"
                                    "某市红十字会\n");
    ASSERT_EQ(plan.gifts.size(), 1U);
    EXPECT_EQ(plan.gifts[0].day, parse_day("2020-02-04").value());
    EXPECT_EQ(plan.sheets[0].footers.size(), 2U);
    EXPECT_EQ(plan.sheets[0].rows, 1U);
}

TEST(GoodsPlan, a_list_of_goods_given_out_is_refused_by_name) {
    const auto plan
        = goods_plan_of("发放捐赠物资一览表\n接收单位,品名,计量单位,数量\n某区,口罩,箱,3\n");
    EXPECT_TRUE(plan.gifts.empty());
    ASSERT_TRUE(plan.sheets[0].problem);
    EXPECT_THAT(plan.sheets[0].problem->en, HasSubstr("given out"));
}

TEST(GoodsPlan, a_list_without_a_column_it_needs_says_which) {
    const auto plan = goods_plan_of("捐赠单位,品名\n甲公司,口罩\n");
    ASSERT_TRUE(plan.sheets[0].problem);
    EXPECT_THAT(plan.sheets[0].problem->en, HasSubstr("Quantity"));
}

TEST(GoodsPlan, a_long_list_of_one_donor_becomes_several_gifts) {
    std::string file = "捐赠单位,品名,计量单位,数量\n";
    for (int i = 0; i < 7; ++i) {
        file += "甲公司,口罩,箱,3\n";
    }
    const auto plan
        = goods_plan_of(file, { .file_name = "list.csv", .today = today, .lines_max = 3 });
    ASSERT_EQ(plan.gifts.size(), 3U);
    EXPECT_EQ(plan.gifts[2].lines.size(), 1U);
}

}  // namespace
}  // namespace boai::exchange
