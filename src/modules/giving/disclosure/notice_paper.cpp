#include "modules/giving/disclosure/notice_paper.hpp"

#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/portal_text.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

namespace say = portal_text;
namespace word = notice_words;
using documents::Align;
using documents::Face;
using documents::Ink;
using documents::TextStyle;

// In tenths of a millimetre.
constexpr int page_margin = 100;
constexpr int inner_width = documents::a4_portrait.width - 2 * page_margin;
constexpr int rows_top = 245;
constexpr int row_step = 54;
constexpr int footer_y = documents::a4_portrait.height - 120;
constexpr std::size_t rows_per_page = 46;
/// Written between two pieces of the file.
constexpr std::size_t pages_at_once = 16;

constexpr TextStyle row_style { .size = 75 };
constexpr TextStyle amount_style { .size = 75, .align = Align::right };
constexpr TextStyle head_style { .size = 75, .bold = true, .ink = Ink::sea };
constexpr TextStyle title_style {
    .face = Face::serif, .size = 180, .bold = true, .align = Align::centre, .ink = Ink::sea
};

std::string item_or_title(const NoticeLine& line) {
    if (line.item.empty()) {
        return std::string { line.title } + (line.other.empty() ? "" : " → ")
            + std::string { line.other };
    }
    std::string text { line.item };
    if (!line.specification.empty()) {
        text.append(" ").append(line.specification);
    }
    return text + " " + std::to_string(line.quantity) + " " + std::string { line.unit };
}

struct PaperColumn {
    Text heading;
    int width = 0;
    bool is_amount = false;
    std::string (*text)(const NoticeLine& line) = nullptr;
};

constexpr PaperColumn paper_columns[] = {
    { word::place, 120, false, [](const NoticeLine& line) { return std::to_string(line.number); } },
    { say::day, 165, false, [](const NoticeLine& line) { return to_string(line.day); } },
    { word::kind, 170, false, [](const NoticeLine& line) { return std::string { line.kind }; } },
    { say::donor, 330, false, [](const NoticeLine& line) { return std::string { line.donor }; } },
    { word::amount_or_value,
      260,
      true,
      [](const NoticeLine& line) { return line.amount ? grouped(*line.amount) : std::string {}; } },
    { word::goods_or_use, 335, false, item_or_title },
    { say::purpose,
      260,
      false,
      [](const NoticeLine& line) {
          return std::string { line.campaign.empty() ? line.purpose : line.campaign };
      } },
    { say::branch, 260, false, [](const NoticeLine& line) { return std::string { line.branch }; } },
};

constexpr int column_gap = 12;

constexpr int width_of_columns() {
    int width = 0;
    for (const auto& column : paper_columns) {
        width += column.width;
    }
    return width;
}

static_assert(width_of_columns() == inner_width);

/// Of the purpose or kind in a table of sums.
constexpr int name_width = 300;

/// What a table of sums has for certain, whatever stands above it.
int room_of(const NoticeSums& sums) {
    constexpr int rows_max = 8;
    constexpr int beside_rows = 5; // title, headings, and the rule with the space below it
    return (std::min(static_cast<int>(sums.rows.size()), rows_max) + beside_rows) * row_step;
}

std::size_t pages_of_rows(std::size_t rows) {
    return (rows + rows_per_page - 1) / rows_per_page;
}

} // namespace

NoticePaper::NoticePaper(const NoticeTable& table, NoticePaperInfo info, documents::Pdf pdf)
    : table_(&table)
    , info_(std::move(info))
    , pdf_(std::move(pdf))
    , pages_(1 + pages_of_rows(table.size())) { }

Result<NoticePaper> NoticePaper::create(const NoticeTable& table, NoticePaperInfo info) {
    auto pdf
        = TRY(documents::Pdf::create({ .title = info.society + " "
                                           + std::string { word::one_title.in(table.language()) }
                                           + " " + table.issue(),
                                       .author = info.society,
                                       .language = table.language(),
                                       .made = info.made }));
    return NoticePaper { table, std::move(info), std::move(pdf) };
}

int NoticePaper::draw_line(int y, Text label, std::string_view value) {
    constexpr int label_width = 560;
    constexpr int gap = 20;
    constexpr int line_step = 66;
    constexpr TextStyle label_style { .size = 95, .ink = Ink::grey };
    constexpr TextStyle value_style { .size = 95 };
    // A long label takes two lines.
    const auto label_height = pdf_.text(
        { page_margin, y, label_width - gap }, label_style, label.in(table_->language())
    );
    const auto height = pdf_.text(
        { page_margin + label_width, y, inner_width - label_width }, value_style, value
    );
    return y + std::max({ label_height, height, line_step });
}

int NoticePaper::draw_more(int y, std::size_t count) {
    const auto said = compose(word::and_more, { std::to_string(count) });
    return y + pdf_.text({ page_margin, y, inner_width }, row_style, said.in(table_->language()));
}

int NoticePaper::draw_one_sums(int y, int bottom, const NoticeSums& sums) {
    const auto in = table_->language();
    const auto part_width = (inner_width - name_width * static_cast<int>(sums.names.size()))
        / static_cast<int>(sums.amounts.size());
    // Narrow columns have no room for figures as large as those of the rows.
    const int size = part_width < 225 ? 60 : row_style.size;
    const TextStyle small { .size = size };
    const TextStyle small_amount { .size = size, .align = Align::right };
    const TextStyle small_name { .size = size, .bold = true, .ink = Ink::sea };
    auto small_head = small_name;
    small_head.align = Align::right;
    pdf_.text({ page_margin, y, inner_width }, head_style, sums.title.in(in));
    y += row_step + 10;
    int x = page_margin;
    for (const auto& heading : sums.names) {
        pdf_.text({ x, y, name_width }, small_name, heading.in(in));
        x += name_width;
    }
    for (const auto& heading : sums.amounts) {
        pdf_.text({ x, y, part_width }, small_head, heading.in(in));
        x += part_width;
    }
    y += row_step;
    for (std::size_t i = 0; i < sums.rows.size(); ++i) {
        if (y > bottom) {
            y = draw_more(y, sums.rows.size() - i);
            break;
        }
        x = page_margin;
        for (const auto name : sums.rows[i].names) {
            pdf_.text({ x, y, name_width }, small, name);
            x += name_width;
        }
        for (const auto amount : sums.rows[i].amounts) {
            pdf_.text({ x, y, part_width }, small_amount, shown_sum(amount));
            x += part_width;
        }
        y += row_step;
    }
    return y + pdf_.text({ page_margin, y, inner_width }, small, sums.rule.in(in)) + row_step / 2;
}

int NoticePaper::draw_sums(int y) {
    const auto all = sums_of(*table_);
    if (!table_->notice().notice.has_balance) {
        y += pdf_.text(
            { page_margin, y, inner_width }, row_style, word::no_balance.in(table_->language())
        );
        y += row_step;
    }
    for (auto at = all.begin(); at != all.end(); ++at) {
        int below = 6 * row_step;
        for (auto later = at + 1; later != all.end(); ++later) {
            below += room_of(*later);
        }
        y = draw_one_sums(y, footer_y - below, *at);
    }
    return y;
}

int NoticePaper::draw_notes(int y) {
    const auto in = table_->language();
    const auto& notes = table_->notice().notes;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const auto& note = notes[i];
        if (y > footer_y - 3 * row_step) {
            return draw_more(y, notes.size() - i);
        }
        y += pdf_.text(
            { page_margin, y, inner_width },
            row_style,
            std::string { word::notes.in(in) } + " " + to_string(note.day) + ": " + note.text
        );
    }
    return y;
}

void NoticePaper::draw_summary() {
    const auto in = table_->language();
    const auto& shown = table_->notice();
    const auto& totals = shown.notice.totals;
    pdf_.add_page(documents::a4_portrait);
    int y = 200;
    y += pdf_.text({ page_margin, y, inner_width }, title_style, info_.society);
    y += pdf_.text(
        { page_margin, y, inner_width },
        title_style,
        std::string { word::one_title.in(in) } + " · " + table_->issue()
    );
    y += 60;
    pdf_.rule({ page_margin, y, inner_width }, 30, Ink::sea);
    y += 40;
    y = draw_line(y, word::number, shown.summary.number);
    y = draw_line(y, word::about, table_->about());
    y = draw_line(y, word::scope, record::choice_of(shown.notice.scope).label.in(in));
    y = draw_line(y, word::period, table_->period());
    if (const auto& day = shown.summary.notice.published_on) {
        y = draw_line(y, word::published, to_string(*day));
    }
    y = draw_line(y, word::gift_count, grouped_count(totals.gifts));
    y = draw_line(y, word::gifts, grouped(totals.amount));
    if (totals.returned.fen != 0) {
        y = draw_line(y, word::returned, grouped(totals.returned));
    }
    if (shown.notice.tells_matches()) {
        y = draw_line(y, word::matched_yuan, grouped(totals.matched));
        y = draw_line(y, word::receivable, grouped(totals.receivable));
    }
    if (totals.goods != 0) {
        y = draw_line(y, word::goods_count, grouped_count(totals.goods));
        y = draw_line(y, word::goods_value, grouped(totals.goods_value));
        y = draw_line(y, word::unpriced, grouped_count(totals.unpriced));
    }
    if (totals.held.fen != 0) {
        y = draw_line(y, word::held_yuan, grouped(totals.held));
    }
    if (shown.notice.has_balance) {
        y = draw_line(y, word::used, grouped(totals.used));
        if (totals.eliminated.fen != 0) {
            y = draw_line(y, word::eliminated, grouped(totals.eliminated));
        }
        y = draw_line(y, word::closing, grouped(totals.closing));
    }
    y = draw_line(y, word::hash, shown.summary.notice.sha256);
    draw_notes(draw_sums(y + row_step));
}

void NoticePaper::draw_rows(std::size_t page) {
    const auto in = table_->language();
    const auto first = (page - 1) * rows_per_page;
    const auto end = std::min(first + rows_per_page, table_->size());
    std::vector<NoticeLine> lines;
    for (auto at = first; at < end; ++at) {
        lines.push_back(table_->line(at));
    }
    pdf_.add_page(documents::a4_portrait);
    constexpr int title_y = 110;
    pdf_.text(
        { page_margin, title_y, inner_width },
        { .size = 85, .ink = Ink::grey },
        info_.society + " " + std::string { word::one_title.in(in) } + " " + table_->issue()
    );
    constexpr int head_y = rows_top - 70;
    int x = page_margin;
    std::vector<std::string> texts;
    for (const auto& column : paper_columns) {
        const documents::Place head { x, head_y, column.width - column_gap };
        auto style = head_style;
        style.align = column.is_amount ? Align::right : Align::left;
        pdf_.text(head, style, column.heading.in(in));
        texts.clear();
        std::ranges::transform(lines, std::back_inserter(texts), column.text);
        pdf_.column(
            { x, rows_top, column.width - column_gap },
            row_step,
            column.is_amount ? amount_style : row_style,
            texts
        );
        x += column.width;
    }
    pdf_.rule({ page_margin, rows_top - 8, inner_width }, 20, Ink::sea);
}

void NoticePaper::draw_footer(std::size_t page) {
    const auto in = table_->language();
    const TextStyle grey { .size = 70, .ink = Ink::grey };
    TextStyle right = grey;
    right.align = Align::right;
    pdf_.text({ page_margin, footer_y, inner_width }, grey, info_.address);
    pdf_.text(
        { page_margin, footer_y, inner_width },
        right,
        compose(word::page_of, { std::to_string(page + 1), std::to_string(pages_) }).in(in)
    );
}

Result<std::optional<std::string>> NoticePaper::next() {
    if (is_done_) {
        return std::optional<std::string> {};
    }
    const auto end = std::min(page_ + pages_at_once, pages_);
    for (; page_ < end; ++page_) {
        if (page_ == 0) {
            draw_summary();
        } else {
            draw_rows(page_);
        }
        draw_footer(page_);
    }
    if (page_ < pages_) {
        return std::optional { pdf_.take_some() };
    }
    is_done_ = true;
    return std::optional { TRY(pdf_.finish()) };
}

Result<std::string> notice_pdf(const NoticeTable& table, NoticePaperInfo info) {
    auto paper = TRY(NoticePaper::create(table, std::move(info)));
    std::string file;
    while (auto piece = TRY(paper.next())) {
        file += *piece;
    }
    return file;
}

} // namespace boai::giving
