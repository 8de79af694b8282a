// Notices of a book whose bank account holds money that nobody has claimed, and takes charges.
#include "modules/giving/statements/statement_imports.hpp"
#include "modules/giving/tests/notice_fixture.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class HeldInNoticeTest : public NoticesTest {
protected:
    /// A gift, money of nobody known, and a charge.
    void import_statement() {
        const auto planned = statement_imports()->plan(
            book_->engine(),
            book_.officer()->user,
            book_.city,
            "bank.csv",
            "交易日期,交易流水号,对方户名,收入金额,支出金额,余额\n"
            "2020-05-02,B1,孟小舟,100.00,,1100.00\n"
            "2020-05-04,B3,,30.00,,1130.00\n"
            "2020-05-05,B4,,,5.00,1125.00\n"
        );
        ASSERT_TRUE(planned) << planned.error().message.en;
        const auto imported = book_.call(
            "giving.commit_statement",
            book_.city,
            R"({"plan":")" + to_string((*planned)->id) + R"(","channel":")" + to_string(bank_)
                + R"("})"
        );
        ASSERT_TRUE(imported) << failure_of(imported);
    }

    Id line(const std::string& yuan) {
        return Id {
            book_.number("SELECT id FROM giving_statement_line WHERE amount = " + yuan + "00")
        };
    }

    Result<record::Outcome> about(
        std::string_view command,
        std::string_view field,
        Id id,
        const std::string& more = "",
        test::Calling calling = {}
    ) {
        return book_.call(
            command,
            book_.city,
            R"({")" + std::string { field } + R"(":")" + to_string(id) + '"' + more + "}",
            std::move(calling)
        );
    }

    /// The notice of everything entered so far, an hour later.
    Notice told(const std::string& period) {
        pass(hour_ms);
        const auto id = published(period);
        EXPECT_THAT(notice(id).warnings, Not(HasSubstr("账上"))) << "records and ledger agree";
        return content(id);
    }
};

TEST_P(HeldInNoticeTest, notices_tell_unclaimed_money_apart_and_charges_in_the_balance) {
    book_.make(
        "giving.record_gift",
        book_.city,
        R"({"donor_kind":"anonymous","amount":"100.00","day":"2020-05-02","reference":"B1",)"
        R"("channel":")"
            + to_string(bank_) + R"("})"
    );
    import_statement();
    const auto held = about("giving.hold_receipt", "line", line("30"));
    ASSERT_TRUE(held) << failure_of(held);
    ASSERT_TRUE(about("giving.book_charge", "line", line("-5"), R"(,"kind":"bank_charge")"));
    const auto first = told(R"("begins_on":"2020-05-01","ends_on":"2020-05-21","ends_hour":3)");
    EXPECT_EQ(first.held.came, Money { 30'00 });
    EXPECT_EQ(first.totals.held, Money { 30'00 });
    ASSERT_EQ(first.uses.size(), 1U);
    EXPECT_EQ(first.uses.front().kind, modules::MoneyMoveKind::charge);
    EXPECT_EQ(first.totals.closing, Money { 95'00 }) << "the bank has 125.00";

    ASSERT_TRUE(
        about("giving.identify_receipt", "receipt", held->id, R"(,"donor_kind":"anonymous")")
    );
    ASSERT_TRUE(about("giving.take_back_charge", "line", line("-5")));
    const auto next = told(R"("ends_on":"2020-05-21","ends_hour":4)");
    EXPECT_EQ(next.held.opening, Money { 30'00 });
    EXPECT_EQ(next.held.identified, Money { 30'00 });
    EXPECT_EQ(next.totals.held, Money {});
    ASSERT_EQ(next.rows.size(), 1U) << "it is a gift of this notice";
    EXPECT_EQ(next.uses.front().kind, modules::MoneyMoveKind::charge_return);
    EXPECT_EQ(next.buckets.front().opening, Money { 95'00 });
    EXPECT_EQ(next.totals.closing, Money { 130'00 });
    EXPECT_THAT(book_.faults(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    HeldInNoticeTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
