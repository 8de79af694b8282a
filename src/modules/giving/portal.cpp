#include "modules/giving/portal.hpp"

#include "http/problem.hpp"
#include "modules/giving/campaigns/public_teams.hpp"
#include "modules/giving/portal_text.hpp"
#include "payments/accounts.hpp"

namespace boai::giving {
namespace {

namespace say = portal_text;
using http::Method;
using http::PathValues;
using http::Request;
using http::Responder;
using http::Response;
using pages::Preferences;

constexpr int chart_days = 30;
constexpr std::size_t latest_rows = 10;

/// The plan with the name of the branch that filed it; none for none.
Result<std::optional<PublicPlan>> plan_shown(record::Engine& engine, PublicReader& reader, Id id) {
    if (id.empty()) {
        return std::optional<PublicPlan> {};
    }
    auto found = TRY(read_public_plan(engine.registry(), reader.connection(), id));
    const auto tree = engine.branches();
    if (const auto* branch = tree->find(found.head.branch)) {
        found.value.organisation = { branch->name_zh, branch->name_en };
    }
    return std::optional { std::move(found.value) };
}

}  // namespace

std::string key_of(std::string_view what, const Preferences& preferences) {
    const auto looks = static_cast<char>(
        'a' + static_cast<int>(preferences.theme) * 4 + static_cast<int>(preferences.language) * 2
        + (preferences.print ? 1 : 0)
    );
    return std::string { what } + '\n' + looks + (preferences.chosen_now ? "c" : "");
}

Portal::Portal(modules::RouteParts parts, modules::ReadMoneyMoves read_moves, PortalOptions options)
    : parts_(std::move(parts))
    , read_moves_(std::move(read_moves))
    , engine_(parts_.engine)
    , cache_(options.cache_bytes_max)
    , disclosure_(options.parts_bytes_max)
    , live_(engine_)
    , files_(limits::public_files_running_max)
    , workers_(options.threads) { }

std::string Portal::society(Language language) const {
    const auto tree = engine_.branches();
    const auto* root = tree->root();
    if (root == nullptr) {
        return {};
    }
    return language == Language::zh ? root->name_zh : root->name_en;
}

bool Portal::takes_gifts() const {
    return parts_.payments != nullptr && !parts_.payments->all().empty();
}

std::string Portal::document(pages::Page page, const Preferences& preferences) const {
    page.lockup = parts_.lockup;
    return pages::render(page, preferences);
}

Response Portal::refusal(const Error& error, const Preferences& preferences) const {
    const bool missing = error.code == Errc::not_found;
    const auto page = pages::notice(
        missing ? say::not_found : say::disclosure,
        error.message,
        society(preferences.language),
        preferences.language
    );
    const auto status = http::status_of(error.code);
    auto response = pages::html_response(document(page, preferences), preferences, status);
    if (status == 429 || status == 503) {
        // A name search is admitted every two seconds, and a busy server is soon less so.
        constexpr std::int64_t soon_s = 2;
        http::set_retry_after(response, soon_s);
    }
    return response;
}

bool Portal::serve_kept(const Asked& asked, const Responder& respond) {
    auto kept = cache_.find(asked.key, asked.version, asked.preferences.takes_gzip);
    if (kept) {
        respond(std::move(*kept));
    }
    return kept.has_value();
}

void Portal::serve_from_book(const Asked& asked, const Responder& respond, Make make) {
    const auto work = [this, asked, respond, make = std::move(make)] {
        const auto answer = [&]() -> Result<Response> {
            auto lease = TRY(engine_.readers().lend());
            return storage::in_snapshot(*lease, [&](storage::Connection& connection) {
                PublicReader reader { engine_, connection };
                return make(reader);
            });
        };
        auto response = answer();
        if (!response) {
            respond(refusal(response.error(), asked.preferences));
            return;
        }
        constexpr int found = 200;
        if (!asked.key.empty() && response->status == found) {
            cache_.keep(asked.key, asked.version, *response);
        }
        respond(std::move(*response));
    };
    if (!workers_.offer(work)) {
        const Error busy { Errc::unavailable,
                           Text { "访问的人太多，请稍后再试",
                                  "too many visitors; try again shortly" },
                           {} };
        respond(refusal(busy, asked.preferences));
    }
}

void Portal::serve(
    const std::string& key, Preferences preferences, const Responder& respond, Make make
) {
    const Asked asked { key, preferences, live_.version() };
    if (!serve_kept(asked, respond)) {
        serve_from_book(asked, respond, std::move(make));
    }
}

void Portal::serve_home(const Request& request, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    serve(
        key_of("/", preferences),
        preferences,
        std::move(respond),
        [this, preferences](PublicReader& reader) -> Result<Response> {
            HomeView view { .society = society(preferences.language),
                            .day = local_day(engine_.clock().now()) };
            view.all = TRY(reader.totals({}, {}, {}));
            view.today = TRY(reader.totals({}, view.day, view.day));
            view.daily = TRY(reader.daily(view.day, chart_days, {}));
            view.campaigns = TRY(reader.campaigns());
            view.latest = TRY(reader.find({ .limit = latest_rows })).gifts;
            view.takes_gifts = takes_gifts();
            return pages::html_response(
                document(home_page(view, preferences.language), preferences), preferences
            );
        }
    );
}

void Portal::serve_campaign(const Request& request, Id id, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    const auto key = key_of("/campaigns/" + to_string(id), preferences);
    serve(
        key,
        preferences,
        std::move(respond),
        [this, preferences, id](PublicReader& reader) -> Result<Response> {
            CampaignView view { .society = society(preferences.language),
                                .day = local_day(engine_.clock().now()) };
            view.campaign = TRY(reader.campaign(id));
            view.plan = TRY(plan_shown(engine_, reader, view.campaign.campaign.plan));
            const auto branches = reader.branches();
            view.matches = TRY(view_matches(
                { engine_.registry(), record::queries_of(reader.connection()), branches }, id
            ));
            view.teams = TRY(read_teams(
                engine_.registry(), record::queries_of(reader.connection()), reader.branches(), id
            ));
            view.daily = TRY(reader.daily(view.day, chart_days, id));
            constexpr std::size_t rows = 50;
            view.latest = TRY(reader.find({ .campaign = id, .limit = rows })).gifts;
            view.takes_gifts = takes_gifts();
            return pages::html_response(
                document(campaign_page(view, preferences.language), preferences), preferences
            );
        }
    );
}

void Portal::serve_events(const Request& request, const Responder& respond) {
    const auto topic = request.parameter("topic").value_or("totals");
    if (const auto known = live_.campaign_of(topic); !known) {
        respond(http::problem(known.error()));
        return;
    }
    Response response;
    response.on_stream = [this, topic](const std::shared_ptr<http::EventStream>& stream) {
        const auto listen = [this, topic, stream] {
            if (!live_.listen(topic, stream)) {
                stream->close();
            }
        };
        if (!workers_.offer(listen)) {
            stream->close();
        }
    };
    respond(std::move(response));
}

void Portal::refuse_address(const Request& request, const Responder& respond) const {
    const Error missing { Errc::not_found, say::not_found_hint, {} };
    // A browser is shown a page, a program an error it can read.
    const bool is_browser = request.method != Method::post
        && request.header("accept").contains("text/html") && !request.path.starts_with("/api/");
    respond(is_browser ? refusal(missing, pages::preferences_of(request)) : http::problem(missing));
}

void Portal::add_routes() {
    auto& router = parts_.router;
    router.add_fallback([this](
                            const Request& request, const PathValues&, const Responder& respond
                        ) { refuse_address(request, respond); });
    router.add(
        Method::get,
        "/",
        [this](const Request& request, const PathValues&, Responder respond) {
            serve_home(request, std::move(respond));
        }
    );
    router.add(
        Method::get,
        "/disclosure",
        [this](const Request& request, const PathValues&, Responder respond) {
            serve_disclosure(request, std::move(respond));
        }
    );
    router.add(
        Method::post,
        "/disclosure",
        [this](const Request& request, const PathValues&, Responder respond) {
            serve_name(request, std::move(respond), false);
        },
        limits::form_body_bytes_max
    );
    router.add(
        Method::get,
        "/disclosure.csv",
        [this](const Request& request, const PathValues&, Responder respond) {
            serve_csv(request, std::move(respond));
        }
    );
    router.add(
        Method::post,
        "/disclosure.csv",
        [this](const Request& request, const PathValues&, Responder respond) {
            serve_name(request, std::move(respond), true);
        },
        limits::form_body_bytes_max
    );
    router.add(
        Method::get,
        "/campaigns/{id}",
        [this](const Request& request, const PathValues& path, Responder respond) {
            const auto id = parse_id(path["id"]);
            if (!id) {
                respond(refusal(
                    { Errc::not_found, say::not_found_hint, {} }, pages::preferences_of(request)
                ));
                return;
            }
            serve_campaign(request, *id, std::move(respond));
        }
    );
    add_gift_routes();
    add_goods_routes();
    add_team_routes();
    add_notice_pages();
    add_open_data();
    router.add(
        Method::get,
        "/api/v1/events",
        [this](const Request& request, const PathValues&, Responder respond) {
            serve_events(request, std::move(respond));
        }
    );
}

} // namespace boai::giving
