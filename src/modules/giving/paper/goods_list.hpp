/// \file
/// The list of goods on a receipt: on the sheet as far as there is room, then on pages of its own.
#pragma once

#include "modules/giving/paper/receipt_content.hpp"
#include "modules/giving/paper/typesetter.hpp"

#include <cstddef>
#include <string>

namespace boai::giving {

/// Where lines may stand: from the place down to `bottom`.
struct GoodsRoom {
    documents::Place place;
    int bottom = 0;
};

/// Writes lines from the `first` on as far as there is room; the first that did not fit. A line
/// without a proved value has no price.
std::size_t append_goods(
    Typesetter& set, const ReceiptContent& content, std::size_t first, const GoodsRoom& room
);

/// The same on a new sheet that names the receipt.
std::size_t add_goods_page(Typesetter& set, const ReceiptContent& content, std::size_t first);

/// All lines below each other, as a roll has room for.
[[nodiscard]] std::string goods_text(const ReceiptContent& content);

} // namespace boai::giving
