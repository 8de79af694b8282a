#include "modules/giving/campaigns/public_teams.hpp"

#include "figures/figure.hpp"
#include "modules/giving/giving_figures.hpp"
#include "modules/giving/payments/give_pages.hpp"
#include "modules/giving/portal_pages.hpp"

#include <array>

namespace boai::giving {
namespace {

using pages::Html;
using storage::Param;

constexpr std::size_t ranking_rows = 50;

constexpr Text ranking { "团队排名", "Teams" };
constexpr Text matching { "配捐", "Matching" };
constexpr Text matching_lead {
    "平台、企业和激励金在公众捐款之外的配捐，不计入上面的捐款金额；到账后才能使用。",
    "Promised by the platform, companies and incentives on top of what the "
    "public gave; no part of the amount above, and used once received."
};
constexpr Text gift_matching_lead {
    "这笔捐款另外带动的配捐（元），不属于捐款金额。",
    "Promised by others because of this gift (yuan); no part of its "
    "amount."
};
constexpr Text match_kind_heading { "配捐种类", "Kind of match" };
constexpr Text match_promised_heading { "承诺（元）", "Promised (yuan)" };
constexpr Text match_settled_heading { "到账（元）", "Received (yuan)" };
constexpr Text team_heading { "团队", "Team" };
constexpr Text rank_heading { "名次", "Rank" };
constexpr Text rank_of { "第 {} 名，共 {} 队", "Rank {} of {}" };
constexpr Text led_by { "发起人：{}", "Led by {}" };
constexpr Text public_amount { "公众捐款（元）", "Given by the public (yuan)" };
constexpr Text gift_count { "捐款笔数", "Number of gifts" };
constexpr Text goal_of { "目标 {} 元，已完成 {}%", "Target {} yuan, {}% reached" };
constexpr Text back { "回到活动：{}", "Back to the campaign: {}" };
constexpr Text latest_gifts { "最新捐款", "Latest gifts" };
constexpr Text not_persons { "按笔数计，同一人可捐多笔；配捐不在内。",
                             "Gifts are counted, not persons; matching is not in these numbers." };

std::string address_of(Id campaign, Id team) {
    return "/campaigns/" + to_string(campaign) + "/teams/" + to_string(team);
}

Result<void>
add_sums(std::vector<TeamSum>& teams, record::Queries queries, const std::vector<Id>& branches) {
    std::map<std::string, TeamSum*, std::less<>> by_key;
    for (auto& team : teams) {
        by_key.emplace(to_string(team.head.id), &team);
    }
    figures::Question question { .figure = income_amount.name,
                                 .branches = branches,
                                 .dimension = "team" };
    for (const auto& line : TRY(figures::ask(queries, question))) {
        if (const auto at = by_key.find(line.key); at != by_key.end()) {
            at->second->amount.fen = line.value;
        }
    }
    question.figure = income_gifts.name;
    for (const auto& line : TRY(figures::ask(queries, question))) {
        if (const auto at = by_key.find(line.key); at != by_key.end()) {
            at->second->gifts = line.value;
        }
    }
    return {};
}

void append_team_figure(Html& html, Text label, std::string_view value, Language language) {
    html.raw("<div class=\"figure\">").element("dt", label.in(language)).element("dd", value);
    html.raw("</div>");
}

void append_team_progress(Html& html, const TeamSum& team, Language language) {
    if (team.team.goal.fen == 0) {
        return;
    }
    const auto percent = reached_percent(team.amount, team.team.goal);
    const auto share = std::to_string(std::min<std::int64_t>(percent, 100));
    const auto told = compose(goal_of, { grouped(team.team.goal), std::to_string(percent) });
    html.raw("<progress max=\"100\" value=\"").raw(share).raw("\" aria-label=\"");
    html.text(told.in(language)).raw("\"></progress>");
    html.raw("<p class=\"hint\">").text(told.in(language)).raw("</p>");
}

} // namespace

Result<std::vector<TeamSum>> read_teams(
    const record::Registry& registry,
    record::Queries queries,
    const std::vector<Id>& branches,
    Id campaign
) {
    std::vector<TeamSum> teams;
    const std::array of_campaign { Param { campaign } };
    TRY(registry.table(campaign_team_type)
            .select(
                queries,
                " WHERE t.campaign = $1",
                of_campaign,
                [&](const record::Loaded& loaded) -> Result<void> {
                    teams.push_back({ loaded.head, loaded.as<CampaignTeam>(), {}, 0, 0 });
                    return {};
                }
            ));
    if (!teams.empty()) {
        TRY(add_sums(teams, queries, branches));
        rank_teams(teams);
    }
    return teams;
}

void append_matches(Html& html, const MatchByKind& matches, Language language) {
    const bool is_nothing = std::ranges::all_of(matches, [](const MatchSums& sums) {
        return sums.promised.fen == 0;
    });
    if (is_nothing) {
        return;
    }
    html.raw("<section class=\"matches\"><h2>").text(matching.in(language));
    html.raw("</h2><p class=\"hint\">").text(matching_lead.in(language));
    html.raw("</p><table><thead><tr>");
    for (const auto heading :
         { match_kind_heading, match_promised_heading, match_settled_heading }) {
        html.element("th", heading.in(language));
    }
    html.raw("</tr></thead><tbody>");
    for (std::size_t kind = 0; kind < match_kinds; ++kind) {
        const auto& sums = matches[kind];
        html.raw("<tr>").element("td", record::giving_match_kinds[kind].label.in(language));
        html.raw("<td class=\"number\">").text(grouped(sums.promised - sums.given_up));
        html.raw("</td><td class=\"number\">").text(grouped(sums.settled)).raw("</td></tr>");
    }
    html.raw("</tbody></table></section>");
}

void append_matches_of_gift(
    Html& html, const std::array<Money, match_kinds>& matches, Language language
) {
    const bool is_nothing
        = std::ranges::all_of(matches, [](Money amount) { return amount.fen == 0; });
    if (is_nothing) {
        return;
    }
    html.raw("<section class=\"card matches\"><h2>").text(matching.in(language));
    html.raw("</h2><p class=\"hint\">").text(gift_matching_lead.in(language));
    html.raw("</p><dl class=\"facts\">");
    for (std::size_t kind = 0; kind < match_kinds; ++kind) {
        if (matches[kind].fen != 0) {
            html.raw("<div>").element("dt", record::giving_match_kinds[kind].label.in(language));
            html.element("dd", grouped(matches[kind])).raw("</div>");
        }
    }
    html.raw("</dl></section>");
}

void append_ranking(Html& html, Id campaign, const std::vector<TeamSum>& teams, Language language) {
    if (teams.empty()) {
        return;
    }
    html.raw("<section class=\"teams\"><h2>")
        .text(ranking.in(language))
        .raw("</h2><p class=\"hint\">");
    html.text(not_persons.in(language)).raw("</p><table><thead><tr>");
    for (const auto heading : { rank_heading, team_heading, public_amount, gift_count }) {
        html.element("th", heading.in(language));
    }
    html.raw("</tr></thead><tbody>");
    for (std::size_t i = 0; i < std::min(teams.size(), ranking_rows); ++i) {
        const auto& team = teams[i];
        html.raw("<tr><td>").raw(std::to_string(team.rank)).raw("</td><td>");
        html.link(address_of(campaign, team.head.id), team.team.name);
        html.raw("</td><td class=\"number\">").text(grouped(team.amount));
        html.raw("</td><td class=\"number\">").text(grouped_count(team.gifts)).raw("</td></tr>");
    }
    html.raw("</tbody></table></section>");
}

pages::Page team_page(const TeamView& view, Language language) {
    const auto& team = view.team;
    const auto path = address_of(view.campaign.id, team.head.id);
    Html html;
    html.raw("<section class=\"hero\"><p>")
        .text(record::choice_of(team.team.kind).label.in(language));
    html.raw("</p>").element("h1", team.team.name);
    if (!team.team.leader.empty()) {
        html.element("p", compose(led_by, { team.team.leader }).in(language));
    }
    html.element("p", team.team.story).raw("<dl class=\"figures\">");
    append_team_figure(html, public_amount, grouped(team.amount), language);
    append_team_figure(html, gift_count, grouped_count(team.gifts), language);
    const auto rank = compose(rank_of, { std::to_string(team.rank), std::to_string(view.teams) });
    append_team_figure(html, rank_heading, rank.in(language), language);
    html.raw("</dl>");
    append_team_progress(html, team, language);
    html.raw("<p class=\"hint\">").text(not_persons.in(language)).raw("</p>");
    const auto& campaign = view.campaign.campaign;
    if (campaign.state == CampaignState::open && team.team.state == TeamState::open) {
        append_way_to_give(html, { view.campaign.id, campaign, view.takes_gifts }, language);
    }
    html.raw("<p class=\"actions\">")
        .link(
            "/campaigns/" + to_string(view.campaign.id),
            compose(back, { campaign.name }).in(language)
        )
        .raw("</p></section><section><h2>");
    html.text(latest_gifts.in(language)).raw("</h2>");
    append_gift_list(html, view.latest, latest_gifts, language);
    html.raw("</section>");
    return {
        .title = team.team.name,
        .path = path,
        .body = html.take(),
        .society = view.society,
    };
}

} // namespace boai::giving
