/// \file
/// GoodsLine: so many of one thing in a gift in kind, with what it is worth where that is proved.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai::giving {

/// What the rules of acceptance tell apart.
enum class GoodsCategory : std::uint8_t {
    other,
    food,
    medicine,
    biochemical,
    protective,
    equipment
};
/// Source: guide §1.5: a price only by voucher or by a third party's proof of fair value.
enum class ValueBasis : std::uint8_t { none, invoice, fair_value };
enum class LineState : std::uint8_t { listed, removed };

struct GoodsLine {
    Id gift;
    std::string item;
    std::string specification;
    GoodsCategory category = GoodsCategory::other;
    std::int64_t quantity = 1;  ///< as the donor's list says, in `unit`
    std::string unit;
    std::optional<std::int64_t> counted;  ///< as counted; none before, 0 when nothing of it came
    std::string lot;
    std::optional<Day> produced_on;
    std::optional<Day> expires_on;
    ValueBasis value_basis = ValueBasis::none;
    std::optional<Money> value;  ///< of the whole line as counted; none without a basis
    std::string value_proof;     ///< number of the invoice, or who proved the value
    std::string expiry_waiver;   ///< why it is taken though it expires soon
    Id waived_by;
    LineState state = LineState::listed;
};

extern const record::RecordType goods_line_type;

/// The lines of a gift ($2, in branch $1) that came, in the order of the list.
inline constexpr std::string_view taken_lines
    = " WHERE t.branch_id = $1 AND t.gift = $2 AND t.state = 'listed' AND t.counted > 0 "
      "ORDER BY t.id";

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_goods_categories[] = {
    { "other", { "其他物资", "Other" } },
    { "food", { "食品", "Food" } },
    { "medicine", { "药品", "Medicine" } },
    { "biochemical", { "生物化学制品", "Biochemical" } },
    { "protective", { "防护用品", "Protective gear" } },
    { "equipment", { "设备", "Equipment" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::GoodsCategory> {
    giving_goods_categories
};

inline constexpr Choice giving_value_bases[] = {
    { "none", { "无（只记数量）", "None: quantity only" } },
    { "invoice", { "发票等凭证", "Invoice" } },
    { "fair_value", { "公允价值证明", "Proof of fair value" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ValueBasis> { giving_value_bases };

inline constexpr Choice giving_line_states[] = {
    { "listed", { "在册", "On the list" } },
    { "removed", { "已划去", "Removed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::LineState> { giving_line_states };

} // namespace boai::record
