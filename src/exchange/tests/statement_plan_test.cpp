// Statements: every line with its sign, and the running balance from the first line to the last.
#include "exchange/statement_plan.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

namespace boai::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

StatementPlan statement_of(std::string_view bytes, std::vector<SheetChoice> choices = {}) {
    const auto plan
        = plan_statement(bytes, { .file_name = "statement.csv", .choices = std::move(choices) });
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().message.en);
    return plan ? *plan : StatementPlan {};
}

StatementPlan example(const std::string& name) {
    std::ifstream file { BOAI_EXAMPLES "/statements/" + name, std::ios::binary };
    const std::string bytes { std::istreambuf_iterator<char> { file }, {} };
    EXPECT_FALSE(bytes.empty()) << name;
    return statement_of(bytes);
}

/// "2026-05-12 200.00 欧阳静澜 B2026051201"
std::string told(const PlannedStatementLine& line) {
    auto text = to_string(line.day) + " " + to_string(line.amount);
    for (const auto& part : { line.payer, line.reference }) {
        text += part.empty() ? "" : " " + part;
    }
    return text;
}

std::vector<std::string> told(const StatementPlan& plan) {
    std::vector<std::string> all;
    for (const auto& line : plan.lines) {
        all.push_back(told(line));
    }
    return all;
}

/// "1000.00 + 150.51 - 1000.60 = 149.91"
std::string identity(const StatementPlan& plan) {
    return to_string(plan.opening.value_or(Money { -1 })) + " + " + to_string(plan.received) + " - "
        + to_string(plan.paid) + " = " + to_string(plan.closing.value_or(Money { -1 }));
}

void expect_clean(const StatementPlan& plan) {
    EXPECT_FALSE(plan.problem) << plan.problem->en;
    EXPECT_TRUE(plan.refused.empty()) << plan.refused.front().reason.en;
    EXPECT_FALSE(plan.broken) << "row " << plan.broken->row;
}

TEST(StatementPlan, a_bank_statement_newest_first_is_turned_round) {
    const auto plan = example("bank-2026-05.csv");
    expect_clean(plan);
    EXPECT_TRUE(plan.is_newest_first);
    EXPECT_EQ(plan.channel, "bank");
    EXPECT_EQ(identity(plan), "50000.00 + 34840.05 - 13515.15 = 71324.90");
    EXPECT_EQ(to_string(*plan.begins), "2026-05-01");
    EXPECT_EQ(to_string(*plan.ends), "2026-05-31");
    ASSERT_EQ(plan.lines.size(), 10U);
    EXPECT_EQ(told(plan.lines[0]), "2026-05-06 -10000.00 示例文具店 B2026050601");
    EXPECT_EQ(told(plan.lines[3]), "2026-05-12 200.00 欧阳静澜 B2026051201");
    EXPECT_EQ(plan.lines[3].time, "11:28:00");
    EXPECT_EQ(plan.lines[9].fee, Money { 60'00 });
    EXPECT_THAT(plan.lines[9].memo, HasSubstr("银联商户清算"));
    ASSERT_EQ(plan.footers.size(), 1U) << "the totals are no line";
}

TEST(StatementPlan, alipay_gives_fees_and_withdrawals_below_zero) {
    const auto plan = example("alipay-2026-05.csv");
    expect_clean(plan);
    EXPECT_EQ(plan.channel, "alipay");
    EXPECT_EQ(plan.layout.en, "Alipay account");
    EXPECT_EQ(identity(plan), "1000.00 + 150.51 - 1000.60 = 149.91");
    EXPECT_THAT(
        told(plan),
        ElementsAre(
            "2026-05-02 100.00 *小舟 100000000001",
            "2026-05-02 -0.60 100000000002",
            "2026-05-03 0.01 *海 100000000003",
            "2026-05-04 50.50 匿名 100000000004",
            "2026-05-05 -1000.00 示例市红十字会 100000000005"
        )
    );
    EXPECT_EQ(plan.lines[0].order_number, "G20260502001");
    EXPECT_EQ(plan.lines[0].trade_number, "2026050222001");
    EXPECT_EQ(to_string(*plan.ends), "2026-05-31") << "to midnight of the first of June";
}

TEST(StatementPlan, wechat_funds_tell_in_and_out_by_a_word_and_end_in_a_table_of_sums) {
    const auto plan = example("wechat-funds-2026-05.csv");
    expect_clean(plan);
    EXPECT_EQ(plan.channel, "wechat");
    EXPECT_EQ(identity(plan), "500.00 + 154.80 - 589.20 = 65.60");
    EXPECT_THAT(
        told(plan),
        ElementsAre(
            "2026-05-03 66.00 R100001",
            "2026-05-03 -0.40 R100002",
            "2026-05-03 88.80 R100003",
            "2026-05-04 -88.80 R100004",
            "2026-05-05 -500.00 R100005"
        )
    );
    EXPECT_EQ(plan.lines[2].trade_number, "4200000000202605030002");
    EXPECT_EQ(plan.lines[2].order_number, "G2");
}

TEST(StatementPlan, unionpay_is_followed_to_zero_by_its_payouts_and_fees) {
    const auto plan = example("unionpay-2026-05.csv");
    expect_clean(plan);
    EXPECT_EQ(plan.channel, "unionpay");
    EXPECT_EQ(plan.received - plan.paid, Money {}) << "all that was collected was paid out";
    EXPECT_THAT(
        told(plan),
        ElementsAre(
            "2026-05-28 6000.00 220000000501",
            "2026-05-28 4000.00 220000000502",
            "2026-05-28 -1000.00 220000000503",
            "2026-05-29 0.50 220000000504",
            "2026-05-29 -60.00",
            "2026-05-29 -8940.00",
            "2026-05-30 -0.50"
        )
    );
}

TEST(StatementPlan, a_platform_keeps_its_fee_on_the_day) {
    const auto plan = example("platform-2026-05.csv");
    expect_clean(plan);
    EXPECT_EQ(plan.channel, "platform");
    EXPECT_THAT(
        told(plan),
        ElementsAre(
            "2026-05-05 9.90 一只小鹿 T20260505001",
            "2026-05-05 20.00 匿名 T20260505002",
            "2026-05-05 -0.18",
            "2026-05-06 20.00 匿名 T20260506003",
            "2026-05-06 -0.12"
        )
    );
    EXPECT_FALSE(plan.opening) << "the file tells no balance";
}

TEST(StatementPlan, the_line_where_the_balance_breaks_is_named) {
    const auto plan = statement_of("交易日期,收入金额,支出金额,余额\n"
                                   "2026-05-01,100.00,,100.00\n"
                                   "2026-05-02,,30.00,70.00\n"
                                   "2026-05-04,5.00,,95.00\n"
                                   "2026-05-05,5.00,,100.00\n");
    ASSERT_TRUE(plan.broken);
    EXPECT_EQ(plan.broken->row, 4U);
    EXPECT_EQ(plan.broken->before, Money { 70'00 });
    EXPECT_EQ(plan.broken->stated, Money { 95'00 });
}

TEST(StatementPlan, a_line_that_cannot_be_read_is_refused_with_its_place) {
    const auto plan = statement_of("交易日期,收入金额,支出金额,余额\n"
                                   "2026-05-01,100.00,,100.00\n"
                                   "昨天,30.00,,130.00\n"
                                   "2026-05-04,5.oo,,135.00\n");
    ASSERT_EQ(plan.refused.size(), 2U);
    EXPECT_EQ(plan.refused[0].row, 3U);
    EXPECT_EQ(plan.refused[1].row, 4U);
    EXPECT_EQ(plan.refused[1].column, 1U);
}

TEST(StatementPlan, opening_and_closing_balances_in_rows_of_their_own_are_no_lines) {
    const auto plan = statement_of("日期,摘要,借方,贷方,余额\n"
                                   ",期初余额,,,\"1,000.00\"\n"
                                   "2026-05-01,汇款,,200.00,\n"
                                   "2026-05-02,付款,50.00,,\n"
                                   ",期末余额,,,\"1,150.00\"\n");
    expect_clean(plan);
    EXPECT_EQ(identity(plan), "1000.00 + 200.00 - 50.00 = 1150.00");
}

TEST(StatementPlan, day_and_time_joined_by_a_hyphen_are_read) {
    const auto plan
        = statement_of("凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,"
                       "摘要,用途,对方单位名称,余额,附言,个性化信息\n"
                       "0\t,11\t,22\t,2026-02-11-09.12.33.000001,贷,0.00,200.00,,汇款,捐赠,"
                       "欧阳静澜,\"1,200.00\",,\t\n");
    expect_clean(plan);
    EXPECT_THAT(told(plan), ElementsAre("2026-02-11 200.00 欧阳静澜"));
    EXPECT_EQ(identity(plan), "1000.00 + 200.00 - 0.00 = 1200.00");
    EXPECT_EQ(plan.layout.en, "ICBC company account");
}

TEST(StatementPlan, a_list_without_days_or_amounts_says_so_and_can_be_mapped) {
    const std::string_view bytes = "甲,乙,丙\n2026-05-01,孟小舟,5.00\n";
    EXPECT_TRUE(statement_of(bytes).problem);
    const SheetChoice choice {
        .index = 0,
        .mapping = { .header_row = 1, .fields = { { 0, 0 }, { 1, 7 }, { 2, 4 } }, .unit = {} }
    };
    const auto plan = statement_of(bytes, { choice });
    expect_clean(plan);
    EXPECT_THAT(told(plan), ElementsAre("2026-05-01 5.00 孟小舟"));
}

} // namespace
} // namespace boai::exchange
