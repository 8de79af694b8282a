/// \file
/// FundMove: money moved within a branch that is neither paid nor given: a management fee, or what
/// a platform paid out to the bank.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>

namespace boai::spending {

enum class MoveKind : std::uint8_t { fee, settlement };

struct FundMove {
    MoveKind kind = MoveKind::fee;
    Id purpose; ///< of a fee, or of a payout for one project
    Id channel; ///< of a settlement
    Money amount;
    Day day;
    std::optional<std::int64_t> entry;
};

extern const record::RecordType fund_move_type;

} // namespace boai::spending

namespace boai::record {

inline constexpr Choice spending_move_kinds[] = {
    { "fee", { "管理费", "Management fee" } },
    { "settlement", { "平台结算", "Platform settlement" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<spending::MoveKind> { spending_move_kinds };

} // namespace boai::record
