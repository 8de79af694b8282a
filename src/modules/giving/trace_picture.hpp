/// \file
/// What became of a gift, as a picture and as a list. Pure.
#pragma once

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "pages/html.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace boai::giving {

/// What a part of a gift has become.
enum class PartKind : std::uint8_t {
    used,
    fee, ///< the management fee, within its cap
    travelling, ///< sent to another branch, which has not confirmed it
    waiting, ///< not used yet
    returned, ///< given back to the donor
};

struct GiftPart {
    PartKind kind = PartKind::used;
    std::string title; ///< what it was used for; may be empty
    Message branch; ///< where
    Day day; ///< of the use; since when it waits
    Money amount;
};

/// A gift and what became of each fen of it, in the order of the money.
struct GiftTrace {
    Money amount;
    Day day; ///< of the gift
    Day today;
    std::vector<GiftPart> parts; ///< their amounts add up to `amount` when `is_whole`
    bool is_whole = true; ///< false when there was more than is shown
};

/// A flow from the gift to its parts, drawn on the server, and the same as a list.
void append_trace(pages::Html& html, const GiftTrace& trace, Language language);

} // namespace boai::giving
