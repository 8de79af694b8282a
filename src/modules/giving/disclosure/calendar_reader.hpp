/// \file
/// What the calendar of disclosure is made of, as it stands in the book.
#pragma once

#include "modules/giving/disclosure/disclosure_calendar.hpp"
#include "modules/module.hpp"
#include "record/engine.hpp"

namespace boai::giving {

/// Of one branch; without moves of money where `read_moves` is empty. Errors: as storage.
Result<CalendarGround> read_calendar(
    const record::Engine& engine,
    record::Queries queries,
    const modules::ReadMoneyMoves& read_moves,
    Id branch,
    Day today
);

} // namespace boai::giving
