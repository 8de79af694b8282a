/// \file
/// The public pages of gifts in kind, and the same as CSV. Pure: they get what they show.
#pragma once

#include "modules/giving/goods/public_goods.hpp"
#include "pages/html.hpp"
#include "pages/layout.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// Everything the page of all gifts in kind shows.
struct GoodsDisclosureView {
    std::string society;
    PublicQuestion question;
    std::vector<PublicGoods> goods;
    bool more = false;
    PublicGoodsTotals totals; ///< of the period and campaign
    std::vector<PublicCampaign> campaigns;
};

[[nodiscard]] pages::Page goods_page(const GoodsDisclosureView& view, Language language);

/// The table of gifts in kind; nothing when there is none.
void append_goods_table(
    pages::Html& html, const std::vector<PublicGoods>& goods, Language language
);

/// The header row of the CSV, behind a byte order mark.
[[nodiscard]] std::string goods_csv_head(Language language);

/// One row for each line of goods; text that would be taken for a formula is defused.
[[nodiscard]] std::string goods_csv_rows(const std::vector<PublicGoods>& goods, Language language);

} // namespace boai::giving
