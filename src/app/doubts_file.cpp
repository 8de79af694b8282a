#include "app/doubts_file.hpp"

#include "app/filled_table.hpp"
#include "exchange/csv_writer.hpp"
#include "exchange/sheet.hpp"

#include <array>

namespace boai::app {
namespace {

using exchange::TableValue;

constexpr std::array<std::string_view, 9> doubt_heads { "file",   "sheet",    "row",
                                                        "column", "day",      "donor_name",
                                                        "amount", "existing", "decision" };

/// What is read of it again, in this order.
enum DecisionHead : std::uint8_t { of_file, of_sheet, of_row, of_column, of_decision };

constexpr std::array<std::string_view, 5> decision_heads {
    "file", "sheet", "row", "column", "decision"
};

constexpr Text decisions_malformed {
    "决定文件第 {} 行读不懂：应有 file、sheet、row、column、decision 各列，decision 写 take 或 "
    "skip",
    "row {} of the file of decisions is not understood: it has the columns file, sheet, row, "
    "column and decision, the last being take or skip"
};

}  // namespace

Result<DecisionsByFile> read_decisions(std::string_view bytes) {
    const auto rows = TRY(read_filled(bytes, decision_heads, decisions_malformed));
    DecisionsByFile decisions;
    for (const auto& row : rows) {
        const auto& word = row.texts[of_decision];
        if (word.empty()) {
            continue;
        }
        if (word != "take" && word != "skip") {
            return fail(
                Errc::invalid, compose(decisions_malformed, { std::to_string(row.number) })
            );
        }
        const auto number = TRY(row_named(row, of_row, decisions_malformed));
        decisions[row.texts[of_file]].push_back({ .sheet = row.texts[of_sheet],
                                                  .row = number,
                                                  .column = row.texts[of_column],
                                                  .take = word == "take" });
    }
    return decisions;
}

std::string doubts_file_head() {
    return filled_head(doubt_heads);
}

void append_doubts(std::string& csv, const giving::PlannedImport& import) {
    const auto& plan = import.plan;
    std::size_t doubt = 0;
    for (const auto& gift : plan.gifts) {
        if (gift.state != exchange::GiftState::doubtful) {
            continue;
        }
        const auto column = exchange::column_name(gift.column);
        const std::array<TableValue, doubt_heads.size()> values {
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
