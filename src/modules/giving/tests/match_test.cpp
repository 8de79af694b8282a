// Matches: promised on top of gifts, receivable, settled by the bank; never income from gifts.
#include "ledger/post.hpp"
#include "modules/giving/campaigns/match_claim.hpp"
#include "modules/giving/campaigns/match_view.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::Calling;
using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ReconciliationTest, the_difference_is_what_its_reasons_come_to) {
    ReconciledRow row { .in_file = { 10'000 }, .refunded = { 300 }, .reversed = { 200 } };
    row.matches[0] = { { 5'000 }, { 4'000 }, { 0 } };
    row.matches[1] = { { 900 }, { 100 }, { 800 } };
    EXPECT_EQ(row.in_book(), Money { 9'500 });
    EXPECT_EQ(row.difference(), Money { 300 + 200 + 1'000 + 800 });
    EXPECT_EQ(
        reason_of(row).en,
        "3.00 refunded; 2.00 reversed; 10.00 of the match not settled yet; 8.00 of the match will "
        "not come"
    );
    EXPECT_EQ(reason_of({}).en, "");
    EXPECT_EQ(total_of({ row, row }).difference(), Money { 4'600 });
}

class MatchTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        school_
            = book_.make("giving.purpose.create", book_.city, R"({"code":"school","name":"助学"})");
        campaign_ = book_.make(
            "giving.campaign.create",
            book_.city,
            R"({"name":"助学","begins":"2020-05-01","raises_publicly":false,)"
                + named("purpose", school_) + "}"
        );
        ASSERT_TRUE(book_.write(
            "giving.campaign.publish", book_.city, campaign_, "", { .actor = book_.director() }
        ));
    }

    static std::string named(const std::string& name, Id id) {
        return '"' + name + R"(":")" + to_string(id) + '"';
    }

    Id promised(const std::string& amount, const std::string& kind = "platform") {
        return book_.make(
            "giving.record_match",
            book_.city,
            "{" + named("campaign", campaign_)
                + R"(,"matcher":"示例平台","day":"2020-05-10","kind":")" + kind + R"(","amount":")"
                + amount + R"("})"
        );
    }

    Result<record::Outcome> on_claim(
        const std::string& command, Id id, const std::string& more = "", Calling calling = {}
    ) {
        calling.actor = calling.actor ? calling.actor : book_.director();
        return book_.call(
            "giving." + command,
            book_.city,
            "{" + named("claim", id) + (more.empty() ? "" : "," + more) + "}",
            std::move(calling)
        );
    }

    Result<record::Outcome> settle(Id id, const std::string& amount) {
        return on_claim(
            "settle_match", id, R"("day":"2020-05-20","reference":"B1","amount":")" + amount + '"'
        );
    }

    Id given(const std::string& amount) {
        return book_.make(
            "giving.record_gift",
            book_.city,
            R"({"donor_kind":"anonymous","day":"2020-05-10","amount":")" + amount + R"(",)"
                + named("channel", bank_) + "," + named("campaign", campaign_) + "}"
        );
    }

    Id matched(Id gift, const std::string& amount) {
        return book_.make(
            "giving.record_match",
            book_.city,
            "{" + named("campaign", campaign_) + "," + named("gift", gift)
                + R"(,"matcher":"示例平台","day":"2020-05-10","kind":"company","amount":")" + amount
                + R"("})"
        );
    }

    /// Refunds or reverses a gift; `more` is the rest of the input.
    Result<record::Outcome>
    give_back(const std::string& command, Id gift, const std::string& more = "") {
        return book_.call(
            "giving." + command,
            book_.city,
            "{" + named("gift", gift) + (more.empty() ? "" : "," + more) + "}",
            { .actor = book_.director(), .reason = "重复付款" }
        );
    }

    /// Spends from the campaign's fund, as another module would.
    Result<void> spend(std::int64_t amount) {
        const ledger::Fund fund { school_, "F-school" };
        const ledger::Line lines[] = { { fund, "5101", amount }, { fund, "1002", -amount } };
        const ledger::Entry entry { .kind = ledger::EntryKind::payment,
                                    .branch = book_.city,
                                    .branch_code = "320700",
                                    .source = { 77 },
                                    .public_id = "x",
                                    .day = local_day(book_.clock.now()),
                                    .lines = lines };
        return book_->writer().run(book_.city, [&](storage::Transaction& tx) -> Result<void> {
            TRY(ledger::post(tx, entry));
            return {};
        });
    }

    MatchClaim claim(Id id) { return book_.load<MatchClaim>(match_claim_type, book_.city, id); }

    std::int64_t balance_of(const std::string& account) {
        return book_.number(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE account "
            "LIKE '"
            + account + "%'"
        );
    }

    std::int64_t figure(const std::string& name) {
        return book_.number(
            "SELECT CAST(coalesce(sum(value), 0) AS BIGINT) FROM figure_daily WHERE dimension = '' "
            "AND figure = 'giving."
            + name + "'"
        );
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id school_;
    Id campaign_;
};

TEST_P(MatchTest, is_a_receivable_and_no_income_until_the_bank_has_it) {
    const auto id = promised("50.00");
    promised("7.00", "company");
    EXPECT_EQ(claim(id).purpose, school_);
    EXPECT_EQ(balance_of("1121/platform"), 5'000);
    EXPECT_EQ(balance_of("1121/company"), 700);
    EXPECT_EQ(balance_of("2401"), -5'700);
    EXPECT_EQ(balance_of("4104"), 0);
    EXPECT_EQ(balance_of("1002"), 0) << "nothing that could be spent";
    ASSERT_TRUE(settle(id, "20.00"));
    EXPECT_EQ(balance_of("1121/platform"), 3'000);
    EXPECT_EQ(balance_of("4104"), -2'000);
    EXPECT_EQ(balance_of("1002"), 2'000);
    EXPECT_EQ(claim(id).state, MatchState::promised);
    EXPECT_THAT(failure_of(settle(id, "30.01")), HasSubstr("only 30.00 yuan"));
    ASSERT_TRUE(settle(id, "30.00"));
    EXPECT_EQ(claim(id).state, MatchState::settled);
    EXPECT_EQ(figure("match_promised"), 5'700);
    EXPECT_EQ(figure("match_settled"), 5'000);
    EXPECT_EQ(figure("income_amount"), 0) << "totals of public gifts hold no match";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(MatchTest, the_rest_is_given_up_by_a_second_person_with_a_reason) {
    const auto id = promised("50.00", "incentive");
    ASSERT_TRUE(settle(id, "20.00"));
    EXPECT_EQ(code_of(on_claim("end_match", id, "", { .actor = book_.officer() })), "forbidden");
    EXPECT_EQ(
        code_of(on_claim("end_match", id, "", { .actor = book_.director(), .reason = "" })),
        "invalid"
    );
    ASSERT_TRUE(on_claim("end_match", id));
    EXPECT_EQ(claim(id).given_up, Money { 3'000 });
    EXPECT_EQ(balance_of("1121"), 0);
    EXPECT_EQ(balance_of("2401"), 0);
    EXPECT_EQ(figure("match_promised"), 2'000);
    EXPECT_EQ(code_of(on_claim("end_match", id)), "conflict");
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(MatchTest, a_changed_claim_is_found_by_the_audit) {
    const auto id = promised("50.00");
    book_.tamper(
        "UPDATE giving_match_claim SET settled = 1 WHERE id = " + std::to_string(id.value)
    );
    EXPECT_EQ(book_.faults().size(), 2U) << "its settlements and the ledger say otherwise";
}

TEST_P(MatchTest, a_refund_says_what_becomes_of_the_match_and_takes_its_share_back) {
    const auto gift = given("100.00");
    const auto id = matched(gift, "50.01");
    const std::string part = R"("amount":"40.00","day":"2020-05-21")";
    EXPECT_THAT(
        failure_of(give_back("refund_gift", gift, part)),
        HasSubstr("match: there is a match (20.00 yuan receivable, 0.00 yuan settled)")
    );
    ASSERT_TRUE(give_back("refund_gift", gift, part + R"(,"match":"keep")"));
    EXPECT_EQ(claim(id).taken_back, Money {}) << "kept, and it is noted why";
    EXPECT_EQ(
        book_.text("SELECT reason FROM giving_match_return WHERE treatment = 'kept'"), "重复付款"
    );
    ASSERT_TRUE(settle(id, "30.00"));
    ASSERT_TRUE(
        give_back("refund_gift", gift, R"("amount":"30.00","day":"2020-05-21","match":"take_back")")
    );
    EXPECT_EQ(claim(id).taken_back, Money { 2'500 }) << "30 of the 60 that were left, rounded down";
    EXPECT_EQ(claim(id).settled, Money { 3'000 - 499 }) << "what was receivable goes first";
    EXPECT_EQ(claim(id).state, MatchState::settled);
    EXPECT_THAT(book_.faults(), IsEmpty());
    ASSERT_TRUE(
        give_back("refund_gift", gift, R"("amount":"30.00","day":"2020-05-21","match":"take_back")")
    );
    EXPECT_EQ(claim(id).taken_back, claim(id).amount) << "the last fen goes with the gift's last";
    EXPECT_EQ(claim(id).state, MatchState::returned);
    EXPECT_EQ(figure("match_promised"), 0);
    EXPECT_EQ(figure("match_settled"), 0);
    EXPECT_EQ(balance_of("1121"), 0);
    EXPECT_EQ(balance_of("4104"), 0);
    EXPECT_EQ(balance_of("1002"), 0);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(MatchTest, a_settled_match_goes_back_out_of_its_own_place_or_is_kept_once_it_is_spent) {
    const auto gift = given("100.00");
    const auto other = given("30.00");
    const auto id = matched(gift, "50.00");
    ASSERT_TRUE(settle(id, "50.00"));
    EXPECT_THAT(
        failure_of(give_back("reverse_gift", gift)), HasSubstr("0.00 yuan receivable, 50.00")
    );
    ASSERT_TRUE(give_back("reverse_gift", gift, R"("match":"take_back")"));
    EXPECT_EQ(
        book_.number("SELECT position FROM ledger_movement WHERE kind = 34 AND flow = 2"), 13'000
    ) << "a hole where the match lay, and no use of anybody's gift";
    EXPECT_EQ(claim(id).state, MatchState::returned);
    EXPECT_THAT(book_.faults(), IsEmpty());
    const auto second = matched(other, "50.00");
    ASSERT_TRUE(settle(second, "50.00"));
    ASSERT_TRUE(spend(4'000));
    EXPECT_THAT(
        failure_of(give_back(
            "refund_gift", other, R"("amount":"30.00","day":"2020-05-21","match":"take_back")"
        )),
        HasSubstr("10.00 yuan of the match are used already")
    );
    EXPECT_EQ(claim(second).settled, Money { 5'000 }) << "nothing was done by half";
}

TEST_P(MatchTest, a_match_that_ended_gives_back_no_more_than_was_settled_of_the_gifts_part) {
    const auto gift = given("100.00");
    const auto id = matched(gift, "50.00");
    ASSERT_TRUE(settle(id, "20.00"));
    ASSERT_TRUE(on_claim("end_match", id));
    ASSERT_TRUE(give_back("reverse_gift", gift, R"("match":"take_back")"));
    EXPECT_EQ(claim(id).taken_back, Money { 2'000 });
    EXPECT_EQ(claim(id).given_up, Money { 3'000 });
    EXPECT_EQ(figure("match_promised"), 0);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    MatchTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
