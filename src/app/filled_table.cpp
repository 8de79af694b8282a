#include "app/filled_table.hpp"

#include "exchange/csv_writer.hpp"
#include "exchange/sheet.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/workbook_reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace boai::app {
namespace {

std::unexpected<Error> not_understood(Text malformed, std::uint32_t row) {
    return fail(Errc::invalid, compose(malformed, { std::to_string(row) }));
}

} // namespace

std::string filled_head(std::span<const std::string_view> heads) {
    std::string csv { exchange::csv_byte_order_mark };
    const std::vector<exchange::TableValue> values { heads.begin(), heads.end() };
    exchange::append_csv_row(csv, values);
    return csv;
}

Result<std::vector<FilledRow>>
read_filled(std::string_view bytes, std::span<const std::string_view> heads, Text malformed) {
    const auto workbook = TRY(exchange::read_workbook(bytes));
    const auto& sheet = workbook.sheets.front();
    const auto text_of
        = [&](const exchange::Cell& cell) { return exchange::clean_text(workbook.text_of(cell)); };
    std::vector<std::optional<std::uint16_t>> columns(heads.size());
    for (const auto& cell :
         sheet.row_count() == 0 ? std::span<const exchange::Cell> {} : sheet.row(0)) {
        const auto at = std::ranges::find(heads, text_of(cell));
        if (at != heads.end()) {
            columns[static_cast<std::size_t>(at - heads.begin())] = cell.column;
        }
    }
    if (std::ranges::any_of(columns, [](const auto& column) { return !column; })) {
        return not_understood(malformed, 1);
    }
    std::vector<FilledRow> rows;
    for (std::size_t i = 1; i < sheet.row_count(); ++i) {
        const auto cells = sheet.row(i);
        auto& row = rows.emplace_back(cells.front().row + 1, std::vector<std::string> {});
        for (const auto& column : columns) {
            const auto at = std::ranges::find(cells, *column, &exchange::Cell::column);
            row.texts.push_back(at == cells.end() ? std::string {} : text_of(*at));
        }
    }
    return rows;
}

Result<std::uint32_t> row_named(const FilledRow& row, std::size_t head, Text malformed) {
    const auto& text = row.texts[head];
    std::uint32_t named = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, named);
    if (error != std::errc {} || stop != end) {
        return not_understood(malformed, row.number);
    }
    return named;
}

} // namespace boai::app
