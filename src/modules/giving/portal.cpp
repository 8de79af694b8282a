#include "modules/giving/portal.hpp"

#include "http/percent.hpp"
#include "http/problem.hpp"
#include "modules/giving/campaigns/public_teams.hpp"
#include "modules/giving/portal_request.hpp"
#include "modules/giving/portal_text.hpp"
#include "modules/giving/public_csv.hpp"
#include "payments/accounts.hpp"
#include "record/sealing.hpp"

#include <algorithm>

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

/// A value of the form's body: a name must not stand in an address.
std::string form_value(const Request& request, std::string_view wanted) {
    for (const auto& [name, value] : http::parse_form(request.body)) {
        if (name == wanted) {
            return value;
        }
    }
    return {};
}

/// The page of a name search that is asked for: a screen to read, everything to print or keep.
Result<PublicQuestion> name_question(const Request& request, std::string name, bool is_whole) {
    constexpr std::size_t rows_of_page = 20;
    constexpr std::size_t rows_max = 500;
    PublicQuestion question { .name = std::move(name),
                              .limit = is_whole ? rows_max : rows_of_page };
    if (const auto place = form_value(request, "before"); !place.empty()) {
        TRY(read_place(place, question));
    }
    return question;
}

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

void Portal::serve(
    const std::string& key, Preferences preferences, const Responder& respond, Make make
) {
    const auto version = live_.version();
    if (!key.empty()) {
        if (auto kept = cache_.find(key, version, preferences.takes_gzip)) {
            respond(std::move(*kept));
            return;
        }
    }
    const auto work = [this, key, version, preferences, respond, make = std::move(make)] {
        const auto answer = [&]() -> Result<Response> {
            auto lease = TRY(engine_.readers().lend());
            return storage::in_snapshot(*lease, [&](storage::Connection& connection) {
                PublicReader reader { engine_, connection };
                return make(reader);
            });
        };
        auto response = answer();
        if (!response) {
            respond(refusal(response.error(), preferences));
            return;
        }
        constexpr int found = 200;
        if (!key.empty() && response->status == found) {
            cache_.keep(key, version, *response);
        }
        respond(std::move(*response));
    };
    if (!workers_.offer(work)) {
        const Error busy { Errc::unavailable,
                           Text { "访问的人太多，请稍后再试",
                                  "too many visitors; try again shortly" },
                           {} };
        respond(refusal(busy, preferences));
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

void Portal::serve_disclosure(const Request& request, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    auto question = question_of(request);
    if (!question) {
        respond(refusal(question.error(), preferences));
        return;
    }
    const auto key = key_of("/disclosure?" + request.query, preferences);
    serve(
        key,
        preferences,
        std::move(respond),
        [this, preferences, question = *question](PublicReader& reader) -> Result<Response> {
            DisclosureView view { .society = society(preferences.language), .question = question };
            view.page = TRY(reader.find(question));
            view.totals = TRY(reader.totals(question.campaign, question.from, question.to));
            view.campaigns = TRY(reader.published());
            return pages::html_response(
                document(disclosure_page(view, preferences.language), preferences), preferences
            );
        }
    );
}

Result<void> Portal::add_goods_of_name(PublicReader& reader, DisclosureView& view) {
    if (!view.question.before.empty()) {
        return {};
    }
    bool more = false;
    PublicGoodsReader goods { engine_, reader.connection() };
    view.goods = TRY(goods.find(view.question, more));
    return {};
}

void Portal::serve_name(const Request& request, Responder respond, bool as_csv) {
    const auto preferences = pages::preferences_of(request);
    auto text = form_value(request, "q");
    constexpr std::size_t name_bytes_max = 600;
    text.resize(std::min(text.size(), name_bytes_max));
    if (parse_receipt(text)) {
        Response response { .status = 303, .content_type = "" };
        response.headers.emplace_back("Location", "/r/" + http::percent_encode(text));
        respond(std::move(response));
        return;
    }
    if (const auto admitted = parts_.admit_search(request.peer); !admitted) {
        respond(refusal(admitted.error(), preferences));
        return;
    }
    // Kept under the name's keyed number, so that the name itself is nowhere in memory for long.
    const auto* field = gift_type.find_field("donor_name");
    const auto number = record::index_of(engine_.vault(), *field, text);
    const auto place = form_value(request, "before");
    const auto key = key_of(
        (as_csv ? "name.csv " : "name ") + std::to_string(number) + " " + place, preferences
    );
    const auto question = name_question(request, text, as_csv || preferences.print);
    if (!question) {
        respond(refusal(question.error(), preferences));
        return;
    }
    serve(
        key,
        preferences,
        std::move(respond),
        [this, preferences, as_csv, question = *question](PublicReader& reader
        ) -> Result<Response> {
            DisclosureView view { .society = society(preferences.language), .question = question };
            if (!question.name.empty()) {
                view.page = TRY(reader.find(view.question));
                TRY(add_goods_of_name(reader, view));
            }
            if (as_csv) {
                return csv_response(
                    gifts_csv_head(preferences.language)
                    + gifts_csv_rows(view.page.gifts, preferences.language)
                );
            }
            view.campaigns = TRY(reader.published());
            return pages::html_response(
                document(disclosure_page(view, preferences.language), preferences), preferences
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
