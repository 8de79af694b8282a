#include "storage/tests/gift_book.hpp"
#include "support/fault_vfs.hpp"

#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <random>
#include <set>
#include <thread>

namespace boai::storage {
namespace {

using test::add_gift;
using test::ask;

class FailingDiskTest : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(migrate(*database_, test::gift_migrations, Instant { 0 }));
        writer_ = std::move(*Writer::start(*database_));
        reader_ = std::move(*database_->connect_reader());
    }

    Result<void> give(std::int64_t id) {
        auto outcome = writer_->run({ 1 }, [id](Transaction& tx) { return add_gift(tx, 1, id); });
        if (outcome) {
            kept_.insert(id);
        }
        return outcome;
    }

    /// The book holds what was acknowledged, all of it and nothing else.
    void expect_the_book_is_right() {
        std::set<std::int64_t> found;
        const auto asked
            = reader_->query("SELECT id FROM gift", {}, [&](const Row& row) -> Result<void> {
                  found.insert(row.number(0));
                  return {};
              });
        ASSERT_TRUE(asked) << asked.error().message.en;
        EXPECT_EQ(found, kept_);
        const auto total = ask(*reader_, "SELECT coalesce(sum(value), 0) FROM total");
        EXPECT_EQ(total, static_cast<std::int64_t>(kept_.size()));
    }

    boai::test::FaultVfs disk_;
    boai::test::TempDatabase database_ { Dialect::sqlite };
    std::unique_ptr<Writer> writer_;
    std::unique_ptr<Connection> reader_;
    std::set<std::int64_t> kept_;
};

TEST_F(FailingDiskTest, a_full_disk_refuses_writes_and_serves_reads_until_there_is_room) {
    ASSERT_TRUE(give(1));
    disk_.fail_from(1, SQLITE_FULL);
    for (int id = 2; id < 6; ++id) {
        const auto refused = give(id);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, Errc::unavailable);
        EXPECT_TRUE(refused.error().message.en.contains("full")) << refused.error().message.en;
        expect_the_book_is_right();
    }
    disk_.mend();
    EXPECT_TRUE(give(6));
    expect_the_book_is_right();
}

TEST_F(FailingDiskTest, a_full_disk_is_tried_once_for_a_whole_batch) {
    disk_.fail_from(1, SQLITE_FULL);
    std::atomic<int> refused { 0 };
    for (int id = 0; id < 500; ++id) {
        ASSERT_TRUE(writer_->submit({ { 1 },
                                      [id](Transaction& tx) { return add_gift(tx, 1, id); },
                                      [&](const Result<void>& outcome) {
                                          EXPECT_EQ(outcome.error().code, Errc::unavailable);
                                          ++refused;
                                      } }));
    }
    EXPECT_FALSE(give(1'000));
    EXPECT_EQ(refused, 500);
    EXPECT_LT(disk_.failures(), 100);
}

/// Fails each operation of a write in turn, once or for good, with every kind of failure.
TEST_F(FailingDiskTest, any_single_failure_keeps_what_was_acknowledged_and_nothing_else) {
    std::int64_t id = 0;
    int thwarted = 0;
    for (const int code : { SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC }) {
        for (int nth = 1; nth <= 24; ++nth) {
            if (nth % 2 == 0) {
                disk_.fail_once(nth, code);
            } else {
                disk_.fail_from(nth, code);
            }
            for (int i = 0; i < 10; ++i) {
                const auto outcome = give(++id);
                thwarted += outcome ? 0 : 1;
                EXPECT_TRUE(outcome || outcome.error().code == Errc::unavailable)
                    << outcome.error().message.en;
            }
            disk_.mend();
            EXPECT_TRUE(give(++id));
            expect_the_book_is_right();
        }
    }
    EXPECT_GT(thwarted, 50);
    writer_.reset();
    reader_.reset();
    const auto opened = std::move(*database_->connect());
    ASSERT_TRUE(opened->query("PRAGMA integrity_check", {}, [](const Row& row) -> Result<void> {
        EXPECT_EQ(row.text(0), "ok");
        return {};
    }));
}

/// A program that writes gifts until it is killed, telling each id once it is acknowledged.
class Victim {
public:
    Victim(const Location& location, std::int64_t first_id) {
        EXPECT_EQ(::pipe(pipe_.data()), 0);
        child_ = ::fork();
        if (child_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::close(pipe_[0]);
            write_for_ever(location, first_id);
        }
        ::close(pipe_[1]);
    }

    Victim(const Victim&) = delete;
    Victim& operator=(const Victim&) = delete;

    ~Victim() { ::close(pipe_[0]); }

    /// Kills it that long after it has acknowledged so many; everything it acknowledged.
    std::vector<std::int64_t> kill_after(std::size_t count, std::chrono::microseconds time) {
        std::vector<std::int64_t> ids;
        while (ids.size() < count && read_into(ids)) { }
        std::this_thread::sleep_for(time);
        ::kill(child_, SIGKILL);
        while (read_into(ids)) { }
        ::waitpid(child_, nullptr, 0);
        return ids;
    }

private:
    [[noreturn]] void write_for_ever(const Location& location, std::int64_t id) const {
        auto database = Database::open(location);
        auto writer = Writer::start(**database);
        for (;; ++id) {
            const auto branch = id % 3 + 1;
            const auto tell = [this, id](const Result<void>& outcome) {
                if (outcome && ::write(pipe_[1], &id, sizeof id) != sizeof id) {
                    ::_exit(1);
                }
            };
            const auto work = [branch, id](Transaction& tx) { return add_gift(tx, branch, id); };
            while (!(*writer)->submit({ { branch }, work, tell })) {
                std::this_thread::sleep_for(std::chrono::milliseconds { 1 });
            }
        }
    }

    bool read_into(std::vector<std::int64_t>& ids) const {
        std::int64_t id = 0;
        const bool got = ::read(pipe_[0], &id, sizeof id) == sizeof id;
        if (got) {
            ids.push_back(id);
        }
        return got;
    }

    std::array<int, 2> pipe_ {};
    pid_t child_ = 0;
};

class KilledTest : public test::GiftBookTest { };

TEST_P(KilledTest, everything_acknowledged_is_there_once_after_kill_9) {
    writer_.reset(); // no thread may be running when the process is doubled
    constexpr std::size_t count = 20;
    std::mt19937 random { 20'241'124 };
    std::set<std::int64_t> acknowledged;
    for (int round = 0; round < 10; ++round) {
        Victim victim { database_.location(), round * 10'000'000L };
        const auto ids = victim.kill_after(count, std::chrono::microseconds { random() % 50'000 });
        EXPECT_GE(ids.size(), count);
        acknowledged.insert(ids.begin(), ids.end());
        const auto reader = std::move(*database_->connect_reader());
        std::set<std::int64_t> found;
        ASSERT_TRUE(reader->query("SELECT id FROM gift", {}, [&](const Row& row) -> Result<void> {
            EXPECT_TRUE(found.insert(row.number(0)).second);
            return {};
        }));
        EXPECT_TRUE(std::ranges::includes(found, acknowledged));
        constexpr auto sum_less_count
            = "SELECT (SELECT sum(value) FROM total) - (SELECT count(*) FROM gift)";
        EXPECT_EQ(ask(*reader, sum_less_count), 0);
    }
    EXPECT_GE(acknowledged.size(), 10 * count);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    KilledTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::storage
