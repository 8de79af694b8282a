/// \file
/// Waiting: what waits for somebody at each step of the money, since when, and what is late. Money
/// lies still where nobody sees that it waits (款物零滞留).
#pragma once

#include "base/function_ref.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "modules/spending/alarms.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::spending {

/// What is asked: of which branches, on which day, with which alarms, and of which fund alone.
struct WaitingQuestion {
    record::Queries queries;
    const std::vector<Id>& branches;
    const Alarms& alarms;
    Day today;
    std::optional<Id> fund {}; ///< none for all of them; an empty id for unrestricted money
};

/// One thing that waits at a step, or the things of a day that lie together.
struct WaitingEntry {
    Id branch;
    Id fund; ///< of the purpose; none for the unrestricted one
    Id id; ///< of the record; none where the entries of a day lie together
    std::string title; ///< without personal values; may be empty
    Day since;
    std::optional<Day> until {}; ///< the day it was done at last; none while it waits
    std::int64_t amount = 0; ///< in fen
    std::int64_t alarm_days = 0; ///< late when older
    std::int64_t count = 1; ///< of the gifts that lie together, where they are counted

    /// Days it has waited, or had to wait.
    [[nodiscard]] std::int64_t age(Day today) const { return until.value_or(today) - since; }

    [[nodiscard]] bool is_late(Day today) const { return age(today) > alarm_days; }
};

using EntrySink = FunctionRef<Result<void>(WaitingEntry entry)>;

/// One step of the money.
struct Step {
    std::string_view name; ///< "approve_payment": as the command that ends the waiting
    Text title;
    Alarm alarm;
    std::string_view record; ///< the type of the entries
    std::string_view state; ///< in which they wait; empty where it is not one
    std::string_view capability; ///< of whoever may end the waiting; empty for another branch
    /// Gives each entry to the sink, in no order. Errors: as storage and the sink.
    Result<void> (*read)(const WaitingQuestion& question, const Step& step, EntrySink sink);
    std::string_view sql {}; ///< see waiting_view.cpp
};

/// Every step in the order of the money: entered, receipted, settled by a platform, spent, asked
/// for, approved, paid, proved, sent, confirmed.
[[nodiscard]] std::span<const Step> steps();
/// Null when there is none of this name.
[[nodiscard]] const Step* find_step(std::string_view name);

/// What many entries come to.
struct WaitingSum {
    std::int64_t count = 0;
    std::int64_t amount = 0; ///< in fen
    std::optional<Day> oldest; ///< waits since
    std::int64_t oldest_age = 0; ///< in days
    std::int64_t late = 0; ///< of them, longer than the alarm of their fund
    std::int64_t late_amount = 0;

    void add(const WaitingEntry& entry, Day today);
};

/// Errors: as storage.
Result<WaitingSum> sum_waiting(const WaitingQuestion& question, const Step& step);

/// A step opened: by fund, and entry by entry.
struct OpenedStep {
    struct Fund {
        WaitingSum sum;
        std::int64_t alarm_days = 0;
    };

    WaitingSum sum;
    std::map<std::pair<Id, Id>, Fund> funds; ///< by branch and fund
    std::vector<WaitingEntry> entries; ///< waiting_rows_max at most, the furthest beyond first
};

/// Errors: as storage.
Result<OpenedStep> open_waiting(const WaitingQuestion& question, const Step& step);

} // namespace boai::spending
