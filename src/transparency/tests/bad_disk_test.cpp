// Signing on a disk whose every write and sync fails once.
#include "support/fault_vfs.hpp"
#include "transparency/log_audit.hpp"
#include "transparency/tests/signed_log.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>

namespace boai::transparency {
namespace {

using test::city;

/// The disk comes first: the database must be opened on it.
struct Disk {
    boai::test::FaultVfs vfs;
};

class BadDiskTest : private Disk, public test::SignedLogTest {
protected:
    Result<void> enter_and_sign() {
        for (int i = 0; i < 3; ++i) {
            if (enter(city, "an entry")) {
                ++acknowledged_;
            }
        }
        return signer_->sign();
    }

    std::vector<std::string> faults() {
        std::vector<std::string> found;
        const auto session = database_->connect_reader();
        const auto remembered = Guard { folder_.file("signed_heads") }.read();
        const auto checks = audit_log(**session, city, *vault_, *remembered);
        EXPECT_TRUE(checks);
        for (const auto& check : *checks) {
            if (!check.fault.empty()) {
                found.push_back(check.check + ": " + check.fault);
            }
        }
        return found;
    }

    boai::test::FaultVfs& disk() { return vfs; }

    std::size_t acknowledged_ = 0;
};

TEST_P(BadDiskTest, each_write_and_sync_failed_once_leaves_a_whole_log) {
    ASSERT_TRUE(signer_->begin());
    for (const int code : { SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_FULL }) {
        int failed_rounds = 0;
        for (int nth = 1;; ++nth) {
            disk().fail_once(nth, code);
            const auto begun = enter_and_sign();
            const bool met_fault = disk().failures() > 0;
            disk().mend();
            failed_rounds += begun ? 0 : 1;
            ASSERT_TRUE(signer_->sign()) << "after operation " << nth;
            ASSERT_EQ(shown(city).head, naive_head(city, entries(city).size()));
            ASSERT_THAT(faults(), ::testing::IsEmpty()) << "after operation " << nth;
            if (!met_fault) {
                break;
            }
        }
        EXPECT_GT(failed_rounds, 0) << "the signing itself met faults";
    }
    EXPECT_GE(entries(city).size(), acknowledged_);
    start();
    ASSERT_TRUE(signer_->begin());
    EXPECT_THAT(faults(), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    BadDiskTest,
    ::testing::Values(storage::Dialect::sqlite),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::transparency
