/// \file
/// Plans of imports as JSON and as a workbook of refused rows. Contract: docs/formats/api.md.
#pragma once

#include "modules/giving/import_service.hpp"
#include "record/record_table.hpp"

#include <string>

namespace boai::giving {

/// The plan with its state. `same_at` is when the same list was imported, if it was.
[[nodiscard]] std::string plan_json(const PlannedImport& import, std::optional<Instant> same_at);

/// A batch of which no plan is held any more, in the same form with no sheets.
[[nodiscard]] std::string batch_json(const record::Loaded& batch);

/// {"rows":[...],"total"}: `limit` doubtful rows from the `from`th on, counting from 0.
[[nodiscard]] std::string
doubts_json(const PlannedImport& import, std::size_t from, std::size_t limit);

/// {"state","done","total"}.
[[nodiscard]] std::string progress_json(const PlannedImport& import);

/// Refused rows and doubts as .xlsx: sheet, row, column, reason in both languages.
Result<std::string> errors_workbook(const PlannedImport& import);

}  // namespace boai::giving
