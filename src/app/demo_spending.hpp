/// \file
/// Payments and an allocation of the demo, so that its gifts have a trace.
#pragma once

#include "app/book.hpp"

#include <span>

namespace boai::app {

/// Spends about half of what each fund of `city` has in the bank, and sends some to `county`.
/// Errors: as the commands.
Result<void> add_demo_spending(Book& book, Id city, Id county, std::span<const Id> purposes);

} // namespace boai::app
