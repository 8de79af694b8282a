/// \file
/// Pieces of the HTML of notices. Pure.
#pragma once

#include "modules/giving/disclosure/notice_table.hpp"
#include "pages/html.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace boai::giving {

/// How a column's values stand.
enum class NoticeCell : std::uint8_t {
    text,
    whole, ///< on one line
    number,
};

struct NoticeColumn {
    Text heading;
    NoticeCell cell = NoticeCell::text;
};

/// Opens a table; the caller writes rows and closes tbody, table and div. Whoever sees the page
/// reads the heading above the table in the place of `caption`.
void append_notice_head(
    pages::Html& html, Text caption, std::span<const NoticeColumn> columns, Language language
);
/// One cell, which names its column where the rows are shown as cards.
void append_notice_value(
    pages::Html& html, const NoticeColumn& column, std::string_view value, Language language
);

/// Balances, what is apart from them, and the subtotals.
void append_notice_sums(pages::Html& html, const NoticeTable& table);

} // namespace boai::giving
