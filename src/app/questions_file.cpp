#include "app/questions_file.hpp"

#include "app/filled_table.hpp"
#include "exchange/csv_writer.hpp"
#include "exchange/sheet.hpp"

#include <array>

namespace boai::app {
namespace {

using exchange::TableValue;

constexpr std::array<std::string_view, 9> question_heads { "file",     "sheet",    "row",
                                                           "column",   "item",     "quantity",
                                                           "question", "readings", "answer" };

/// What is read of it again, in this order.
enum AnswerHead : std::uint8_t { answer_file, answer_sheet, answer_row, answer_given };

constexpr std::array<std::string_view, 4> answer_heads { "file", "sheet", "row", "answer" };

constexpr Text answers_malformed {
    "回答文件第 {} 行读不懂：应有 file、sheet、row、answer 各列，answer 写数量，或写 skip "
    "不导入该行",
    "row {} of the file of answers is not understood: it has the columns file, sheet, row and "
    "answer, the last being a quantity, or skip to leave the row out"
};

} // namespace

Result<AnswersByFile> read_answers(std::string_view bytes) {
    const auto rows = TRY(read_filled(bytes, answer_heads, answers_malformed));
    AnswersByFile answers;
    for (const auto& row : rows) {
        const auto& given = row.texts[answer_given];
        if (given.empty()) {
            continue;
        }
        answers[row.texts[answer_file]].push_back(
            { .sheet = row.texts[answer_sheet],
              .row = TRY(row_named(row, answer_row, answers_malformed)),
              .quantity = given == leave_row_out ? std::string {} : given }
        );
    }
    return answers;
}

std::string questions_file_head() {
    return filled_head(question_heads);
}

void append_questions_to(std::string& csv, const giving::PlannedGoodsImport& import) {
    for (const auto& question : import.plan.questions) {
        const auto column
            = question.column ? exchange::column_name(*question.column) : std::string {};
        const auto why = question.reason.zh + " / " + question.reason.en;
        const auto readings = readings_text(question);
        const std::array<TableValue, question_heads.size()> values {
            std::string_view { import.file },
            std::string_view { import.plan.sheets[question.sheet].name },
            static_cast<std::int64_t>(question.row),
            std::string_view { column },
            std::string_view { question.existing },
            std::string_view { question.quantity },
            std::string_view { why },
            std::string_view { readings },
            std::string_view {},
        };
        exchange::append_csv_row(csv, values);
    }
}

std::string readings_text(const exchange::GoodsQuestion& question) {
    std::string text;
    for (const auto& reading : question.readings) {
        text += (text.empty() ? "" : " | ") + reading;
    }
    return text;
}

} // namespace boai::app
