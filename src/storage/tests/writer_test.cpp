#include "storage/tests/gift_book.hpp"

#include <atomic>
#include <barrier>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace boai::storage {
namespace {

using test::add_gift;
using test::ask;

class WriterTest : public test::GiftBookTest {
protected:
    /// Keeps lane of branch 1 busy until the returned lock is let go, so that jobs queue up behind.
    [[nodiscard]] std::unique_lock<std::mutex> hold_lane() {
        std::unique_lock hold { gate_ };
        EXPECT_TRUE(writer_->submit({ { 1 },
                                      [&](Transaction&) -> Result<void> {
                                          const std::lock_guard wait { gate_ };
                                          return {};
                                      },
                                      [](const Result<void>&) {} }));
        return hold;
    }

    std::mutex gate_;
};

TEST_P(WriterTest, a_key_found_taken_only_when_written_spoils_nobody_else) {
    constexpr int count = 512;
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction& tx) { return add_gift(tx, 1, 333); }));
    std::atomic<int> kept { 0 };
    std::vector<int> refused;
    auto hold = hold_lane();
    for (int i = 0; i < count; ++i) {
        ASSERT_TRUE(writer_->submit({ { 1 },
                                      [i](Transaction& tx) { return add_gift(tx, 1, i); },
                                      [&, i](const Result<void>& outcome) {
                                          if (outcome) {
                                              ++kept;
                                              return;
                                          }
                                          EXPECT_EQ(outcome.error().code, Errc::conflict);
                                          refused.push_back(i);
                                      } }));
    }
    hold.unlock();
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction&) { return Result<void> {}; }));
    EXPECT_EQ(kept, count - 1);
    EXPECT_EQ(refused, std::vector { 333 });
    EXPECT_EQ(number("SELECT count(*) FROM gift"), count);
    EXPECT_EQ(number("SELECT value FROM total"), count);
    EXPECT_LT(writer_->counts().commits, 30U) << "a spoiled batch is halved, not taken apart";
}

TEST_P(WriterTest, a_job_that_fails_after_it_has_written_is_undone_alone) {
    constexpr int count = 100;
    std::atomic<int> kept { 0 };
    auto hold = hold_lane();
    for (int i = 0; i < count; ++i) {
        ASSERT_TRUE(writer_->submit({ { 1 },
                                      [i](Transaction& tx) -> Result<void> {
                                          TRY(add_gift(tx, 1, i));
                                          return i % 10 == 3
                                              ? fail(Errc::invalid, Text { "不行", "no" })
                                              : Result<void> {};
                                      },
                                      [&, i](const Result<void>& outcome) {
                                          kept += outcome ? 1 : 0;
                                          EXPECT_EQ(outcome.has_value(), i % 10 != 3);
                                      } }));
    }
    hold.unlock();
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction&) { return Result<void> {}; }));
    EXPECT_EQ(kept, count - count / 10);
    EXPECT_EQ(number("SELECT count(*) FROM gift"), kept.load());
    EXPECT_EQ(number("SELECT value FROM total"), kept.load());
    EXPECT_LT(writer_->counts().commits, 5U) << "the batch is run again as a whole";
}

TEST_P(WriterTest, what_one_lane_hands_to_another_is_done_before_the_writer_ends) {
    constexpr int rounds = 40;
    std::atomic<int> kept { 0 };
    // Not through writer_, which lets go of it while the lanes still work.
    auto* const writer = writer_.get();
    // Each commit hands a job to the next branch, which is of another lane on PostgreSQL.
    const std::function<void(int)> hand_on = [&](int left) {
        const std::int64_t branch = left % 4 + 1;
        const auto work = [&, left, branch](Transaction& tx) {
            tx.on_commit([&, left] {
                if (left > 1) {
                    hand_on(left - 1);
                }
            });
            return add_gift(tx, branch, left);
        };
        EXPECT_TRUE(writer->submit({ { branch }, work, [&](const Result<void>& outcome) {
                                        kept += outcome ? 1 : 0;
                                    } }));
    };
    hand_on(rounds);
    writer_.reset();
    EXPECT_EQ(kept, rounds);
    EXPECT_EQ(number("SELECT count(*) FROM gift"), rounds);
}

TEST_P(WriterTest, jobs_of_many_commands_fill_a_commit) {
    std::vector<int> order;
    auto hold = hold_lane();
    for (int i = 0; i < 6; ++i) {
        ASSERT_TRUE(writer_->submit({ { 1 },
                                      [i](Transaction& tx) { return add_gift(tx, 1, i); },
                                      [&, i](const Result<void>&) { order.push_back(i); },
                                      400 }));
    }
    hold.unlock();
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction&) { return Result<void> {}; }));
    EXPECT_EQ(order, (std::vector { 0, 1, 2, 3, 4, 5 }));
    EXPECT_GE(writer_->counts().commits, 3U) << "two of them at most go into one";
}

TEST_P(WriterTest, a_bad_statement_fails_its_own_job_alone) {
    std::map<int, Errc> failed;
    auto hold = hold_lane();
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(
            writer_->submit({ { 1 },
                              [i](Transaction& tx) -> Result<void> {
                                  if (i == 7) {
                                      return tx.query("SELECT nonsense", {}, [](const Row&) {
                                          return Result<void> {};
                                      });
                                  }
                                  return add_gift(tx, 1, i);
                              },
                              [&, i](const Result<void>& outcome) {
                                  if (!outcome) {
                                      failed[i] = outcome.error().code;
                                  }
                              } })
        );
    }
    hold.unlock();
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction&) { return Result<void> {}; }));
    EXPECT_EQ(failed, (std::map<int, Errc> { { 7, Errc::internal } }));
    EXPECT_EQ(number("SELECT count(*) FROM gift"), 19);
}

TEST_P(WriterTest, tells_of_changes_made_by_others) {
    std::atomic<int> told { 0 };
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction& tx) { return add_gift(tx, 1, 1); }));
    writer_->on_foreign_change([&] { ++told; });
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction& tx) { return add_gift(tx, 1, 2); }));
    EXPECT_EQ(told, 0);
    const auto other = std::move(*database_->connect());
    ASSERT_TRUE(other->begin());
    ASSERT_TRUE(other->execute("UPDATE total SET value = value + 1", {}));
    ASSERT_TRUE(other->commit());
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction& tx) { return add_gift(tx, 1, 3); }));
    EXPECT_EQ(told, 1);
}

TEST_P(WriterTest, branches_written_at_once_add_up) {
    constexpr int branches = 8;
    constexpr int each = 200;
    std::atomic<int> kept { 0 };
    for (int i = 0; i < each; ++i) {
        for (int branch = 1; branch <= branches; ++branch) {
            ASSERT_TRUE(
                writer_->submit({ { branch },
                                  [branch, i](Transaction& tx) { return add_gift(tx, branch, i); },
                                  [&](const Result<void>& outcome) { kept += outcome ? 1 : 0; } })
            );
        }
    }
    writer_.reset();
    EXPECT_EQ(kept, branches * each);
    EXPECT_EQ(number("SELECT sum(value) FROM total"), branches * each);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    WriterTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

class PostgresqlWriterTest : public WriterTest {
protected:
    /// Ends every other session of the database, as a dying server would.
    void end_sessions(int wait_ms) {
        const Param time[] = { wait_ms };
        const auto killer = std::move(*database_->connect());
        EXPECT_TRUE(
            ask(*killer,
                "SELECT count(pg_terminate_backend(pid, $1)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                time)
        );
    }

    /// Runs two jobs that take two totals in opposite order, so that one of them is ended.
    void run_into_deadlock(std::atomic<int>& runs) {
        std::barrier both { 2 };
        std::atomic<int> first_runs { 0 };
        const auto job = [&](std::string_view first, std::string_view second) {
            return [&, first, second](Transaction& tx) -> Result<void> {
                constexpr auto sql = "UPDATE total SET value = value + 1 WHERE name = $1";
                const Param one[] = { first };
                const Param two[] = { second };
                ++runs;
                TRY(tx.execute(sql, one));
                if (first_runs++ < 2) {
                    both.arrive_and_wait();
                }
                TRY(tx.execute(sql, two));
                return {};
            };
        };
        const std::jthread other { [&] { EXPECT_TRUE(writer_->run({ 1 }, job("a", "b"))); } };
        EXPECT_TRUE(writer_->run({ 2 }, job("b", "a")));
    }
};

TEST_P(PostgresqlWriterTest, what_another_session_thwarts_is_tried_again) {
    ASSERT_TRUE(writer_->run({ 1 }, [](Transaction& tx) -> Result<void> {
        TRY(tx.execute("INSERT INTO total VALUES (1, 'a', 0), (1, 'b', 0)", {}));
        return {};
    }));
    std::atomic<int> runs { 0 };
    run_into_deadlock(runs);
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(number("SELECT sum(value) FROM total"), 4);
}

TEST_P(PostgresqlWriterTest, a_serialisation_failure_is_tried_again) {
    int runs = 0;
    const auto done = writer_->run({ 1 }, [&](Transaction& tx) -> Result<void> {
        TRY(add_gift(tx, 1, 1));
        if (++runs < 3) {
            TRY(tx.execute("DO $do$ BEGIN RAISE SQLSTATE '40001'; END $do$", {}));
        }
        return {};
    });
    EXPECT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(number("SELECT value FROM total"), 1);
}

TEST_P(PostgresqlWriterTest, a_job_whose_session_ends_runs_again_on_a_new_one) {
    int runs = 0;
    const auto done = writer_->run({ 1 }, [&](Transaction& tx) -> Result<void> {
        if (++runs == 1) {
            end_sessions(5'000);
        }
        return add_gift(tx, 1, 1);
    });
    EXPECT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(number("SELECT count(*) FROM gift"), 1);
}

TEST_P(PostgresqlWriterTest, loses_nothing_acknowledged_when_sessions_end_in_the_middle) {
    constexpr int count = 4'000;
    constexpr int branches = 4;
    std::mutex mutex;
    std::map<int, bool> told;
    for (int i = 0; i < count; ++i) {
        ASSERT_TRUE(writer_->submit({ { i % branches + 1 },
                                      [i](Transaction& tx) {
                                          return add_gift(tx, i % branches + 1, i);
                                      },
                                      [&, i](const Result<void>& outcome) {
                                          const std::lock_guard lock { mutex };
                                          EXPECT_FALSE(told.contains(i));
                                          told[i] = outcome.has_value();
                                      } }));
        if (i % 400 == 399) {
            std::this_thread::sleep_for(std::chrono::milliseconds { i % 7 });
            end_sessions(0);
        }
    }
    writer_.reset();
    EXPECT_EQ(told.size(), static_cast<std::size_t>(count));
    std::map<int, int> written;
    const auto reader = std::move(*database_->connect_reader());
    ASSERT_TRUE(reader->query("SELECT id FROM gift", {}, [&](const Row& row) -> Result<void> {
        ++written[static_cast<int>(row.number(0))];
        return {};
    }));
    int kept = 0;
    for (const auto& [id, is_kept] : told) {
        kept += is_kept ? 1 : 0;
        EXPECT_TRUE(!is_kept || written[id] == 1) << id;
    }
    EXPECT_GT(kept, count / 2);
    EXPECT_EQ(number("SELECT sum(value) FROM total"), number("SELECT count(*) FROM gift"));
}

INSTANTIATE_TEST_SUITE_P(
    Postgresql,
    PostgresqlWriterTest,
    ::testing::Values(Dialect::postgresql),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::storage
