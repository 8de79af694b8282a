/// \file
/// Matching: lines and entries in a fixed order, with what is known of each while passes go over
/// them.
#pragma once

#include "reconciliation/match.hpp"
#include "reconciliation/payer.hpp"

#include <string>
#include <vector>

namespace boai::reconciliation {

/// A line or an entry in the order of passes.
template <class T>
struct Item {
    const T* value = nullptr;
    Payer payer;
    bool is_taken = false;
};

/// Everything sorted by day and id, so that no order of the input is left in it.
class Matching {
public:
    using LineItem = Item<Line>;
    using EntryItem = Item<BookEntry>;
    using Lines = std::vector<LineItem*>;
    using Entries = std::vector<EntryItem*>;

    Matching(
        std::span<const Line> lines,
        std::span<const BookEntry> entries,
        Settings settings,
        bool names
    );

    /// Entries that take back other entries.
    void pair_taken_back();
    /// Equal number and amount.
    void pair_by_reference();
    /// Equal payer and amount within the window.
    void pair_by_payer();
    /// Sums of one payer's day.
    void suggest_payer_sums();
    /// The only line and the only entry of their amount.
    void suggest_only_ones();
    /// One line that is the sum of a day.
    void suggest_day_sums();

    [[nodiscard]] std::vector<Match> finish() &&;

private:
    void pair_of_slot(std::size_t slot);
    void add(Reason reason, const Lines& lines, const Entries& entries, std::int64_t fee = 0);
    [[nodiscard]] Lines open_lines();
    [[nodiscard]] Entries open_entries();
    void suggest_of_payer(std::span<LineItem* const> lines, std::span<EntryItem* const> entries);
    bool suggest_whole_days(const Lines& day, std::span<EntryItem* const> near);
    bool suggest_parts(const Lines& day, const Entries& near);
    [[nodiscard]] bool is_near(const LineItem& line, const EntryItem& entry) const;

    Settings settings_;
    std::vector<LineItem> lines_;
    std::vector<EntryItem> entries_;
    std::vector<Match> matches_;
};

} // namespace boai::reconciliation
