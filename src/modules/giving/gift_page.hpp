/// \file
/// The public page of one gift. Pure: it gets what it shows.
#pragma once

#include "modules/giving/paper/receipt_content.hpp"
#include "pages/layout.hpp"

#include <string>

namespace boai::giving {

/// Everything the page shows.
struct GiftView {
    std::string society;
    ReceiptContent receipt; ///< as the reader may see it
    std::string token; ///< the donor's own; empty for everybody
};

[[nodiscard]] pages::Page gift_page(const GiftView& view, Language language);

} // namespace boai::giving
