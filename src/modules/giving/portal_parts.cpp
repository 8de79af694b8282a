#include "modules/giving/portal_parts.hpp"

#include "http/percent.hpp"
#include "modules/giving/portal_text.hpp"

namespace boai::giving {
namespace {

using pages::Html;

void append_day_input(
    Html& html, Text label, std::string_view name, std::optional<Day> day, Language language
) {
    html.raw("<label>")
        .text(label.in(language))
        .raw("<input type=\"date\" name=\"")
        .raw(name)
        .raw("\" value=\"");
    html.text(day ? to_string(*day) : "").raw("\"></label>");
}

} // namespace

void append_cell(Html& html, Text heading, std::string_view value, Language language, bool number) {
    html.raw(number ? "<td class=\"number\" data-heading=\"" : "<td data-heading=\"");
    html.text(heading.in(language)).raw("\">").text(value).raw("</td>");
}

void append_fact(Html& html, Text label, std::string_view value, Language language) {
    if (!value.empty()) {
        html.raw("<div>").element("dt", label.in(language)).element("dd", value).raw("</div>");
    }
}

void append_filter(
    Html& html,
    std::string_view page,
    const PublicQuestion& question,
    const std::vector<PublicCampaign>& campaigns,
    Language language
) {
    html.raw("<form class=\"card filter\" method=\"get\" action=\"").raw(page).raw("\">");
    append_day_input(html, portal_text::from, "from", question.from, language);
    append_day_input(html, portal_text::to, "to", question.to, language);
    html.raw("<label>")
        .text(portal_text::campaign.in(language))
        .raw("<select name=\"campaign\"><option value=\"\">");
    html.text(portal_text::every_campaign.in(language)).raw("</option>");
    for (const auto& campaign : campaigns) {
        html.raw("<option value=\"").text(to_string(campaign.id)).raw("\"");
        html.raw(campaign.id == question.campaign ? " selected>" : ">")
            .text(campaign.campaign.name)
            .raw("</option>");
    }
    html.raw("</select></label><button>").text(portal_text::show.in(language));
    html.raw("</button></form>");
}

std::string query_of(const PublicQuestion& question) {
    std::string query;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) {
            query += query.empty() ? "?" : "&";
            query.append(name).append("=").append(http::percent_encode(value));
        }
    };
    add("receipt", question.receipt);
    add("from", question.from ? to_string(*question.from) : "");
    add("to", question.to ? to_string(*question.to) : "");
    add("campaign", question.campaign.empty() ? "" : to_string(question.campaign));
    return query;
}

} // namespace boai::giving
