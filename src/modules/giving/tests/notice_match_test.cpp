// Matches in notices: promised, received, paid back with the gift they were for.
#include "modules/giving/disclosure/notice_table.hpp"
#include "modules/giving/tests/notice_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace boai::giving {
namespace {

using test::failure_of;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class MatchInNoticeTest : public NoticesTest {
protected:
    MatchInNoticeTest() {
        campaign_ = book_.make(
            "giving.campaign.create",
            book_.city,
            R"({"name":"防汛","begins":"2020-05-01","raises_publicly":false,"purpose":")"
                + to_string(flood_) + R"("})"
        );
        EXPECT_TRUE(book_.write(
            "giving.campaign.publish", book_.city, campaign_, "", { .actor = book_.director() }
        ));
    }

    static std::string named(const std::string& name, Id id) {
        return '"' + name + R"(":")" + to_string(id) + '"';
    }

    Id given(const std::string& amount) {
        return give(amount, {}, {}, R"(,"donor_name":"孟小舟",)" + named("campaign", campaign_));
    }

    Id promised(const std::string& kind, const std::string& amount, Id gift = {}) {
        return book_.make(
            "giving.record_match",
            book_.city,
            R"({"matcher":"示例平台","day":"2020-05-20","kind":")" + kind + R"(","amount":")"
                + amount + "\"," + named("campaign", campaign_)
                + (gift.empty() ? "" : "," + named("gift", gift)) + "}"
        );
    }

    void settle(Id claim, const std::string& amount) {
        const auto done = book_.call(
            "giving.settle_match",
            book_.city,
            R"({"day":"2020-05-20","reference":"M1",)" + named("claim", claim) + R"(,"amount":")"
                + amount + R"("})",
            { .actor = book_.director() }
        );
        EXPECT_TRUE(done) << failure_of(done);
    }

    /// Gives back so much of a gift, and the same part of its match.
    void give_back(Id gift, const std::string& amount) {
        const auto done = book_.call(
            "giving.refund_gift",
            book_.city,
            "{" + named("gift", gift) + R"(,"day":"2020-05-21","match":"take_back","amount":")"
                + amount + R"("})",
            { .actor = book_.director(), .reason = "重复付款" }
        );
        EXPECT_TRUE(done) << failure_of(done);
    }

    Money in_the_bank() {
        return { book_.number(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE account "
            "LIKE '1002%'"
        ) };
    }

    Id campaign_;
};

/// The kinds of the rows of gifts, in order.
std::vector<NoticeRowKind> kinds_of(const Notice& notice) {
    std::vector<NoticeRowKind> kinds;
    std::ranges::transform(notice.rows, std::back_inserter(kinds), &NoticeRow::kind);
    return kinds;
}

TEST_P(MatchInNoticeTest, a_match_is_receivable_until_the_bank_has_it_and_then_a_row_of_its_own) {
    give("100.00", flood_);
    const auto platform = promised("platform", "50.00");
    const auto company = promised("company", "20.00");
    settle(platform, "30.00");
    pass(hour_ms);
    const auto id = published(period(3));
    const auto first = content(id);
    EXPECT_EQ(notice(id).warnings, "") << "the ledger agrees with the records";
    EXPECT_EQ(first.totals.gifts, 1);
    EXPECT_EQ(first.totals.amount, Money { 100'00 });
    EXPECT_EQ(first.totals.matched, Money { 30'00 });
    EXPECT_EQ(first.totals.receivable, Money { 40'00 });
    EXPECT_EQ(first.totals.closing, Money { 130'00 });
    ASSERT_EQ(first.receivables.size(), 2U) << "the platform's and the company's";
    EXPECT_EQ(first.receivables[1].kind, MatchKind::company);

    settle(company, "15.00");
    ASSERT_TRUE(book_.call(
        "giving.end_match",
        book_.city,
        R"({"claim":")" + to_string(company) + R"("})",
        { .actor = book_.director(), .reason = "企业撤回" }
    ));
    pass(hour_ms);
    const auto next = content(published(R"("ends_on":"2020-05-21","ends_hour":4)"));
    ASSERT_EQ(next.rows.size(), 1U);
    EXPECT_EQ(next.rows.front().kind, NoticeRowKind::match_company);
    EXPECT_EQ(next.receivables[1].opening, Money { 20'00 });
    EXPECT_EQ(next.receivables[1].given_up, Money { 5'00 });
    EXPECT_EQ(next.totals.receivable, Money { 20'00 }) << "the rest of the platform's";
    EXPECT_EQ(next.totals.closing, Money { 145'00 });
    const auto of_campaign
        = content(published(period(4) + R"(,"campaign":")" + to_string(campaign_) + '"'));
    EXPECT_EQ(of_campaign.totals.matched, Money { 45'00 });
    EXPECT_EQ(of_campaign.totals.closing, Money { 145'00 });
    EXPECT_EQ(of_campaign.buckets.front().others, Money { 100'00 }) << "a gift of no campaign";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(MatchInNoticeTest, one_paid_back_is_a_row_and_the_closing_stays_what_the_ledger_holds) {
    const auto gift = given("100.00");
    settle(promised("company", "50.00", gift), "30.00");
    pass(hour_ms);
    const auto first = content(published(period(3)));
    EXPECT_EQ(first.totals.closing, Money { 130'00 });
    EXPECT_EQ(first.totals.closing, in_the_bank());

    give_back(gift, "60.00"); // 30.00 of the match: 20.00 are receivable, 10.00 are paid back
    pass(hour_ms);
    const auto id = published(R"("ends_on":"2020-05-21","ends_hour":4)");
    const auto next = content(id);
    EXPECT_EQ(notice(id).warnings, "") << "records and ledger agree";
    ASSERT_EQ(next.rows.size(), 2U);
    const auto back = std::ranges::find(next.rows, NoticeRowKind::match_returned, &NoticeRow::kind);
    ASSERT_NE(back, next.rows.end());
    EXPECT_EQ(back->amount, Money { 10'00 });
    EXPECT_EQ(back->purpose, flood_);
    EXPECT_EQ(back->campaign, campaign_);
    EXPECT_EQ(
        back->entry,
        book_.number("SELECT entry FROM giving_match_return WHERE treatment = 'returned'")
    );
    EXPECT_EQ(next.totals.returned, Money { 60'00 }) << "of gifts, and no match among them";
    EXPECT_EQ(next.totals.matched, Money { -10'00 });
    ASSERT_EQ(next.receivables.size(), 1U);
    EXPECT_EQ(next.receivables.front().opening, Money { 20'00 });
    EXPECT_EQ(next.receivables.front().given_up, Money { 20'00 });
    EXPECT_EQ(next.totals.receivable, Money {});
    EXPECT_EQ(next.totals.closing, Money { 60'00 });
    EXPECT_EQ(next.totals.closing, in_the_bank());

    const PublicNotice shown { .notice = next };
    const auto line = NoticeTable {
        shown, Language::zh, {}
    }.line(static_cast<std::size_t>(back - next.rows.begin()));
    EXPECT_EQ(line.kind, "配捐退回");
    EXPECT_EQ(line.amount, Money { -10'00 }) << "what went out is below zero";
    EXPECT_EQ(line.donor, "") << "it is nobody's gift";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(MatchInNoticeTest, one_received_and_paid_back_in_the_same_time_is_told_both_ways) {
    const auto gift = given("100.00");
    settle(promised("platform", "50.00", gift), "50.00");
    give_back(gift, "100.00");
    pass(hour_ms);
    const auto of_all = published(period(3));
    const auto told = content(of_all);
    EXPECT_EQ(notice(of_all).warnings, "");
    EXPECT_THAT(
        kinds_of(told),
        UnorderedElementsAre(
            NoticeRowKind::gift,
            NoticeRowKind::returned,
            NoticeRowKind::match_platform,
            NoticeRowKind::match_returned
        )
    );
    EXPECT_EQ(told.totals.matched, Money {});
    EXPECT_EQ(told.totals.closing, Money {});
    EXPECT_EQ(in_the_bank(), Money {});
    const auto of_campaign = content(published(period(3) + "," + named("campaign", campaign_)));
    EXPECT_EQ(kinds_of(of_campaign), kinds_of(told)) << "the campaign's notice has the same rows";
    EXPECT_EQ(of_campaign.totals.closing, Money {});
    EXPECT_THAT(book_.faults(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    MatchInNoticeTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
