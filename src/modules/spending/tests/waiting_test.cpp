// What waits at each step of the money, held against the alarms of its fund.
#include "modules/spending/fund_view.hpp"
#include "modules/spending/limits.hpp"
#include "modules/spending/waiting_view.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::spending {
namespace {

using test::failure_of;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t day_ms = 86'400'000;

class WaitingTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    WaitingTest() {
        bank_ = make("giving.channel.create", R"({"code":"bank","name":"银行","kind":"bank"})");
        alipay_
            = make("giving.channel.create", R"({"code":"alipay","name":"支付宝","kind":"alipay"})");
        flood_ = make("giving.purpose.create", R"({"code":"flood","name":"防汛救灾"})");
    }

    Id make(const std::string& command, const std::string& json) {
        return book_.make(command, book_.city, json);
    }

    Id give(const std::string& amount, const std::string& day, Id purpose = {}, Id channel = {}) {
        std::string json = R"({"donor_name":"孟小舟","day":")" + day + R"(","amount":")" + amount
            + R"(","channel":")" + to_string(channel.empty() ? bank_ : channel) + '"';
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        return make("giving.record_gift", json + "}");
    }

    /// A request that goes no further.
    Id request(const std::string& amount, Id purpose = {}) {
        std::string json = R"({"title":"购买被褥","payee":"示例商行","amount":")" + amount + '"';
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        return make("spending.request_payment", json + "}");
    }

    /// A rule for one fund, or for all of the branch.
    void rule(const std::string& days, Id purpose = {}, Id branch = {}) {
        const auto fund = purpose.empty() ? "" : R"("purpose":")" + to_string(purpose) + R"(",)";
        book_.make(
            "spending.alarm_rule.create",
            branch.empty() ? book_.city : branch,
            "{" + fund + days + "}"
        );
    }

    void wait_days(std::int64_t days) { book_.clock.set(book_.clock.now() + days * day_ms); }

    [[nodiscard]] Day today() const { return local_day(book_.clock.now()); }

    OpenedStep opened(std::string_view name, Id branch = {}) {
        const std::vector branches { branch.empty() ? book_.city : branch };
        const auto lease = book_->readers().lend();
        const auto queries = record::queries_of(**lease);
        const auto alarms = Alarms::read(queries, branches);
        EXPECT_TRUE(alarms);
        const auto* step = find_step(name);
        const WaitingQuestion question { queries, branches, *alarms, today() };
        auto found = open_waiting(question, *step);
        EXPECT_TRUE(found);
        const auto sum = sum_waiting(question, *step);
        EXPECT_EQ(sum->count, found->sum.count) << "opened and closed are the same";
        EXPECT_EQ(sum->late_amount, found->sum.late_amount);
        return std::move(*found);
    }

    std::int64_t late(std::string_view name) { return opened(name).sum.late; }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id alipay_;
    Id flood_;
};

TEST_P(WaitingTest, a_fund_has_its_own_alarm_at_every_step) {
    give("100.00", "2020-05-21", flood_);
    give("100.00", "2020-05-21");
    request("10.00", flood_);
    request("20.00");
    wait_days(5);
    EXPECT_EQ(late("approve_payment"), 2) << "three days where nothing is ruled";
    rule(R"("approve_days":10)");
    EXPECT_EQ(late("approve_payment"), 0) << "the branch's rule goes before the usual";
    rule(R"("approve_days":4,"pay_days":1)", flood_);
    auto step = opened("approve_payment");
    EXPECT_EQ(step.sum.late, 1) << "the fund's rule goes before the branch's";
    EXPECT_EQ(step.sum.late_amount, 1'000);
    ASSERT_THAT(step.entries, SizeIs(2));
    EXPECT_EQ(step.entries[0].fund, flood_) << "the furthest beyond its alarm comes first";
    EXPECT_EQ(step.entries[0].alarm_days, 4);
    EXPECT_EQ(step.entries[1].alarm_days, 10);
    EXPECT_EQ((step.funds[{ book_.city, flood_ }].alarm_days), 4);
    EXPECT_EQ((step.funds[{ book_.city, {} }].sum.late), 0);
    rule(R"("approve_days":0)", flood_);
    EXPECT_EQ(late("approve_payment"), 0) << "0 is the branch's again, and the newest rule counts";
    rule(R"("approve_days":1)", {}, book_.county);
    EXPECT_EQ(late("approve_payment"), 0) << "another branch's rule is its own";
}

TEST_P(WaitingTest, every_step_of_a_payment_is_told_until_it_is_proved) {
    give("100.00", "2020-05-21", flood_);
    rule(R"("approve_days":1,"pay_days":2,"prove_days":3,"idle_days":4)", flood_);
    const auto payment = request("10.00", flood_);
    const auto on = [&](const std::string& command, const std::string& more) {
        const auto done = book_.call(
            "spending." + command,
            book_.city,
            R"({"payment":")" + to_string(payment) + '"' + more + "}",
            { .actor = book_.director() }
        );
        EXPECT_TRUE(done) << failure_of(done);
    };
    wait_days(2);
    EXPECT_EQ(late("approve_payment"), 1);
    on("approve_payment", "");
    EXPECT_EQ(opened("approve_payment").sum.count, 0);
    wait_days(2);
    EXPECT_EQ(opened("pay").sum.count, 1);
    EXPECT_EQ(late("pay"), 0);
    wait_days(1);
    EXPECT_EQ(late("pay"), 1);
    const auto paid_on = today();
    on("pay", R"(,"day":")" + to_string(paid_on) + '"');
    wait_days(4);
    const auto step = opened("prove_payment");
    EXPECT_EQ(step.sum.late, 1);
    ASSERT_THAT(step.entries, SizeIs(1));
    EXPECT_EQ(step.entries[0].id, payment);
    EXPECT_EQ(step.entries[0].title, "购买被褥");
    EXPECT_EQ(step.entries[0].since, paid_on);
    const auto unspent = opened("spend");
    EXPECT_EQ(unspent.sum.late_amount, 9'000) << "what was paid lies no more";
}

TEST_P(WaitingTest, the_number_of_the_purpose_itself_holds_for_what_lies_unspent) {
    const auto quake
        = make("giving.purpose.create", R"({"code":"quake","name":"抗震救灾","idle_days":5})");
    give("30.00", "2020-05-21", quake);
    give("40.00", "2020-05-21", flood_);
    wait_days(10);
    EXPECT_EQ(opened("spend").sum.late_amount, 3'000);
    rule(R"("idle_days":8)");
    EXPECT_EQ(opened("spend").funds.at({ book_.city, quake }).alarm_days, 5);
    EXPECT_EQ(opened("spend").sum.late_amount, 7'000);
    rule(R"("idle_days":20)", quake);
    EXPECT_EQ(opened("spend").sum.late_amount, 4'000) << "the branch's rule for the fund is nearer";
}

TEST_P(WaitingTest, what_a_platform_holds_has_the_age_of_its_newest_gifts) {
    give("60.00", "2020-05-01", flood_, alipay_);
    give("40.00", "2020-05-15", flood_, alipay_);
    const auto before = opened("settle_channel");
    EXPECT_EQ(before.sum.amount, 10'000);
    EXPECT_EQ(before.sum.late_amount, 6'000) << "seven days where nothing is ruled";
    ASSERT_THAT(before.entries, SizeIs(2));
    EXPECT_EQ(before.entries[0].title, "alipay");
    EXPECT_EQ(to_string(before.entries[0].since), "2020-05-01");
    const auto settled = book_.call(
        "spending.settle_channel",
        book_.city,
        R"({"channel":")" + to_string(alipay_) + R"(","day":"2020-05-21","amount":"75.00"})"
    );
    ASSERT_TRUE(settled) << failure_of(settled);
    const auto after = opened("settle_channel");
    EXPECT_EQ(after.sum.amount, 2'500);
    EXPECT_EQ(after.sum.late, 0) << "the oldest was paid out";
    rule(R"("settle_days":5)", flood_);
    EXPECT_EQ(late("settle_channel"), 1);
}

TEST_P(WaitingTest, a_gift_entered_late_is_told_for_a_month) {
    give("5.00", "2020-05-18", flood_);
    EXPECT_EQ(opened("enter_gift").sum.count, 0) << "on the third day is in time";
    give("6.00", "2020-05-17", flood_);
    give("7.00", "2020-05-17", flood_);
    auto step = opened("enter_gift");
    ASSERT_THAT(step.entries, SizeIs(1)) << "of one day and fund, entered on one day";
    EXPECT_EQ(step.entries[0].count, 2);
    EXPECT_EQ(step.sum.late, 2);
    EXPECT_EQ(step.sum.late_amount, 1'300);
    EXPECT_EQ(step.entries[0].fund, flood_);
    EXPECT_EQ(step.entries[0].age(today()), 4);
    rule(R"("register_days":1)", flood_);
    EXPECT_EQ(late("enter_gift"), 3);
    wait_days(20);
    EXPECT_EQ(opened("enter_gift").entries[0].age(today()), 4) << "it is entered; it waits no more";
    wait_days(15);
    EXPECT_THAT(opened("enter_gift").entries, IsEmpty());
}

TEST_P(WaitingTest, a_voided_receipt_waits_for_a_new_one_while_the_gift_stands) {
    const auto first = give("5.00", "2020-05-21", flood_);
    const auto second = give("7.00", "2020-05-21", flood_);
    const auto third = give("9.00", "2020-05-21", flood_);
    const auto on = [&](const std::string& command, Id gift, const std::string& more = "") {
        const auto done = book_.call(
            "giving." + command,
            book_.city,
            R"({"gift":")" + to_string(gift) + '"' + more + "}",
            { .actor = book_.director() }
        );
        EXPECT_TRUE(done) << failure_of(done);
    };
    on("void_receipt", first);
    on("void_receipt", second, R"(,"reissue":true)");
    on("reverse_gift", third);
    wait_days(4);
    const auto step = opened("issue_receipt");
    ASSERT_THAT(step.entries, SizeIs(1));
    EXPECT_EQ(step.entries[0].id, first);
    EXPECT_TRUE(step.entries[0].is_late(today()));
    on("issue_receipt", first);
    EXPECT_EQ(opened("issue_receipt").sum.count, 0);
    on("void_receipt", first);
    EXPECT_EQ(opened("issue_receipt").sum.count, 1) << "voided twice waits once";
    EXPECT_EQ(late("issue_receipt"), 0) << "since it was voided again";
}

TEST_P(WaitingTest, a_voided_receipt_of_goods_waits_for_a_new_one_as_well) {
    const auto on = [&](const std::string& command, Id gift, const std::string& more = "") {
        const auto done = book_.call(
            "giving." + command,
            book_.city,
            R"({"gift":")" + to_string(gift) + '"' + more + "}",
            { .actor = book_.director() }
        );
        EXPECT_TRUE(done) << failure_of(done);
    };
    const auto goods = make(
        "giving.record_goods",
        R"({"donor_name":"孟小舟","day":"2020-05-20","purpose":")" + to_string(flood_) + R"("})"
    );
    make(
        "giving.add_goods_line",
        R"({"gift":")" + to_string(goods)
            + R"(","item":"帐篷","quantity":"10顶","value_basis":"invoice","value":"3000.00",)"
              R"("value_proof":"0451"})"
    );
    on("count_goods", goods, R"(,"counted_on":"2020-05-21")");
    on("accept_goods", goods);
    EXPECT_EQ(opened("issue_goods_receipt").sum.count, 0);
    on("void_goods_receipt", goods);
    wait_days(4);
    const auto step = opened("issue_goods_receipt");
    ASSERT_THAT(step.entries, SizeIs(1));
    EXPECT_EQ(step.entries[0].id, goods);
    EXPECT_EQ(step.entries[0].fund, flood_);
    EXPECT_EQ(step.sum.amount, 300'000) << "the value that is proved";
    EXPECT_TRUE(step.entries[0].is_late(today()));
    EXPECT_EQ(opened("issue_receipt").sum.count, 0);
    on("issue_goods_receipt", goods);
    EXPECT_EQ(opened("issue_goods_receipt").sum.count, 0);
    on("void_goods_receipt", goods);
    on("reverse_goods", goods);
    EXPECT_EQ(opened("issue_goods_receipt").sum.count, 0) << "what does not stand needs none";
}

TEST_P(WaitingTest, an_allocation_is_late_by_the_rule_of_whoever_looks) {
    give("100.00", "2020-05-21", flood_);
    const auto id = make(
        "spending.request_allocation",
        R"({"to":"320722","title":"转拨东海","amount":"10.00","purpose":")" + to_string(flood_)
            + "\"}"
    );
    const auto sent = book_.call(
        "spending.send_allocation",
        book_.city,
        R"({"allocation":")" + to_string(id) + "\"}",
        { .actor = book_.director() }
    );
    ASSERT_TRUE(sent) << failure_of(sent);
    wait_days(5);
    rule(R"("confirm_days":6)", flood_);
    EXPECT_EQ(late("await_confirmation"), 0);
    EXPECT_EQ(opened("confirm_allocation", book_.county).sum.late, 1);
    rule(R"("confirm_days":7)", {}, book_.county);
    EXPECT_EQ(opened("confirm_allocation", book_.county).sum.late, 0);
}

TEST_P(WaitingTest, an_opened_step_shows_the_latest_and_counts_all) {
    give("9000.00", "2020-05-21", flood_);
    const auto last = request("1.00", flood_);
    wait_days(1);
    for (std::size_t made = 0; made < waiting_rows_max; ++made) {
        request("1.00", flood_);
    }
    const auto step = opened("approve_payment");
    EXPECT_EQ(step.sum.count, static_cast<std::int64_t>(waiting_rows_max) + 1);
    ASSERT_THAT(step.entries, SizeIs(waiting_rows_max));
    EXPECT_EQ(step.entries[0].id, last) << "the oldest is never cut off";
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    WaitingTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::spending
