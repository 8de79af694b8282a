/// \file
/// Files of questions about lists of goods: written by an import, filled in by an officer, read by
/// the next one.
#pragma once

#include "modules/giving/goods/goods_imports.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace boai::app {

/// Answers by the name of the file they are about, without its folder.
using AnswersByFile = std::map<std::string, std::vector<giving::GoodsAnswer>, std::less<>>;

/// What leaves a row out where a quantity would be the answer.
inline constexpr std::string_view leave_row_out = "skip";

/// Reads a table with the columns file, sheet, row and answer (a quantity, "skip" to leave the row
/// out, or empty for none) in any format that is imported; further columns are passed over.
/// Errors: as exchange::read_workbook; invalid when a column is missing or a row is no number.
[[nodiscard]] Result<AnswersByFile> read_answers(std::string_view bytes);

/// The head of the table of questions, as delimited text.
[[nodiscard]] std::string questions_file_head();
/// Appends the questions of a plan, their answers empty.
void append_questions_to(std::string& csv, const giving::PlannedGoodsImport& import);

/// The answers to choose from, as people read them.
[[nodiscard]] std::string readings_text(const exchange::GoodsQuestion& question);

} // namespace boai::app
