// Payments, fees and allocations, with the ledger behind them.
#include "ledger/trace.hpp"
#include "modules/spending/allocation.hpp"
#include "modules/spending/allocation_commands.hpp"
#include "modules/spending/fund_view.hpp"
#include "modules/spending/payment.hpp"
#include "support/papers.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace boai::spending {
namespace {

using test::Calling;
using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SpendingTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    SpendingTest() {
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        alipay_ = book_.make(
            "giving.channel.create",
            book_.city,
            R"({"code":"alipay","name":"支付宝","kind":"alipay"})"
        );
        flood_ = book_.make(
            "giving.purpose.create",
            book_.city,
            R"({"code":"flood","name":"防汛救灾","fee_cap":50})"
        );
    }

    Id give(const std::string& amount, Id purpose = {}, Id channel = {}) {
        std::string json = R"({"donor_name":"孟小舟","day":"2020-05-20","amount":")" + amount
            + R"(","channel":")" + to_string(channel.empty() ? bank_ : channel) + '"';
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        return book_.make("giving.record_gift", book_.city, json + "}");
    }

    Result<record::Outcome>
    request(const std::string& amount, Id purpose = {}, const std::string& more = "") {
        std::string json = R"({"title":"购买被褥","payee":"示例商行","amount":")" + amount + '"';
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        return book_.call("spending.request_payment", book_.city, json + more + "}");
    }

    Result<record::Outcome>
    on(const std::string& command,
       Id payment,
       const std::string& more = "",
       const std::shared_ptr<const record::Actor>& actor = {}) {
        return book_.call(
            "spending." + command,
            book_.city,
            R"({"payment":")" + to_string(payment) + '"' + more + "}",
            { .actor = actor ? actor : book_.director() }
        );
    }

    Result<record::Outcome> attach(Id payment, attachments::PaperKind kind) {
        return test::attach_paper(book_, "spending.payment", payment, kind);
    }

    /// A payment that went all the way.
    Id paid(const std::string& amount, Id purpose = {}) {
        const auto made = request(amount, purpose);
        EXPECT_TRUE(made) << failure_of(made);
        const auto id = made ? made->id : Id {};
        const auto approved = on("approve_payment", id);
        EXPECT_TRUE(approved) << failure_of(approved);
        const auto done = on("pay", id, R"(,"day":"2020-05-21")");
        EXPECT_TRUE(done) << failure_of(done);
        return id;
    }

    Result<record::Outcome> on_allocation(const std::string& command, Id branch, Id allocation) {
        return book_.call(
            "spending." + command,
            branch,
            R"({"allocation":")" + to_string(allocation) + R"("})",
            { .actor = book_.director() }
        );
    }

    Id sent(const std::string& amount, Id purpose = {}) {
        std::string json = R"({"to":"320722","title":"转拨东海","amount":")" + amount + '"';
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        const auto id = book_.make("spending.request_allocation", book_.city, json + "}");
        const auto done = on_allocation("send_allocation", book_.city, id);
        EXPECT_TRUE(done) << failure_of(done);
        return id;
    }

    /// Waits for the sender's side, which follows in a commit of its own.
    Allocation answered(Id id) {
        for (int i = 0; i < 500; ++i) {
            const auto found = book_.load<Allocation>(allocation_type, book_.city, id);
            if (found.state != AllocationState::sent) {
                return found;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds { 10 });
        }
        ADD_FAILURE() << "the sender's side did not follow";
        return {};
    }

    std::int64_t balance(const std::string& account) {
        return book_.number(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE account = '"
            + account + "'"
        );
    }

    Payment payment(Id id) { return book_.load<Payment>(payment_type, book_.city, id); }

    ledger::Trace trace(Id gift, Id purpose, std::int64_t amount) {
        const auto lease = book_->readers().lend();
        const auto position = book_.number(
            "SELECT position FROM giving_gift WHERE id = " + std::to_string(gift.value)
        );
        const auto found = ledger::trace_forward(
            record::queries_of(**lease), { book_.city, purpose, { position, amount } }
        );
        EXPECT_TRUE(found);
        return *found;
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id alipay_;
    Id flood_;
};

TEST_P(SpendingTest, a_payment_is_requested_approved_paid_and_proved) {
    const auto gift = give("100.00", flood_);
    const auto id = paid("37.20", flood_);
    EXPECT_THAT(
        failure_of(on("prove_payment", id, R"(,"proof":"20200521-7")")),
        HasSubstr("attach the proof of payment first")
    );
    ASSERT_TRUE(attach(id, attachments::PaperKind::proof));
    ASSERT_TRUE(on("prove_payment", id, R"(,"proof":"20200521-7")"));
    EXPECT_EQ(payment(id).state, PaymentState::proved);
    EXPECT_EQ(balance("5101"), 3'720);
    EXPECT_EQ(balance("1002"), 6'280);
    const auto found = trace(gift, flood_, 10'000);
    ASSERT_EQ(found.uses.size(), 1U);
    EXPECT_EQ(found.uses[0].title, "购买被褥");
    EXPECT_EQ(found.uses[0].amount, 3'720);
    EXPECT_EQ(found.held.at(0).amount, 6'280);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(SpendingTest, refuses_a_payment_of_more_than_is_free_and_names_fund_and_amount) {
    give("100.00", flood_);
    give("500.00");
    const auto refused = request("100.01", flood_);
    EXPECT_EQ(code_of(refused), "conflict");
    EXPECT_THAT(failure_of(refused), HasSubstr("防汛救灾 (F-flood) has only 100.00 yuan free"));
    ASSERT_TRUE(request("60.00", flood_));
    EXPECT_THAT(failure_of(request("40.01", flood_)), HasSubstr("only 40.00 yuan free"));
}

TEST_P(SpendingTest, a_rejected_payment_gives_back_what_it_reserved) {
    give("100.00");
    const auto made = request("100.00");
    ASSERT_TRUE(made);
    EXPECT_FALSE(request("0.01"));
    ASSERT_TRUE(on("reject_payment", made->id));
    EXPECT_TRUE(request("100.00"));
}

TEST_P(SpendingTest, refuses_a_payment_outside_the_donors_purpose) {
    give("100.00", flood_);
    EXPECT_THAT(
        failure_of(request("1.00", flood_, R"(,"category":"management")")),
        HasSubstr("pays only for what its donors asked")
    );
    ASSERT_TRUE(book_.write("giving.purpose.close", book_.city, flood_, "{}"));
    EXPECT_THAT(failure_of(request("1.00", flood_)), HasSubstr("closed"));
}

TEST_P(SpendingTest, maker_and_checker_are_two_and_an_officer_has_a_limit) {
    give("90000.00");
    const auto small = request("100.00");
    ASSERT_TRUE(small);
    EXPECT_EQ(code_of(on("approve_payment", small->id, "", book_.officer())), "forbidden");
    const auto large = request("10000.01");
    ASSERT_TRUE(large);
    const auto officer
        = test::TestBook::person_with(9, { book_.city }, { "spending.approve_payment" });
    EXPECT_TRUE(on("approve_payment", small->id, "", officer));
    const auto refused = on("approve_payment", large->id, "", officer);
    EXPECT_EQ(code_of(refused), "forbidden");
    EXPECT_THAT(
        failure_of(refused),
        HasSubstr("more than 10000.00 yuan is approved by somebody with a higher limit")
    );
    book_.make("spending.approval_rule.create", book_.city, R"({"officer_limit":"20000.00"})");
    EXPECT_TRUE(on("approve_payment", large->id, "", officer));
}

TEST_P(SpendingTest, a_limit_of_the_role_counts_before_the_branchs_rule) {
    give("90000.00");
    const auto made = request("15000.00");
    ASSERT_TRUE(made);
    auto limited = *test::TestBook::person_with(9, { book_.city }, { "spending.approve_payment" });
    const auto& role = limited.grants.front().role;
    limited.limits = { { { book_.city }, role, "spending.approve_payment", Money { 1'499'999 } } };
    const auto below = std::make_shared<const record::Actor>(limited);
    EXPECT_THAT(
        failure_of(on("approve_payment", made->id, "", below)),
        HasSubstr("more than 14999.99 yuan is approved by somebody with a higher limit")
    );
    limited.limits.front().amount = Money { 1'500'000 };
    const auto enough = std::make_shared<const record::Actor>(limited);
    EXPECT_TRUE(on("approve_payment", made->id, "", enough)) << "the rule alone allows 10,000";
}

TEST_P(SpendingTest, beyond_the_limit_of_one_two_approve_where_the_rule_says_so) {
    give("90000.00");
    book_.make(
        "spending.approval_rule.create",
        book_.city,
        R"({"officer_limit":"1000.00","two_officers":true})"
    );
    const auto made = request("5000.00");
    ASSERT_TRUE(made);
    const auto first
        = test::TestBook::person_with(9, { book_.city }, { "spending.approve_payment" });
    const auto second
        = test::TestBook::person_with(10, { book_.city }, { "spending.approve_payment" });
    ASSERT_TRUE(on("approve_payment", made->id, "", first));
    EXPECT_EQ(payment(made->id).state, PaymentState::requested);
    EXPECT_EQ(payment(made->id).first_approver, Id { 9 });
    EXPECT_EQ(code_of(on("pay", made->id, R"(,"day":"2020-05-21")")), "conflict");
    EXPECT_THAT(
        failure_of(on("approve_payment", made->id, "", first)),
        HasSubstr("a second person does too")
    );
    ASSERT_TRUE(on("approve_payment", made->id, "", second));
    EXPECT_EQ(payment(made->id).state, PaymentState::approved);
    const auto alone = request("6000.00");
    ASSERT_TRUE(on("approve_payment", alone->id)) << "the director is enough by herself";
    EXPECT_EQ(payment(alone->id).state, PaymentState::approved);
}

TEST_P(SpendingTest, only_what_was_approved_is_paid_and_only_once) {
    give("100.00");
    const auto made = request("10.00");
    ASSERT_TRUE(made);
    EXPECT_EQ(code_of(on("pay", made->id, R"(,"day":"2020-05-21")")), "conflict");
    ASSERT_TRUE(on("approve_payment", made->id));
    ASSERT_TRUE(on("pay", made->id, R"(,"day":"2020-05-21")"));
    EXPECT_EQ(code_of(on("pay", made->id, R"(,"day":"2020-05-21")")), "conflict");
    EXPECT_EQ(code_of(on("reject_payment", made->id)), "conflict");
}

TEST_P(SpendingTest, a_budget_ends_what_may_be_asked_for_in_a_year) {
    give("1000.00", flood_);
    book_.make(
        "spending.budget.create",
        book_.city,
        R"({"year":2020,"category":"programme","amount":"100.00","purpose":")" + to_string(flood_)
            + R"("})"
    );
    ASSERT_TRUE(request("80.00", flood_));
    EXPECT_THAT(failure_of(request("20.01", flood_)), HasSubstr("only 20.00 yuan left"));
    EXPECT_TRUE(request("20.00", flood_));
}

TEST_P(SpendingTest, money_that_comes_back_goes_to_the_end_and_is_traced_on) {
    const auto gift = give("100.00", flood_);
    const auto first = paid("80.00", flood_);
    EXPECT_THAT(
        failure_of(on("return_payment", first, R"(,"amount":"80.01","day":"2020-05-21")")),
        HasSubstr("only 80.00 yuan")
    );
    ASSERT_TRUE(on("return_payment", first, R"(,"amount":"30.00","day":"2020-05-21")"));
    const auto second = paid("40.00", flood_);
    const auto found = trace(gift, flood_, 10'000);
    ASSERT_EQ(found.uses.size(), 2U);
    EXPECT_EQ(found.uses[0].source, second) << "the fen that came back lie before the rest of it";
    EXPECT_EQ(found.uses[0].amount + found.uses[1].amount, 9'000);
    EXPECT_EQ(found.held.at(0).amount, 1'000);
    EXPECT_EQ(
        book_.number("SELECT CAST(sum(value) AS BIGINT) FROM figure_daily WHERE figure = "
                     "'spending.amount' AND dimension = ''"),
        9'000
    );
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(SpendingTest, the_fee_stays_within_the_cap_of_its_fund) {
    const auto gift = give("100.00", flood_);
    const auto fee = [&](const std::string& amount) {
        return book_.call(
            "spending.take_fee",
            book_.city,
            R"({"day":"2020-05-21","amount":")" + amount + R"(","purpose":")" + to_string(flood_)
                + R"("})"
        );
    };
    EXPECT_THAT(failure_of(fee("5.01")), HasSubstr("leaves 5.00 yuan"));
    ASSERT_TRUE(fee("3.00"));
    EXPECT_THAT(failure_of(fee("2.01")), HasSubstr("leaves 2.00 yuan"));
    const auto found = trace(gift, flood_, 10'000);
    ASSERT_EQ(found.uses.size(), 1U);
    EXPECT_EQ(found.uses[0].kind, ledger::EntryKind::fee);
    ASSERT_TRUE(request("3.00", {}, R"(,"category":"management")"));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(SpendingTest, a_platform_pays_out_to_the_bank_fund_by_fund) {
    give("60.00", flood_, alipay_);
    give("40.00", {}, alipay_);
    EXPECT_FALSE(request("1.00", flood_)) << "it lies on the platform";
    const auto settle = [&](const std::string& amount) {
        return book_.call(
            "spending.settle_channel",
            book_.city,
            R"({"day":"2020-05-21","amount":")" + amount + R"(","channel":")" + to_string(alipay_)
                + R"("})"
        );
    };
    EXPECT_THAT(failure_of(settle("100.01")), HasSubstr("only 100.00 yuan wait"));
    ASSERT_TRUE(settle("100.00"));
    EXPECT_EQ(balance("1003/alipay"), 0);
    EXPECT_TRUE(request("60.00", flood_));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(SpendingTest, an_allocation_is_traced_through_the_receiving_branch) {
    const auto gift = give("100.00", flood_);
    const auto id = sent("70.00", flood_);
    EXPECT_EQ(balance("1402/320722"), 7'000);
    auto found = trace(gift, flood_, 10'000);
    EXPECT_TRUE(found.held.at(0).in_transit);
    EXPECT_EQ(found.held[0].amount, 7'000);
    ASSERT_TRUE(on_allocation("confirm_allocation", book_.county, id));
    EXPECT_EQ(answered(id).state, AllocationState::confirmed);
    EXPECT_EQ(balance("1402/320722"), 0);
    EXPECT_EQ(balance("5901/320722"), 7'000);
    EXPECT_EQ(balance("4901/320700"), -7'000);
    found = trace(gift, flood_, 10'000);
    ASSERT_EQ(found.held.size(), 2U);
    EXPECT_EQ(found.held[0].branch, book_.county);
    EXPECT_EQ(found.held[0].amount, 7'000);
    EXPECT_EQ(code_of(on_allocation("confirm_allocation", book_.county, id)), "conflict");
    EXPECT_THAT(book_.faults(), IsEmpty());
    const auto lease = book_->readers().lend();
    const auto totals = system_totals(record::queries_of(**lease), { book_.city, book_.county });
    ASSERT_TRUE(totals);
    EXPECT_EQ(totals->income, 10'000) << "counted once";
    EXPECT_EQ(totals->eliminated(), 0);
}

TEST_P(SpendingTest, a_refused_allocation_is_back_in_the_senders_fund) {
    const auto gift = give("100.00");
    const auto id = sent("70.00");
    EXPECT_EQ(code_of(on_allocation("confirm_allocation", book_.other_county, id)), "not_found");
    ASSERT_TRUE(on_allocation("refuse_allocation", book_.county, id));
    EXPECT_EQ(answered(id).state, AllocationState::refused);
    EXPECT_EQ(balance("1002"), 10'000);
    const auto found = trace(gift, {}, 10'000);
    std::int64_t held = 0;
    for (const auto& part : found.held) {
        EXPECT_FALSE(part.in_transit);
        held += part.amount;
    }
    EXPECT_EQ(held, 10'000);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(SpendingTest, an_answer_that_the_sender_missed_is_followed_when_the_book_is_opened) {
    give("100.00");
    const auto id = sent("70.00");
    ASSERT_TRUE(on_allocation("confirm_allocation", book_.county, id));
    answered(id);
    // As if the program had stopped after the receiver's commit.
    book_.tamper("UPDATE spending_allocation SET state = 'sent', answered_on = NULL");
    book_.tamper("DELETE FROM ledger_movement WHERE kind = 10");
    book_.tamper("DELETE FROM ledger_link WHERE flow = -1");
    book_.tamper("DELETE FROM ledger_balance WHERE account = '5901/320722'");
    book_.tamper("UPDATE ledger_balance SET amount = 7000 WHERE account = '1402/320722'");
    book_.tamper(
        "DELETE FROM journal_leaf WHERE branch_id = " + std::to_string(book_.city.value)
        + " AND idx = 2"
    );
    book_.tamper(
        "UPDATE journal_size SET size = 2 WHERE branch_id = " + std::to_string(book_.city.value)
    );
    book_.reopen();
    EXPECT_EQ(
        book_.load<Allocation>(allocation_type, book_.city, id).state, AllocationState::confirmed
    );
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(SpendingTest, the_age_of_every_unspent_fen_is_told) {
    give("100.00", flood_);
    give("50.00", flood_);
    paid("120.00", flood_);
    book_.clock.set(book_.clock.now() + 40LL * 86'400'000);
    const auto lease = book_->readers().lend();
    const auto queries = record::queries_of(**lease);
    const auto alarms = Alarms::read(queries, { book_.city });
    ASSERT_TRUE(alarms);
    const auto views = view_funds(queries, { book_.city }, *alarms);
    ASSERT_TRUE(views);
    ASSERT_EQ(views->size(), 1U);
    const auto& view = views->front();
    const auto today = local_day(book_.clock.now());
    EXPECT_EQ(view.unspent, 3'000);
    EXPECT_EQ(view.code, "F-flood");
    EXPECT_EQ(view.age(today), 41);
    EXPECT_EQ(view.idle(today), 3'000);
    EXPECT_EQ(view.idle(today + -20), 0);
}

TEST_P(SpendingTest, a_closed_month_takes_no_more_payments) {
    give("100.00");
    book_.clock.set(book_.clock.now() + 40LL * 86'400'000);
    const auto close = [&](const std::string& day) {
        return book_.call("spending.close_month", book_.city, R"({"day":")" + day + R"("})");
    };
    EXPECT_FALSE(close("2020-06-30")) << "the month is not over";
    ASSERT_TRUE(close("2020-05-01"));
    const auto made = request("10.00");
    ASSERT_TRUE(on("approve_payment", made->id));
    EXPECT_THAT(
        failure_of(on("pay", made->id, R"(,"day":"2020-05-30")")), HasSubstr("2020-5 is closed")
    );
    EXPECT_TRUE(on("pay", made->id, R"(,"day":"2020-06-01")"));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    SpendingTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::spending
