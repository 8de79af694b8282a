#include "modules/giving/portal_pages.hpp"

#include "http/percent.hpp"
#include "modules/giving/campaigns/public_teams.hpp"
#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/goods/goods_pages.hpp"
#include "modules/giving/payments/give_pages.hpp"
#include "modules/giving/payments/give_text.hpp"
#include "modules/giving/portal_parts.hpp"
#include "modules/giving/portal_text.hpp"
#include "pages/html.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

namespace say = portal_text;
using pages::Html;

/// One big figure; `live` names the event member that renews it.
void append_figure(
    Html& html, Text label, const std::string& value, std::string_view live, Language language
) {
    html.raw("<div class=\"figure\"><dt>").text(label.in(language)).raw("</dt><dd");
    if (!live.empty()) {
        html.raw(" data-live=\"").raw(live).raw("\"");
    }
    html.raw(">").text(value).raw("</dd></div>");
}

/// Bars of the days as an inline picture with the same numbers as a table.
void append_chart(Html& html, const std::vector<Money>& daily, Day last, Language language) {
    const std::int64_t highest
        = std::max<std::int64_t>(1, std::ranges::max_element(daily, {}, &Money::fen)->fen);
    const auto count = static_cast<std::int64_t>(daily.size());
    const auto first = last + static_cast<std::int32_t>(1 - count);
    html.raw("<figure class=\"chart\"><svg viewBox=\"0 0 ").raw(std::to_string(count * 20));
    html.raw(" 120\" role=\"img\" aria-label=\"")
        .text(say::last_days.in(language))
        .raw("\" preserveAspectRatio=\"none\">");
    for (std::int64_t i = 0; i < count; ++i) {
        const auto height
            = std::max<std::int64_t>(1, daily[static_cast<std::size_t>(i)].fen * 116 / highest);
        html.raw("<rect x=\"")
            .raw(std::to_string(i * 20 + 3))
            .raw("\" y=\"")
            .raw(std::to_string(120 - height));
        html.raw("\" width=\"14\" height=\"").raw(std::to_string(height)).raw("\" rx=\"2\"/>");
    }
    html.raw("</svg><div class=\"axis\"><span>").text(to_string(first)).raw("</span><span>");
    html.text(to_string(last))
        .raw("</span></div><details><summary>")
        .text(say::chart_table.in(language));
    html.raw("</summary><table><thead><tr>")
        .element("th", say::day.in(language))
        .element("th", say::amount.in(language));
    html.raw("</tr></thead><tbody>");
    for (std::int64_t i = count; i-- > 0;) {
        html.raw("<tr>").element("td", to_string(first + static_cast<std::int32_t>(i)));
        html.raw("<td class=\"number\">")
            .text(grouped(daily[static_cast<std::size_t>(i)]))
            .raw("</td></tr>");
    }
    html.raw("</tbody></table></details></figure>");
}

/// `caption` is for ears alone where a heading above says it to everybody.
void append_rows(
    Html& html, const ShownRows& rows, Text caption, Language language, bool has_heading = false
) {
    if (rows.count == 0) {
        html.raw("<p class=\"empty\">").text(say::nothing.in(language)).raw("</p>");
        return;
    }
    html.raw("<div class=\"rows\"><table class=\"gifts\"><caption>");
    html.raw(has_heading ? "<span class=\"unseen\">" : "<span>").text(caption.in(language));
    html.raw("</span></caption><thead><tr>");
    for (const auto& heading : { say::day,
                                 say::donor,
                                 say::amount,
                                 say::purpose,
                                 say::channel,
                                 say::branch,
                                 say::receipt }) {
        html.raw(
            heading == say::amount ? "<th class=\"number\" scope=\"col\">" : "<th scope=\"col\">"
        );
        html.text(heading.in(language)).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n").raw(rows.list->first(rows.count));
    html.raw("</tbody></table></div>");
}

void append_search(Html& html, Language language) {
    html.raw("<section class=\"card search\"><h2>")
        .text(say::find.in(language))
        .raw("</h2>"
             "<form method=\"post\" action=\"/disclosure\"><label for=\"q\">");
    html.text(say::find_label.in(language))
        .raw("</label><div class=\"line\">"
             "<input id=\"q\" name=\"q\" type=\"search\" required maxlength=\"200\" "
             "autocomplete=\"off\" "
             "aria-describedby=\"q-hint\"><button>");
    html.text(say::search.in(language)).raw("</button></div><p id=\"q-hint\" class=\"hint\">");
    html.text(say::find_hint.in(language)).raw("</p></form></section>");
}

/// Share of the target in whole percent, rounded down.
std::int64_t percent_of(const PublicCampaign& campaign) {
    const auto target = campaign.campaign.target.fen;
    return target == 0 ? 0 : campaign.amount.fen / (target / 100 + (target % 100 != 0 ? 1 : 0));
}

void append_progress(Html& html, const PublicCampaign& campaign, Language language) {
    if (campaign.campaign.target.fen == 0) {
        return;
    }
    const auto percent = percent_of(campaign);
    const auto words = compose(say::reached, { std::to_string(percent) }).in(language);
    html.raw("<progress max=\"100\" value=\"")
        .raw(std::to_string(std::min<std::int64_t>(percent, 100)));
    html.raw("\" aria-label=\"")
        .text(words)
        .raw("\"></progress><p class=\"hint\">")
        .text(words)
        .raw(" · ");
    html.text(compose(say::target, { grouped(campaign.campaign.target) }).in(language)).raw("</p>");
}

void append_campaign_card(Html& html, const PublicCampaign& campaign, Language language) {
    const bool open = campaign.campaign.state == CampaignState::open;
    html.raw("<li class=\"card\"><h3>")
        .link("/campaigns/" + to_string(campaign.id), campaign.campaign.name);
    html.raw("</h3><p><span class=\"pill ").raw(open ? "good" : "quiet").raw("\">");
    html.text((open ? say::open : say::closed).in(language)).raw("</span></p><p class=\"amount\">");
    html.text(grouped(campaign.amount)).raw("</p>");
    append_progress(html, campaign, language);
    html.raw("</li>");
}

void append_actions(
    Html& html, const std::string& print, const std::string& csv, Language language
) {
    html.raw("<p class=\"actions\">")
        .link(print, say::print.in(language))
        .link(csv, say::csv.in(language))
        .raw("</p>");
}

std::string with(const std::string& path, std::string_view parameter) {
    return path + (path.contains('?') ? "&" : "?") + std::string { parameter };
}

/// The place of the next page: "2026-01-31.ID" of the last row.
std::string place_after(const ShownRows& rows) {
    const auto& last = rows.list->rows[rows.count - 1].place;
    return to_string(last.day) + "." + to_string(last.id);
}

/// The next page of an answer to a name, which must not stand in an address.
void append_older_of_name(Html& html, const DisclosureView& view, Language language) {
    if (!view.answer.rows.more) {
        return;
    }
    html.raw("<form class=\"actions\" method=\"post\" action=\"/disclosure\">"
             "<input type=\"hidden\" name=\"q\" value=\"")
        .text(view.question.name)
        .raw("\"><input type=\"hidden\" name=\"before\" value=\"")
        .text(place_after(view.answer.rows))
        .raw("\"><button>")
        .text(say::older.in(language))
        .raw("</button></form>");
}

/// Printing and downloading an answer to a name, which must not stand in an address.
void append_name_actions(Html& html, const std::string& name, Language language) {
    html.raw("<form class=\"actions\" method=\"post\"><input type=\"hidden\" name=\"q\" value=\"")
        .text(name);
    html.raw("\"><button formaction=\"/disclosure?print=1\">").text(say::print.in(language));
    html.raw("</button><button formaction=\"/disclosure.csv\">")
        .text(say::csv.in(language))
        .raw("</button></form>");
}

}  // namespace

pages::Page home_page(const HomeView& view, Language language) {
    Html html;
    html.raw("<section class=\"hero\">")
        .element("h1", say::home.in(language))
        .element("p", say::home_lead.in(language));
    html.raw("<dl class=\"figures\" data-topic=\"totals\" aria-live=\"off\">");
    append_figure(html, say::total, grouped(view.all.amount), "amount", language);
    append_figure(html, say::gifts, grouped_count(view.all.gifts), "gifts", language);
    append_figure(html, say::today, grouped(view.today.amount), "today_amount", language);
    append_figure(html, say::today_gifts, grouped_count(view.today.gifts), "today_gifts", language);
    html.raw("</dl>");
    if (view.takes_gifts) {
        html.raw("<p class=\"actions\">").link("/give", give_text::title.in(language)).raw("</p>");
    }
    html.raw("</section>");
    append_search(html, language);
    html.raw("<section><h2>").text(say::campaigns.in(language)).raw("</h2>");
    if (view.campaigns.empty()) {
        html.raw("<p class=\"empty\">").text(say::no_campaigns.in(language)).raw("</p>");
    } else {
        html.raw("<ul class=\"cards\">");
        for (const auto& campaign : view.campaigns) {
            append_campaign_card(html, campaign, language);
        }
        html.raw("</ul>");
    }
    html.raw("</section><section><h2>").text(say::last_days.in(language)).raw("</h2>");
    append_chart(html, view.daily, view.day, language);
    html.raw("</section><section><h2>").text(say::latest.in(language)).raw("</h2>");
    append_rows(html, shown_rows(view.latest, false, language), say::latest, language, true);
    html.raw("<p class=\"actions\">").link("/disclosure", say::all_gifts.in(language));
    html.link("/?print=1", say::print.in(language))
        .link("/disclosure.csv", say::csv.in(language))
        .raw("</p></section>");
    return {
        .title = std::string { say::home.in(language) },
        .path = "/",
        .body = html.take(),
        .society = view.society,
        .live = true,
    };
}

pages::Page disclosure_page(const DisclosureView& view, Language language) {
    const auto& rows = view.answer.rows;
    constexpr std::size_t bytes_around_rows = 4096;
    Html html { rows.list->first(rows.count).size() + bytes_around_rows };
    html.raw("<h1>").text(say::disclosure.in(language)).raw("</h1>");
    html.raw("<p class=\"actions\">").link("/goods", say::goods_disclosure.in(language));
    html.link("/notices", notice_words::title.in(language));
    html.link("/open-data", notice_words::open_data.in(language));
    html.raw("</p>");
    append_search(html, language);
    const auto path = "/disclosure" + query_of(view.question);
    const bool by_name = !view.question.name.empty();
    if (by_name) {
        append_rows(html, rows, say::name_search, language);
        append_goods_table(html, view.goods, language);
        append_older_of_name(html, view, language);
        append_name_actions(html, view.question.name, language);
    } else {
        append_filter(html, "/disclosure", view.question, *view.answer.campaigns, language);
        if (view.question.receipt.empty()) {
            const auto sums = compose(
                say::sum_of_period,
                { grouped(view.answer.totals.amount), grouped_count(view.answer.totals.gifts) }
            );
            html.raw("<p class=\"sum\">").text(sums.in(language)).raw("</p>");
        }
        append_rows(html, rows, say::gifts_found, language);
        append_actions(
            html, with(path, "print=1"), "/disclosure.csv" + query_of(view.question), language
        );
    }
    if (rows.more && !by_name) {
        html.raw("<p class=\"actions\">")
            .link(with(path, "before=" + place_after(rows)), say::older.in(language))
            .raw("</p>");
    }
    return {
        .title = std::string { say::disclosure.in(language) },
        .path = by_name ? "/disclosure" : path,
        .body = html.take(),
        .society = view.society,
    };
}

void append_gift_list(
    Html& html, const std::vector<PublicGift>& gifts, Text caption, Language language
) {
    append_rows(html, shown_rows(gifts, false, language), caption, language, true);
}

pages::Page campaign_page(const CampaignView& view, Language language) {
    const auto& [id, campaign, purpose, amount, gifts] = view.campaign;
    const auto path = "/campaigns/" + to_string(id);
    const bool open = campaign.state == CampaignState::open;
    Html html;
    html.raw("<section class=\"hero\"><p><span class=\"pill ")
        .raw(open ? "good" : "quiet")
        .raw("\">");
    html.text((open ? say::open : say::closed).in(language))
        .raw("</span></p>")
        .element("h1", campaign.name);
    html.element("p", campaign.summary)
        .raw("<dl class=\"figures\" data-topic=\"campaign:")
        .raw(to_string(id))
        .raw("\">");
    append_figure(html, say::total, grouped(amount), "amount", language);
    append_figure(html, say::gifts, grouped_count(gifts), "gifts", language);
    html.raw("</dl>");
    append_progress(html, view.campaign, language);
    html.raw("<dl class=\"facts\">");
    append_fact(
        html, say::purpose, purpose.empty() ? say::unrestricted.in(language) : purpose, language
    );
    const auto since = compose(say::begins, { to_string(campaign.begins) });
    const auto period = campaign.ends
        ? compose(say::begins_ends, { to_string(campaign.begins), to_string(*campaign.ends) })
        : since;
    append_fact(html, say::day, period.in(language), language);
    html.raw("</dl>");
    if (!campaign.filing_number.empty()) {
        html.element("p", compose(say::filing, { campaign.filing_number }).in(language));
    }
    if (open) {
        append_way_to_give(html, { id, campaign, view.takes_gifts }, language);
    }
    html.raw("</section>");
    if (view.plan) {
        append_plan(html, *view.plan, language);
    }
    append_matches(html, view.matches, language);
    append_ranking(html, id, view.teams, language);
    html.raw("<section><h2>").text(say::last_days.in(language)).raw("</h2>");
    append_chart(html, view.daily, view.day, language);
    html.raw("</section><section><h2>").text(say::latest.in(language)).raw("</h2>");
    append_rows(html, shown_rows(view.latest, false, language), say::latest, language, true);
    html.raw("<p class=\"actions\">")
        .link("/disclosure?campaign=" + to_string(id), say::all_gifts.in(language));
    html.link(path + "?print=1", say::print.in(language));
    html.link("/disclosure.csv?campaign=" + to_string(id), say::csv.in(language))
        .raw("</p></section>");
    return {
        .title = campaign.name,
        .path = path,
        .body = html.take(),
        .society = view.society,
        .live = true,
    };
}

}  // namespace boai::giving
