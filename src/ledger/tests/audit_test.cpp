// Whatever is changed behind the ledger's back is named by the audit.
#include "ledger/audit.hpp"
#include "ledger/tests/ledger_book.hpp"

#include <gmock/gmock.h>

namespace boai::ledger {
namespace {

using ::testing::HasSubstr;

class AuditTest : public test::LedgerBookTest {
protected:
    void SetUp() override {
        LedgerBookTest::SetUp();
        const auto first = give(test::city, test::flood, { 1 }, 1'000);
        ASSERT_TRUE(first);
        ASSERT_TRUE(give(test::city, test::flood, { 2 }, 700));
        ASSERT_TRUE(give(test::city, unrestricted_fund(), { 3 }, 300));
        ASSERT_TRUE(give_back(test::city, test::flood, { 4 }, 200, { first->position, 1'000 }));
        ASSERT_TRUE(pay(test::city, test::flood, { 5 }, 900));
    }

    /// The first fault after a change.
    std::string fault_after(std::string_view sql) {
        auto session = database_->connect();
        EXPECT_TRUE(session);
        const auto done = (*session)->execute(sql, {});
        EXPECT_TRUE(done) << done.error().message.en;
        EXPECT_GT(done.value_or(0), 0) << sql;
        return first_fault();
    }

    std::string first_fault() {
        const auto findings
            = audit(queries(), { { test::city, "320700" }, { test::county, "320722" } });
        EXPECT_TRUE(findings);
        for (const auto& finding : *findings) {
            if (!finding.faults.empty()) {
                return finding.check + ": " + finding.faults.front();
            }
        }
        return "none";
    }
};

TEST_P(AuditTest, finds_nothing_in_a_sound_book) {
    EXPECT_EQ(first_fault(), "none");
}

TEST_P(AuditTest, names_a_balance_that_is_not_the_sum) {
    EXPECT_THAT(
        fault_after("UPDATE ledger_balance SET amount = amount + 1 WHERE account = '4101'"),
        HasSubstr("account 4101: kept")
    );
}

TEST_P(AuditTest, names_an_amount_that_was_changed_in_all_tables_but_the_log) {
    fault_after("UPDATE ledger_balance SET amount = amount + 1 WHERE fund = 0 AND amount > 0");
    fault_after("UPDATE ledger_balance SET amount = amount - 1 WHERE fund = 0 AND amount < 0");
    fault_after("UPDATE ledger_axis SET value = value + 1 WHERE fund = 0 AND mark = 0");
    EXPECT_THAT(
        fault_after("UPDATE ledger_movement SET amount = amount + 1 WHERE fund = 0"),
        HasSubstr("entry 2: the movements are not the lines of the leaf")
    );
}

TEST_P(AuditTest, names_a_leaf_that_was_taken_out_or_changed) {
    EXPECT_THAT(
        fault_after("DELETE FROM journal_leaf WHERE idx = 1"), HasSubstr("entry 1: the movements")
    );
}

TEST_P(AuditTest, names_a_position_that_was_moved) {
    EXPECT_THAT(
        fault_after("UPDATE ledger_movement SET position = position + 1 WHERE flow = -1 AND "
                    "position > 0"),
        HasSubstr("does not take the oldest at 1001")
    );
}

TEST_P(AuditTest, names_a_cursor_that_was_moved) {
    EXPECT_THAT(
        fault_after("UPDATE ledger_axis SET value = value - 1 WHERE mark = 1"),
        HasSubstr("the cursor is not where the last outflow ends, but at 1099")
    );
}

TEST_P(AuditTest, names_a_movement_that_was_added) {
    EXPECT_THAT(
        fault_after("INSERT INTO ledger_movement SELECT branch_id, fund, commodity, flow, position "
                    "+ 1000000, entry, line, kind, source, day, debit, credit, amount, "
                    "entry_offset FROM ledger_movement WHERE flow = 1"),
        HasSubstr("kept")
    );
}

TEST_P(AuditTest, names_a_transfer_that_only_one_side_knows) {
    const Line sent[] = { { test::flood, "1402/320722", 100 }, { test::flood, "1002", -100 } };
    ASSERT_TRUE(post_alone(entry(EntryKind::allocation, test::city, { 6 }, sent)));
    const Line cleared[]
        = { { test::flood, "5901/320722", 100 }, { test::flood, "1402/320722", -100 } };
    ASSERT_TRUE(post_alone(entry(EntryKind::clearing, test::city, { 6 }, cleared)));
    EXPECT_THAT(first_fault(), HasSubstr("320700 to 320722"));
    const Line received[] = { { test::flood, "1002", 100 }, { test::flood, "4901/320700", -100 } };
    ASSERT_TRUE(post_alone(entry(EntryKind::confirmation, test::county, { 6 }, received)));
    EXPECT_EQ(first_fault(), "none");
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    AuditTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::ledger
