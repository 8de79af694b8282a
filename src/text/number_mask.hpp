/// \file
/// Telephone, identity and bank card numbers: read, checked and masked.
/// Threads: any, for every function here.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <string>
#include <string_view>

namespace boai::text {

/// The one form of a telephone number: 11 digits for a mobile, area code and number for a landline
/// of China (051885000000), "+" and 7 to 15 digits for the rest of the world. +86, spaces, hyphens
/// and full-width digits are understood.
/// Errors: invalid, on field "phone".
[[nodiscard]] Result<std::string> parse_phone(std::string_view text);

/// The one form of a resident identity number: 17 digits and a digit or X.
/// Errors: invalid, on field "id_number", when the length, the region, the birthday or the check
/// character is wrong.
/// Source: GB 11643-1999.
[[nodiscard]] Result<std::string> parse_id_number(std::string_view text);

/// The birthday in an identity number. Errors: those of parse_id_number.
[[nodiscard]] Result<Day> birthday_of(std::string_view id_number);

/// Shows 3 digits in front and 4 at the end of a mobile number (138****0000), the last 4 of other
/// numbers of 8 digits or more, and nothing of shorter ones. Masking twice changes nothing.
[[nodiscard]] std::string mask_phone(std::string_view text);

/// Shows 6 characters in front and 4 at the end of an identity number of 15 or 18, the last 2 of
/// other documents of 6 or more, and nothing of shorter ones. Masking twice changes nothing.
[[nodiscard]] std::string mask_id_number(std::string_view text);

/// Shows the last 4 digits behind four stars, and not how many there were; nothing of numbers of
/// fewer than 8. Masking twice changes nothing.
[[nodiscard]] std::string mask_bank_card(std::string_view text);

}  // namespace boai::text
