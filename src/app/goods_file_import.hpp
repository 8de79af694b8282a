/// \file
/// A list of goods at the command line: planned, and entered to be counted like any other.
#pragma once

#include "app/book.hpp"
#include "app/cli.hpp"
#include "app/import_report.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace boai::app {

/// What one list of goods came to.
struct GoodsReport : ImportReport {
    std::size_t rows = 0; ///< with goods, whatever became of them
    std::size_t gifts = 0;
    std::size_t lines = 0; ///< a row whose quantity names several is several
    std::map<std::string, std::int64_t> quantities; ///< of the lines, by unit
};

/// Plans the list and, unless it is a dry run or something stands against it, enters it. A row
/// whose quantity or donor somebody would have to say is an error of the report: nothing is
/// guessed. Errors: as giving.commit_goods_import, GoodsImports::plan.
Result<void> import_goods(
    Book& book, Id branch, const ImportOptions& options, std::string bytes, GoodsReport& report
);

[[nodiscard]] std::string report_json(const GoodsReport& report);
void print_report(const GoodsReport& report);

} // namespace boai::app
