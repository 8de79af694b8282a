#include "modules/giving/paper/receipt_document.hpp"

#include "modules/giving/paper/goods_list.hpp"
#include "modules/giving/paper/paper_text.hpp"
#include "modules/giving/paper/typesetter.hpp"
#include "text/capital_amount.hpp"

#include <algorithm>
#include <vector>

namespace boai::giving {
namespace {

using documents::Align;
using documents::Face;
using documents::Ink;
using documents::Pdf;
using documents::TextStyle;

constexpr TextStyle plain { .size = 100 };
constexpr TextStyle strong { .size = 120, .bold = true };
constexpr TextStyle note { .size = 65, .ink = Ink::grey };
constexpr TextStyle heading { .face = Face::serif, .size = 200, .bold = true, .ink = Ink::sea };

/// One field of the receipt.
struct Entry {
    Text label;
    Message value;
    TextStyle style = plain;
};

Message same(const std::string& words) {
    return { words, words };
}

std::string figures(Money amount) {
    return "￥" + grouped(amount);
}

Message donor_of(const ReceiptContent& content) {
    if (content.is_donor_erased) {
        return paper_text::erased;
    }
    return content.donor.empty() ? Message { paper_text::nameless } : same(content.donor);
}

Message purpose_of(const ReceiptContent& content) {
    return content.purpose.empty() ? Message { paper_text::unrestricted } : same(content.purpose);
}

bool lacks_a_price(const ReceiptContent& content) {
    return std::ranges::any_of(content.goods, [](const auto& one) { return !one.value; });
}

/// What is said below the fields, the most important first.
std::vector<Text> notes_of(const ReceiptContent& content) {
    std::vector<Text> notes { content.is_public_copy ? paper_text::public_copy
                                                     : paper_text::own_link,
                              paper_text::tax };
    if (lacks_a_price(content)) {
        notes.insert(notes.begin(), paper_text::no_price);
    }
    return notes;
}

Message kind_of(const ReceiptContent& content) {
    return content.is_of_goods()
        ? compose(paper_text::goods_lines, { std::to_string(content.goods.size()) })
        : Message { paper_text::money };
}

/// Why the paper does not hold; nothing when it does.
std::optional<Message> fault_of(const ReceiptContent& content) {
    switch (content.standing) {
    case Standing::stands:
        return {};
    case Standing::voided:
        return content.replaced_by.empty() ? Message { paper_text::not_replaced }
                                           : compose(paper_text::replaced, { content.replaced_by });
    case Standing::reversed:
        return paper_text::reversed_note;
    }
    return {};
}

/// Says across the paper that it does not hold.
void stamp(Typesetter& set, const ReceiptContent& content, int x, int y, int size) {
    if (content.standing == Standing::stands) {
        return;
    }
    const auto words
        = content.standing == Standing::voided ? paper_text::voided : paper_text::reversed;
    const TextStyle style { .size = size, .bold = true, .ink = Ink::warning, .spacing = 40 };
    set.pdf().stamp(x, y, style, set.is_both() ? words.zh : words.in(set.first()));
}

// --- The sheet

constexpr int margin = 120;
constexpr int inner = documents::a5_landscape.width - 2 * margin;
constexpr int qr_size = 330;
constexpr int gutter = 50;
constexpr int table_width = inner - qr_size - gutter;
constexpr int foot_top = 1130;

/// Two fields beside each other; `right` may have no label. The height.
int pair(Typesetter& set, int y, int left_width, const Entry& left, const Entry& right) {
    const int gap = 30;
    const int height
        = set.cell({ margin, y, left_width - gap }, left.label, left.style, left.value);
    if (right.label.zh.empty()) {
        return height;
    }
    const documents::Place place { margin + left_width, y, table_width - left_width };
    return std::max(height, set.cell(place, right.label, right.style, right.value));
}

/// Name, title and number. The line below which the fields stand.
Result<int> sheet_head(Typesetter& set, const ReceiptContent& content, std::string_view lockup) {
    auto& pdf = set.pdf();
    constexpr int top = 90;
    constexpr int side = 600;
    if (!lockup.empty()) {
        TRY(pdf.picture({ margin, top, side - 100 }, 170, lockup));
    } else {
        const TextStyle name { .face = Face::serif, .size = 110, .bold = true };
        set.beneath({ margin, top + 20, side - 60 }, name, content.organisation);
    }
    TextStyle title = heading;
    title.align = Align::centre;
    title.spacing = set.first() == Language::zh ? 30 : 0;
    const int high = set.beneath(
        { margin + side - 50, top, inner - 2 * side + 100 }, title, paper_text::receipt
    );
    const int right = margin + inner - side + 60;
    TextStyle small = note;
    small.align = Align::right;
    pdf.text({ right, top + 20, side - 60 }, small, set.beside(paper_text::number));
    TextStyle number = strong;
    number.align = Align::right;
    pdf.text({ right, top + 55, side - 60 }, number, content.number);
    const int line = top + std::max(high, 190) + 15;
    pdf.rule({ margin, line, inner }, 60, Ink::sea);
    return line + 40;
}

/// The fields. The line below them.
int sheet_fields(Typesetter& set, const ReceiptContent& content, int y) {
    constexpr int half = table_width / 2;
    const Entry nothing {};
    const Entry refunded { paper_text::refunded, same(figures(content.refunded)) };
    const auto row = [&](int width, const Entry& left, const Entry& right) {
        y += pair(set, y, width, left, right) + 14;
        set.pdf().rule({ margin, y, table_width }, 15, Ink::hairline);
        y += 16;
    };
    constexpr int most = table_width * 3 / 5;
    const Entry day { paper_text::day, same(to_string(content.day)) };
    const Entry donor { paper_text::donor, donor_of(content), strong };
    const Entry purpose { paper_text::purpose, purpose_of(content) };
    const Entry kind { paper_text::kind, kind_of(content) };
    // Goods need the room for their list.
    const bool is_of_goods = content.is_of_goods();
    row(is_of_goods ? most : table_width, donor, is_of_goods ? day : nothing);
    if (content.amount.fen != 0) {
        const auto label = is_of_goods ? paper_text::proved_value : paper_text::in_figures;
        row(most,
            { paper_text::in_capitals, same(text::capital_amount(content.amount)) },
            { label, same(figures(content.amount)), strong });
    }
    row(half, kind, is_of_goods ? purpose : Entry { paper_text::channel, same(content.channel) });
    if (!is_of_goods) {
        row(half, purpose, day);
    } else if (!content.recipient.empty()) {
        row(table_width, { paper_text::recipient, same(content.recipient) }, nothing);
    }
    if (content.refunded.fen != 0) {
        row(table_width, refunded, nothing);
    }
    return y;
}

Result<void> sheet_qr(Typesetter& set, const ReceiptContent& content, int y) {
    const int x = margin + inner - qr_size;
    TRY(set.pdf().qr(x, y, qr_size, content.link));
    TextStyle caption = note;
    caption.align = Align::centre;
    set.beneath({ x, y + qr_size, qr_size }, caption, paper_text::scan);
    return {};
}

/// Who received it, who handled it, when it was issued: at the foot of the sheet.
void sheet_foot(Typesetter& set, const ReceiptContent& content) {
    constexpr int foot = foot_top;
    auto& pdf = set.pdf();
    const int third = inner / 3;
    set.cell({ margin, foot, third + 150 }, paper_text::organisation, plain, content.organisation);
    set.cell(
        { margin + third + 200, foot, third - 150 },
        paper_text::handler,
        plain,
        same(content.handler)
    );
    set.cell(
        { margin + 2 * third + 100, foot, third - 100 },
        paper_text::issued_on,
        plain,
        same(to_string(content.issued_on))
    );
    int y = foot + 160;
    pdf.rule({ margin, y, inner }, 15, Ink::hairline);
    y += 15;
    for (const auto& words : notes_of(content)) {
        y += pdf.text({ margin, y, inner }, note, set.beside(words));
    }
}

Result<void> sheet(Typesetter& set, const ReceiptContent& content, const PaperStyle& style) {
    set.pdf().add_page(documents::a5_landscape);
    const int fields = TRY(sheet_head(set, content, style.lockup));
    TRY(sheet_qr(set, content, fields));
    int below = sheet_fields(set, content, fields);
    if (const auto fault = fault_of(content)) {
        const TextStyle words { .size = 100, .bold = true, .ink = Ink::warning };
        below += set.beneath({ margin, below, table_width }, words, *fault);
    }
    std::size_t listed = 0;
    if (content.is_of_goods()) {
        listed = append_goods(set, content, 0, { { margin, below, table_width }, foot_top - 20 });
    }
    sheet_foot(set, content);
    stamp(set, content, documents::a5_landscape.width / 2, 640, 520);
    for (auto first = listed; first < content.goods.size();) {
        first = add_goods_page(set, content, first);
        stamp(set, content, documents::a5_landscape.width / 2, 640, 520);
    }
    return {};
}

// --- The roll

/// What was given, behind its kind.
void insert_property(const ReceiptContent& content, std::vector<Entry>& entries) {
    std::vector<Entry> property;
    if (content.is_of_goods()) {
        property.push_back({ paper_text::item, same(goods_text(content)) });
    }
    if (content.amount.fen != 0) {
        const auto label
            = content.is_of_goods() ? paper_text::proved_value : paper_text::in_figures;
        property.push_back({ paper_text::in_capitals, same(text::capital_amount(content.amount)) });
        property.push_back({ label, same(figures(content.amount)), strong });
    }
    if (content.refunded.fen != 0) {
        property.push_back({ paper_text::refunded, same(figures(content.refunded)), strong });
    }
    if (!content.recipient.empty()) {
        property.push_back({ paper_text::recipient, same(content.recipient) });
    }
    const auto behind_kind = entries.begin() + 3;
    entries.insert(behind_kind, property.begin(), property.end());
}

/// Everything below each other; the length it takes. Draws nothing that depends on the length.
Result<int> roll_column(
    Typesetter& set, const ReceiptContent& content, const PaperStyle& style, documents::Place column
) {
    auto& pdf = set.pdf();
    int& y = column.y;
    if (!style.lockup.empty()) {
        TRY(pdf.picture(column, 140, style.lockup, Align::centre));
        y += 160;
    }
    const TextStyle name { .face = Face::serif, .size = 100, .bold = true, .align = Align::centre };
    y += set.beneath(column, name, content.organisation) + 10;
    TextStyle title = heading;
    title.size = 150;
    title.align = Align::centre;
    y += set.beneath(column, title, paper_text::receipt) + 10;
    if (const auto fault = fault_of(content)) {
        const TextStyle words { .size = 95, .bold = true, .ink = Ink::warning };
        y += set.beneath(column, words, *fault) + 10;
    }
    std::vector<Entry> entries {
        { paper_text::number, same(content.number), strong },
        { paper_text::donor, donor_of(content), strong },
        { paper_text::kind, kind_of(content) },
        { paper_text::purpose, purpose_of(content) },
        { paper_text::channel, same(content.channel) },
        { paper_text::day, same(to_string(content.day)) },
        { paper_text::organisation, content.organisation },
        { paper_text::handler, same(content.handler) },
        { paper_text::issued_on, same(to_string(content.issued_on)) },
    };
    insert_property(content, entries);
    std::erase_if(entries, [](const Entry& entry) { return entry.value.zh.empty(); });
    pdf.rule(column, 30, Ink::black);
    y += 14;
    for (const auto& [label, value, look] : entries) {
        y += set.cell(column, label, look, value) + 12;
    }
    pdf.rule(column, 30, Ink::black);
    y += 14;
    return y;
}

Result<int> roll_tail(Typesetter& set, const ReceiptContent& content, documents::Place column) {
    auto& pdf = set.pdf();
    int& y = column.y;
    const int size = std::min(column.width, 360);
    TRY(pdf.qr(column.x + (column.width - size) / 2, y, size, content.link));
    y += size;
    TextStyle caption = note;
    caption.align = Align::centre;
    y += set.beneath(column, caption, paper_text::scan) + 10;
    for (const auto& words : notes_of(content)) {
        y += set.beneath(column, note, words) + 4;
    }
    return y + 60;
}

Result<void> roll(Typesetter& set, const ReceiptContent& content, const PaperStyle& style) {
    const bool is_wide = style.paper == Paper::roll_80mm;
    const int width = is_wide ? 800 : 580;
    const int edge = is_wide ? 40 : 50;
    const documents::Place column { edge, 50, width - 2 * edge };
    const auto draw = [&](Typesetter& to) -> Result<int> {
        documents::Place tail = column;
        tail.y = TRY(roll_column(to, content, style, column));
        return roll_tail(to, content, tail);
    };
    // Once on paper that is thrown away, to know the length.
    auto trial = TRY(Pdf::create({ .made = style.made }));
    trial.add_page({ width, 10'000 });
    Typesetter measuring { trial, style.languages };
    const int length = TRY(draw(measuring));
    set.pdf().add_page({ width, length });
    TRY(draw(set));
    stamp(set, content, width / 2, length * 2 / 5, is_wide ? 300 : 210);
    return {};
}

documents::PdfInfo info_of(const ReceiptContent& content, const PaperStyle& style) {
    const auto language = style.languages == Languages::en ? Language::en : Language::zh;
    return { .title = std::string { paper_text::receipt.in(language) } + " " + content.number,
             .author = content.organisation.in(language),
             .language = language,
             .made = style.made };
}

} // namespace

std::optional<Paper> parse_paper(std::string_view word) {
    if (word == "a5") {
        return Paper::a5;
    }
    if (word == "80mm") {
        return Paper::roll_80mm;
    }
    return word == "58mm" ? std::optional { Paper::roll_58mm } : std::nullopt;
}

Result<std::string>
receipts_pdf(std::span<const ReceiptContent> receipts, const PaperStyle& style) {
    if (receipts.empty()) {
        return fail(Errc::not_found, Text { "没有可打印的票据", "there is no receipt to print" });
    }
    auto pdf = TRY(Pdf::create(info_of(receipts.front(), style)));
    Typesetter set { pdf, style.languages };
    for (const auto& content : receipts) {
        TRY(style.paper == Paper::a5 ? sheet(set, content, style) : roll(set, content, style));
    }
    return pdf.finish();
}

} // namespace boai::giving
