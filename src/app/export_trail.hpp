/// \file
/// What leaves the book at the command line stands in the audit trail.
#pragma once

#include "app/book.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boai::app {

/// One export, as the audit trail keeps it.
struct ExportNote {
    std::string_view record {}; ///< the type, where it is of one
    std::string detail; ///< "files", "hledger", "backup"
    std::string reason {};
};

/// Writes a line for each branch before anything leaves. Errors: as storage; then nothing may.
Result<void> note_export(Book& book, const std::vector<Id>& branches, const ExportNote& note);

} // namespace boai::app
