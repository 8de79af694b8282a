#include "reconciliation/matching.hpp"

#include <algorithm>
#include <tuple>

namespace boai::reconciliation {
namespace {

template <class T>
std::vector<Item<T>> in_order(std::span<const T> values, bool names) {
    std::vector<Item<T>> items;
    items.reserve(values.size());
    for (const auto& value : values) {
        items.push_back({ &value, names ? payer_of(value.payer) : Payer {}, false });
    }
    std::ranges::sort(items, {}, [](const Item<T>& item) {
        return std::tuple { item.value->day, item.value->id };
    });
    return items;
}

template <class T>
std::vector<Item<T>*> open_of(std::vector<Item<T>>& items) {
    std::vector<Item<T>*> open;
    for (auto& item : items) {
        if (!item.is_taken) {
            open.push_back(&item);
        }
    }
    return open;
}

template <class T>
std::vector<std::int64_t> ids_of(const std::vector<Item<T>*>& items) {
    std::vector<std::int64_t> ids;
    ids.reserve(items.size());
    for (const auto* item : items) {
        ids.push_back(item->value->id);
    }
    std::ranges::sort(ids);
    return ids;
}

/// A number that is empty or nothing but zeros tells nothing.
bool is_number(std::string_view reference) {
    return reference.find_first_not_of('0') != std::string_view::npos;
}

/// The key under which lines and entries of one number and amount stand together.
struct ReferenceKey {
    std::string_view reference;
    std::int64_t amount = 0;

    friend auto operator<=>(const ReferenceKey&, const ReferenceKey&) = default;
};

template <class T>
using Keyed = std::vector<std::pair<ReferenceKey, Item<T>*>>;

/// Pairs what has the same key, each with the first of the other side that it may go with. Both
/// sides come in the order of day and id, which stays among equal keys.
template <class MayPair>
std::vector<std::pair<Item<Line>*, Item<BookEntry>*>>
pairs_of(Keyed<Line>& lines, Keyed<BookEntry>& entries, const MayPair& may_pair) {
    const auto key_of = [](const auto& keyed) { return keyed.first; };
    std::ranges::stable_sort(lines, {}, key_of);
    std::ranges::stable_sort(entries, {}, key_of);
    std::vector<std::pair<Item<Line>*, Item<BookEntry>*>> pairs;
    auto line = lines.begin();
    auto entry = entries.begin();
    while (line != lines.end() && entry != entries.end()) {
        const bool is_one_key = line->first == entry->first;
        if (is_one_key && may_pair(*line->second, *entry->second)) {
            pairs.emplace_back(line->second, entry->second);
            ++line;
            ++entry;
            continue;
        }
        // The side that is behind, by its key or by its day, finds nothing more.
        const bool is_line_behind = is_one_key
            ? line->second->value->day < entry->second->value->day
            : line->first < entry->first;
        is_line_behind ? static_cast<void>(++line) : static_cast<void>(++entry);
    }
    return pairs;
}

} // namespace

Matching::Matching(
    std::span<const Line> lines, std::span<const BookEntry> entries, Settings settings, bool names
)
    : settings_(settings)
    , lines_(in_order(lines, names))
    , entries_(in_order(entries, names)) { }

Matching::Lines Matching::open_lines() {
    return open_of(lines_);
}

Matching::Entries Matching::open_entries() {
    return open_of(entries_);
}

void Matching::add(Reason reason, const Lines& lines, const Entries& entries, std::int64_t fee) {
    for (auto* line : lines) {
        line->is_taken = true;
    }
    for (auto* entry : entries) {
        entry->is_taken = true;
    }
    matches_.push_back({ reason, ids_of(lines), ids_of(entries), fee });
}

bool Matching::is_near(const LineItem& line, const EntryItem& entry) const {
    const auto days = line.value->day - entry.value->day;
    return days <= settings_.window_days && days >= -settings_.window_days;
}

void Matching::pair_taken_back() {
    std::vector<EntryItem*> by_id;
    by_id.reserve(entries_.size());
    for (auto& entry : entries_) {
        by_id.push_back(&entry);
    }
    const auto id_of = [](const EntryItem* entry) { return entry->value->id; };
    std::ranges::sort(by_id, {}, id_of);
    for (auto* entry : by_id) {
        if (entry->value->takes_back == BookEntry::none || entry->is_taken) {
            continue;
        }
        const auto at = std::ranges::lower_bound(by_id, entry->value->takes_back, {}, id_of);
        const bool is_whole = at != by_id.end() && id_of(*at) == entry->value->takes_back
            && !(*at)->is_taken && (*at)->value->amount == -entry->value->amount;
        if (is_whole) {
            add(Reason::taken_back, {}, { *at, entry });
        }
    }
}

/// Short numbers repeat from month to month, so they count within the window only.
void Matching::pair_of_slot(std::size_t slot) {
    constexpr std::size_t long_number = 8;
    Keyed<Line> lines;
    for (auto* line : open_lines()) {
        if (is_number(line->value->references.at(slot))) {
            lines.push_back({ { line->value->references.at(slot), line->value->amount }, line });
        }
    }
    Keyed<BookEntry> entries;
    for (auto* entry : open_entries()) {
        if (is_number(entry->value->reference)) {
            entries.push_back({ { entry->value->reference, entry->value->amount }, entry });
        }
    }
    const auto may_pair = [this](const LineItem& line, const EntryItem& entry) {
        return entry.value->reference.size() >= long_number || is_near(line, entry);
    };
    for (const auto& [line, entry] : pairs_of(lines, entries, may_pair)) {
        add(Reason::reference, { line }, { entry });
    }
}

void Matching::pair_by_reference() {
    constexpr std::size_t slots = std::tuple_size_v<decltype(Line::references)>;
    for (std::size_t slot = 0; slot < slots; ++slot) {
        pair_of_slot(slot);
    }
}

void Matching::pair_by_payer() {
    const auto keyed = [](const auto& open, auto& out) {
        for (auto* item : open) {
            if (item->payer.is_proof()) {
                out.push_back({ { item->payer.name, item->value->amount }, item });
            }
        }
    };
    Keyed<Line> lines;
    keyed(open_lines(), lines);
    Keyed<BookEntry> entries;
    keyed(open_entries(), entries);
    const auto may_pair
        = [this](const LineItem& line, const EntryItem& entry) { return is_near(line, entry); };
    for (const auto& [line, entry] : pairs_of(lines, entries, may_pair)) {
        add(Reason::payer, { line }, { entry });
    }
}

std::vector<Match> Matching::finish() && {
    return std::move(matches_);
}

std::vector<Match>
match_exactly(std::span<const Line> lines, std::span<const BookEntry> entries, Settings settings) {
    Matching matching { lines, entries, settings, false };
    matching.pair_taken_back();
    matching.pair_by_reference();
    return std::move(matching).finish();
}

std::vector<Match>
match_by_rule(std::span<const Line> lines, std::span<const BookEntry> entries, Settings settings) {
    Matching matching { lines, entries, settings, true };
    matching.pair_by_payer();
    matching.suggest_payer_sums();
    matching.suggest_only_ones();
    matching.suggest_day_sums();
    return std::move(matching).finish();
}

std::vector<Match>
match(std::span<const Line> lines, std::span<const BookEntry> entries, Settings settings) {
    Matching matching { lines, entries, settings, true };
    matching.pair_taken_back();
    matching.pair_by_reference();
    matching.pair_by_payer();
    matching.suggest_payer_sums();
    matching.suggest_only_ones();
    matching.suggest_day_sums();
    return std::move(matching).finish();
}

} // namespace boai::reconciliation
