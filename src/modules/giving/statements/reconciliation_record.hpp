/// \file
/// Reconciliation: an account of the ledger against its statements for a period, signed by a second
/// person.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class ReconciliationState : std::uint8_t { draft, is_signed, withdrawn };

struct Reconciliation {
    std::string account;
    Day begins;
    Day ends;
    Money opening; ///< of the statements; so are received, paid and closing
    Money received;
    Money paid;
    Money closing;
    Money book_balance; ///< of the account at the end of the period
    Money brought_forward; ///< what the statements held at first that the book never did
    Money open_lines; ///< sum of lines the book does not tell of yet
    std::int64_t open_line_count = 0;
    Money open_entries; ///< sum of entries the statements do not tell of yet
    std::int64_t open_entry_count = 0;
    std::string note;
    ReconciliationState state = ReconciliationState::draft;
    std::optional<std::int64_t> entry; ///< index of its leaf in the branch's log, once signed
};

extern const record::RecordType reconciliation_type;

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_reconciliation_states[] = {
    { "draft", { "待签署", "To be signed" }, Tone::wait },
    { "signed", { "已签署", "Signed" }, Tone::good },
    { "withdrawn", { "已撤回", "Withdrawn" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ReconciliationState> {
    giving_reconciliation_states
};

} // namespace boai::record
