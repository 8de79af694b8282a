/// \file
/// NoticeSums: the small tables of a notice whose parts make a closing, as every rendering shows
/// them: what is left of each purpose, and apart from it what was promised and what nobody claimed.
#pragma once

#include "modules/giving/disclosure/notice_table.hpp"

#include <string_view>
#include <vector>

namespace boai::giving {

/// One row: as many names and amounts as its table has headings.
struct NoticeSum {
    std::vector<std::string_view> names;
    std::vector<Money> amounts;
};

struct NoticeSums {
    Text title;
    Text rule; ///< how the parts make the closing
    std::vector<Text> names; ///< headings
    std::vector<Text> amounts; ///< headings
    std::vector<NoticeSum> rows;
};

/// The tables that this notice has: balances, receivable matches, unidentified receipts. Borrows
/// from the notice.
[[nodiscard]] std::vector<NoticeSums> sums_of(const NoticeTable& table);

/// What a page shows of an amount of such a table: a dash for nothing.
[[nodiscard]] std::string shown_sum(Money amount);

} // namespace boai::giving
