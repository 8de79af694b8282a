/// \file
/// A list of goods at the command line: planned, and entered to be counted like any other.
#pragma once

#include "app/book.hpp"
#include "app/cli.hpp"
#include "app/import_report.hpp"
#include "app/questions_file.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace boai::app {

/// What one list of goods came to.
struct GoodsReport : ImportReport {
    std::size_t rows = 0; ///< with goods, whatever became of them
    std::size_t gifts = 0;
    std::size_t lines = 0; ///< a row whose quantity names several is several
    std::map<std::string, std::int64_t> quantities; ///< of the lines, by unit
    std::vector<std::pair<std::string, exchange::GoodsQuestion>>
        questions; ///< without an answer, with the sheet's name
};

/// Plans lists of goods and enters them, unless it is a dry run or something stands against it.
/// What a row asks is answered by the file of answers, at a terminal by whoever sits there, and
/// else is an error of the report: nothing is guessed. Threads: any one thread.
class GoodsImporter {
public:
    /// `book` and `options` outlive it.
    GoodsImporter(Book& book, Id branch, const ImportOptions& options);

    /// Reads the file of answers, if there is one. Errors: as read_answers.
    Result<void> prepare();

    /// Errors: as giving.commit_goods_import, GoodsImports::plan and giving::match_answers.
    Result<void> import(giving::SentFile file, GoodsReport& report);

    /// What rows of all files ask and no answer was found for, as delimited text.
    [[nodiscard]] const std::string& questions() const { return questions_; }

private:
    Result<giving::GoodsImports::Shared> plan(giving::SentFile file);
    Result<void> enter(const giving::PlannedGoodsImport& import, GoodsReport& report);

    Book& book_;
    Id branch_;
    const ImportOptions& options_;
    AnswersByFile answers_;
    std::string questions_;
};

[[nodiscard]] std::string report_json(const GoodsReport& report);
void print_report(const GoodsReport& report);

} // namespace boai::app
