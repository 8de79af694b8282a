#include "storage/transaction.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <ranges>
#include <utility>

namespace boai::storage {
namespace {

std::string join_names(std::span<const InsertColumn> columns) {
    std::string names;
    for (const auto& column : columns) {
        names.append(names.empty() ? "" : ", ").append(column.name);
    }
    return names;
}

/// A key laid out as bytes: 8 bytes of number or of length, then the text. Good until the next call
/// on the same thread.
const std::string& pack(Params key) {
    // Kept from call to call: a gift adds to a dozen sums.
    thread_local std::string bytes;
    bytes.clear();
    for (const auto& part : key) {
        const bool is_text = part.kind() == Kind::text;
        const auto number = is_text ? static_cast<std::int64_t>(part.text().size()) : part.number();
        std::array<char, sizeof number> raw {};
        std::memcpy(raw.data(), &number, sizeof number);
        bytes.append(raw.data(), raw.size());
        if (is_text) {
            bytes.append(part.text());
        }
    }
    return bytes;
}

/// Whether a statement writes nothing; INSERT ... RETURNING is a query too.
bool only_reads(std::string_view sql) {
    const auto word = sql.substr(std::min(sql.find_first_not_of(" \n\t"), sql.size()));
    return word.starts_with("SELECT") || word.starts_with("WITH") || word.starts_with("PRAGMA");
}

bool is_same(const Param& a, const Param& b) {
    if (a.kind() != b.kind()) {
        return false;
    }
    const bool is_number = a.kind() == Kind::number;
    return is_number ? a.number() == b.number() : a.text() == b.text();
}

} // namespace

SumShape::SumShape(std::string table, std::vector<InsertColumn> key, std::string value_column) {
    const auto names = join_names(key);
    std::string where;
    for (std::size_t i = 0; i < key.size(); ++i) {
        where.append(i == 0 ? "" : " AND ").append(key[i].name).append(" = $");
        where += std::to_string(i + 1);
    }
    select_ = "SELECT " + value_column + " FROM " + table + " WHERE " + where;
    shape_.conflict = "ON CONFLICT (" + names + ") DO UPDATE SET " + value_column + " = " + table
        + "." + value_column + " + excluded." + value_column;
    shape_.table = std::move(table);
    shape_.columns = std::move(key);
    // The name must live as long as the shape does; shapes live as long as the program.
    static std::deque<std::string> value_names;
    shape_.columns.push_back({ value_names.emplace_back(std::move(value_column)), Kind::number });
}

Transaction::~Transaction() {
    if (ahead_ != nullptr) {
        (void)ahead_->finish(); // whoever rolls back needs the connection
    }
}

std::size_t Transaction::savepoints() const {
    return static_cast<std::size_t>(std::ranges::count_if(levels_, &Level::has_savepoint));
}

std::string Transaction::savepoint_name(std::size_t level) {
    return "level_" + std::to_string(level);
}

Param Transaction::keep(const Param& param) {
    if (param.kind() != Kind::text && param.kind() != Kind::blob) {
        return param;
    }
    constexpr std::size_t chunk_bytes = 65'536;
    const auto size = param.text().size();
    if (kept_.empty() || kept_.back().capacity() - kept_.back().size() < size) {
        kept_.emplace_back().reserve(std::max(chunk_bytes, size));
    }
    auto& chunk = kept_.back().append(param.text());
    const auto text = std::string_view { chunk }.substr(chunk.size() - size);
    return param.kind() == Kind::text ? Param { text } : Param::blob(text);
}

Result<Transaction::Rows*> Transaction::rows_of(const InsertShape& shape) {
    if (const auto at = std::ranges::find(rows_, &shape, &Rows::shape); at != rows_.end()) {
        return &*at;
    }
    auto links = TRY(noted(connection_.links_of(shape.table)));
    const auto depth = links.depth;
    rows_.push_back({ &shape, std::move(links), {} });
    const auto after = std::ranges::upper_bound(order_, depth, {}, [&](std::size_t entry) {
        return rows_[entry].links.depth;
    });
    order_.insert(after, rows_.size() - 1);
    return &rows_.back();
}

Result<void> Transaction::insert(const InsertShape& shape, Params row) {
    if (spoiled_) {
        return std::unexpected(spoiled_->error);
    }
    if (dialect() == Dialect::sqlite && undo_ == Undo::alone) {
        // Here an error must find the attempt it came from, so nothing is gathered.
        TRY(before_write());
        TRY(connection_.insert(shape, row));
        after_write();
        return {};
    }
    auto& values = TRY(rows_of(shape))->values;
    std::ranges::transform(row, std::back_inserter(values), [&](const Param& value) {
        return keep(value);
    });
    constexpr std::size_t gathered_max = 65'536;
    constexpr std::size_t ahead_max = 16'384;
    if (ahead_ != nullptr) {
        return values.size() < ahead_max ? Result<void> {} : write_ahead();
    }
    return values.size() < gathered_max ? Result<void> {} : flush();
}

Result<std::int64_t> Transaction::execute(std::string_view sql, Params params) {
    if (spoiled_) {
        return std::unexpected(spoiled_->error);
    }
    if (must_settle_for(sql)) {
        TRY(flush());
    }
    TRY(wait_for_ahead());
    TRY(before_write());
    auto changed = noted(connection_.execute(sql, params));
    // On SQLite, where attempts may go without savepoints, a failed statement undoes itself.
    if (changed) {
        after_write();
    }
    return changed;
}

Result<void> Transaction::query(std::string_view sql, Params params, RowSink sink) {
    if (spoiled_) {
        return std::unexpected(spoiled_->error);
    }
    if (must_settle_for(sql)) {
        TRY(flush());
    }
    TRY(wait_for_ahead());
    if (only_reads(sql)) {
        return noted(connection_.query(sql, params, sink));
    }
    TRY(before_write());
    after_write();
    return noted(connection_.query(sql, params, sink));
}

/// Whether a gathered row of the shape begins with the key; true when looking costs too much.
bool Transaction::may_hold(const InsertShape& shape, Params key) const {
    const auto rows = std::ranges::find(rows_, &shape, &Rows::shape);
    if (rows == rows_.end()) {
        return false;
    }
    constexpr std::size_t looked_through_max = 2'048;
    const Params values { rows->values };
    if (values.size() > looked_through_max) {
        return true;
    }
    for (std::size_t at = 0; at < values.size(); at += shape.columns.size()) {
        if (std::ranges::equal(values.subspan(at, key.size()), key, is_same)) {
            return true;
        }
    }
    return false;
}

Result<void>
Transaction::query_row(const InsertShape& shape, std::string_view sql, Params key, RowSink sink) {
    if (may_hold(shape, key)) {
        return query(sql, key, sink);
    }
    if (spoiled_) {
        return std::unexpected(spoiled_->error);
    }
    TRY(wait_for_ahead());
    return noted(connection_.query(sql, key, sink));
}

Transaction::SumTable& Transaction::table_of(const SumShape& shape) {
    const auto at = std::ranges::find(sums_, &shape, &SumTable::shape);
    return at != sums_.end() ? *at : sums_.emplace_back(SumTable { &shape, {}, {} });
}

void Transaction::grow(std::int64_t& value, std::int64_t delta) {
    value += delta;
    if (!levels_.empty()) {
        growths_.push_back({ &value, delta });
    }
}

void Transaction::add(const SumShape& shape, Params key, std::int64_t delta) {
    auto& table = table_of(shape);
    const auto& packed = pack(key);
    if (!table.numbers.empty()) {
        const auto known = table.numbers.find(packed);
        if (known != table.numbers.end() && !known->second.stale) {
            grow(known->second.last, delta);
        }
    }
    grow(table.deltas[packed], delta);
}

Result<Transaction::Number*>
Transaction::number_of(SumTable& table, const std::string& packed, Params key) {
    if (spoiled_) {
        return std::unexpected(spoiled_->error);
    }
    auto& number = table.numbers[packed];
    if (number.stale) {
        // On SQLite nobody else writes; on PostgreSQL another process might.
        const auto sql
            = table.shape->select() + (dialect() == Dialect::postgresql ? " FOR UPDATE" : "");
        std::int64_t written = 0;
        TRY(wait_for_ahead());
        TRY(noted(connection_.query(sql, key, [&](const Row& row) -> Result<void> {
            written = row.number(0);
            return {};
        })));
        const auto gathered = table.deltas.find(packed);
        number = { .last = written + (gathered == table.deltas.end() ? 0 : gathered->second),
                   .stale = false };
    }
    return &number;
}

Result<std::int64_t> Transaction::next_number(const SumShape& shape, Params key) {
    auto& table = table_of(shape);
    const std::string packed { pack(key) };
    auto* number = TRY(number_of(table, packed, key));
    grow(number->last, 1);
    grow(table.deltas[packed], 1);
    return number->last;
}

Result<std::int64_t> Transaction::sum(const SumShape& shape, Params key) {
    const std::string packed { pack(key) };
    const auto* number = TRY(number_of(table_of(shape), packed, key));
    return number->last;
}

void Transaction::open_level() {
    Level level { .growths = growths_.size(), .hooks = hooks_.size(), .rows = {} };
    for (const auto& rows : rows_) {
        level.rows.push_back(rows.values.size());
    }
    levels_.push_back(std::move(level));
}

Result<void> Transaction::keep_level() {
    if (spoiled_ && (must_run_again_ || spoiled_->levels == levels_.size())) {
        // The work went on after an error of its own; what it did before is void as well.
        auto error = spoiled_->error;
        TRY(undo_level());
        return std::unexpected(std::move(error));
    }
    const auto has_savepoint = levels_.back().has_savepoint;
    levels_.pop_back();
    if (levels_.empty()) {
        growths_.clear();
    }
    if (has_savepoint) {
        // What was gathered inside stays gathered: it is written with the enclosing level.
        TRY(connection_.run_soon("RELEASE SAVEPOINT " + savepoint_name(levels_.size())));
    }
    return {};
}

/// Leaves of the gathered rows those of before the level.
void Transaction::undo_rows(const Level& level) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        auto& values = rows_[i].values;
        if (level.saved_rows) {
            values = i < level.saved_rows->size() ? (*level.saved_rows)[i] : std::vector<Param> {};
        } else {
            const auto kept = i < level.rows.size() ? level.rows[i] : 0;
            values.resize(std::min(values.size(), kept));
        }
    }
}

Result<void> Transaction::undo_level() {
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    while (growths_.size() > level.growths) {
        *growths_.back().value -= growths_.back().delta;
        growths_.pop_back();
    }
    if (level.snapshot) {
        restore(*level.snapshot);
    }
    hooks_.resize(level.hooks);
    undo_rows(level);
    if (level.has_written) {
        must_run_again_ = true;
        spoiled_ = { 0, { Errc::unavailable, runs_again, {} } };
        return std::unexpected(spoiled_->error);
    }
    if (level.has_savepoint) {
        const auto name = savepoint_name(levels_.size());
        TRY(connection_.execute("ROLLBACK TO SAVEPOINT " + name, {}));
        if (spoiled_ && spoiled_->levels == levels_.size() + 1) {
            spoiled_.reset();
        }
        TRY(connection_.run_soon("RELEASE SAVEPOINT " + name));
    }
    return {};
}

/// Sets the gathered deltas to what they were; the savepoint takes back what was written of them.
void Transaction::restore(const Snapshot& snapshot) {
    for (auto& table : sums_) {
        for (auto& [key, delta] : table.deltas) {
            delta = 0;
        }
        for (auto& [key, number] : table.numbers) {
            number.stale = true;
        }
    }
    for (const auto& [value, delta] : snapshot) {
        *value = delta;
    }
}

/// Before the gathered deltas are written inside attempts: remembers, for each attempt, what was
/// gathered when it began, because its savepoint would take that back too.
void Transaction::take_snapshots() {
    auto end = growths_.size();
    for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
        for (; end > level->growths; --end) {
            *growths_[end - 1].value -= growths_[end - 1].delta;
        }
        if (!level->snapshot) {
            auto& snapshot = level->snapshot.emplace();
            for (auto& table : sums_) {
                for (auto& [key, delta] : table.deltas) {
                    snapshot.push_back({ &delta, delta });
                }
            }
        }
    }
    for (; end < growths_.size(); ++end) {
        *growths_[end].value += growths_[end].delta;
    }
    growths_.clear();
    for (auto& level : levels_) {
        level.growths = 0;
    }
}

/// Whether what is gathered must be written before `sql` runs: because it names the table, or, when
/// it writes, a table that refers to it.
bool Transaction::must_settle_for(std::string_view sql) const {
    const auto names = [&](const std::string& table) { return sql.contains(table); };
    const bool reads = only_reads(sql);
    const auto concerns = [&](const Rows& rows) {
        return !rows.values.empty()
            && (names(rows.shape->table)
                || (!reads && std::ranges::any_of(rows.links.children, names)));
    };
    return std::ranges::any_of(rows_, concerns)
        || std::ranges::any_of(sums_, [&](const SumTable& table) {
               return names(table.shape->shape().table);
           });
}

void Transaction::committed() {
    for (const auto& hook : std::exchange(hooks_, {})) {
        hook();
    }
}

} // namespace boai::storage
