/// \file
/// Writer: group commit. Jobs queue up, run each on its own, and share one durable commit.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "storage/database.hpp"
#include "storage/transaction.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace boai::storage {

/// One unit of work. `work` may run more than once (the earlier run having been undone), so it
/// must set, not add to, what it leaves behind. `done` is called once, after the outcome is
/// durable; a failed job has changed nothing.
struct Job {
    Id branch;
    std::function<Result<void>(Transaction&)> work;
    std::function<void(Result<void>)> done;
    /// Commands in it, as one commit takes only so many.
    std::size_t size = 1;
};

/// What the writer has done since it started.
struct WriterCounts {
    std::uint64_t commits = 0;
    std::uint64_t jobs = 0;
    std::uint64_t failed = 0;
    std::uint64_t waiting = 0;
};

/// Owns the writing sessions: one lane on SQLite; on PostgreSQL several, chosen by branch, so that
/// the jobs of one branch keep their order. Threads: any.
class Writer {
public:
    /// Errors: as Database::connect.
    static Result<std::unique_ptr<Writer>> start(Database& database);

    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    /// Finishes what is queued, and what that queues in turn on any lane, then stops.
    ~Writer();

    /// Queues a job. Errors: over_limit when too many wait; `done` is not called then.
    Result<void> submit(Job job);
    /// Runs a job and waits for its commit.
    Result<void> run(Id branch, std::function<Result<void>(Transaction&)> work);

    [[nodiscard]] WriterCounts counts() const;
    /// Calls `hook` on the lane's thread before each batch with the mark of foreign changes.
    void on_foreign_change(const std::function<void()>& hook);

private:
    class Lane;
    Writer();
    [[nodiscard]] Lane& lane_of(Id branch) const;

    std::atomic<std::size_t> unfinished_ { 0 }; ///< jobs submitted and not answered yet
    std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace boai::storage
