/// \file
/// Figure: a published number with one definition. Commands post daily deltas; a recount from the
/// records proves them.
#pragma once

#include "base/function_ref.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "storage/transaction.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace boai::figures {

/// The unit is part of the figure: adding across units is an error.
enum class Unit : std::uint8_t { fen, count, minutes };

[[nodiscard]] std::string_view name_of(Unit unit);

/// A key that is no record, such as "unrestricted", as people read it.
struct KeyWord {
    std::string_view key;
    Text label;
};

/// One way a figure is broken down, such as by channel. The key is the id of a record of type
/// `references`, or one of `words`.
struct Dimension {
    std::string_view name;
    Text title;
    std::string_view references {};
    std::span<const KeyWord> words {};
};

/// The place of one number: a branch, a day and a key of one dimension ("" for the whole).
struct Cell {
    Id branch;
    std::string dimension;
    std::string key;
    Day day;
    friend auto operator<=>(const Cell&, const Cell&) = default;
};

/// Cells with their values; none is zero.
using Cells = std::map<Cell, std::int64_t>;

/// Runs a query; see record::Queries.
using Queries = FunctionRef<
    Result<void>(std::string_view sql, storage::Params params, storage::RowSink sink)>;

/// One figure. Version grows when the definition changes, and is published with the number.
struct Definition {
    std::string_view name;  ///< "giving.income_amount"
    Text title;
    Text meaning;  ///< what is counted and what is not
    Unit unit = Unit::count;
    int version = 1;
    std::span<const Dimension> dimensions {};
    std::string_view capability;  ///< who may read it broken down; totals may be published
    /// The record type whose rows it counts; its fields named as the dimensions filter them.
    std::string_view record {};
    /// Counts everything again from the records, independent of the deltas.
    Result<Cells> (*recount)(Queries queries) = nullptr;
};

/// One key of one dimension that a delta falls under.
struct Under {
    std::string_view dimension;
    std::string_view key;
};

/// Where a delta falls.
struct Place {
    Id branch;
    Day day;
    std::span<const Under> under;
};

/// Adds `delta` to a figure on a day: to the whole and to each key. Part of the transaction.
void post(
    storage::Transaction& tx, const Definition& figure, const Place& place, std::int64_t delta
);

/// What to sum.
struct Question {
    std::string_view figure;
    std::vector<Id> branches;
    Day from { -200'000 };
    Day to { 200'000 };
    std::string_view dimension {};  ///< "" for the whole, "day", "branch", or a dimension's name
};

/// One line of an answer; `key` is empty for the whole, a day's ISO text, a branch's or record's
/// id.
struct Line {
    std::string key;
    std::int64_t value = 0;
};

/// Sums by key, in the order of the keys.
Result<std::vector<Line>> ask(Queries queries, const Question& question);
/// The whole.
Result<std::int64_t> total(Queries queries, const Question& question);

/// Compares deltas with the recount. Gives the first differing cells as text, at most `count_max`.
Result<std::vector<std::string>>
compare(Queries queries, const Definition& figure, std::size_t count_max = 10);

/// DDL of the figures' table.
[[nodiscard]] std::string_view tables();

}  // namespace boai::figures
