#include "modules/giving/disclosure/notice_html.hpp"

#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/portal_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace boai::giving {
namespace {

namespace say = portal_text;
namespace word = notice_words;
using pages::Html;

constexpr NoticeColumn number_column(Text heading) {
    return { heading, NoticeCell::number };
}

std::string_view class_of(NoticeCell cell) {
    switch (cell) {
    case NoticeCell::whole:
        return " class=\"whole\"";
    case NoticeCell::number:
        return " class=\"number\"";
    case NoticeCell::text:
        return "";
    }
    return "";
}

/// What one row of a table says in each of its columns.
using NoticeValues = std::vector<std::string>;

/// Leaves out the numbers that say nothing in any row.
void drop_unsaid(std::vector<NoticeColumn>& columns, std::vector<NoticeValues>& rows) {
    for (auto at = columns.size(); at-- > 0;) {
        const bool is_said = columns[at].cell != NoticeCell::number
            || std::ranges::any_of(rows, [at](const NoticeValues& values) {
                                 return values[at] != "–" && values[at] != "0";
                             });
        if (is_said) {
            continue;
        }
        const auto place = static_cast<std::ptrdiff_t>(at);
        columns.erase(columns.begin() + place);
        for (auto& values : rows) {
            values.erase(values.begin() + place);
        }
    }
}

void append_notice_table(
    Html& html,
    Text caption,
    std::span<const NoticeColumn> columns,
    const std::vector<NoticeValues>& rows,
    Language in
) {
    html.element("h3", caption.in(in));
    append_notice_head(html, caption, columns, in);
    for (const auto& values : rows) {
        html.raw("<tr>");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            append_notice_value(html, columns[i], values[i], in);
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>");
}

std::string shown(Money amount) {
    return amount.fen == 0 ? std::string { "–" } : grouped(amount);
}

void append_notice_balances(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    const auto& notice = table.notice().notice;
    if (!notice.has_balance) {
        html.element("p", word::no_balance.in(in));
        return;
    }
    const auto parts = balance_parts(notice);
    std::vector<NoticeColumn> columns { { say::purpose } };
    for (const auto& part : parts) {
        columns.push_back(number_column(part.heading));
    }
    std::vector<NoticeValues> rows;
    for (const auto& bucket : notice.buckets) {
        auto& values
            = rows.emplace_back(NoticeValues { std::string { table.purpose(bucket.purpose) } });
        for (const auto& part : parts) {
            values.push_back(shown(bucket.*part.amount));
        }
    }
    append_notice_table(html, word::balance, columns, rows, in);
    html.element("p", word::balance_rule.in(in));
}

void append_notice_receivables(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    constexpr std::array columns { NoticeColumn { word::kind },  NoticeColumn { say::purpose },
                                   number_column(word::opening), number_column(word::promised),
                                   number_column(word::settled), number_column(word::given_up),
                                   number_column(word::left) };
    std::vector<NoticeValues> rows;
    for (const auto& one : table.notice().notice.receivables) {
        rows.push_back({ std::string { table.match(one.kind) },
                         std::string { table.purpose(one.purpose) },
                         shown(one.opening),
                         shown(one.promised),
                         shown(one.settled),
                         shown(one.given_up),
                         shown(one.closing) });
    }
    append_notice_table(html, word::receivables, columns, rows, in);
    html.element("p", word::receivable_rule.in(in));
}

void append_notice_held(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    constexpr std::array columns { number_column(word::opening),
                                   number_column(word::came),
                                   number_column(word::identified),
                                   number_column(word::given_back),
                                   number_column(word::left) };
    const auto& held = table.notice().notice.held;
    const std::vector<NoticeValues> rows { { shown(held.opening),
                                             shown(held.came),
                                             shown(held.identified),
                                             shown(held.returned),
                                             shown(held.closing) } };
    append_notice_table(html, word::held, columns, rows, in);
    html.element("p", word::held_rule.in(in));
}

void append_notice_subtotals(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    std::vector<NoticeColumn> columns {
        { word::level, NoticeCell::whole }, { say::purpose },
        number_column(word::gift_count),    number_column(word::gifts),
        number_column(word::returned),      number_column(word::matched_yuan),
        number_column(word::goods_count),   number_column(word::goods_value),
        number_column(word::unpriced)
    };
    std::vector<NoticeValues> rows;
    for (const auto& sum : table.notice().notice.subtotals) {
        rows.push_back({ std::string { table.level(sum.level) },
                         std::string { table.purpose(sum.purpose) },
                         grouped_count(sum.gifts),
                         shown(sum.amount),
                         shown(sum.returned),
                         shown(sum.matched),
                         grouped_count(sum.goods),
                         shown(sum.goods_value),
                         grouped_count(sum.unpriced) });
    }
    drop_unsaid(columns, rows);
    append_notice_table(html, word::subtotals, columns, rows, in);
}

} // namespace

void append_notice_head(
    Html& html, Text caption, std::span<const NoticeColumn> columns, Language language
) {
    html.raw("<div class=\"rows\"><table class=\"told\"><caption>");
    html.text(caption.in(language)).raw("</caption><thead><tr>");
    for (const auto& column : columns) {
        html.raw("<th scope=\"col\"").raw(class_of(column.cell)).raw(">");
        html.text(column.heading.in(language)).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
}

void append_notice_value(
    Html& html, const NoticeColumn& column, std::string_view value, Language language
) {
    html.raw("<td").raw(class_of(column.cell)).raw(" data-heading=\"");
    html.text(column.heading.in(language)).raw("\">").text(value).raw("</td>");
}

void append_notice_fact(Html& html, Text label, std::string_view value, Language language) {
    if (!value.empty()) {
        html.raw("<div>").element("dt", label.in(language)).element("dd", value).raw("</div>");
    }
}

void append_notice_sums(Html& html, const NoticeTable& table) {
    const auto& notice = table.notice().notice;
    html.raw("<section><h2>").text(word::sums.in(table.language())).raw("</h2>");
    append_notice_balances(html, table);
    if (!notice.receivables.empty()) {
        append_notice_receivables(html, table);
    }
    if (notice.held != NoticeHeld {}) {
        append_notice_held(html, table);
    }
    append_notice_subtotals(html, table);
    html.raw("</section>");
}

} // namespace boai::giving
