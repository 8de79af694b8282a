/// \file
/// The fields of a statement by their places in statement_fields().
#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace boai::exchange {

enum StatementField : std::uint8_t {
    line_day,
    line_time,
    line_received,
    line_paid,
    line_amount,
    line_direction,
    line_balance,
    line_payer,
    line_payee,
    line_reference,
    line_order_number,
    line_trade_number,
    line_memo,
    line_fee,
    line_settled_on,
    line_net,
    statement_field_count,
};

/// A kind of statement, told by headings that no other has.
struct StatementLayout {
    Text name;
    std::string_view channel; ///< the kind of channel
    std::span<const std::string_view> headings; ///< of layout_heading; all must be there
};

/// Alipay, WeChat Pay (funds and trades), UnionPay, giving platforms; banks are found by
/// known_layout.hpp. Null when it is none of them.
[[nodiscard]] const StatementLayout* find_statement_layout(std::span<const std::string> headings);

/// Whether a word of the direction column says that money went out.
[[nodiscard]] bool is_outgoing_word(std::string_view word);

} // namespace boai::exchange
