// The audit finds each kind of damage and names it; a whole log has no fault.
#include "transparency/log_audit.hpp"
#include "transparency/tests/signed_log.hpp"

#include <gmock/gmock.h>

namespace boai::transparency {
namespace {

using test::city;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LogAuditTest : public test::SignedLogTest {
protected:
    void SetUp() override {
        SignedLogTest::SetUp();
        ASSERT_TRUE(signer_->begin());
        for (const std::uint64_t more : { 3U, 300U, 297U }) {
            grow(city, more);
            ASSERT_TRUE(signer_->sign());
        }
    }

    /// "check: fault" of every check that found something.
    std::vector<std::string> faults() {
        const auto session = database_->connect_reader();
        const auto remembered = Guard { folder_.file("signed_heads") }.read();
        const auto checks = audit_log(**session, city, *vault_, *remembered);
        EXPECT_TRUE(checks) << checks.error().message.en;
        std::vector<std::string> found;
        for (const auto& check : *checks) {
            if (!check.fault.empty()) {
                found.push_back(check.check + ": " + check.fault);
            }
        }
        return found;
    }
};

TEST_P(LogAuditTest, a_whole_log_has_no_fault) {
    EXPECT_THAT(faults(), IsEmpty());
    grow(city, 7);
    EXPECT_THAT(faults(), IsEmpty()) << "entries not signed yet are no fault";
}

TEST_P(LogAuditTest, a_changed_entry_is_found) {
    tamper("UPDATE journal_leaf SET entry = $1 WHERE idx = 417", storage::Param::blob("other"));
    const auto found = faults();
    EXPECT_THAT(found, Contains(HasSubstr("tile/0/001 differs from the entries at its hash 161")));
    EXPECT_THAT(found, Contains(HasSubstr("checkpoint of size 600 has another root")));
}

TEST_P(LogAuditTest, a_missing_entry_is_found) {
    tamper("DELETE FROM journal_leaf WHERE idx = 417");
    EXPECT_THAT(faults(), Contains(HasSubstr("entry 417 is missing")));
}

TEST_P(LogAuditTest, entries_cut_off_at_the_end_are_found) {
    tamper("DELETE FROM journal_leaf WHERE idx >= 590");
    tamper("UPDATE journal_size SET size = 590 WHERE branch_id = 11");
    const auto found = faults();
    EXPECT_THAT(found, Contains(HasSubstr("there are 590 entries, and 600 were signed")));
    EXPECT_THAT(found, Contains(HasSubstr("covers entries that are not there")));
}

TEST_P(LogAuditTest, a_changed_missing_or_surplus_tile_is_found) {
    const std::string nonsense(8192, 'x');
    tamper(
        "UPDATE journal_tile SET hashes = $1 WHERE level = 0 AND idx = 1",
        storage::Param::blob(nonsense)
    );
    EXPECT_THAT(faults(), Contains(HasSubstr("tile/0/001 differs from the entries at its hash 0")));
    tamper("DELETE FROM journal_tile WHERE level = 0 AND idx = 1");
    EXPECT_THAT(faults(), Contains(HasSubstr("tile/0/001 differs")));
    tamper(
        "INSERT INTO journal_tile (branch_id, level, idx, hashes) VALUES (11, 3, 9, $1)",
        storage::Param::blob(nonsense)
    );
    EXPECT_THAT(faults(), Contains(HasSubstr("tiles hold the hashes")));
}

TEST_P(LogAuditTest, a_checkpoint_that_the_log_did_not_sign_is_found) {
    tamper("UPDATE journal_checkpoint SET note = replace(note, '303', '304') WHERE size = 303");
    const auto found = faults();
    EXPECT_THAT(found, Contains(HasSubstr("checkpoint of size 303 has another root")));
    EXPECT_THAT(found, Contains(HasSubstr("checkpoint of size 303: ")));
    tamper("UPDATE journal_checkpoint SET note = 'nothing' WHERE size = 303");
    EXPECT_THAT(faults(), Contains(HasSubstr("checkpoint of size 303 cannot be read")));
}

TEST_P(LogAuditTest, a_key_that_does_not_open_is_found) {
    tamper(
        "UPDATE journal_key SET sealed_seed = $1 WHERE branch_id = 11",
        storage::Param::blob("broken")
    );
    EXPECT_THAT(faults(), Contains(HasSubstr("its key opens")));
}

TEST_P(LogAuditTest, a_guard_that_remembers_another_log_is_found) {
    Guard guard { folder_.file("signed_heads") };
    ASSERT_TRUE(guard.accept(city, { 303, journal::leaf_hash("another") }));
    EXPECT_THAT(faults(), Contains(HasSubstr("another root than the log has")));
    ASSERT_TRUE(guard.accept(city, { 601, journal::leaf_hash("another") }));
    EXPECT_THAT(faults(), Contains(HasSubstr("remembers 601 signed entries, and the book 600")));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    LogAuditTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::transparency
