#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/tests/gift_book.hpp"
#include "support/fault_vfs.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>

namespace boai::storage {
namespace {

using test::ask;

constexpr std::string_view count_of_rows = "SELECT count(*) FROM thing WHERE length(bytes) = 900";
constexpr std::string_view intact = "SELECT integrity_check = 'ok' FROM pragma_integrity_check";

/// A file of rows, several pages each few, on a disk that counts and fails.
class GatheredLogTest : public ::testing::Test {
protected:
    void SetUp() override {
        // A small cache, so that a transaction spills its pages into the log before it commits.
        writer_ = open(20);
        ASSERT_TRUE(writer_->run_script("CREATE TABLE thing (id INTEGER PRIMARY KEY, bytes BLOB)"));
        reader_ = open(20);
    }

    [[nodiscard]] std::unique_ptr<SqliteConnection> open(int cache_kib) const {
        return std::move(*SqliteConnection::open({ .path = path_, .cache_kib = cache_kib }));
    }

    Result<void> add(int from, int count) {
        for (int id = from; id < from + count; ++id) {
            const Param row[] = { id };
            TRY(writer_->execute("INSERT INTO thing VALUES ($1, zeroblob(900))", row));
        }
        return {};
    }

    boai::test::FaultVfs disk_;
    boai::test::TempFolder folder_;
    std::string path_ = folder_.file("things.db");
    std::unique_ptr<SqliteConnection> writer_;
    std::unique_ptr<SqliteConnection> reader_;
};

TEST_F(GatheredLogTest, pages_of_a_commit_are_written_many_at_once) {
    ASSERT_TRUE(add(0, 1));
    const auto before = disk_.operations();
    ASSERT_TRUE(writer_->begin());
    ASSERT_TRUE(add(1, 400));
    ASSERT_TRUE(writer_->commit());
    // A hundred pages and more, of which SQLite writes each in two pieces.
    EXPECT_LT(disk_.operations() - before, 40);
}

TEST_F(GatheredLogTest, another_session_sees_a_commit_as_soon_as_it_is_over) {
    for (int id = 0; id < 300; ++id) {
        ASSERT_TRUE(add(id, 1));
        ASSERT_EQ(ask(*reader_, count_of_rows), id + 1);
    }
}

TEST_F(GatheredLogTest, a_transaction_reads_back_the_pages_it_has_spilled) {
    ASSERT_TRUE(writer_->begin());
    for (int part = 1; part <= 20; ++part) {
        ASSERT_TRUE(add(part * 100, 100));
        ASSERT_EQ(ask(*writer_, count_of_rows), part * 100);
    }
    ASSERT_EQ(ask(*reader_, count_of_rows), 0);
    ASSERT_TRUE(writer_->commit());
    EXPECT_EQ(ask(*reader_, count_of_rows), 2'000);
    EXPECT_EQ(ask(*reader_, intact), 1);
}

TEST_F(GatheredLogTest, what_was_rolled_back_is_written_over) {
    for (int round = 0; round < 20; ++round) {
        ASSERT_TRUE(writer_->begin());
        ASSERT_TRUE(add(10'000, 150));
        writer_->rollback();
        ASSERT_TRUE(add(round, 1));
        ASSERT_EQ(ask(*reader_, count_of_rows), round + 1);
    }
    writer_.reset();
    reader_ = open(2'000);
    EXPECT_EQ(ask(*reader_, count_of_rows), 20);
    EXPECT_EQ(ask(*reader_, intact), 1);
}

TEST_F(GatheredLogTest, a_piece_that_cannot_be_written_fails_the_commit_alone) {
    for (int nth = 1; nth <= 12; ++nth) {
        disk_.fail_once(nth, SQLITE_FULL);
        ASSERT_TRUE(writer_->begin());
        const auto added = add(nth * 1'000, 150);
        const auto committed = added ? writer_->commit() : added;
        disk_.mend();
        if (!committed) {
            EXPECT_EQ(committed.error().code, Errc::unavailable);
            writer_->rollback();
        }
        ASSERT_TRUE(add(100'000 + nth, 1));
        const auto whole = ask(*reader_, "SELECT count(*) % 150 FROM thing WHERE id < 100000");
        ASSERT_EQ(whole, 0) << "operation " << nth;
    }
    EXPECT_EQ(ask(*reader_, "SELECT count(*) FROM thing WHERE id > 100000"), 12);
    EXPECT_EQ(ask(*reader_, intact), 1);
}

} // namespace
} // namespace boai::storage
