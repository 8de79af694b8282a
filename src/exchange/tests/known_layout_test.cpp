#include "exchange/gift_plan.hpp"
#include "exchange/known_layout.hpp"

#include <gtest/gtest.h>

namespace boai::exchange {
namespace {

ImportPlan bank_plan_of(std::string_view csv) {
    PlanRequest request;
    request.file_name = "statement.csv";
    request.fields = gift_fields();
    request.today = *parse_day("2026-06-30");
    auto plan = plan_import(csv, request);
    EXPECT_TRUE(plan.has_value()) << plan.error().message.en;
    return plan ? std::move(*plan) : ImportPlan {};
}

/// "day donor fen [reference]" of each gift.
std::vector<std::string> gifts_of(const ImportPlan& plan) {
    std::vector<std::string> gifts;
    for (const auto& gift : plan.gifts) {
        gifts.push_back(
            (gift.day ? to_string(*gift.day) : "no day") + ' ' + gift.donor_name + ' '
            + std::to_string(gift.amount.fen) + (gift.reference.empty() ? "" : ' ' + gift.reference)
        );
    }
    return gifts;
}

using Gifts = std::vector<std::string>;

TEST(KnownLayout, takes_the_credits_of_icbc_and_no_voucher_number_for_a_reference) {
    const auto plan
        = bank_plan_of("[HISTORYDETAIL]\n"
                       "凭证号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,摘要,用途,"
                       "对方单位名称,附言\n"
                       "0,1,2026-02-11-09.12.33.000001,贷,0.00,200.00,汇款,捐赠,甲,救灾\n"
                       "0,1,2026-02-11-09.12.40.000001,贷,0.00,200.00,汇款,捐赠,甲,\n"
                       "7,2,2026-02-12-10.00.00.000001,借,50.00,0.00,货款,,乙,\n");
    EXPECT_EQ(gifts_of(plan), (Gifts { "2026-02-11 甲 20000", "2026-02-11 甲 20000" }));
    EXPECT_TRUE(plan.refused.empty());
    ASSERT_EQ(plan.gifts[0].texts.size(), 3U) << "summary, purpose and remark are all kept";
    ASSERT_EQ(plan.warnings.size(), 1U);
    EXPECT_TRUE(plan.warnings[0].en.starts_with("1 rows are money that went out"));
    EXPECT_EQ(plan.sheets[0].layout->channel, "bank");
}

TEST(KnownLayout, is_found_by_its_headings_in_any_order_with_others_between) {
    const auto plan = bank_plan_of("对方户名,支出金额,新的一列,收入金额,交易时间,交易行名\n"
                                   "甲,,x,10.00,20260216 101502,某行\n"
                                   "乙,5.00,x,,20260216101502,某行\n"
                                   "丙,,x,7.00,20260216101503,某行\n");
    EXPECT_EQ(gifts_of(plan), (Gifts { "2026-02-16 甲 1000", "2026-02-16 丙 700" }));
}

TEST(KnownLayout, leaves_out_amounts_below_zero_where_the_statement_has_signs) {
    const auto plan = bank_plan_of("交易日期,交易金额,本次余额,对方户名\n"
                                   "20260218,+50.00,150,甲\n20260218,-20.00,130,乙\n");
    EXPECT_EQ(gifts_of(plan), (Gifts { "2026-02-18 甲 5000" }));
    EXPECT_TRUE(plan.refused.empty());
}

TEST(KnownLayout, reads_the_payer_of_bilingual_boc_statements) {
    const auto plan = bank_plan_of(
        "交易类型[ Transaction Type ],付款人名称[ Payer's Name ],收款人名称[ Payee's Name ],"
        "交易日期[ Transaction Date ],交易金额[ Trade Amount ],交易流水号[ Reference number ]\n"
        "来账,甲,本会,20260220,18.88,N1\n往账,本会,乙,20260220,5.00,N2\n"
    );
    EXPECT_EQ(gifts_of(plan), (Gifts { "2026-02-20 甲 1888 N1" }));
}

TEST(KnownLayout, takes_a_kind_of_payment_it_does_not_know_for_a_gift) {
    const auto plan = bank_plan_of("清算日期,交易日期,交易类型,交易金额,参考号\n"
                                   "2026-02-23,2026-02-22,消费撤销,9.00,R1\n"
                                   "2026-02-23,2026-02-22,某种新的支付,9.00,R2\n");
    EXPECT_EQ(gifts_of(plan), (Gifts { "2026-02-22  900 R2" }));
}

TEST(KnownLayout, goes_behind_a_learnt_profile_and_the_officers_mapping) {
    const std::string csv = "交易日期,交易金额,本次余额,对方户名\n20260218,50.00,150.00,甲\n";
    PlanRequest request;
    request.fields = gift_fields();
    request.today = *parse_day("2026-06-30");
    const Mapping mapping { .header_row = 1,
                            .fields = { { 2, *find_field(gift_fields(), "amount") } } };
    request.choices.push_back({ 0, mapping });
    const auto plan = plan_import(csv, request);
    ASSERT_TRUE(plan.has_value());
    EXPECT_EQ(gifts_of(*plan), (Gifts { "no day  15000" }));
}

TEST(KnownLayout, has_columns_that_are_fields_and_headings_as_they_are_reduced) {
    for (const auto& layout : known_layouts()) {
        bool amount = false;
        for (const auto& column : layout.columns) {
            EXPECT_TRUE(find_field(gift_fields(), column.field)) << column.field;
            EXPECT_EQ(layout_heading(column.heading), column.heading);
            amount = amount || column.field == "amount";
        }
        EXPECT_TRUE(amount) << layout.name.en;
        for (const auto heading : layout.headings) {
            EXPECT_EQ(layout_heading(heading), heading);
        }
    }
}

TEST(SideBySide, totals_of_all_tables_together_are_the_stated_one) {
    const auto plan
        = bank_plan_of("姓名,金额,,姓名,金额\n甲,10,,丙,30\n乙,20,,,\n合计,30,,合计,30\n");
    EXPECT_EQ(plan.sum.fen, 6000);
    EXPECT_EQ(plan.stated_sum, Money { 6000 });
    const auto wrong
        = bank_plan_of("姓名,金额,,姓名,金额\n甲,10,,丙,30\n乙,20,,,\n合计,30,,合计,31\n");
    EXPECT_EQ(wrong.stated_sum, Money { 6100 });
}

}  // namespace
}  // namespace boai::exchange
