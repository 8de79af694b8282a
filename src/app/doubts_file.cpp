#include "app/doubts_file.hpp"

#include "exchange/csv_writer.hpp"
#include "exchange/sheet.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/workbook_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace boai::app {
namespace {

using exchange::Cell;
using exchange::TableValue;
using exchange::Workbook;

constexpr std::array<std::string_view, 9> heads { "file",   "sheet",    "row",
                                                  "column", "day",      "donor_name",
                                                  "amount", "existing", "decision" };
constexpr std::array<std::size_t, 4> heads_needed { 0, 1, 2, 8 };

std::unexpected<Error> malformed(std::uint32_t row) {
    return fail(
        Errc::invalid,
        compose(
            { "决定文件第 {} 行读不懂：应有 file、sheet、row、column、decision 各列，decision 写 "
              "take 或 skip",
              "row {} of the file of decisions is not understood: it has the columns file, sheet, "
              "row, column and decision, the last being take or skip" },
            { std::to_string(row) }
        )
    );
}

/// The cells of a row by the heads above them.
class DecisionRow {
public:
    DecisionRow(
        const Workbook& workbook,
        std::span<const Cell> cells,
        const std::array<std::uint16_t, heads.size()>& columns
    ) {
        for (std::size_t i = 0; i < heads.size(); ++i) {
            const auto at = std::ranges::find(cells, columns[i], &Cell::column);
            texts_[i] = at == cells.end() ? "" : exchange::clean_text(workbook.text_of(*at));
        }
    }

    [[nodiscard]] const std::string& operator[](std::string_view head) const {
        return texts_[static_cast<std::size_t>(std::ranges::find(heads, head) - heads.begin())];
    }

private:
    std::array<std::string, heads.size()> texts_;
};

Result<void>
read_decision(const DecisionRow& row, std::uint32_t number, DecisionsByFile& decisions) {
    const auto& word = row["decision"];
    if (word.empty()) {
        return {};
    }
    giving::DoubtDecision decision { .sheet = row["sheet"], .column = row["column"] };
    const auto& text = row["row"];
    const auto [stop, error]
        = std::from_chars(text.data(), text.data() + text.size(), decision.row);
    if ((word != "take" && word != "skip") || error != std::errc {}
        || stop != text.data() + text.size()) {
        return malformed(number);
    }
    decision.take = word == "take";
    decisions[row["file"]].push_back(std::move(decision));
    return {};
}

}  // namespace

Result<DecisionsByFile> read_decisions(std::string_view bytes) {
    constexpr std::uint16_t none = UINT16_MAX;
    const auto workbook = TRY(exchange::read_workbook(bytes));
    const auto& sheet = workbook.sheets.front();
    std::array<std::uint16_t, heads.size()> columns {};
    columns.fill(none);
    for (const auto& cell : sheet.row_count() == 0 ? std::span<const Cell> {} : sheet.row(0)) {
        const auto head = exchange::clean_text(workbook.text_of(cell));
        const auto at = std::ranges::find(heads, head);
        if (at != heads.end()) {
            columns[static_cast<std::size_t>(at - heads.begin())] = cell.column;
        }
    }
    if (std::ranges::any_of(heads_needed, [&](auto head) { return columns[head] == none; })) {
        return malformed(1);
    }
    DecisionsByFile decisions;
    for (std::size_t i = 1; i < sheet.row_count(); ++i) {
        const auto cells = sheet.row(i);
        const DecisionRow row { workbook, cells, columns };
        TRY(read_decision(row, cells.front().row + 1, decisions));
    }
    return decisions;
}

std::string doubts_file_head() {
    std::string csv { exchange::csv_byte_order_mark };
    std::array<TableValue, heads.size()> values;
    std::ranges::copy(heads, values.begin());
    exchange::append_csv_row(csv, values);
    return csv;
}

void append_doubts(std::string& csv, const giving::PlannedImport& import) {
    const auto& plan = import.plan;
    std::size_t doubt = 0;
    for (const auto& gift : plan.gifts) {
        if (gift.state != exchange::GiftState::doubtful) {
            continue;
        }
        const auto column = exchange::column_name(gift.column);
        const std::array<TableValue, heads.size()> values {
            std::string_view { import.file },
            std::string_view { plan.sheets[gift.sheet].name },
            static_cast<std::int64_t>(gift.row),
            std::string_view { column },
            gift.day ? TableValue { *gift.day } : TableValue {},
            std::string_view { gift.donor_name },
            gift.amount,
            std::string_view { plan.doubts[doubt++].existing },
            std::string_view {},
        };
        exchange::append_csv_row(csv, values);
    }
}

}  // namespace boai::app
