#include "modules/giving/statements/picked_items.hpp"

#include <algorithm>
#include <charconv>

namespace boai::giving {
namespace {

std::vector<std::string_view> picked_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto from = text.find_first_not_of(" ,\n\t", at);
        if (from == std::string_view::npos) {
            break;
        }
        at = std::min(text.find_first_of(" ,\n\t", from), text.size());
        words.push_back(text.substr(from, at - from));
    }
    return words;
}

std::vector<std::int64_t> indexes_of(const MatchGroup& group) {
    std::vector<std::int64_t> indexes;
    for (const auto& entry : group.entries) {
        indexes.push_back(entry.entry);
    }
    return indexes;
}

} // namespace

Result<std::vector<std::int64_t>> picked_entries(std::string_view text) {
    std::vector<std::int64_t> entries;
    for (const auto word : picked_words(text)) {
        std::int64_t index = 0;
        const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), index);
        if (error != std::errc {} || stop != word.data() + word.size()) {
            return fail_field("entries", Text { "应为分录号", "must be numbers of entries" });
        }
        entries.push_back(index);
    }
    return entries;
}

Result<MatchGroup> picked(MatchBook& book, const PickedItems& input) {
    std::vector<Id> lines;
    for (const auto word : picked_words(input.lines)) {
        lines.push_back(TRY(parse_id(word)));
    }
    auto entries = TRY(picked_entries(input.entries));
    std::ranges::sort(lines);
    std::ranges::sort(entries);
    const bool is_twice = std::ranges::adjacent_find(lines) != lines.end()
        || std::ranges::adjacent_find(entries) != entries.end();
    if (is_twice || lines.size() + entries.size() == 0) {
        return fail_field(
            "lines", Text { "没有选中，或重复选中", "nothing is picked, or something twice" }
        );
    }
    return MatchGroup { .lines = TRY(book.lines(lines)), .entries = TRY(book.entries(entries)) };
}

Result<void> free_suggestions(MatchBook& book, const MatchGroup& group) {
    std::vector<std::int64_t> numbers;
    for (const auto& line : group.lines) {
        if (line.state == ItemState::suggested) {
            numbers.push_back(line.match_number);
        }
    }
    const auto* const items = TRY(book.items_beside(indexes_of(group)));
    for (const auto& entry : group.entries) {
        const auto at = items->find(entry.entry);
        if (at != items->end() && at->second.state == ItemState::suggested) {
            numbers.push_back(at->second.match_number);
        }
    }
    std::ranges::sort(numbers);
    const auto repeated = std::ranges::unique(numbers);
    numbers.erase(repeated.begin(), repeated.end());
    for (const auto number : numbers) {
        TRY(book.dissolve(number));
    }
    return {};
}

Result<void> demand_unmatched(MatchBook& book, const MatchGroup& group) {
    const auto matched = std::ranges::find(group.lines, ItemState::matched, &MatchLine::state);
    if (matched != group.lines.end()) {
        return fail(
            Errc::conflict, compose({ "{} 已核对", "{} is matched already" }, { told_of(*matched) })
        );
    }
    const auto* const items = TRY(book.items_beside(indexes_of(group)));
    for (const auto& entry : group.entries) {
        const auto at = items->find(entry.entry);
        if (at != items->end() && at->second.state == ItemState::matched) {
            return fail(
                Errc::conflict,
                compose(
                    { "分录 {} 已核对", "the entry {} is matched already" },
                    { std::to_string(entry.entry) }
                )
            );
        }
    }
    return {};
}

std::int64_t difference_of(const MatchGroup& group) {
    std::int64_t difference = 0;
    for (const auto& entry : group.entries) {
        difference += entry.amount;
    }
    for (const auto& line : group.lines) {
        difference -= line.amount.fen;
    }
    return difference;
}

} // namespace boai::giving
