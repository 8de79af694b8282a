/// \file
/// Audit: recomputes what the book publishes from its records alone.
#pragma once

#include "app/book.hpp"
#include "base/result.hpp"

#include <string>
#include <vector>

namespace boai::app {

/// More faults than these tell nobody more.
inline constexpr std::size_t faults_max = 10;

/// One check with what was looked at and, when it failed, what was found first.
struct AuditLine {
    std::string check;
    std::size_t looked_at = 0;
    std::vector<std::string> faults;
};

/// Runs every check on one snapshot. Errors: as storage.
Result<std::vector<AuditLine>> audit(Book& book);

}  // namespace boai::app
