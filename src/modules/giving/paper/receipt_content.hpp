/// \file
/// ReceiptContent: what a receipt states, ready to be set. Source: 慈善法 article 38: donor, kind
/// and quantity, name of the organisation and of the handler, day.
#pragma once

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

/// Whether the paper still holds.
enum class Standing : std::uint8_t {
    stands,
    voided,   ///< the number was taken out of use
    reversed, ///< the gift itself was taken out of the book
};

struct ReceiptContent {
    Message organisation;
    std::string number; ///< as printed, such as "320700-2026-000001"
    std::string donor; ///< as it may be read on this copy; empty for nobody named
    bool is_donor_erased = false; ///< the name was destroyed on the donor's demand
    Money amount;
    Money refunded;
    Day day; ///< of the gift
    Day issued_on;
    std::string purpose; ///< campaign or purpose; empty for unrestricted
    std::string channel;
    std::string handler; ///< as it may be read on this copy; empty when unknown
    std::string link; ///< where its QR code leads
    Standing standing = Standing::stands;
    std::string replaced_by; ///< the number issued instead of a voided one; empty for none
    bool is_public_copy = false; ///< for everybody: names partly hidden
};

} // namespace boai::giving
