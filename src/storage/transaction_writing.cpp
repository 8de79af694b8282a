/// \file
/// How a transaction writes what it has gathered.
#include "storage/transaction.hpp"

#include <algorithm>
#include <cstring>
#include <ranges>
#include <utility>

namespace boai::storage {
namespace {

/// Appends the parts of a packed key; they borrow from `bytes`.
void unpack(
    std::string_view bytes, std::span<const InsertColumn> columns, std::vector<Param>& out
) {
    for (const auto& column : columns) {
        std::int64_t number = 0;
        std::memcpy(&number, bytes.data(), sizeof number);
        bytes.remove_prefix(sizeof number);
        if (column.kind == Kind::text) {
            out.emplace_back(bytes.substr(0, static_cast<std::size_t>(number)));
            bytes.remove_prefix(static_cast<std::size_t>(number));
        } else {
            out.emplace_back(number);
        }
    }
}

} // namespace

/// Writes the rows gathered before an attempt began, so that undoing the attempt leaves them.
Result<void> Transaction::write_rows_before(std::size_t level) {
    for (const auto entry : order_) {
        const auto& marks = levels_[level].rows;
        const auto mark = entry < marks.size() ? marks[entry] : 0;
        TRY(write_rows(entry, mark));
        for (auto later = level; mark > 0 && later < levels_.size(); ++later) {
            levels_[later].rows[entry] -= mark;
        }
    }
    return {};
}

/// Before a direct write inside attempts.
Result<void> Transaction::before_write() {
    return undo_ == Undo::alone ? issue_savepoints() : Result<void> {};
}

/// After one: without savepoints, none of the open attempts can be undone any more.
void Transaction::after_write() {
    if (undo_ == Undo::with_the_rest) {
        for (auto& level : levels_) {
            level.has_written = true;
        }
    }
}

/// Gives every open attempt its savepoint before its first direct write. Gathered rows may wait.
Result<void> Transaction::issue_savepoints() {
    for (std::size_t i = 0; i < levels_.size(); ++i) {
        if (!levels_[i].has_savepoint) {
            TRY(noted(connection_.run_soon("SAVEPOINT " + savepoint_name(i))));
            levels_[i].has_savepoint = true;
        }
    }
    return {};
}

/// Before rows are written inside attempts whose savepoints are there already: remembers the rows
/// of before, because undoing the attempt takes them back too.
void Transaction::save_rows() {
    for (auto& level : levels_) {
        if (!level.has_savepoint || level.saved_rows) {
            continue;
        }
        auto& saved = level.saved_rows.emplace();
        for (std::size_t i = 0; i < level.rows.size(); ++i) {
            const auto end = rows_[i].values.begin() + static_cast<std::ptrdiff_t>(level.rows[i]);
            saved.emplace_back(rows_[i].values.begin(), end);
        }
    }
}

bool Transaction::has_saved_rows() const {
    return std::ranges::any_of(levels_, [](const Level& level) {
        return level.saved_rows
            && !std::ranges::all_of(*level.saved_rows, &std::vector<Param>::empty);
    });
}

Result<void> Transaction::write_all_rows() {
    save_rows();
    for (std::size_t i = 0; i < levels_.size(); ++i) {
        if (!levels_[i].has_savepoint) {
            TRY(write_rows_before(i));
            TRY(noted(connection_.run_soon("SAVEPOINT " + savepoint_name(i))));
            levels_[i].has_savepoint = true;
        }
    }
    for (const auto entry : order_) {
        TRY(write_rows(entry, rows_[entry].values.size()));
    }
    for (auto& level : levels_) {
        std::ranges::fill(level.rows, 0);
    }
    if (!has_saved_rows()) {
        kept_.clear();
    }
    return {};
}

/// Before rows are written without savepoints: an open attempt that has some among them cannot be
/// undone alone any more.
void Transaction::mark_gathered_as_written() {
    for (auto& level : levels_) {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const auto before = i < level.rows.size() ? level.rows[i] : 0;
            level.has_written = level.has_written || rows_[i].values.size() > before;
        }
        std::ranges::fill(level.rows, 0);
    }
}

/// After rows of many attempts were written: one refused may be any attempt's, so the transaction
/// is void and, when it was the row's fault, run again.
Result<void> Transaction::noted_together(Result<void> done) {
    if (!done) {
        must_run_again_ = done.error().code != Errc::unavailable;
        spoiled_ = { 0,
                     must_run_again_ ? Error { Errc::unavailable, runs_again, {} }
                                     : std::move(done).error() };
        return std::unexpected(spoiled_->error);
    }
    return done;
}

Result<void> Transaction::wait_for_ahead() {
    return ahead_ == nullptr ? Result<void> {} : noted_together(ahead_->finish());
}

/// Hands what is gathered to the thread that writes ahead.
Result<void> Transaction::write_ahead() {
    mark_gathered_as_written();
    GatheredRows gathered { {}, std::exchange(kept_, {}) };
    for (const auto entry : order_) {
        auto& rows = rows_[entry];
        gathered.tables.push_back({ rows.shape, std::exchange(rows.values, {}) });
    }
    return noted_together(ahead_->begin(connection_, std::move(gathered)));
}

Result<void> Transaction::write_all_rows_together() {
    TRY(wait_for_ahead());
    mark_gathered_as_written();
    for (const auto entry : order_) {
        TRY(noted_together(write_rows(entry, rows_[entry].values.size())));
    }
    kept_.clear();
    return {};
}

Result<void> Transaction::write_rows(std::size_t entry, std::size_t values_end) {
    auto& rows = rows_[entry];
    if (values_end == 0) {
        return {};
    }
    auto done = noted(connection_.insert(*rows.shape, Params { rows.values }.first(values_end)));
    if (!done && spoiled_ && has_saved_rows()) {
        // The row at fault may be from before the attempt, so undoing the attempt cannot mend it.
        spoiled_->levels = 0;
    }
    const auto begin = rows.values.begin();
    rows.values.erase(begin, begin + static_cast<std::ptrdiff_t>(done ? values_end : 0));
    return done;
}

Result<void> Transaction::write_sums() {
    std::vector<std::pair<std::string_view, std::int64_t>> pending;
    std::vector<Param> values;
    for (auto& table : sums_) {
        pending.clear();
        values.clear();
        for (auto& [key, delta] : table.deltas) {
            if (delta != 0) {
                pending.emplace_back(key, std::exchange(delta, 0));
            }
        }
        // One order for everybody: neighbours share pages, and two writers cannot deadlock.
        std::ranges::sort(pending);
        const auto& shape = table.shape->shape();
        for (const auto& [key, delta] : pending) {
            unpack(key, std::span { shape.columns }.first(table.shape->key_size()), values);
            values.emplace_back(delta);
        }
        if (!values.empty()) {
            TRY(noted(connection_.insert(shape, values)));
        }
    }
    return {};
}

Result<void> Transaction::flush() {
    if (spoiled_) {
        return std::unexpected(spoiled_->error);
    }
    if (undo_ == Undo::alone) {
        TRY(write_all_rows());
        take_snapshots();
    } else {
        TRY(write_all_rows_together());
    }
    return write_sums();
}

} // namespace boai::storage
