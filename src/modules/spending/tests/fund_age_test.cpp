// How old unspent money is: told by the days of the axis, and the same as counted gift by gift.
#include "ledger/position.hpp"
#include "modules/spending/alarms.hpp"
#include "modules/spending/fund_view.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

#include <array>
#include <map>
#include <random>
#include <vector>

namespace boai::spending {
namespace {

using test::failure_of;
using ::testing::HasSubstr;

class FundAgeTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    using Ages = std::map<Day, std::int64_t>;

    FundAgeTest() {
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        flood_ = book_.make(
            "giving.purpose.create", book_.city, R"({"code":"flood","name":"防汛救灾"})"
        );
    }

    static std::string of_purpose(Id purpose) {
        return purpose.empty() ? "" : R"(,"purpose":")" + to_string(purpose) + '"';
    }

    Id give(Money amount, Day day, Id purpose) {
        return book_.make(
            "giving.record_gift",
            book_.city,
            R"({"donor_name":"孟小舟","channel":")" + to_string(bank_) + R"(","amount":")"
                + to_string(amount) + R"(","day":")" + to_string(day) + '"' + of_purpose(purpose)
                + "}"
        );
    }

    /// Gives back what is left of it, or nothing.
    void give_back(Id gift) {
        const auto done = book_.call(
            "giving.refund_gift",
            book_.city,
            R"({"gift":")" + to_string(gift) + R"(","amount":"0.50","day":"2020-05-21"})",
            { .actor = book_.director() }
        );
        EXPECT_TRUE(done || done.error().code == Errc::conflict) << failure_of(done);
    }

    void pay(Money amount, Id purpose) {
        const auto made = book_.call(
            "spending.request_payment",
            book_.city,
            R"({"title":"购买被褥","payee":"示例商行","amount":")" + to_string(amount) + '"'
                + of_purpose(purpose) + "}"
        );
        if (!made) {
            EXPECT_EQ(made.error().code, Errc::conflict) << failure_of(made);
            return; // there is less
        }
        const auto payment = R"({"payment":")" + to_string(made->id) + '"';
        for (const auto& [command, more] :
             { std::pair { "spending.approve_payment", "}" },
               std::pair { "spending.pay", R"(,"day":"2020-05-21"})" } }) {
            const auto done
                = book_.call(command, book_.city, payment + more, { .actor = book_.director() });
            ASSERT_TRUE(done) << failure_of(done);
        }
    }

    /// Inflow by inflow, hole by hole.
    Ages counted(Id fund) {
        const auto of_fund = " FROM ledger_movement WHERE commodity = 'CNY' AND fund = "
            + std::to_string(fund.value) + " AND flow = ";
        const auto cursor = book_.number(
            "SELECT coalesce(max(value), 0) FROM ledger_axis WHERE commodity = 'CNY' AND mark = 1 "
            "AND fund = "
            + std::to_string(fund.value)
        );
        std::map<std::int64_t, Day> inflows;
        Ages ages;
        auto lease = book_->readers().lend();
        EXPECT_TRUE((*lease)->query(
            "SELECT position, amount, day" + of_fund + "1 ORDER BY position",
            {},
            [&](const storage::Row& row) -> Result<void> {
                const auto end = row.number(0) + row.number(1);
                inflows.emplace(row.number(0), row.day(2));
                ages[row.day(2)]
                    += std::max<std::int64_t>(0, end - std::max(row.number(0), cursor));
                return {};
            }
        ));
        EXPECT_TRUE((*lease)->query(
            "SELECT position, amount" + of_fund + "2",
            {},
            [&](const storage::Row& row) -> Result<void> {
                if (row.number(0) >= cursor) {
                    ages[std::prev(inflows.upper_bound(row.number(0)))->second] -= row.number(1);
                }
                return {};
            }
        ));
        std::erase_if(ages, [](const auto& age) { return age.second == 0; });
        return ages;
    }

    Ages viewed(Id fund) {
        auto lease = book_->readers().lend();
        const auto queries = record::queries_of(**lease);
        const auto alarms = Alarms::read(queries, { book_.city });
        const auto views = view_funds(queries, { book_.city }, *alarms);
        EXPECT_TRUE(views);
        Ages ages;
        for (const auto& view : *views) {
            std::int64_t sum = 0;
            for (const auto& part : view.fund == fund ? view.ages : std::vector<AgedMoney> {}) {
                ages[part.since] += part.amount;
                sum += part.amount;
            }
            EXPECT_TRUE(view.fund != fund || sum == view.unspent);
        }
        return ages;
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id flood_;
};

TEST_P(FundAgeTest, ages_are_those_of_every_unspent_gift_whatever_came_late_or_went_back) {
    std::mt19937 random { 20'200'521 };
    const auto below
        = [&](std::uint32_t count) { return static_cast<std::int32_t>(random() % count); };
    std::vector<Id> gifts;
    for (int i = 0; i < 120; ++i) {
        const auto purpose = below(2) == 0 ? Id {} : flood_;
        const Money amount { 50 + below(500) };
        if (below(6) == 0) {
            pay(amount, purpose);
        } else if (!gifts.empty() && below(5) == 0) {
            give_back(gifts[random() % gifts.size()]);
        } else {
            const auto late = below(4) == 0 ? below(30) : 0;
            gifts.push_back(give(amount, Day { 18'368 + i / 4 + -late }, purpose));
        }
        if (i % 20 == 19) {
            EXPECT_EQ(viewed({}), counted({})) << "after " << i;
            EXPECT_EQ(viewed(flood_), counted(flood_)) << "after " << i;
        }
    }
    EXPECT_THAT(book_.faults(), ::testing::IsEmpty());
}

TEST_P(FundAgeTest, one_place_is_kept_for_each_day_and_the_audit_counts_it_again) {
    const auto first = *parse_day("2020-05-01");
    for (int i = 0; i < 12; ++i) {
        give({ 100 }, first + i / 4, {});
    }
    EXPECT_EQ(book_.number("SELECT CAST(count(*) AS BIGINT) FROM ledger_day"), 3);
    EXPECT_EQ(viewed({}), (Ages { { first, 400 }, { first + 1, 400 }, { first + 2, 400 } }));
    EXPECT_THAT(book_.faults(), ::testing::IsEmpty());
    book_.tamper("UPDATE ledger_day SET day = day + 1 WHERE position = 400");
    EXPECT_THAT(
        book_.faults(),
        ::testing::Contains(HasSubstr("the days of the axis are not those of its inflows"))
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    FundAgeTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::spending
