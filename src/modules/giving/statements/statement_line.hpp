/// \file
/// StatementLine: one line of a statement, and what of the book it is.
#pragma once

#include "reconciliation/match.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

/// Of a line, and of an entry beside it.
enum class ItemState : std::uint8_t {
    open, ///< nobody knows yet what it is
    suggested, ///< a match waits for somebody's word
    matched,
    carried, ///< named as open, with a reason, into the next period
    undone, ///< its statement was taken out again
};

/// Why lines and entries belong together. From taken_back to net_of_fee as
/// reconciliation::Reason.
enum class MatchReason : std::uint8_t {
    none,
    taken_back,
    reference,
    payer,
    payer_sum,
    only_one,
    day_sum,
    net_of_fee,
    by_hand,
    unidentified, ///< the entry holds the line as an unidentified receipt
    charge, ///< the entry was booked from the line: a fee or interest
    split, ///< the line in parts by hand: entries, and a rest that was held or booked as a charge
};

/// The reason as the book keeps it.
[[nodiscard]] constexpr MatchReason reason_kept(reconciliation::Reason reason) {
    return static_cast<MatchReason>(
        static_cast<int>(MatchReason::taken_back) + static_cast<int>(reason)
    );
}

struct StatementLine {
    Id statement;
    std::string account;
    std::int64_t file_row = 0; ///< in the file, counting from 1
    Day day;
    std::string time_of_day;
    Money amount; ///< below zero for money that went out
    std::optional<Money> balance;
    Money fee; ///< that a service kept back before it paid
    std::string payer; ///< who paid, or who was paid
    std::string reference;
    std::string order_number;
    std::string trade_number;
    std::string memo;
    ItemState state = ItemState::open;
    MatchReason reason = MatchReason::none;
    std::int64_t match_number = 0; ///< lines and entries of one match share it; 0 for none
    bool declined = false; ///< somebody refused what was suggested for it
    std::string note; ///< why it is carried
};

extern const record::RecordType statement_line_type;

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_item_states[] = {
    { "open", { "未核对", "Open" }, Tone::bad },
    { "suggested", { "待确认", "Suggested" }, Tone::wait },
    { "matched", { "已对账", "Matched" }, Tone::good },
    { "carried", { "列为未达", "Carried" }, Tone::quiet },
    { "undone", { "已撤销", "Undone" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ItemState> { giving_item_states };

inline constexpr Choice giving_match_reasons[] = {
    { "none", { "无", "None" } },
    { "taken_back", { "分录相互冲销", "Entry and its reversal" } },
    { "reference", { "单号和金额相同", "Same number and amount" } },
    { "payer", { "对方户名和金额相同", "Same payer and amount" } },
    { "payer_sum", { "同一对方同日合计相同", "Same sum of one payer's day" } },
    { "only_one", { "该金额仅此一笔", "The only one of its amount" } },
    { "day_sum", { "等于当日合计", "Sum of one day" } },
    { "net_of_fee", { "等于当日合计减手续费", "Sum of one day less the fee" } },
    { "by_hand", { "人工核对", "Matched by hand" } },
    { "unidentified", { "记为待查款项", "Held as unidentified" } },
    { "charge", { "记为手续费或利息", "Booked as charge or interest" } },
    { "split", { "拆分核对", "Split in parts" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::MatchReason> { giving_match_reasons };

} // namespace boai::record
