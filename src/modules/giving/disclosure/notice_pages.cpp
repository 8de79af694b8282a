#include "modules/giving/disclosure/notice_pages.hpp"

#include "modules/giving/disclosure/notice_html.hpp"
#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/portal_parts.hpp"
#include "modules/giving/portal_text.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

namespace say = portal_text;
namespace word = notice_words;
using pages::Html;

/// The period as HTML, neither of its ends broken between lines.
std::string notice_period_html(Instant begins, Instant ends, Language language) {
    const auto whole
        = [](Instant at) { return "<span class=\"whole\">" + local_text(at) + "</span>"; };
    return compose(word::period_of, { whole(begins), whole(ends) }).in(language);
}

constexpr std::array list_columns {
    NoticeColumn { word::number, NoticeCell::whole },
    NoticeColumn { word::publisher },
    NoticeColumn { word::about },
    NoticeColumn { word::period },
    NoticeColumn { word::gift_count, NoticeCell::number },
    NoticeColumn { word::gifts, NoticeCell::number },
    NoticeColumn { word::used, NoticeCell::number },
    NoticeColumn { word::closing, NoticeCell::number },
    NoticeColumn { word::published, NoticeCell::whole },
};

void append_notice_row(Html& html, const NoticeSummary& summary, Language language) {
    const auto& notice = summary.notice;
    const bool is_zh = language == Language::zh;
    html.raw("<tr><td class=\"whole\" data-heading=\"").text(word::number.in(language)).raw("\">");
    html.link("/notices/" + summary.number, summary.number).raw("</td>");
    const std::array about {
        is_zh ? summary.branch_zh : summary.branch_en,
        summary.campaign.empty() ? std::string { word::everything.in(language) } : summary.campaign,
    };
    const std::array values {
        grouped_count(notice.gifts),
        grouped(notice.received),
        grouped(notice.used),
        grouped(notice.closing),
        notice.published_on ? to_string(*notice.published_on) : std::string {},
    };
    auto column = list_columns.begin() + 1;
    for (const auto& value : about) {
        append_notice_value(html, *column++, value, language);
    }
    html.raw("<td data-heading=\"").text((column++)->heading.in(language)).raw("\"><span>");
    html.raw(notice_period_html(notice.begins, notice.ends, language)).raw("</span></td>");
    for (const auto& value : values) {
        append_notice_value(html, *column++, value, language);
    }
    html.raw("</tr>\n");
}

/// Nothing, which is left out, for what did not occur.
std::string occurred(Money amount) {
    return amount.fen == 0 ? std::string {} : grouped(amount);
}

void append_notice_facts(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    const auto& shown = table.notice();
    const auto& one = shown.summary.notice;
    const auto& totals = shown.notice.totals;
    html.raw("<dl class=\"facts\">");
    append_fact(
        html,
        word::publisher,
        in == Language::zh ? shown.summary.branch_zh : shown.summary.branch_en,
        in
    );
    append_fact(html, word::about, table.about(), in);
    append_fact(html, word::scope, record::choice_of(shown.notice.scope).label.in(in), in);
    html.raw("<div>").element("dt", word::period.in(in)).raw("<dd>");
    html.raw(notice_period_html(shown.notice.begins, shown.notice.ends, in)).raw("</dd></div>");
    append_fact(html, word::published, one.published_on ? to_string(*one.published_on) : "", in);
    append_fact(html, word::gift_count, grouped_count(totals.gifts), in);
    append_fact(html, word::gifts, grouped(totals.amount), in);
    append_fact(html, word::returned, occurred(totals.returned), in);
    if (shown.notice.tells_matches()) {
        append_fact(html, word::matched_yuan, grouped(totals.matched), in);
        append_fact(html, word::receivable, grouped(totals.receivable), in);
    }
    if (totals.goods != 0) {
        append_fact(html, word::goods_count, grouped_count(totals.goods), in);
        append_fact(html, word::goods_value, grouped(totals.goods_value), in);
        append_fact(html, word::unpriced, grouped_count(totals.unpriced), in);
    }
    append_fact(html, word::held_yuan, occurred(totals.held), in);
    if (shown.notice.has_balance) {
        append_fact(html, word::used, grouped(totals.used), in);
        append_fact(html, word::eliminated, occurred(totals.eliminated), in);
        append_fact(html, word::closing, grouped(totals.closing), in);
    }
    html.raw("</dl>").element("p", word::entered.in(in));
    if (!shown.notice.previous.empty()) {
        html.raw("<p>").text(word::previous.in(in)).raw(" ");
        html.link("/notices/" + shown.notice.previous, shown.notice.previous).raw("</p>");
    }
}

void append_notice_notes(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    const auto& notes = table.notice().notes;
    if (notes.empty()) {
        return;
    }
    const auto& summary = table.notice().summary;
    html.raw("<section class=\"card\"><h2>").text(word::notes.in(in)).raw("</h2><ul>");
    for (const auto& note : notes) {
        const auto& by = in == Language::zh ? summary.branch_zh : summary.branch_en;
        html.raw("<li>").text(compose(word::note_of, { to_string(note.day), by }).in(in));
        html.text(note.text);
        if (note.entry) {
            html.raw(" <small>#").text(std::to_string(*note.entry)).raw("</small>");
        }
        html.raw("</li>");
    }
    html.raw("</ul></section>");
}

constexpr std::array gift_columns {
    NoticeColumn { word::place, NoticeCell::number },
    NoticeColumn { say::day, NoticeCell::whole },
    NoticeColumn { word::kind, NoticeCell::whole },
    NoticeColumn { say::donor },
    NoticeColumn { word::amount_or_value, NoticeCell::number },
    NoticeColumn { say::goods_title },
    NoticeColumn { say::purpose },
    NoticeColumn { say::branch },
    NoticeColumn { say::receipt, NoticeCell::whole },
};

std::string goods_shown(const NoticeLine& line) {
    std::string goods { line.item };
    if (!line.item.empty()) {
        goods += line.specification.empty() ? "" : " " + std::string { line.specification };
        goods += " " + std::to_string(line.quantity) + " " + std::string { line.unit };
    }
    return goods;
}

void append_notice_gift(Html& html, const NoticeLine& line, Language in) {
    const std::array values {
        std::to_string(line.number),
        to_string(line.day),
        std::string { line.kind },
        std::string { line.donor },
        line.amount ? grouped(*line.amount) : std::string { "—" },
        goods_shown(line),
        std::string { line.campaign.empty() ? line.purpose : line.campaign },
        std::string { line.branch },
    };
    html.raw("<tr>");
    for (std::size_t i = 0; i < values.size(); ++i) {
        append_notice_value(html, gift_columns[i], values[i], in);
    }
    if (line.receipt.empty()) {
        append_notice_value(html, gift_columns.back(), "", in);
    } else {
        html.raw("<td class=\"whole\" data-heading=\"").text(say::receipt.in(in)).raw("\">");
        html.link("/r/" + std::string { line.receipt }, line.receipt).raw("</td>");
    }
    html.raw("</tr>\n");
}

/// The page of rows that is asked for, with ways to the others.
void append_notice_rows(Html& html, const NoticeTable& table, std::size_t page) {
    const auto in = table.language();
    const auto rows = table.gift_rows();
    html.raw("<section><h2>").text(word::rows.in(in)).raw("</h2>");
    if (rows == 0) {
        html.raw("<p class=\"empty\">").text(word::no_rows.in(in)).raw("</p></section>");
        return;
    }
    const auto first = std::min(page * notice_rows_per_page, rows);
    const auto end = std::min(first + notice_rows_per_page, rows);
    html.element(
        "p",
        compose(
            word::rows_shown,
            { std::to_string(std::min(first + 1, rows)), std::to_string(end), std::to_string(rows) }
        )
            .in(in)
    );
    append_notice_head(html, word::rows, gift_columns, in);
    for (auto at = first; at < end; ++at) {
        append_notice_gift(html, table.line(at), in);
    }
    html.raw("</tbody></table></div><p class=\"actions\">");
    const auto path = "/notices/" + table.notice().summary.number + "?page=";
    if (page > 0) {
        html.link(path + std::to_string(page - 1), word::earlier_rows.in(in));
    }
    if (end < rows) {
        html.link(path + std::to_string(page + 1), word::more_rows.in(in));
    }
    html.raw("</p></section>");
}

constexpr std::size_t uses_shown_max = 500;

constexpr std::array use_columns {
    NoticeColumn { say::day, NoticeCell::whole },
    NoticeColumn { word::kind },
    NoticeColumn { word::title_of_use },
    NoticeColumn { say::amount, NoticeCell::number },
    NoticeColumn { say::purpose },
    NoticeColumn { say::branch },
    NoticeColumn { word::other_branch },
};

void append_notice_uses(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    html.raw("<section><h2>").text(word::uses.in(in)).raw("</h2>");
    if (table.size() == table.gift_rows()) {
        html.raw("<p class=\"empty\">").text(word::no_uses.in(in)).raw("</p></section>");
        return;
    }
    append_notice_head(html, word::uses, use_columns, in);
    const auto end = std::min(table.size(), table.gift_rows() + uses_shown_max);
    for (auto at = table.gift_rows(); at < end; ++at) {
        const auto line = table.line(at);
        const std::array values {
            to_string(line.day),
            std::string { line.kind }
                + (line.is_within ? std::string { word::within.in(in) } : std::string {}),
            std::string { line.title },
            grouped(line.amount.value_or(Money {})),
            std::string { line.purpose },
            std::string { line.branch },
            std::string { line.other },
        };
        html.raw("<tr>");
        for (std::size_t i = 0; i < values.size(); ++i) {
            append_notice_value(html, use_columns[i], values[i], in);
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div></section>");
}

void append_notice_files(Html& html, const NoticeTable& table, const NoticeView& view) {
    const auto in = table.language();
    const auto& summary = table.notice().summary;
    const auto path = "/notices/" + summary.number;
    html.raw("<section><h2>").text(word::files.in(in)).raw("</h2><p class=\"actions\">");
    html.link(path + ".pdf", "PDF").link(path + ".xlsx", "Excel").link(path + ".csv", "CSV");
    html.link(path + ".json", "JSON");
    html.link(path + "/content.json", word::kept_file.in(in));
    html.link(path + "?print=1", say::print.in(in)).raw("</p>");
    html.raw("<dl class=\"facts\">");
    append_fact(html, word::hash, summary.notice.sha256, in);
    html.raw("</dl>");
    if (summary.notice.entry) {
        const auto entry = std::to_string(*summary.notice.entry);
        html.element("p", compose(word::proof_hint, { entry }).in(in));
        const auto* branch = table.notice().notice.find_branch(summary.branch);
        if (view.has_proof && branch != nullptr) {
            html.raw("<p class=\"actions\">");
            html.link("/log/" + branch->code + "/proof/" + entry, word::proof.in(in)).raw("</p>");
        }
    }
    html.raw("</section>");
}

} // namespace

pages::Page notices_page(const NoticeListView& view, Language language) {
    Html html;
    html.raw("<h1>").text(word::title.in(language)).raw("</h1>");
    html.element("p", word::lead.in(language));
    if (view.notices.empty()) {
        html.raw("<p class=\"empty\">").text(word::none.in(language)).raw("</p>");
    } else {
        append_notice_head(html, word::title, list_columns, language);
        for (const auto& notice : view.notices) {
            append_notice_row(html, notice, language);
        }
        html.raw("</tbody></table></div>");
    }
    html.raw("<p class=\"actions\">");
    html.link("/disclosure", say::disclosure.in(language)).raw("</p>");
    return {
        .title = std::string { word::title.in(language) },
        .path = "/notices",
        .body = html.take(),
        .society = view.society,
    };
}

pages::Page notice_page(const NoticeTable& table, const NoticeView& view) {
    const auto in = table.language();
    const auto& number = table.notice().summary.number;
    Html html;
    html.raw("<h1>").text(word::one_title.in(in)).raw(" · ").text(table.issue()).raw("</h1>");
    append_notice_facts(html, table);
    append_notice_notes(html, table);
    append_notice_sums(html, table);
    append_notice_rows(html, table, view.page);
    append_notice_uses(html, table);
    append_notice_files(html, table, view);
    html.raw("<p class=\"actions\">").link("/notices", word::title.in(in)).raw("</p>");
    return {
        .title = std::string { word::one_title.in(in) } + " " + number,
        .path = "/notices/" + number
            + (view.page == 0 ? std::string {} : "?page=" + std::to_string(view.page)),
        .body = html.take(),
        .society = view.society,
    };
}

} // namespace boai::giving
