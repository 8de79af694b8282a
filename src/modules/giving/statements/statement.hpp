/// \file
/// Statement: what a bank or a payment service says happened on an account in a period.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

enum class StatementState : std::uint8_t { committed, undone };

struct Statement {
    Id channel;
    std::string account; ///< of the ledger: "1002", "1003/alipay"
    Day begins;
    Day ends;
    Money opening;
    Money received; ///< sum of the lines that came in
    Money paid; ///< sum of the lines that went out, above zero
    Money closing; ///< opening + received - paid
    std::int64_t lines = 0;
    std::string file;
    std::string file_hash; ///< SHA-256, hexadecimal
    StatementState state = StatementState::committed;
};

extern const record::RecordType statement_type;

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_statement_states[] = {
    { "committed", { "已导入", "Imported" }, Tone::good },
    { "undone", { "已撤销", "Undone" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::StatementState> {
    giving_statement_states
};

} // namespace boai::record
