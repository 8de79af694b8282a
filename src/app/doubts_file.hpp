/// \file
/// Files of doubtful rows: written by an import, filled in by an officer, read by the next one.
#pragma once

#include "modules/giving/import_service.hpp"

#include <map>
#include <string>
#include <vector>

namespace boai::app {

/// Decisions by the name of the file they are about, without its folder.
using DecisionsByFile = std::map<std::string, std::vector<giving::DoubtDecision>, std::less<>>;

/// Reads a table with the columns file, sheet, row, column and decision ("take", "skip" or empty
/// for none) in any format that is imported; further columns are passed over.
/// Errors: as exchange::read_workbook; invalid when a column is missing or a word is another.
[[nodiscard]] Result<DecisionsByFile> read_decisions(std::string_view bytes);

/// The head of the table of doubtful rows, as delimited text.
[[nodiscard]] std::string doubts_file_head();
/// Appends the doubtful rows of a plan, their decisions empty.
void append_doubts(std::string& csv, const giving::PlannedImport& import);

}  // namespace boai::app
