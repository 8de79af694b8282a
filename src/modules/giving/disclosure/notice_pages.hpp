/// \file
/// The public pages of notices as HTML. Pure: they get what they show.
#pragma once

#include "modules/giving/disclosure/notice_table.hpp"
#include "pages/layout.hpp"

#include <string>
#include <vector>

namespace boai::giving {

/// Rows of gifts shown on one page.
inline constexpr std::size_t notice_rows_per_page = 200;

struct NoticeListView {
    std::string society;
    std::vector<NoticeSummary> notices;
};

[[nodiscard]] pages::Page notices_page(const NoticeListView& view, Language language);

struct NoticeView {
    std::string society;
    std::size_t page = 0; ///< of its rows, from 0
    bool has_proof = false; ///< the branches' logs are published here
};

[[nodiscard]] pages::Page notice_page(const NoticeTable& table, const NoticeView& view);

} // namespace boai::giving
