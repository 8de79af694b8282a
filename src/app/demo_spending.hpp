/// \file
/// What the demo society spent in a year: payments at every step, a fee, allocations answered and
/// not, by two people who do not exist.
#pragma once

#include "app/book.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace boai::app {

struct DemoPerson {
    std::string_view login;
    std::string_view name;
};

/// Makes a user who cannot sign in, and somebody who acts in that name with every right.
Result<std::shared_ptr<const record::Actor>>
add_demo_person(Book& book, Id branch, DemoPerson person);

/// Spends of each purpose, and of unrestricted money, what had come in by each month's day.
Result<void> add_demo_spending(Book& book, Id city, Id county, std::span<const Id> purposes);

} // namespace boai::app
