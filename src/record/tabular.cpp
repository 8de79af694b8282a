#include "record/tabular.hpp"

#include <algorithm>

namespace boai::record {
namespace {

constexpr Text id_heading { "编号", "Id" };
constexpr Text branch_heading { "机构", "Branch" };
constexpr Text entered_heading { "录入时间", "Entered at" };
constexpr Text yes_cell { "是", "Yes" };
constexpr Text no_cell { "否", "No" };

Cell text_cell(std::string text) {
    return text.empty() ? Cell {} : Cell { Cell::Type::text, 0, std::move(text) };
}

std::string choice_label(const FieldSpec& field, std::string_view word, Language language) {
    const auto at = std::ranges::find(field.choices, word, &Choice::value);
    return std::string { at == field.choices.end() ? word : at->label.in(language) };
}

std::string reference_text(const FieldSpec& field, std::int64_t number, const Labels& labels) {
    const Id id { number };
    const auto* label = labels.find(field, id);
    return label == nullptr ? to_string(id) : *label;
}

Cell cell_of(
    const TableStyle& style, const FieldSpec& field, const Loaded& row, const Labels& labels
) {
    const auto value = field.get(row.value.get());
    if (value.is_empty()) {
        return {};
    }
    if (!field.choices.empty()) {
        return text_cell(choice_label(field, value.text(), style.language));
    }
    if (!field.options.references.empty()) {
        return text_cell(reference_text(field, value.number(), labels));
    }
    // Each kind has its own way into a spreadsheet; the rest is text as the kind writes it.
    if (field.kind == &amount_kind) {
        return { Cell::Type::amount, value.number(), {} };
    }
    if (field.kind == &integer_kind) {
        return { Cell::Type::number, value.number(), {} };
    }
    if (field.kind == &day_kind) {
        return { Cell::Type::day, value.number(), {} };
    }
    if (field.kind == &instant_kind) {
        return text_cell(local_text({ value.number() }));
    }
    if (field.kind == &flag_kind) {
        return text_cell(std::string {
            (value.number() != 0 ? yes_cell : no_cell).in(style.language) });
    }
    return text_cell(shown_text(field, row.value.get(), style.show));
}

} // namespace

std::vector<std::string> headings(const TableStyle& style) {
    std::vector<std::string> all { std::string { id_heading.in(style.language) },
                                   std::string { branch_heading.in(style.language) } };
    for (const auto& field : style.type.fields) {
        all.emplace_back(field.options.label.in(style.language));
    }
    all.emplace_back(entered_heading.in(style.language));
    return all;
}

std::vector<Cell> cells_of(const TableStyle& style, const Loaded& row, const Labels& labels) {
    const auto* branch = style.branches.find(row.head.branch);
    std::vector<Cell> cells;
    cells.reserve(style.type.fields.size() + 3);
    cells.push_back(text_cell(to_string(row.head.id)));
    cells.push_back(text_cell(
        branch == nullptr ? to_string(row.head.branch)
                          : (style.language == Language::zh ? branch->name_zh : branch->name_en)
    ));
    const auto& type = style.type;
    for (const auto& field : type.fields) {
        if (type.label != nullptr && field.name == type.label_field) {
            const auto code = branch == nullptr ? std::string_view {} : branch->code;
            cells.push_back(text_cell(type.label(code, row.value.get())));
            continue;
        }
        cells.push_back(cell_of(style, field, row, labels));
    }
    cells.push_back(text_cell(local_text(row.head.created_at)));
    return cells;
}

} // namespace boai::record
