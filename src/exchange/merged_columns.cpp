#include "exchange/merged_columns.hpp"

#include <algorithm>

namespace boai::exchange {

MergedColumn::MergedColumn(const Sheet& sheet, std::uint16_t column) {
    for (const auto& merge : sheet.merges) {
        const bool covers = merge.first_column <= column && column <= merge.last_column;
        if (covers && merge.last_row > merge.first_row) {
            ranges_.push_back({ merge.first_row, merge.last_row });
        }
    }
    std::ranges::sort(ranges_, {}, &Range::first);
}

std::optional<std::uint32_t> MergedColumn::owner_of(std::uint32_t row) {
    while (at_ < ranges_.size() && ranges_[at_].last < row) {
        ++at_;
    }
    const bool covered = at_ < ranges_.size() && ranges_[at_].first < row;
    return covered ? std::optional { ranges_[at_].first } : std::nullopt;
}

}  // namespace boai::exchange
