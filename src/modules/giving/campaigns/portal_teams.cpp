// The page of a team of a campaign, at its address.
#include "modules/giving/campaigns/public_teams.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/portal_text.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

using http::Request;
using http::Responder;
using http::Response;

constexpr std::size_t latest_of_team = 50;
constexpr Text no_team { "没有这个团队", "there is no such team" };

} // namespace

void Portal::serve_team(const Request& request, TeamAddress address, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    const auto what
        = "/campaigns/" + to_string(address.campaign) + "/teams/" + to_string(address.team);
    serve(
        key_of(what, preferences),
        preferences,
        std::move(respond),
        [this, preferences, address](PublicReader& reader) -> Result<Response> {
            TeamView view { .society = society(preferences.language) };
            view.campaign = TRY(reader.campaign(address.campaign));
            const auto teams = TRY(read_teams(
                engine_.registry(),
                record::queries_of(reader.connection()),
                reader.branches(),
                address.campaign
            ));
            const auto at = std::ranges::find(teams, address.team, [](const TeamSum& team) {
                return team.head.id;
            });
            if (at == teams.end()) {
                return fail(Errc::not_found, no_team);
            }
            view.team = *at;
            view.teams = teams.size();
            view.latest = TRY(reader.find({ .team = address.team, .limit = latest_of_team })).gifts;
            view.takes_gifts = takes_gifts();
            return pages::html_response(
                document(team_page(view, preferences.language), preferences), preferences
            );
        }
    );
}

void Portal::add_team_routes() {
    parts_.router.add(
        http::Method::get,
        "/campaigns/{id}/teams/{team}",
        [this](const Request& request, const http::PathValues& path, Responder respond) {
            const auto campaign = parse_id(path["id"]);
            const auto team = parse_id(path["team"]);
            if (!campaign || !team) {
                respond(refusal(
                    { Errc::not_found, portal_text::not_found_hint, {} },
                    pages::preferences_of(request)
                ));
                return;
            }
            serve_team(request, { *campaign, *team }, std::move(respond));
        }
    );
}

} // namespace boai::giving
