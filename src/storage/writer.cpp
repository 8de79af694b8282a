#include "storage/writer.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <span>
#include <thread>
#include <utility>

namespace boai::storage {
namespace {

constexpr std::size_t postgresql_lanes = 4;
constexpr int tries_max = 4;

constexpr Text too_many_waiting { "等待写入的请求太多，请稍后重试",
                                  "too many writes are waiting; try again shortly" };
constexpr Text outcome_unknown {
    "提交时与数据库失去联系，结果未知；请用同一 Idempotency-Key 重试",
    "the database was lost during the commit and the outcome is unknown; "
    "send it again with the same Idempotency-Key"
};

}  // namespace

/// One session with its queue and thread.
class Writer::Lane {
public:
    Lane(
        Database& database,
        std::unique_ptr<Connection> connection,
        std::atomic<std::size_t>& unfinished
    )
        : database_(database)
        , unfinished_(unfinished)
        , connection_(std::move(connection))
        , ahead_(is_postgresql() ? nullptr : std::make_unique<InsertAhead>())
        , thread_([this] { loop(); }) { }

    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    ~Lane() {
        {
            const std::lock_guard lock { mutex_ };
            stopping_ = true;
        }
        arrived_.notify_one();
        thread_.join();
    }

    Result<void> submit(Job job) {
        {
            const std::lock_guard lock { mutex_ };
            if (queue_.size() >= limits::writer_queue_max) {
                return fail(Errc::over_limit, too_many_waiting);
            }
            unfinished_.fetch_add(1, std::memory_order_relaxed);
            queue_.push_back(std::move(job));
        }
        arrived_.notify_one();
        return {};
    }

    void add_counts(WriterCounts& counts) const {
        counts.commits += commits_.load(std::memory_order_relaxed);
        counts.jobs += jobs_.load(std::memory_order_relaxed);
        counts.failed += failed_.load(std::memory_order_relaxed);
        const std::lock_guard lock { mutex_ };
        counts.waiting += queue_.size();
    }

    void on_foreign_change(std::function<void()> hook) {
        const std::lock_guard lock { mutex_ };
        foreign_change_ = std::move(hook);
    }

private:
    /// Jobs and, place by place, their outcomes.
    struct Range {
        std::span<Job> jobs;
        std::span<Result<void>> outcomes;

        [[nodiscard]] Range part(std::size_t from, std::size_t count) const {
            return { jobs.subspan(from, count), outcomes.subspan(from, count) };
        }
    };

    void loop() {
        for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
            run_batch(batch);
        }
    }

    /// Waits for jobs; empty when it is time to stop.
    std::vector<Job> next_batch() {
        std::unique_lock lock { mutex_ };
        arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        std::vector<Job> batch;
        std::size_t size = 0;
        while (!queue_.empty()) {
            size += queue_.front().size;
            if (!batch.empty() && size > limits::writer_batch_max) {
                break;
            }
            batch.push_back(std::move(queue_.front()));
            queue_.pop_front();
        }
        return batch;
    }

    void run_batch(std::vector<Job>& batch) {
        std::vector<Result<void>> outcomes(batch.size());
        run_range({ batch, outcomes }, false);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            (outcomes[i] ? jobs_ : failed_).fetch_add(1, std::memory_order_relaxed);
            batch[i].done(std::move(outcomes[i]));
        }
        // After the hooks and answers: what they have submitted elsewhere is counted by now.
        if (unfinished_.fetch_sub(batch.size(), std::memory_order_acq_rel) == batch.size()) {
            unfinished_.notify_all();
        }
    }

    /// Runs jobs in one commit. When one of them spoils it, halves are tried, so that in the end
    /// only that one fails. `store_works`: a smaller commit has just gone through.
    /// False when the store itself fails, so that there is no use in going on.
    bool run_range(Range range, bool store_works) {
        const auto commit = try_repeatedly(range);
        if (commit) {
            return true;
        }
        const auto count = range.jobs.size();
        const bool of_the_store = is_of_the_store(commit.error());
        if (count == 1 || is_unknown_ || (of_the_store && is_postgresql())) {
            for (auto& outcome : range.outcomes) {
                // Alone, a job that failed of itself knows best why.
                outcome = count == 1 && !outcome ? outcome : commit;
            }
            return is_unknown_ || !of_the_store;
        }
        // A full disk or a damaged file is the same for everybody, and the first job shows it.
        const auto cut = of_the_store && !store_works ? 1 : count / 2;
        const auto rest = range.part(cut, count - cut);
        if (run_range(range.part(0, cut), store_works)) {
            return run_range(rest, true);
        }
        std::ranges::fill(rest.outcomes, Result<void> { commit });
        return false;
    }

    /// Whether an error is the store's, not the job's.
    static bool is_of_the_store(const Error& error) {
        return error.code == Errc::unavailable || error.code == Errc::corrupt;
    }

    [[nodiscard]] bool is_postgresql() const { return database_.dialect() == Dialect::postgresql; }

    /// Tries again what another session or a lost connection has thwarted, unless the commit may
    /// have happened.
    Result<void> try_repeatedly(Range range) {
        for (int tries = 1;; ++tries) {
            auto commit = try_once(range);
            const bool again = !commit && commit.error().code == Errc::unavailable && !is_unknown_
                && is_postgresql() && tries < tries_max;
            if (!again) {
                return commit;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds { 20 << tries });
        }
    }

    /// Runs all jobs and commits. On failure nothing is kept of any of them, or it `is_unknown_`.
    Result<void> try_once(Range range) {
        // Savepoints make SQLite copy every page twice, and jobs seldom fail after they have
        // written: so they are done without, and done again with them when one did.
        const bool may_run_again = !is_postgresql();
        auto done = try_once(range, may_run_again ? Undo::with_the_rest : Undo::alone);
        return must_run_again_ ? try_once(range, Undo::alone) : done;
    }

    Result<void> try_once(Range range, Undo undo) {
        is_unknown_ = false;
        must_run_again_ = false;
        auto done = begin();
        if (done) {
            Transaction transaction { *connection_, undo, ahead_.get() };
            done = work_through(transaction, range);
            if (done) {
                transaction.committed();
                commits_.fetch_add(1, std::memory_order_relaxed);
                return {};
            }
            must_run_again_ = transaction.must_run_again();
        }
        if (connection_ != nullptr) {
            connection_->rollback();
            if (connection_->is_lost()) {
                connection_.reset();
            }
        }
        return is_unknown_ ? Result<void> { fail(Errc::unavailable, outcome_unknown) } : done;
    }

    Result<void> begin() {
        if (connection_ == nullptr) {
            connection_ = TRY(database_.connect());
        }
        TRY(connection_->begin());
        const auto mark = TRY(connection_->change_mark());
        if (mark != std::exchange(change_mark_, mark)) {
            std::unique_lock lock { mutex_ };
            const auto hook = foreign_change_;
            lock.unlock();
            if (hook) {
                hook();
            }
        }
        return {};
    }

    Result<void> work_through(Transaction& transaction, Range range) {
        for (std::size_t i = 0; i < range.jobs.size(); ++i) {
            auto& outcome = range.outcomes[i];
            const auto work = [&] { return range.jobs[i].work(transaction); };
            // A job alone needs no undoing: when it fails, the transaction is left.
            outcome = range.jobs.size() == 1 ? work() : transaction.attempt(work);
            if (!outcome && range.jobs.size() == 1) {
                return outcome;
            }
            if (!outcome && outcome.error().code == Errc::unavailable) {
                return outcome;
            }
            if (const auto* error = transaction.void_because()) {
                return std::unexpected(*error);
            }
        }
        TRY(transaction.flush());
        auto commit = connection_->commit();
        // Answered by the server, a refusal is certain; unanswered, nobody knows.
        is_unknown_ = !commit && connection_->is_lost();
        return commit;
    }

    Database& database_;
    std::atomic<std::size_t>& unfinished_; ///< jobs of all lanes together
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<InsertAhead> ahead_; ///< none on PostgreSQL, which does the work elsewhere
    std::int64_t change_mark_ = 0;
    bool is_unknown_ = false; ///< the last commit was sent and never answered
    bool must_run_again_ = false; ///< the last try lacked savepoints
    std::function<void()> foreign_change_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    std::atomic<std::uint64_t> commits_ { 0 };
    std::atomic<std::uint64_t> jobs_ { 0 };
    std::atomic<std::uint64_t> failed_ { 0 };
    std::thread thread_; // last: it starts when all else is there
};

Writer::Writer() = default;

Writer::~Writer() {
    // A job of one lane may submit to another, so that no lane ends before all are idle.
    for (auto count = unfinished_.load(); count != 0; count = unfinished_.load()) {
        unfinished_.wait(count);
    }
}

Result<std::unique_ptr<Writer>> Writer::start(Database& database) {
    std::unique_ptr<Writer> writer { new Writer };
    const auto count = database.dialect() == Dialect::postgresql ? postgresql_lanes : 1;
    for (std::size_t i = 0; i < count; ++i) {
        auto connection = TRY(database.connect());
        writer->lanes_.push_back(
            std::make_unique<Lane>(database, std::move(connection), writer->unfinished_)
        );
    }
    return writer;
}

Writer::Lane& Writer::lane_of(Id branch) const {
    return *lanes_[static_cast<std::uint64_t>(branch.value) % lanes_.size()];
}

Result<void> Writer::submit(Job job) {
    return lane_of(job.branch).submit(std::move(job));
}

Result<void> Writer::run(Id branch, std::function<Result<void>(Transaction&)> work) {
    std::promise<Result<void>> promise;
    auto outcome = promise.get_future();
    TRY(submit({ branch, std::move(work), [&](Result<void> result) {
                    promise.set_value(std::move(result));
                } }));
    return outcome.get();
}

WriterCounts Writer::counts() const {
    WriterCounts counts;
    for (const auto& lane : lanes_) {
        lane->add_counts(counts);
    }
    return counts;
}

void Writer::on_foreign_change(const std::function<void()>& hook) {
    for (const auto& lane : lanes_) {
        lane->on_foreign_change(hook);
    }
}

} // namespace boai::storage
