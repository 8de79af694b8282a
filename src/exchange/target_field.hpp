/// \file
/// TargetField: what a column of a list of gifts can mean.
#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace boai::exchange {

/// How the cells of a column are read.
enum class FieldKind : std::uint8_t {
    donor,      ///< the donor's name; may be empty
    amount,     ///< money; every gift has one
    day,        ///< the day of the gift; a time of day alone is passed over
    reference,  ///< a number that tells payments apart; the same one twice is one payment
    text,       ///< anything else that is kept
};

/// One field a column can be mapped to. All views point to static storage.
struct TargetField {
    std::string_view name;
    Text label;
    FieldKind kind = FieldKind::text;
    std::span<const std::string_view> aliases;  ///< header words, in lower case without spaces
    bool required = false;
};

/// The fields of a cash gift: donor_name, amount, day, reference, note, with the header words
/// Chinese banks, platforms and societies use; and what platforms tell of matches: project, team,
/// match_platform, match_company, incentive.
[[nodiscard]] std::span<const TargetField> gift_fields();

/// The index of the field of this name; none when there is none.
[[nodiscard]] std::optional<std::size_t>
find_field(std::span<const TargetField> fields, std::string_view name);

}  // namespace boai::exchange
