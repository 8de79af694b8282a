/// \file
/// Transaction: the writes of one commit, gathered so that many commands cost little more than one.
#pragma once

#include "storage/connection.hpp"
#include "storage/insert_ahead.hpp"

#include <concepts>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace boai::storage {

/// A table of running sums: key columns and one number that deltas are added to.
/// It must outlive every transaction that uses it.
class SumShape {
public:
    /// `key` are the columns of the primary key, in its order.
    SumShape(std::string table, std::vector<InsertColumn> key, std::string value_column);

    [[nodiscard]] const InsertShape& shape() const { return shape_; }

    [[nodiscard]] std::size_t key_size() const { return shape_.columns.size() - 1; }

    [[nodiscard]] const std::string& select() const { return select_; }

private:
    InsertShape shape_;
    std::string select_;
};

/// How a failed attempt that has written is undone.
enum class Undo : std::uint8_t {
    alone, ///< by a savepoint, which every attempt that writes pays for
    with_the_rest, ///< not at all: the transaction is void and must be run again with `alone`
};

/// One transaction of the writer. Inserts and sums are gathered and written together, before any
/// query that names their table and before the commit.
/// Errors of every call: as Connection. After `unavailable` the whole transaction is void. After
/// any other error the attempt in which it came fails too: to go on without a statement that may
/// fail, give it an attempt of its own.
/// Threads: the writer's own.
class Transaction {
public:
    /// `ahead` writes rows of a large transaction while its next ones are made; it serves only
    /// where attempts are not undone alone.
    explicit Transaction(
        Connection& connection, Undo undo = Undo::alone, InsertAhead* ahead = nullptr
    )
        : connection_(connection)
        , undo_(undo)
        , ahead_(undo == Undo::with_the_rest ? ahead : nullptr) { }

    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    [[nodiscard]] Dialect dialect() const { return connection_.dialect(); }

    /// Adds one row. A taken unique key may be told only when the rows are written: to decide on
    /// it, ask by a query first, or let the shape say ON CONFLICT.
    Result<void> insert(const InsertShape& shape, Params row);
    /// Runs a statement that changes rows; how many it changed.
    Result<std::int64_t> execute(std::string_view sql, Params params);
    /// Runs a query; it sees everything written before.
    Result<void> query(std::string_view sql, Params params, RowSink sink);
    /// Runs a query for the row of `shape` whose first columns are `key`, the query's parameters.
    /// What is gathered stays so unless that row may be among it.
    Result<void>
    query_row(const InsertShape& shape, std::string_view sql, Params key, RowSink sink);
    /// Adds `delta` to the sum under `key`; one write per key and commit.
    void add(const SumShape& shape, Params key, std::int64_t delta);
    /// The next number, from 1 without gaps, of the counter under `key`: it is given back when the
    /// attempt or the commit fails.
    Result<std::int64_t> next_number(const SumShape& shape, Params key);
    /// The sum under `key` as it stands, with what this transaction has added; read once a commit.
    Result<std::int64_t> sum(const SumShape& shape, Params key);

    /// Runs `work`; when it fails, everything it did in this transaction is undone.
    template <std::invocable F>
    auto attempt(F&& work) -> std::invoke_result_t<F> {
        open_level();
        auto outcome = std::forward<F>(work)();
        if (outcome.has_value()) {
            TRY(keep_level());
        } else {
            TRY(undo_level());
        }
        return outcome;
    }

    /// Calls `hook` once the commit is durable.
    void on_commit(std::function<void()> hook) { hooks_.push_back(std::move(hook)); }

    /// The error that has voided the whole transaction, not only an attempt; none so far.
    [[nodiscard]] const Error* void_because() const {
        return spoiled_ && spoiled_->levels == 0 ? &spoiled_->error : nullptr;
    }

    /// Whether the transaction is void only because an attempt could not be undone alone.
    [[nodiscard]] bool must_run_again() const { return must_run_again_; }

    /// Writes everything gathered. Called by the writer before the commit.
    Result<void> flush();
    /// Calls the hooks. Called by the writer after the commit.
    void committed();

private:
    /// Never shown: whoever meets it runs the transaction again.
    static constexpr Text runs_again { "本次提交将重新执行", "this commit is run again" };

    /// A value that can be taken back: `*value` grew by `delta`.
    struct Growth {
        std::int64_t* value;
        std::int64_t delta;
    };

    /// A sum as it stands, and the last number given out; stale when it must be read again.
    struct Number {
        std::int64_t last = 0;
        bool stale = true;
    };

    struct SumTable {
        const SumShape* shape = nullptr;
        std::unordered_map<std::string, std::int64_t> deltas; ///< gathered, not yet written
        std::unordered_map<std::string, Number> numbers;
    };

    /// Every gathered delta at one moment.
    using Snapshot = std::vector<Growth>;

    struct Rows {
        const InsertShape* shape = nullptr;
        TableLinks links;
        std::vector<Param> values;
    };

    /// A statement failed and what was done since the savepoint of the `levels`-th level is void.
    struct Spoiled {
        std::size_t levels = 0;
        Error error;
    };

    /// Where an attempt began.
    struct Level {
        std::size_t growths = 0;
        std::size_t hooks = 0;
        std::vector<std::size_t> rows; ///< values per entry of rows_
        std::optional<Snapshot> snapshot; ///< deltas at its begin, once they have been written
        /// Rows gathered before it began and written behind its savepoint, per entry of rows_.
        std::optional<std::vector<std::vector<Param>>> saved_rows;
        bool has_savepoint = false;
        bool has_written = false; ///< without a savepoint
    };

    void open_level();
    Result<void> keep_level();
    Result<void> undo_level();
    void undo_rows(const Level& level);
    Result<void> before_write();
    void after_write();
    Result<void> issue_savepoints();
    Result<void> write_rows(std::size_t entry, std::size_t values_end);
    Result<void> write_sums();
    Result<void> write_rows_before(std::size_t level);
    Result<void> write_all_rows();
    Result<void> write_all_rows_together();
    Result<void> write_ahead();
    Result<void> wait_for_ahead();
    Result<void> noted_together(Result<void> done);
    void mark_gathered_as_written();
    void save_rows();
    [[nodiscard]] bool has_saved_rows() const;
    void take_snapshots();
    void restore(const Snapshot& snapshot);
    [[nodiscard]] bool must_settle_for(std::string_view sql) const;
    [[nodiscard]] bool may_hold(const InsertShape& shape, Params key) const;
    Result<Rows*> rows_of(const InsertShape& shape);

    /// Remembers when an error of the connection has spoiled the transaction.
    template <class T>
    Result<T> noted(Result<T> outcome) {
        if (!outcome && !spoiled_ && connection_.is_spoiled()) {
            spoiled_ = { savepoints(), outcome.error() };
        }
        return outcome;
    }

    [[nodiscard]] std::size_t savepoints() const;
    static std::string savepoint_name(std::size_t level);
    SumTable& table_of(const SumShape& shape);
    Result<Number*> number_of(SumTable& table, const std::string& packed, Params key);
    void grow(std::int64_t& value, std::int64_t delta);
    Param keep(const Param& param);

    Connection& connection_;
    Undo undo_;
    InsertAhead* ahead_;
    bool must_run_again_ = false;
    std::deque<SumTable> sums_;
    std::deque<Rows> rows_;
    std::vector<std::size_t> order_; ///< of rows_, a table after those it refers to
    std::deque<std::string> kept_; ///< owns the text of gathered rows, in chunks that never grow
    std::optional<Spoiled> spoiled_;
    std::vector<Growth> growths_;
    std::vector<Level> levels_;
    std::vector<std::function<void()>> hooks_;
};

} // namespace boai::storage
