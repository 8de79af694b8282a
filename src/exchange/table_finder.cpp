#include "exchange/table_finder.hpp"

#include "base/limits.hpp"
#include "exchange/header_words.hpp"
#include "exchange/text_cleaning.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

constexpr std::size_t header_search_rows = 40;
constexpr std::size_t header_bytes_max = 90;  ///< thirty Chinese characters

/// A header cell and what its words mean.
struct HeaderCell {
    TableColumn column;
    HeaderMeaning meaning;
    std::string words;
};

std::vector<HeaderCell> header_cells(
    const Workbook& workbook, std::span<const Cell> row, std::span<const TargetField> fields
) {
    std::vector<HeaderCell> cells;
    for (const auto& cell : row) {
        const auto text = workbook.text_of(cell);
        HeaderCell header { { cell.column, clean_text(text), std::nullopt, 0 }, {}, {} };
        if (cell.kind == CellKind::text && header.column.header.size() <= header_bytes_max) {
            header.words = header_words(text);
            header.meaning = meaning_of_header(header.words, fields);
        }
        cells.push_back(std::move(header));
    }
    return cells;
}

/// How much a row looks like a header: distinct fields first, then known other words.
int header_score(const std::vector<HeaderCell>& cells, std::span<const TargetField> fields) {
    std::uint64_t seen = 0;
    int score = 0;
    for (const auto& cell : cells) {
        if (cell.meaning.field) {
            const auto bit = std::uint64_t { 1 } << (*cell.meaning.field % 64);
            const bool amount = fields[*cell.meaning.field].kind == FieldKind::amount;
            score += (seen & bit) != 0 ? 1 : (amount ? 30 : 10);
            score += cell.meaning.certainty >= 900 ? 2 : 0;
            seen |= bit;
        }
        score += cell.meaning.known_other ? 5 : 0;
    }
    return score;
}

std::optional<std::size_t> find_header_by_words(
    const Workbook& workbook, const Sheet& sheet, std::span<const TargetField> fields
) {
    constexpr int score_min = 20;  ///< two fields, or an amount
    std::optional<std::size_t> best;
    int best_score = score_min - 1;
    for (std::size_t i = 0; i < std::min(sheet.row_count(), header_search_rows); ++i) {
        const auto score = header_score(header_cells(workbook, sheet.row(i), fields), fields);
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}

bool is_number(const Workbook& workbook, const Cell& cell) {
    return cell.kind == CellKind::number
        || read_amount(clean_text(workbook.text_of(cell)), AmountUnit::yuan).has_value();
}

bool is_header_shaped(const Workbook& workbook, std::span<const Cell> row) {
    return row.size() >= 2 && std::ranges::all_of(row, [&](const Cell& cell) {
               return cell.kind == CellKind::text && cell.text.length <= header_bytes_max
                   && !is_number(workbook, cell) && !read_day(workbook.text_of(cell));
           });
}

/// A row of short texts right above a row that has a number under one of them.
std::optional<std::size_t> find_header_by_shape(const Workbook& workbook, const Sheet& sheet) {
    for (std::size_t i = 0; i + 1 < std::min(sheet.row_count(), header_search_rows); ++i) {
        if (!is_header_shaped(workbook, sheet.row(i))) {
            continue;
        }
        const bool above_number = std::ranges::any_of(sheet.row(i + 1), [&](const Cell& below) {
            const auto above = std::ranges::find(sheet.row(i), below.column, &Cell::column);
            return above != sheet.row(i).end() && is_number(workbook, below);
        });
        if (above_number) {
            return i;
        }
    }
    return std::nullopt;
}

/// Where the officer says the header is; nothing for "there is none".
std::optional<std::size_t> header_of_mapping(const Sheet& sheet, std::uint32_t header_row) {
    for (std::size_t i = 0; header_row > 0 && i < sheet.row_count(); ++i) {
        if (sheet.row(i).front().row == header_row - 1) {
            return i;
        }
    }
    return std::nullopt;
}

void read_title(const Workbook& workbook, const Cell& cell, Table& table) {
    const auto text = clean_text(workbook.text_of(cell));
    std::optional<FoundDay> day = find_day(text);
    if (cell.kind == CellKind::number && cell.use != NumberUse::plain) {
        if (const auto serial = day_of_serial(text, workbook.from_1904)) {
            const auto date = civil(*serial);
            day = FoundDay { date.year, date.month, date.day };
        }
    }
    // A later line with a year is more of a date than one without.
    if (day && (!table.title_day || day->year || !table.title_day->year)) {
        table.title_day = day;
    }
    if (cell.kind == CellKind::text) {
        if (const auto unit = unit_named_in(text); unit && text.contains("单位")) {
            table.unit = *unit;
        }
        if (const auto total = find_total(text)) {
            table.title_total = total;
        }
    }
    table.titles.push_back(text);
}

/// Of several columns that could be one field, those with the surest words stay.
void settle_fields(std::vector<HeaderCell>& cells, std::span<const TargetField> fields) {
    for (std::size_t field = 0; field < fields.size(); ++field) {
        const auto certainty = [&](const HeaderCell& cell) {
            return cell.meaning.field == field ? cell.meaning.certainty : 0;
        };
        const auto best = std::ranges::max_element(cells, {}, certainty);
        const auto words = best != cells.end() && certainty(*best) > 0 ? best->words : "";
        for (auto& cell : cells) {
            const bool same = cell.meaning.field == field && cell.words == words;
            cell.column.field = same ? std::optional { field } : cell.column.field;
        }
    }
}

/// The same header words again to the right begin a table beside the first. What stands beside
/// without an amount of its own is no table. In a known layout several columns are one text.
void number_blocks(
    std::vector<TableColumn>& columns, std::span<const TargetField> fields, bool layout = false
) {
    std::vector<bool> used(fields.size());
    std::uint16_t block = 0;
    for (auto& column : columns) {
        if (!column.field) {
            continue;
        }
        const bool again = used[*column.field];
        if (again && !(layout && fields[*column.field].kind == FieldKind::text)) {
            used.assign(fields.size(), false);
            ++block;
        }
        used[*column.field] = true;
        column.block = block;
    }
    for (std::uint16_t i = 1; i <= block; ++i) {
        const auto is_amount = [&](const TableColumn& column) {
            return column.block == i && column.field
                && fields[*column.field].kind == FieldKind::amount;
        };
        const bool table = std::ranges::any_of(columns, is_amount);
        for (auto& column : columns) {
            column.field = !table && column.block == i ? std::nullopt : column.field;
        }
    }
}

void warn_of_unread_columns(
    const std::vector<HeaderCell>& cells, std::span<const TargetField> fields, Table& table
) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto field = cells[i].meaning.field;
        if (field && !table.columns[i].field) {
            const auto name = column_name(cells[i].column.column);
            const auto label = fields[*field].label;
            table.warnings.emplace_back(
                compose(
                    { .zh = "{} 列也像“{}”，但没有读取。如有需要请改动对应关系。", .en = "" },
                    { name, label.zh }
                )
                    .zh,
                compose(
                    { .zh = "",
                      .en = "Column {} also looks like \"{}\" and is not read. Change "
                            "the mapping if it should be." },
                    { name, label.en }
                )
                    .en
            );
        }
    }
}

/// Takes the meanings of a known layout's columns; the first column of a field is the one, but
/// texts are all kept.
void apply_layout(
    const std::vector<std::string>& headings, std::span<const TargetField> fields, Table& table
) {
    std::vector<bool> taken(fields.size());
    for (auto& column : table.columns) {
        column.field.reset();
        column.block = 0;
    }
    for (const auto& known : table.layout->columns) {
        const auto at = std::ranges::find(headings, known.heading);
        const auto field = find_field(fields, known.field);
        const bool text = field && fields[*field].kind == FieldKind::text;
        if (at != headings.end() && field && (text || !taken[*field])) {
            table.columns[static_cast<std::size_t>(at - headings.begin())].field = field;
            taken[*field] = true;
        }
    }
    table.warnings.clear();
}

/// Looks whether the header is that of a statement that is known.
void find_layout(std::span<const TargetField> fields, Table& table) {
    std::vector<std::string> headings;
    headings.reserve(table.columns.size());
    for (const auto& column : table.columns) {
        headings.push_back(layout_heading(column.header));
    }
    table.layout = find_known_layout(headings);
    if (table.layout == nullptr) {
        return;
    }
    apply_layout(headings, fields, table);
    const auto at = std::ranges::find(headings, table.layout->direction);
    if (at != headings.end() && !table.layout->direction.empty()) {
        table.direction = table.columns[static_cast<std::size_t>(at - headings.begin())].column;
    }
}

/// Adds the columns that have data but no header cell, and takes the officer's meanings. What
/// names no column or field that there is means nothing.
void apply_mapping(const Mapping& mapping, std::span<const TargetField> fields, Table& table) {
    for (auto& column : table.columns) {
        column.field.reset();
        column.block = 0;
    }
    for (const auto& [number, field] : mapping.fields) {
        if (number >= limits::import_columns_max || field >= fields.size()) {
            continue;
        }
        const auto at = std::ranges::lower_bound(table.columns, number, {}, &TableColumn::column);
        if (at != table.columns.end() && at->column == number) {
            at->field = field;
        } else {
            table.columns.insert(at, { number, {}, field, 0 });
        }
    }
    table.unit = mapping.unit.value_or(table.unit);
    table.warnings.clear();
}

/// Without a header the columns are those of the first rows.
void columns_of_data(const Sheet& sheet, Table& table) {
    std::vector<bool> seen(limits::import_columns_max);
    for (std::size_t i = 0; i < std::min(sheet.row_count(), header_search_rows); ++i) {
        for (const auto& cell : sheet.row(i)) {
            seen[cell.column] = true;
        }
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (seen[i]) {
            table.columns.push_back({ static_cast<std::uint16_t>(i), {}, std::nullopt, 0 });
        }
    }
}

void read_header(
    const Workbook& workbook, const Sheet& sheet, std::span<const TargetField> fields, Table& table
) {
    for (std::size_t i = 0; i < *table.header; ++i) {
        for (const auto& cell : sheet.row(i)) {
            read_title(workbook, cell, table);
        }
    }
    auto cells = header_cells(workbook, sheet.row(*table.header), fields);
    settle_fields(cells, fields);
    for (const auto& cell : cells) {
        table.columns.push_back(cell.column);
        const bool amount
            = cell.column.field && fields[*cell.column.field].kind == FieldKind::amount;
        if (amount) {
            table.unit = unit_named_in(cell.column.header).value_or(table.unit);
            table.foreign_currency = foreign_currency_in(cell.column.header);
        }
    }
    number_blocks(table.columns, fields);
    warn_of_unread_columns(cells, fields, table);
    find_layout(fields, table);
    table.first_data = *table.header + 1;
}

}  // namespace

bool Table::has(FieldKind kind, std::span<const TargetField> fields) const {
    return std::ranges::any_of(columns, [&](const TableColumn& column) {
        return column.field && fields[*column.field].kind == kind;
    });
}

Table find_table(
    const Workbook& workbook,
    const Sheet& sheet,
    std::span<const TargetField> fields,
    const Mapping* mapping
) {
    Table table;
    if (mapping != nullptr && mapping->header_row) {
        table.header = header_of_mapping(sheet, *mapping->header_row);
    } else {
        table.header = find_header_by_words(workbook, sheet, fields);
        table.header = table.header ? table.header : find_header_by_shape(workbook, sheet);
    }
    if (table.header) {
        read_header(workbook, sheet, fields, table);
    } else {
        columns_of_data(sheet, table);
    }
    if (mapping != nullptr && !mapping->fields.empty()) {
        apply_mapping(*mapping, fields, table);
        number_blocks(table.columns, fields, table.layout != nullptr);
    }
    return table;
}

bool lists_goods(const Table& table) {
    bool item = false;
    bool quantity = false;
    for (const auto& column : table.columns) {
        const auto words = header_words(column.header);
        item = item || words.contains("品名") || words.contains("物资") || words.contains("物品")
            || words.contains("规格");
        quantity = quantity || words.contains("数量") || words.contains("计量单位");
    }
    return item && quantity;
}

std::string header_fingerprint(const Table& table) {
    std::string fingerprint;
    for (const auto& column : table.columns) {
        fingerprint += header_words(column.header);
        // Yuan is what a header without a unit means, so only other units tell tables apart.
        const auto unit = unit_named_in(column.header);
        fingerprint += unit && *unit != AmountUnit::yuan ? "*" : "";
        fingerprint += '|';
    }
    return fingerprint;
}

} // namespace boai::exchange
