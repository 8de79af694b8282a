/// \file
/// GiftRows: gifts as rows of a public table, rendered once and shown in whole or in part.
#pragma once

#include "modules/giving/public_gifts.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// Rows in the public order, as HTML.
struct GiftRows {
    struct Row {
        GiftPlace place;
        std::size_t end = 0; ///< bytes of `html` up to and with this row
    };

    std::vector<Row> rows;
    std::string html;

    /// The first `count` rows.
    [[nodiscard]] std::string_view first(std::size_t count) const {
        return count == 0 ? std::string_view {}
                          : std::string_view { html }.substr(0, rows[count - 1].end);
    }
};

[[nodiscard]] GiftRows gift_rows(std::span<const PublicGift> gifts, Language language);

/// The rows of a list that one page shows.
struct ShownRows {
    std::shared_ptr<const GiftRows> list;
    std::size_t count = 0; ///< of its rows, from the first on
    bool more = false; ///< rows behind them
};

/// All of these, with `more` behind them.
[[nodiscard]] ShownRows shown_rows(std::span<const PublicGift> gifts, bool more, Language language);

} // namespace boai::giving
