#include "reconciliation/matching.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace boai::reconciliation {
namespace {

template <class T>
std::int64_t sum_of(std::span<Item<T>* const> items) {
    std::int64_t sum = 0;
    for (const auto* item : items) {
        sum += item->value->amount;
    }
    return sum;
}

/// The one subset of these with this sum, in their order; none when there is none or a second.
/// Takes 2^size steps: sizes are capped by the caller.
template <class T>
std::optional<std::vector<Item<T>*>>
only_subset(const std::vector<Item<T>*>& items, std::int64_t wanted) {
    const std::uint32_t end = std::uint32_t { 1 } << items.size();
    std::vector<std::int64_t> sums(end);
    std::optional<std::uint32_t> found;
    for (std::uint32_t set = 1; set < end; ++set) {
        const auto low = static_cast<std::size_t>(std::countr_zero(set));
        sums[set] = sums[set & (set - 1)] + items[low]->value->amount;
        if (sums[set] == wanted) {
            if (found) {
                return std::nullopt;
            }
            found = set;
        }
    }
    if (!found) {
        return std::nullopt;
    }
    std::vector<Item<T>*> subset;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if ((*found >> i & 1U) != 0) {
            subset.push_back(items[i]);
        }
    }
    return subset;
}

/// Those of a payer that go the same way stand together.
template <class T>
auto payer_key(const Item<T>* item) {
    return std::pair { std::string_view { item->payer.name }, item->value->amount < 0 };
}

template <class T>
std::vector<Item<T>*> by_payer(const std::vector<Item<T>*>& open) {
    std::vector<Item<T>*> items;
    std::ranges::copy_if(open, std::back_inserter(items), [](const Item<T>* item) {
        return item->payer.is_proof();
    });
    std::ranges::stable_sort(items, {}, payer_key<T>);
    return items;
}

template <class T>
std::span<Item<T>* const> days_of(std::span<Item<T>* const> items, Day first, Day last) {
    const auto day_of = [](const Item<T>* item) { return item->value->day; };
    const auto from = std::ranges::lower_bound(items, first, {}, day_of);
    const auto to = std::ranges::upper_bound(items, last, {}, day_of);
    return { from, to };
}

template <class T>
std::vector<Item<T>*> not_taken(std::span<Item<T>* const> items) {
    std::vector<Item<T>*> open;
    std::ranges::copy_if(items, std::back_inserter(open), [](const Item<T>* item) {
        return !item->is_taken;
    });
    return open;
}

/// How many of one amount within the window are looked at; more are never the only one.
constexpr std::ptrdiff_t crowd = 8;

/// The only one of these, of one amount and in the order of days, that may be the same; null when
/// there is none, a second, or a crowd.
template <class T, class U>
Item<T>* only_partner(std::span<Item<T>* const> items, const Item<U>& other, std::int32_t window) {
    const auto near = days_of(items, other.value->day + -window, other.value->day + window);
    if (std::ssize(near) > crowd) {
        return nullptr;
    }
    Item<T>* found = nullptr;
    for (auto* item : near) {
        if (may_be_same(item->payer, other.payer)) {
            if (found != nullptr) {
                return nullptr;
            }
            found = item;
        }
    }
    return found;
}

template <class T>
std::int64_t amount_of(const Item<T>* item) {
    return item->value->amount;
}

/// What the open entries of one day and one way come to.
struct DaySum {
    std::int64_t sum = 0;
    Matching::Entries entries;
    std::size_t claims = 0; ///< lines it could be
};

using DaySums = std::map<std::pair<Day, bool>, DaySum>;

/// Both sides of the sum of a day.
std::int64_t gross_of(const Line& line) {
    return line.amount + (line.amount > 0 ? line.fee : 0);
}

/// The only day, on or before the line's, whose sum is the line's; null when none or several.
DaySum* only_day(DaySums& sums, const Line& line, std::int32_t window) {
    DaySum* found = nullptr;
    for (std::int32_t back = 0; back <= window; ++back) {
        const auto at = sums.find({ line.day + -back, line.amount < 0 });
        const bool is_it = at != sums.end() && at->second.sum == gross_of(line)
            && (at->second.entries.size() > 1 || line.fee != 0);
        if (is_it && found != nullptr) {
            return nullptr;
        }
        found = is_it ? &at->second : found;
    }
    return found;
}

} // namespace

/// All lines of the payer's day against all of the payer's entries of one day, the nearest first.
bool Matching::suggest_whole_days(const Lines& day, std::span<EntryItem* const> near) {
    const auto wanted = sum_of<Line>(day);
    const auto on = day.front()->value->day;
    for (std::int32_t away = 0; away <= settings_.window_days; ++away) {
        for (const auto other : { on + -away, on + away }) {
            const auto entries = not_taken(days_of<BookEntry>(near, other, other));
            const bool is_it = !entries.empty() && sum_of<BookEntry>(entries) == wanted
                && entries.size() <= settings_.day_entries_max;
            if (is_it) {
                add(Reason::payer_sum, day, entries);
                return true;
            }
        }
    }
    return false;
}

/// One line that several entries make up, or one entry that several lines do.
bool Matching::suggest_parts(const Lines& day, const Entries& near) {
    if (near.size() > settings_.subset_max || day.size() > settings_.subset_max) {
        return false;
    }
    bool found = false;
    for (auto* line : day) {
        const auto parts = only_subset(not_taken<BookEntry>(near), line->value->amount);
        if (parts) {
            add(Reason::payer_sum, { line }, *parts);
            found = true;
        }
    }
    for (auto* entry : not_taken<BookEntry>(near)) {
        const auto parts = only_subset(not_taken<Line>(day), entry->value->amount);
        if (parts) {
            add(Reason::payer_sum, *parts, { entry });
            found = true;
        }
    }
    return found;
}

void Matching::suggest_of_payer(
    std::span<LineItem* const> lines, std::span<EntryItem* const> entries
) {
    while (!lines.empty()) {
        const auto on = lines.front()->value->day;
        const auto of_day = days_of<Line>(lines, on, on);
        const Lines day { of_day.begin(), of_day.end() };
        lines = lines.subspan(of_day.size());
        const auto window = settings_.window_days;
        const auto near = days_of<BookEntry>(entries, on + -window, on + window);
        if (!suggest_whole_days(day, near)) {
            suggest_parts(day, not_taken<BookEntry>(near));
        }
    }
}

void Matching::suggest_payer_sums() {
    const auto lines = by_payer<Line>(open_lines());
    const auto entries = by_payer<BookEntry>(open_entries());
    for (auto at = lines.begin(); at != lines.end();) {
        const auto key = payer_key<Line>(*at);
        const auto end = std::ranges::upper_bound(at, lines.end(), key, {}, payer_key<Line>);
        const auto same = std::ranges::equal_range(entries, key, {}, payer_key<BookEntry>);
        suggest_of_payer(std::span { at, end }, std::span { same.begin(), same.end() });
        at = end;
    }
}

void Matching::suggest_only_ones() {
    auto lines = open_lines();
    auto entries = open_entries();
    std::ranges::stable_sort(lines, {}, amount_of<Line>);
    std::ranges::stable_sort(entries, {}, amount_of<BookEntry>);
    std::vector<std::pair<LineItem*, EntryItem*>> found;
    const auto window = settings_.window_days;
    for (auto* line : lines) {
        const auto amount = line->value->amount;
        const auto same = std::ranges::equal_range(entries, amount, {}, amount_of<BookEntry>);
        auto* entry = only_partner<BookEntry>({ same.begin(), same.end() }, *line, window);
        if (entry == nullptr) {
            continue;
        }
        const auto others = std::ranges::equal_range(lines, amount, {}, amount_of<Line>);
        if (only_partner<Line>({ others.begin(), others.end() }, *entry, window) == line) {
            found.emplace_back(line, entry);
        }
    }
    for (const auto& [line, entry] : found) {
        add(Reason::only_one, { line }, { entry });
    }
}

void Matching::suggest_day_sums() {
    DaySums sums;
    for (auto* entry : open_entries()) {
        auto& day = sums[{ entry->value->day, entry->value->amount < 0 }];
        day.sum += entry->value->amount;
        day.entries.push_back(entry);
    }
    std::vector<std::pair<LineItem*, DaySum*>> found;
    for (auto* line : open_lines()) {
        auto* const day = only_day(sums, *line->value, settings_.window_days);
        if (day != nullptr && day->entries.size() <= settings_.day_entries_max) {
            day->claims += 1;
            found.emplace_back(line, day);
        }
    }
    for (const auto& [line, day] : found) {
        if (day->claims == 1) {
            const auto fee = gross_of(*line->value) - line->value->amount;
            add(fee == 0 ? Reason::day_sum : Reason::net_of_fee, { line }, day->entries, fee);
        }
    }
}

} // namespace boai::reconciliation
