#include "modules/giving/disclosure/notice_pages.hpp"

#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/portal_text.hpp"
#include "pages/html.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

namespace say = portal_text;
namespace word = notice_words;
using pages::Html;

void append_notice_head(
    Html& html, Text caption, std::initializer_list<Text> headings, Language language
) {
    html.raw("<div class=\"rows\"><table class=\"gifts\"><caption><span>");
    html.text(caption.in(language)).raw("</span></caption><thead><tr>");
    for (const auto& heading : headings) {
        html.raw("<th scope=\"col\">").text(heading.in(language)).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
}

void append_notice_value(
    Html& html, Text heading, std::string_view value, Language language, bool is_number = false
) {
    html.raw(is_number ? "<td class=\"number\" data-heading=\"" : "<td data-heading=\"");
    html.text(heading.in(language)).raw("\">").text(value).raw("</td>");
}

void append_notice_fact(Html& html, Text label, std::string_view value, Language language) {
    if (!value.empty()) {
        html.raw("<div>").element("dt", label.in(language)).element("dd", value).raw("</div>");
    }
}

std::string notice_period_shown(const DisclosureNotice& notice, Language language) {
    return compose(word::period_of, { local_text(notice.begins), local_text(notice.ends) })
        .in(language);
}

void append_notice_row(Html& html, const NoticeSummary& summary, Language language) {
    const auto& notice = summary.notice;
    const bool is_zh = language == Language::zh;
    html.raw("<tr><td data-heading=\"").text(word::number.in(language)).raw("\">");
    html.link("/notices/" + summary.number, summary.number).raw("</td>");
    append_notice_value(
        html, word::publisher, is_zh ? summary.branch_zh : summary.branch_en, language
    );
    append_notice_value(
        html,
        word::about,
        summary.campaign.empty() ? word::everything.in(language) : summary.campaign,
        language
    );
    append_notice_value(html, word::period, notice_period_shown(notice, language), language);
    append_notice_value(html, word::gift_count, grouped_count(notice.gifts), language, true);
    append_notice_value(html, word::gifts, grouped(notice.received), language, true);
    append_notice_value(html, word::used, grouped(notice.used), language, true);
    append_notice_value(html, word::closing, grouped(notice.closing), language, true);
    append_notice_value(
        html, word::published, notice.published_on ? to_string(*notice.published_on) : "", language
    );
    html.raw("</tr>\n");
}

void append_notice_facts(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    const auto& shown = table.notice();
    const auto& one = shown.summary.notice;
    const auto& totals = shown.notice.totals;
    html.raw("<dl class=\"facts\">");
    append_notice_fact(
        html,
        word::publisher,
        in == Language::zh ? shown.summary.branch_zh : shown.summary.branch_en,
        in
    );
    append_notice_fact(html, word::about, table.about(), in);
    append_notice_fact(html, word::scope, record::choice_of(shown.notice.scope).label.in(in), in);
    append_notice_fact(html, word::period, table.period(), in);
    append_notice_fact(
        html, word::published, one.published_on ? to_string(*one.published_on) : "", in
    );
    append_notice_fact(html, word::gift_count, grouped_count(totals.gifts), in);
    append_notice_fact(html, word::gifts, grouped(totals.amount), in);
    append_notice_fact(html, word::returned, grouped(totals.returned), in);
    append_notice_fact(html, word::goods_count, grouped_count(totals.goods), in);
    append_notice_fact(html, word::goods_value, grouped(totals.goods_value), in);
    append_notice_fact(html, word::unpriced, grouped_count(totals.unpriced), in);
    if (shown.notice.has_balance) {
        append_notice_fact(html, word::used, grouped(totals.used), in);
        append_notice_fact(html, word::eliminated, grouped(totals.eliminated), in);
        append_notice_fact(html, word::closing, grouped(totals.closing), in);
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

void append_notice_balances(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    const auto& notice = table.notice().notice;
    if (!notice.has_balance) {
        html.element("p", word::no_balance.in(in));
        return;
    }
    append_notice_head(
        html,
        word::balance,
        { say::purpose,
          word::opening,
          word::received,
          word::others,
          word::arrived,
          word::moved_in,
          word::given_back,
          word::spent,
          word::sent,
          word::moved_out,
          word::left },
        in
    );
    for (const auto& bucket : notice.buckets) {
        html.raw("<tr>");
        append_notice_value(html, say::purpose, table.purpose(bucket.purpose), in);
        for (const auto& part : balance_parts()) {
            const auto amount = bucket.*part.amount;
            append_notice_value(
                html, part.heading, amount.fen == 0 ? "–" : grouped(amount), in, true
            );
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>").element("p", word::balance_rule.in(in));
}

void append_notice_subtotals(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    append_notice_head(
        html,
        word::subtotals,
        { word::level,
          say::purpose,
          word::gift_count,
          word::gifts,
          word::returned,
          word::goods_count,
          word::goods_value,
          word::unpriced },
        in
    );
    for (const auto& sum : table.notice().notice.subtotals) {
        html.raw("<tr>");
        append_notice_value(html, word::level, table.level(sum.level), in);
        append_notice_value(html, say::purpose, table.purpose(sum.purpose), in);
        append_notice_value(html, word::gift_count, grouped_count(sum.gifts), in, true);
        append_notice_value(html, word::gifts, grouped(sum.amount), in, true);
        append_notice_value(html, word::returned, grouped(sum.returned), in, true);
        append_notice_value(html, word::goods_count, grouped_count(sum.goods), in, true);
        append_notice_value(html, word::goods_value, grouped(sum.goods_value), in, true);
        append_notice_value(html, word::unpriced, grouped_count(sum.unpriced), in, true);
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>");
}

void append_notice_gift(Html& html, const NoticeLine& line, Language in) {
    html.raw("<tr>");
    append_notice_value(html, word::place, std::to_string(line.number), in, true);
    append_notice_value(html, say::day, to_string(line.day), in);
    append_notice_value(html, word::kind, line.kind, in);
    append_notice_value(html, say::donor, line.donor, in);
    append_notice_value(
        html,
        word::amount_or_value,
        line.amount ? grouped(*line.amount) : std::string { "—" },
        in,
        true
    );
    std::string goods;
    if (!line.item.empty()) {
        goods = std::string { line.item }
            + (line.specification.empty() ? "" : " " + std::string { line.specification }) + " "
            + std::to_string(line.quantity) + " " + std::string { line.unit };
    }
    append_notice_value(html, say::goods_title, goods, in);
    append_notice_value(
        html, say::purpose, line.campaign.empty() ? line.purpose : line.campaign, in
    );
    append_notice_value(html, say::branch, line.branch, in);
    html.raw("<td data-heading=\"").text(say::receipt.in(in)).raw("\">");
    if (!line.receipt.empty()) {
        html.link("/r/" + std::string { line.receipt }, line.receipt);
    }
    html.raw("</td></tr>\n");
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
    append_notice_head(
        html,
        word::rows,
        { word::place,
          say::day,
          word::kind,
          say::donor,
          word::amount_or_value,
          say::goods_title,
          say::purpose,
          say::branch,
          say::receipt },
        in
    );
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

void append_notice_uses(Html& html, const NoticeTable& table) {
    const auto in = table.language();
    html.raw("<section><h2>").text(word::uses.in(in)).raw("</h2>");
    if (table.size() == table.gift_rows()) {
        html.raw("<p class=\"empty\">").text(word::no_uses.in(in)).raw("</p></section>");
        return;
    }
    append_notice_head(
        html,
        word::uses,
        { say::day,
          word::kind,
          word::title_of_use,
          say::amount,
          say::purpose,
          say::branch,
          word::other_branch },
        in
    );
    const auto end = std::min(table.size(), table.gift_rows() + uses_shown_max);
    for (auto at = table.gift_rows(); at < end; ++at) {
        const auto line = table.line(at);
        html.raw("<tr>");
        append_notice_value(html, say::day, to_string(line.day), in);
        append_notice_value(
            html,
            word::kind,
            std::string { line.kind } + (line.is_within ? std::string { word::within.in(in) } : ""),
            in
        );
        append_notice_value(html, word::title_of_use, line.title, in);
        append_notice_value(html, say::amount, grouped(line.amount.value_or(Money {})), in, true);
        append_notice_value(html, say::purpose, line.purpose, in);
        append_notice_value(html, say::branch, line.branch, in);
        append_notice_value(html, word::other_branch, line.other, in);
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
    append_notice_fact(html, word::hash, summary.notice.sha256, in);
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
        append_notice_head(
            html,
            word::title,
            { word::number,
              word::publisher,
              word::about,
              word::period,
              word::gift_count,
              word::gifts,
              word::used,
              word::closing,
              word::published },
            language
        );
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
    html.raw("<section><h2>").text(word::balance.in(in)).raw("</h2>");
    append_notice_balances(html, table);
    append_notice_subtotals(html, table);
    html.raw("</section>");
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
