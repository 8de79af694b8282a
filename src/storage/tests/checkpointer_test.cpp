#include "storage/sqlite/checkpointer.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/tests/gift_book.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

namespace boai::storage {
namespace {

using test::ask;

constexpr std::string_view count_of_things = "SELECT count(*) FROM thing";
constexpr std::string_view is_intact = "SELECT integrity_check = 'ok' FROM pragma_integrity_check";
constexpr CheckpointPages few { .begin = 50, .rest = 20, .finish = 100, .wait = 200 };

class CheckpointerTest : public ::testing::Test {
protected:
    void SetUp() override {
        writer_ = open();
        ASSERT_TRUE(writer_->run_script("CREATE TABLE thing (id INTEGER PRIMARY KEY, bytes BLOB)"));
    }

    [[nodiscard]] std::unique_ptr<SqliteConnection> open() const {
        return std::move(*SqliteConnection::open({ .path = path_, .checkpoint = few }));
    }

    /// Each commit puts a few pages into the log.
    void commit(int count) {
        for (int i = 0; i < count; ++i) {
            const Param row[] = { next_++ };
            ASSERT_TRUE(writer_->execute("INSERT INTO thing VALUES ($1, zeroblob(9000))", row));
        }
    }

    [[nodiscard]] std::uintmax_t log_pages() const {
        return std::filesystem::file_size(path_ + "-wal") / 4'096;
    }

    boai::test::TempFolder folder_;
    std::string path_ = folder_.file("things.db");
    std::unique_ptr<SqliteConnection> writer_;
    int next_ = 0;
};

TEST_F(CheckpointerTest, the_log_does_not_grow_with_what_is_written) {
    commit(600);
    EXPECT_LT(log_pages(), 300U);
    const auto reader = open();
    EXPECT_EQ(ask(*reader, count_of_things), 600);
    EXPECT_EQ(ask(*reader, is_intact), 1);
}

TEST_F(CheckpointerTest, a_transaction_larger_than_every_limit_is_moved_too) {
    ASSERT_TRUE(writer_->begin());
    commit(1'000);
    ASSERT_TRUE(writer_->commit());
    const auto largest = log_pages();
    EXPECT_GT(largest, 1'000U);
    commit(100);
    EXPECT_LT(log_pages(), largest + 50) << "the log was not begun anew";
    EXPECT_EQ(ask(*writer_, is_intact), 1);
}

TEST_F(CheckpointerTest, a_reader_keeps_its_snapshot_and_the_log_is_moved_when_it_leaves) {
    commit(10);
    auto reader = open();
    ASSERT_TRUE(reader->begin_read());
    ASSERT_EQ(ask(*reader, count_of_things), 10);
    commit(400);
    EXPECT_EQ(ask(*reader, count_of_things), 10);
    const auto pinned = log_pages();
    EXPECT_GT(pinned, 1'000U);
    reader->rollback();
    commit(200);
    EXPECT_LT(log_pages(), pinned + 300) << "the log was not begun anew";
    EXPECT_EQ(ask(*reader, count_of_things), 610);
}

TEST_F(CheckpointerTest, what_was_committed_is_there_after_closing_in_the_middle) {
    for (int round = 1; round <= 4; ++round) {
        commit(60);
        writer_ = open();
        ASSERT_EQ(ask(*writer_, count_of_things), round * 60);
    }
    EXPECT_EQ(ask(*writer_, is_intact), 1);
}

} // namespace
} // namespace boai::storage
