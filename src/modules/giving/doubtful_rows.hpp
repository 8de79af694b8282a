/// \file
/// Doubtful rows of an import: rows that look like gifts in the book, which an officer takes or
/// skips one by one or all alike.
#pragma once

#include "exchange/gift_plan.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

namespace boai::giving {

/// What becomes of a doubtful row nobody decided on.
enum class DoubtRule : std::uint8_t {
    skip,
    take,
    decide,  ///< nothing is booked before every doubtful row has its decision
};

/// "skip", "take", "decide".
[[nodiscard]] std::string_view name_of(DoubtRule rule);

/// An officer's word on one doubtful row, by its place in the file.
struct DoubtDecision {
    std::string sheet;         ///< its name; empty for the only sheet of a text file
    std::uint32_t row = 0;     ///< counting from 1
    std::string column;        ///< of the amount, as "B"; empty when the row has one gift only
    bool take = false;
};

/// Whether a doubtful gift is taken, by its index in ImportPlan::gifts.
using Decisions = std::unordered_map<std::size_t, bool>;

/// Finds the gifts that decisions speak of.
/// Errors: invalid (field "decisions") when one names no doubtful row, two gifts, or one again.
[[nodiscard]] Result<Decisions>
match_decisions(const exchange::ImportPlan& plan, std::span<const DoubtDecision> decisions);

/// Whether a doubtful gift is taken; `decisions` may be null.
[[nodiscard]] bool is_taken(DoubtRule rule, const Decisions* decisions, std::size_t gift);

}  // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_doubt_rules[] = {
    { "skip", { "略过", "Skip" } },
    { "take", { "入账", "Take" } },
    { "decide", { "逐行决定", "Decide row by row" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::DoubtRule> { giving_doubt_rules };

}  // namespace boai::record
