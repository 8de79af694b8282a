/// \file
/// What the board of an emergency shows: what came in, by whom it was taken, what waits to be done,
/// who is on duty, and by when the income is to be disclosed.
#pragma once

#include "modules/emergency/disclosure_clock.hpp"
#include "modules/emergency/duty_coverage.hpp"
#include "modules/emergency/emergency.hpp"
#include "modules/module.hpp"
#include "record/record_table.hpp"
#include "record/registry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boai::emergency {

/// Where the views read, at what moment.
struct BoardScope {
    const record::Registry& registry;
    record::Queries queries;
    const std::vector<Id>& branches;
    Instant now;
};

using StoredEmergency = record::Stored<Emergency>;

/// What came in within a time; `amount` in fen.
struct Intake {
    std::int64_t gifts = 0;
    std::int64_t amount = 0;
};

/// What one officer took in the hours drawn.
struct Desk {
    Id officer;
    Intake intake;
    Instant last;
};

/// Things of one kind that wait for somebody.
struct Backlog {
    std::string_view name; ///< as the API says it
    Text title;
    std::string_view record; ///< the type of what waits
    std::int64_t count = 0;
    std::optional<Instant> oldest; ///< waits since
};

struct DutyLine {
    Id id;
    DutyMark mark;
    std::string text;
};

struct Board {
    StoredEmergency emergency;
    std::string campaign;
    Id purpose; ///< the fund its gifts go to; none for the unrestricted one
    Intake all;
    Intake today;
    std::vector<Intake> hours; ///< the oldest first; the last is the present hour
    std::vector<Desk> desks; ///< the latest first
    std::vector<Backlog> backlog;
    std::vector<modules::MoneyWaiting> money; ///< what waits of the fund, by step
    DutyCoverage duty;
    std::vector<DutyLine> log; ///< the latest first, duty_entries_shown_max at most
    std::optional<Day> disclosed_on;
    DisclosureClock clock;
};

/// The emergencies of the scope's branches, open ones first, then the latest. Errors: as storage.
Result<std::vector<StoredEmergency>> view_emergencies(const BoardScope& scope);

/// Day of the last notice that tells of the emergency's income; none before the first.
/// Errors: as storage.
Result<std::optional<Day>>
last_disclosed(const BoardScope& scope, const StoredEmergency& emergency);

/// Errors: as storage.
Result<DutyCoverage> view_duty(
    const BoardScope& scope, const StoredEmergency& emergency, std::vector<DutyLine>* log = nullptr
);

/// `read_waiting` may be empty. Errors: not_found; as storage.
Result<Board>
view_board(const BoardScope& scope, Id emergency, const modules::ReadMoneyWaiting& read_waiting);

} // namespace boai::emergency
