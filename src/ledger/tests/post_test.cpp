// Rules of posting: what is refused, and that a refusal leaves nothing behind.
#include "ledger/tests/ledger_book.hpp"

#include <gmock/gmock.h>

namespace boai::ledger {
namespace {

using ::testing::HasSubstr;

class PostTest : public test::LedgerBookTest {
protected:
    std::int64_t balance(std::string_view account, Id fund = test::flood.id) {
        return number(
            "SELECT amount FROM ledger_balance WHERE fund = " + std::to_string(fund.value)
            + " AND account = '" + std::string { account } + "'"
        );
    }

    void expect_refused(const Result<Posted>& outcome, Errc code, std::string_view words) {
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().code, code);
        EXPECT_THAT(outcome.error().message.en, HasSubstr(std::string { words }));
    }
};

TEST_P(PostTest, refuses_lines_that_do_not_sum_to_zero_in_each_fund) {
    const Line over[] = { { test::flood, "1002", 100 }, { test::flood, "4101", -99 } };
    expect_refused(
        post_alone(entry(EntryKind::gift, test::city, { 1 }, over)), Errc::invalid, "F-flood"
    );
    // The whole is zero, but no fund lends to another without lines of both.
    const Line across[] = { { test::flood, "1002", 100 }, { unrestricted_fund(), "4101", -100 } };
    expect_refused(
        post_alone(entry(EntryKind::gift, test::city, { 1 }, across)), Errc::invalid, "balance"
    );
    const Line unknown[] = { { test::flood, "1002", 100 }, { test::flood, "9999", -100 } };
    expect_refused(
        post_alone(entry(EntryKind::gift, test::city, { 1 }, unknown)), Errc::invalid, "9999"
    );
    EXPECT_EQ(number("SELECT count(*) FROM ledger_movement"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM journal_leaf"), 0);
}

TEST_P(PostTest, refuses_the_whole_entry_when_one_fund_would_go_below_zero) {
    ASSERT_TRUE(give(test::city, test::flood, { 1 }, 1'000));
    ASSERT_TRUE(give(test::city, unrestricted_fund(), { 2 }, 50));
    // The first fund could pay its part; the second cannot, so neither does.
    const Line lines[] = {
        { test::flood, "5101", 400 },
        { test::flood, "1002", -400 },
        { unrestricted_fund(), "5101", 51 },
        { unrestricted_fund(), "1002", -51 },
    };
    expect_refused(
        post_alone(entry(EntryKind::payment, test::city, { 3 }, lines)),
        Errc::conflict,
        "only 0.50 is free"
    );
    EXPECT_EQ(balance("1002"), 1'000);
    EXPECT_EQ(number("SELECT count(*) FROM journal_leaf"), 2);
    expect_refused(pay(test::city, test::flood, { 4 }, 1'001), Errc::conflict, "10.00 is free");
    EXPECT_TRUE(pay(test::city, test::flood, { 5 }, 1'000));
}

TEST_P(PostTest, money_of_one_branch_does_not_pay_for_another) {
    ASSERT_TRUE(give(test::city, test::flood, { 1 }, 1'000));
    expect_refused(pay(test::county, test::flood, { 2 }, 1), Errc::conflict, "0.00 is free");
}

TEST_P(PostTest, what_is_reserved_is_not_free) {
    ASSERT_TRUE(give(test::city, test::flood, { 1 }, 1'000));
    const auto promise = [&](std::int64_t amount) {
        return writer_->run(test::city, [&](storage::Transaction& tx) {
            return reserve(tx, test::city, test::flood, "1002", amount);
        });
    };
    ASSERT_TRUE(promise(700));
    EXPECT_FALSE(promise(301));
    expect_refused(pay(test::city, test::flood, { 2 }, 301), Errc::conflict, "3.00 is free");
    ASSERT_TRUE(pay(test::city, test::flood, { 3 }, 300));
    ASSERT_TRUE(promise(-700));
    EXPECT_TRUE(pay(test::city, test::flood, { 4 }, 700));
}

TEST_P(PostTest, returns_only_the_part_of_a_gift_that_is_not_spent) {
    const auto first = give(test::city, test::flood, { 1 }, 1'000);
    const auto second = give(test::city, test::flood, { 2 }, 500);
    ASSERT_TRUE(first && second);
    ASSERT_TRUE(pay(test::city, test::flood, { 3 }, 900));
    const OwnPart part { first->position, 1'000 };
    expect_refused(
        give_back(test::city, test::flood, { 4 }, 101, part),
        Errc::conflict,
        "only 1.00 yuan can be returned"
    );
    EXPECT_TRUE(give_back(test::city, test::flood, { 4 }, 60, part));
    EXPECT_TRUE(give_back(test::city, test::flood, { 5 }, 40, part));
    EXPECT_FALSE(give_back(test::city, test::flood, { 6 }, 1, part));
    // The next payment goes around what was returned.
    ASSERT_TRUE(pay(test::city, test::flood, { 7 }, 500));
    const auto trace
        = trace_forward(queries(), { test::city, test::flood.id, { second->position, 500 } });
    ASSERT_TRUE(trace);
    ASSERT_EQ(trace->uses.size(), 1U);
    EXPECT_EQ(trace->uses[0].source.value, 7);
    EXPECT_EQ(trace->uses[0].amount, 500);
}

TEST_P(PostTest, a_closed_month_takes_no_more_entries) {
    ASSERT_TRUE(give(test::city, test::flood, { 1 }, 1'000));
    const auto close = [&] {
        return writer_->run(test::city, [&](storage::Transaction& tx) {
            return close_month(tx, test::city, test::today);
        });
    };
    ASSERT_TRUE(close());
    EXPECT_FALSE(close());
    expect_refused(pay(test::city, test::flood, { 2 }, 1), Errc::conflict, "is closed");
    EXPECT_TRUE(give(test::county, test::flood, { 3 }, 1)) << "another branch is another book";
    const Line lines[] = { { test::flood, "5101", 1 }, { test::flood, "1002", -1 } };
    auto later = entry(EntryKind::payment, test::city, { 4 }, lines);
    later.day = test::today + 31;
    EXPECT_TRUE(post_alone(later));
}

TEST_P(PostTest, an_entry_is_one_leaf_with_its_lines) {
    const auto posted = give(test::city, test::flood, { 1 }, 100'000);
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->entry, 0U);
    std::string leaf;
    ASSERT_TRUE(reader_->query(
        "SELECT entry FROM journal_leaf",
        {},
        [&](const storage::Row& row) -> Result<void> {
            leaf = row.text(0);
            return {};
        }
    ));
    EXPECT_EQ(
        leaf,
        R"({"v":1,"type":"gift","id":"0000000000001","day":"2024-10-04","branch":"320700",)"
        R"("lines":[["F-flood","1002","CNY","100000"],["F-flood","4101","CNY","-100000"]]})"
    );
    EXPECT_EQ(number("SELECT count(*) FROM ledger_movement"), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    PostTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::ledger
