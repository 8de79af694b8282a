#include "app/goods_prompt.hpp"

#include "app/questions_file.hpp"
#include "exchange/sheet.hpp"
#include "exchange/text_cleaning.hpp"

#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <optional>
#include <set>
#include <string>

namespace boai::app {
namespace {

constexpr Text how_to_answer {
    "写数量或选项的字母，skip 不导入该行，直接回车先不回答",
    "a quantity or the letter of a choice; skip leaves the row out, Enter leaves it open"
};

/// The letter of a choice; a number would be a quantity.
char letter_of(std::size_t choice) {
    return static_cast<char>('a' + choice);
}

void print_question(const std::string& sheet, const exchange::GoodsQuestion& question) {
    const auto column = question.column ? exchange::column_name(*question.column) : std::string {};
    std::fprintf(
        stderr,
        "%s %s%u: %s %s\n  %s / %s\n",
        sheet.c_str(),
        column.c_str(),
        question.row,
        question.existing.c_str(),
        question.quantity.c_str(),
        question.reason.zh.c_str(),
        question.reason.en.c_str()
    );
    for (std::size_t i = 0; i < question.readings.size(); ++i) {
        std::fprintf(stderr, "  %c) %s\n", letter_of(i), question.readings[i].c_str());
    }
    std::fprintf(
        stderr,
        "  (%.*s / %.*s)\n> ",
        static_cast<int>(how_to_answer.zh.size()),
        how_to_answer.zh.data(),
        static_cast<int>(how_to_answer.en.size()),
        how_to_answer.en.data()
    );
    std::fflush(stderr);
}

/// What the row is to be read as, empty to leave it out; nothing when it stays open.
std::optional<std::string> answer_to(const exchange::GoodsQuestion& question) {
    std::string line;
    if (!std::getline(std::cin, line)) {
        return std::nullopt;
    }
    const auto said = exchange::clean_text(line);
    if (said.empty()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < question.readings.size(); ++i) {
        if (said.size() == 1 && said.front() == letter_of(i)) {
            return question.readings[i];
        }
    }
    return said == leave_row_out ? std::string {} : said;
}

} // namespace

bool is_at_terminal() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

Result<giving::GoodsImports::Shared>
ask_at_terminal(Book& book, giving::GoodsImports::Shared import) {
    std::set<exchange::SheetRow> left_open;
    for (bool is_answered = true; is_answered;) {
        is_answered = false;
        auto choices = import->choices;
        for (const auto& question : import->plan.questions) {
            const auto row = giving::place_of(import->plan, question);
            if (left_open.contains(row)) {
                continue;
            }
            print_question(import->plan.sheets[question.sheet].name, question);
            if (auto said = answer_to(question)) {
                choices.answers[row] = std::move(*said);
                is_answered = true;
            } else {
                left_open.insert(row);
            }
        }
        if (is_answered) {
            import = TRY(
                giving::goods_imports()->plan_again(book.engine(), import->id, std::move(choices))
            );
        }
    }
    return import;
}

} // namespace boai::app
