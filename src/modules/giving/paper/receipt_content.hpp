/// \file
/// ReceiptContent: what a receipt states, ready to be set. Source: 慈善法 article 38: donor, kind
/// and quantity, name of the organisation and of the handler, day.
#pragma once

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// Whether the paper still holds.
enum class Standing : std::uint8_t {
    stands,
    voided,   ///< the number was taken out of use
    reversed, ///< the gift itself was taken out of the book
};

/// One line of goods on the paper.
struct GoodsOnPaper {
    std::string item;
    std::string specification; ///< empty for none
    std::string quantity; ///< with its unit: "30 箱"
    std::optional<Money> value; ///< none without an invoice or a proof of fair value: no price
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
    /// What was given in kind; empty for money. `amount` is then what of it has a proved value.
    std::vector<GoodsOnPaper> goods {};
    std::string recipient {}; ///< the unit that goods went straight to; empty for none

    [[nodiscard]] bool is_of_goods() const { return !goods.empty(); }
};

} // namespace boai::giving
