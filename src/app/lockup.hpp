/// \file
/// Lockup: a chartered society's own logo with its name, put into the data folder by whoever may
/// use it. The program ships none.
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boai::app {

/// The picture that stands in place of the product's mark on public pages.
struct Lockup {
    std::string file;  ///< "lockup.svg" or "lockup.png": served as "/" and this
    std::string bytes;
};

/// The lockup in the data folder; nothing when there is none. Errors: over_limit above 1 MB,
/// unavailable when it cannot be read.
Result<std::optional<Lockup>> read_lockup(const std::filesystem::path& folder);

} // namespace boai::app
