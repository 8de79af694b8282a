#include "modules/giving/disclosure/notice_html.hpp"

#include "modules/giving/disclosure/notice_sums.hpp"
#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/portal_text.hpp"

#include <algorithm>
#include <iterator>
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

void append_one_sums(Html& html, const NoticeSums& sums, Language in) {
    std::vector<NoticeColumn> columns;
    for (const auto& heading : sums.names) {
        columns.push_back({ heading });
    }
    for (const auto& heading : sums.amounts) {
        columns.push_back(number_column(heading));
    }
    std::vector<NoticeValues> rows;
    for (const auto& row : sums.rows) {
        auto& values = rows.emplace_back(row.names.begin(), row.names.end());
        std::ranges::transform(row.amounts, std::back_inserter(values), shown_sum);
    }
    append_notice_table(html, sums.title, columns, rows, in);
    html.element("p", sums.rule.in(in));
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
                         shown_sum(sum.amount),
                         shown_sum(sum.returned),
                         shown_sum(sum.matched),
                         grouped_count(sum.goods),
                         shown_sum(sum.goods_value),
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

void append_notice_sums(Html& html, const NoticeTable& table) {
    const auto& notice = table.notice().notice;
    html.raw("<section><h2>").text(word::sums.in(table.language())).raw("</h2>");
    if (!notice.has_balance) {
        html.element("p", word::no_balance.in(table.language()));
    }
    for (const auto& sums : sums_of(table)) {
        append_one_sums(html, sums, table.language());
    }
    append_notice_subtotals(html, table);
    html.raw("</section>");
}

} // namespace boai::giving
