#include "exchange/goods_plan.hpp"

#include "exchange/header_words.hpp"
#include "exchange/merged_columns.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/total_label.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

/// The fields in the order of goods_fields().
enum GoodsField : std::uint8_t {
    donor,
    item,
    specification,
    unit,
    quantity,
    value,
    day,
    lot,
    expires_on,
    note,
    field_count,
};

/// One mapped column with its vertical merges and the cell it shows in the present row.
struct Column {
    std::uint16_t number = 0;
    MergedColumn merges;
    const Cell* shown = nullptr;
    bool is_own = false; ///< the cell stands in this row, and is not merged from above
};

bool is_blank(std::string_view text) {
    return text.empty() || text == "-" || text == "/" || text == "—" || text == "无";
}

/// Reads the rows of one sheet's table.
class SheetReading {
public:
    SheetReading(
        const Workbook& workbook,
        const Sheet& sheet,
        const Table& table,
        const GoodsPlanRequest& request,
        GoodsPlan& plan
    )
        : workbook_(workbook)
        , sheet_(sheet)
        , table_(table)
        , request_(request)
        , plan_(plan) {
        for (const auto& column : table.columns) {
            auto& place = places_[column.field.value_or(field_count)];
            if (column.field && !place) {
                place = columns_.size();
                columns_.push_back({ column.column, MergedColumn { sheet, column.column } });
            }
        }
    }

    void read(std::uint16_t sheet, std::optional<Day> sheet_day) {
        number_ = sheet;
        day_ = sheet_day;
        for (auto i = table_.first_data; i < sheet_.row_count(); ++i) {
            read_row(sheet_.row(i));
        }
    }

private:
    [[nodiscard]] const Column* column_of(GoodsField field) const {
        const auto& place = places_[field];
        return place ? &columns_[*place] : nullptr;
    }

    [[nodiscard]] const Cell* cell_of(GoodsField field) const {
        const auto* const column = column_of(field);
        return column == nullptr ? nullptr : column->shown;
    }

    [[nodiscard]] std::string text_of(GoodsField field) const {
        const auto* const cell = cell_of(field);
        auto text = cell == nullptr ? std::string {} : clean_text(workbook_.text_of(*cell));
        return is_blank(text) ? std::string {} : text;
    }

    /// Puts into each column what it shows in this row: its own cell, or the one merged over it.
    void show(std::span<const Cell> row) {
        for (auto& column : columns_) {
            const auto own = std::ranges::find(row, column.number, &Cell::column);
            const auto owner = column.merges.owner_of(row.front().row);
            column.is_own = own != row.end();
            if (column.is_own) {
                column.shown = &*own;
            } else if (!owner || column.shown == nullptr || column.shown->row != *owner) {
                column.shown = nullptr;
            }
        }
        // A merged quantity counts once.
        if (const auto& place = places_[quantity]; place && !columns_[*place].is_own) {
            columns_[*place].shown = nullptr;
        }
    }

    void read_row(std::span<const Cell> row) {
        show(row);
        row_ = row.front().row + 1;
        const auto what = text_of(item);
        const auto count = text_of(quantity);
        const bool is_total = std::ranges::any_of(row, [&](const Cell& cell) {
            return read_total_label(clean_text(workbook_.text_of(cell))).has_value();
        });
        if (is_total || (what.empty() && count.empty())) {
            add_footer(row);
            return;
        }
        plan_.sheets[number_].rows += 1;
        const auto answer = request_.answers.find({ plan_.sheets[number_].index, row_ });
        const bool is_answered = answer != request_.answers.end();
        if (is_answered && answer->second.empty()) {
            return;
        }
        if (what.empty()) {
            ask(item, Text { "没有写品名", "no item is named" });
            return;
        }
        if (cell_of(donor) == nullptr && !is_answered) {
            ask(donor,
                Text { "没有写捐赠人，也不在合并单元格内；请补上，或不导入该行",
                       "no donor stands here and no merged cell covers the row; add one, or leave "
                       "the row out" });
            return;
        }
        auto reading = is_answered ? read_answer(answer->second, text_of(unit))
                                   : read_quantity(count, text_of(unit));
        if (reading.question) {
            ask(quantity, std::move(*reading.question), std::move(reading.readings));
            return;
        }
        add_lines(what, reading.parts);
    }

    void add_footer(std::span<const Cell> row) {
        std::string text;
        for (const auto& cell : row) {
            const auto part = clean_text(workbook_.text_of(cell));
            text += (text.empty() || part.empty() ? "" : " ") + part;
        }
        if (!text.empty()) {
            plan_.sheets[number_].footers.push_back({ row_, std::move(text) });
        }
    }

    void ask(GoodsField field, Message reason, std::vector<std::string> readings = {}) {
        const auto* const column = column_of(field);
        plan_.questions.push_back(
            { { .sheet = number_,
                .row = row_,
                .column = column == nullptr ? std::nullopt : std::optional { column->number },
                .reason = std::move(reason),
                .existing = text_of(item) },
              text_of(quantity),
              std::move(readings) }
        );
    }

    [[nodiscard]] std::optional<Day> day_of_cell(GoodsField field) const {
        const auto* const cell = cell_of(field);
        if (cell == nullptr) {
            return std::nullopt;
        }
        const auto text = clean_text(workbook_.text_of(*cell));
        const bool is_serial = cell->kind == CellKind::number && cell->use != NumberUse::plain;
        return is_serial ? day_of_serial(text, workbook_.from_1904) : read_day(text);
    }

    /// The lines of a row, in the gift whose donor's cell the row shows.
    void add_lines(const std::string& what, const std::vector<Quantity>& parts) {
        for (const auto& part : parts) {
            auto& gift = gift_of_row();
            gift.lines.push_back({ .row = row_,
                                   .item = part.item.empty() ? what : part.item,
                                   .specification = text_of(specification),
                                   .quantity = part.number,
                                   .unit = part.unit,
                                   .lot = text_of(lot),
                                   .expires_on = day_of_cell(expires_on) });
        }
    }

    PlannedGoods& gift_of_row() {
        const auto* const cell = cell_of(donor);
        const auto row_day = day_of_cell(day);
        const auto its_day = row_day ? row_day : day_;
        const bool is_same_donor = !plan_.gifts.empty() && plan_.gifts.back().sheet == number_
            && cell != nullptr && donor_cell_ != nullptr
            && (cell == donor_cell_ || text_of(donor) == plan_.gifts.back().donor_name);
        const bool continues = is_same_donor && plan_.gifts.back().day == its_day
            && (request_.lines_max == 0 || plan_.gifts.back().lines.size() < request_.lines_max);
        donor_cell_ = cell;
        if (!continues) {
            plan_.gifts.push_back({ .sheet = number_,
                                    .row = row_,
                                    .donor_name = text_of(donor),
                                    .day = its_day,
                                    .note = text_of(note) });
        }
        return plan_.gifts.back();
    }

    const Workbook& workbook_;
    const Sheet& sheet_;
    const Table& table_;
    const GoodsPlanRequest& request_;
    GoodsPlan& plan_;
    std::array<std::optional<std::size_t>, field_count + 1> places_ {};
    std::vector<Column> columns_;
    std::uint16_t number_ = 0;
    std::uint32_t row_ = 0;
    std::optional<Day> day_;
    const Cell* donor_cell_ = nullptr;
};

/// A list of what was given to others, by its heading or title.
bool is_given_out(const Table& table) {
    const bool has_receiver = std::ranges::any_of(table.columns, [](const TableColumn& column) {
        const auto words = header_words(column.header);
        return words.contains("接收单位") || words.contains("领用") || words.contains("受赠单位");
    });
    const bool is_titled = std::ranges::any_of(table.titles, [](const std::string& title) {
        return title.contains("发放") || title.contains("出库") || title.contains("分配");
    });
    return has_receiver || is_titled;
}

bool has_field(const Table& table, GoodsField field) {
    return std::ranges::any_of(table.columns, [&](const TableColumn& column) {
        return column.field == std::size_t { field };
    });
}

std::optional<Message> problem_of(const Table& table) {
    const auto fields = goods_fields();
    if (is_given_out(table) && !has_field(table, donor)) {
        return Text { "这是发放物资的清单，不是收到的捐赠",
                      "this is a list of goods given out and not of gifts" };
    }
    for (const auto field : { donor, item, quantity }) {
        if (!has_field(table, field)) {
            const auto label = fields[field].label;
            return Message { compose({ "没有找到“{}”列", "" }, { label.zh }).zh,
                             compose({ "", "no column \"{}\" was found" }, { label.en }).en };
        }
    }
    return std::nullopt;
}

/// What the sheet is read by: the officer's choice, a profile, or nothing but its own words.
std::optional<Mapping> mapping_of_sheet(
    const Workbook& workbook,
    const Sheet& sheet,
    std::size_t index,
    const GoodsPlanRequest& request,
    std::string& profile_name
) {
    const auto chosen = std::ranges::find(request.choices, index, &SheetChoice::index);
    if (chosen != request.choices.end()) {
        return chosen->mapping;
    }
    const auto found = find_table(workbook, sheet, goods_fields(), nullptr);
    const auto* const profile = choose_profile(request.profiles, found);
    if (profile == nullptr) {
        return std::nullopt;
    }
    profile_name = profile->name;
    return mapping_of(*profile, goods_fields());
}

std::optional<Day> day_of_sheet(const Table& table, const GoodsPlanRequest& request) {
    if (request.day) {
        return request.day;
    }
    const auto in_name = find_day(clean_text(request.file_name));
    if (table.title_day) {
        return table.title_day->completed_by(in_name).resolve(request.today);
    }
    return in_name ? in_name->resolve(request.today) : std::nullopt;
}

void plan_sheet(
    const Workbook& workbook, std::size_t index, const GoodsPlanRequest& request, GoodsPlan& plan
) {
    const auto& sheet = workbook.sheets[index];
    GoodsSheet planned { .index = index, .name = sheet.name };
    const auto mapping = mapping_of_sheet(workbook, sheet, index, request, planned.profile);
    const auto table = find_table(workbook, sheet, goods_fields(), mapping ? &*mapping : nullptr);
    planned.title = table.titles.empty() ? std::string {} : table.titles.front();
    planned.columns = table.columns;
    planned.day = day_of_sheet(table, request);
    if (table.header) {
        planned.header_row = sheet.row(*table.header).front().row + 1;
    }
    planned.problem = problem_of(table);
    const bool is_read = !planned.problem;
    plan.sheets.push_back(std::move(planned));
    plan.warnings.insert(plan.warnings.end(), table.warnings.begin(), table.warnings.end());
    if (is_read && has_field(table, value)) {
        plan.warnings.emplace_back(Text {
            "价值列没有读取：价值须有发票或公允价值证明，请登记后逐行填写",
            "the column of values is not read: a value needs an invoice or a proof of fair value; "
            "enter it with the line" });
    }
    if (is_read) {
        const auto number = static_cast<std::uint16_t>(plan.sheets.size() - 1);
        SheetReading { workbook, sheet, table, request, plan }.read(number, plan.sheets.back().day);
    }
}

} // namespace

bool is_goods_list(const Workbook& workbook) {
    bool has_goods = false;
    for (const auto& sheet : workbook.sheets) {
        if (sheet.row_count() == 0) {
            continue;
        }
        const auto table = find_table(workbook, sheet, gift_fields(), nullptr);
        if (lists_goods(table)) {
            has_goods = true;
        } else if (table.has(FieldKind::amount, gift_fields())) {
            return false;
        }
    }
    return has_goods;
}

GoodsPlan
plan_goods(const Workbook& workbook, std::string file_hash, const GoodsPlanRequest& request) {
    GoodsPlan plan { .file_hash = std::move(file_hash) };
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        if (workbook.sheets[i].row_count() > 0) {
            plan_sheet(workbook, i, request, plan);
        }
    }
    return plan;
}

} // namespace boai::exchange
