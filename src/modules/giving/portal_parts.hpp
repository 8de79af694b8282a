/// \file
/// Parts that public lists have in common: cells, the form of a question, its query string.
#pragma once

#include "modules/giving/public_gifts.hpp"
#include "pages/html.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// A cell with its heading beside it, for phones, where rows become cards.
void append_cell(
    pages::Html& html, Text heading, std::string_view value, Language language, bool number = false
);

/// A name and its value in a list of facts; nothing when there is no value.
void append_fact(pages::Html& html, Text label, std::string_view value, Language language);

/// The form of a period and a campaign, which `page` answers.
void append_filter(
    pages::Html& html,
    std::string_view page,
    const PublicQuestion& question,
    const std::vector<PublicCampaign>& campaigns,
    Language language
);

/// The question as a query string, without the donor's name, which must not stand in an address,
/// and without the place of a page.
[[nodiscard]] std::string query_of(const PublicQuestion& question);

} // namespace boai::giving
