/// \file
/// The demo society: Lianyungang with its six districts and counties, and donors made up by us.
#pragma once

#include "app/book.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <functional>

namespace boai::app {

/// What to fill a new book with.
struct DemoOptions {
    std::size_t gifts = 3'000;
    std::uint32_t seed = 2026;
};

/// Makes branches, channels, purposes, campaigns and gifts in an empty book, by the same commands
/// people use, and published notices. `clock` is the book's: it is moved back some hours and comes
/// up again to where it was. `on_progress` gets the gifts made so far.
/// Errors: conflict when the book has a branch already.
Result<void> fill_demo(
    Book& book,
    FixedClock& clock,
    const DemoOptions& options,
    const std::function<void(std::size_t)>& on_progress
);

/// Makes the one root branch of a real society.
/// Errors: conflict when there is one.
Result<Id> make_root(
    Book& book, const std::string& code, const std::string& name_zh, const std::string& name_en
);

}  // namespace boai::app
