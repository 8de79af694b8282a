#include "exchange/gift_draft.hpp"

#include "exchange/text_cleaning.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

const Text not_positive {
    .zh = "金额应大于零。退款请在系统内登记。",
    .en = "The amount must be above zero. Enter refunds in the book itself.",
};
const Text not_a_day {
    .zh = "这里不是日期。请写成 2020-01-29 的样子。",
    .en = "This is no day. Write it like 2020-01-29.",
};

}  // namespace

void GiftDraft::clear() {
    amount = day = donor = reference = nullptr;
    texts.clear();
}

bool GiftDraft::any() const {
    return amount != nullptr || day != nullptr || donor != nullptr || reference != nullptr
        || !texts.empty();
}

bool GiftDraft::is_gift_of_its_own() const {
    return amount != nullptr && (donor != nullptr || reference != nullptr);
}

std::string_view GiftReader::clean(const Cell& cell) {
    clean_text_into(workbook_.text_of(cell), cleaned_);
    // WeChat's statements guard every cell from spreadsheets with this mark.
    cleaned_.erase(0, std::min(cleaned_.find_first_not_of('`'), cleaned_.size()));
    return cleaned_;
}

bool GiftReader::is_dash(const Cell& cell) {
    const auto text = clean(cell);
    return text.empty() || text == "-" || text == "/" || text == "--" || text == "—";
}

std::optional<CellFault>
GiftReader::read(const GiftDraft& draft, std::optional<Day> section_day, PlannedGift& gift) {
    const auto amount = read_amount(clean(*draft.amount), unit_);
    if (!amount) {
        return CellFault { draft.amount->column, amount.error().message };
    }
    if (amount->fen <= 0) {
        return CellFault { draft.amount->column, not_positive };
    }
    gift.amount = *amount;
    gift.day = section_day;
    if (draft.day != nullptr && !read_day_cell(*draft.day, gift.day)) {
        return CellFault { draft.day->column, not_a_day };
    }
    if (draft.donor != nullptr) {
        gift.donor_name = clean(*draft.donor);
    }
    if (draft.reference != nullptr) {
        read_reference(*draft.reference, gift.reference);
    }
    for (const auto& [field, cell] : draft.texts) {
        if (const auto text = clean(*cell); !text.empty()) {
            gift.texts.push_back({ field, std::string { text } });
        }
    }
    return std::nullopt;
}

    /// A time of day alone leaves the day to the sheet. False when the cell is something else.
bool GiftReader::read_day_cell(const Cell& cell, std::optional<Day>& day) {
    if (cell.use == NumberUse::time || is_dash(cell)) {
        return true;
    }
    const auto text = clean(cell);
    if (is_time_of_day(text)) {
        return true;
    }
    auto own = read_day(text);
    if (!own && cell.kind == CellKind::number) {
        own = day_of_serial(text, workbook_.from_1904);
    }
    day = own ? own : day;
    return own.has_value();
}

    /// Numbers beyond 15 digits lose their end when a spreadsheet keeps them as numbers; they
    /// cannot tell payments apart any more.
void GiftReader::read_reference(const Cell& cell, std::string& reference) {
    constexpr std::size_t exact_digits = 15;
    reference = clean(cell);
    std::erase(reference, ' ');
    while (reference.starts_with('`') || reference.starts_with('\'')) {
        reference.erase(0, 1);
    }
    const bool number = cell.kind == CellKind::number;
    if (number && (reference.size() > exact_digits || reference.contains('E'))) {
        reference.clear();
        rounded_references_ += 1;
    }
    if (reference == "-" || reference == "/") {
        reference.clear();
    }
}

}  // namespace boai::exchange
