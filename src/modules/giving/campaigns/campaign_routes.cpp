#include "modules/giving/campaigns/campaign_routes.hpp"

#include "base/json_text.hpp"
#include "base/workers.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/campaigns/campaign_view.hpp"
#include "modules/giving/campaigns/match_view.hpp"
#include "modules/giving/campaigns/pledge_view.hpp"
#include "modules/giving/campaigns/public_teams.hpp"
#include "modules/giving/portal.hpp"
#include "pages/layout.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using http::Request;

constexpr Text busy { "正忙，请稍后重试", "busy; try again shortly" };

class CampaignEndpoints {
public:
    explicit CampaignEndpoints(modules::RouteParts parts)
        : engine_(parts.engine)
        , authenticate_(std::move(parts.authenticate)) { }

    void add_to(http::Router& router) {
        add(router, "/api/v1/giving/campaigns", &CampaignEndpoints::campaigns);
        add(router, "/api/v1/giving/campaigns/{id}", &CampaignEndpoints::campaign);
        add(router,
            "/api/v1/giving/campaigns/{id}/reconciliation",
            &CampaignEndpoints::reconciliation);
        add_csv(router);
        add(router, "/api/v1/giving/deadlines", &CampaignEndpoints::deadlines);
        add(router, "/api/v1/giving/instalments", &CampaignEndpoints::instalments);
    }

private:
    struct Asked {
        CampaignScope scope;
        std::string id; ///< of the path; empty where there is none
    };

    using Answering = Result<std::string> (CampaignEndpoints::*)(const Asked&);

    void add(http::Router& router, const char* pattern, Answering answering) {
        router.add(
            http::Method::get,
            pattern,
            [this,
             answering](Request request, const http::PathValues& path, http::Responder respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                const auto work = [this, shared, answering, respond, id = path["id"]] {
                    auto json = answer(*shared, answering, id);
                    respond(json ? http::json_response(*json) : http::problem(json.error()));
                };
                if (!workers_.offer(work)) {
                    respond(http::problem({ Errc::unavailable, busy, {} }));
                }
            }
        );
    }

    /// The same as a file, in the language the reader prefers.
    void add_csv(http::Router& router) {
        router.add(
            http::Method::get,
            "/api/v1/giving/campaigns/{id}/reconciliation.csv",
            [this](Request request, const http::PathValues& path, http::Responder respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                const auto work = [this, shared, respond, id = path["id"]] {
                    const auto language = pages::preferences_of(*shared).language;
                    auto csv = answer(
                        *shared,
                        language == Language::zh ? &CampaignEndpoints::reconciliation_zh
                                                 : &CampaignEndpoints::reconciliation_en,
                        id
                    );
                    respond(
                        csv ? csv_response(std::move(*csv), "reconciliation.csv")
                            : http::problem(csv.error())
                    );
                };
                if (!workers_.offer(work)) {
                    respond(http::problem({ Errc::unavailable, busy, {} }));
                }
            }
        );
    }

    /// The branch asked for with those below it for `subtree`; all that may be read when none is.
    Result<std::vector<Id>> branches_asked(
        const Request& request, const record::Actor& actor, std::string_view capability
    ) {
        const auto tree = engine_.branches();
        std::vector<Id> asked;
        if (const auto code = request.parameter("branch")) {
            const auto* branch = TRY(tree->resolve(*code));
            asked = request.parameter("subtree") ? tree->subtree(branch->id)
                                                 : std::vector { branch->id };
        } else {
            for (const auto& branch : tree->all()) {
                asked.push_back(branch.id);
            }
        }
        std::erase_if(asked, [&](Id branch) { return !actor.may(capability, branch); });
        if (asked.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        return asked;
    }

    Result<std::string> answer(const Request& request, Answering answering, const std::string& id) {
        const auto actor = TRY(authenticate_(request));
        const auto* const needed = answering == &CampaignEndpoints::instalments
            ? "giving.pledge.read"
            : "giving.campaign.read";
        const auto branches = TRY(branches_asked(request, *actor, needed));
        auto lease = TRY(engine_.readers().lend());
        return storage::in_snapshot(*lease, [&](storage::Connection& snapshot) {
            const CampaignScope scope { engine_.registry(),
                                        record::queries_of(snapshot),
                                        branches };
            return (this->*answering)({ scope, id });
        });
    }

    [[nodiscard]] std::string code_of(Id branch) const {
        const auto tree = engine_.branches();
        const auto* found = tree->find(branch);
        return found == nullptr ? to_string(branch) : found->code;
    }

    [[nodiscard]] Day today() const { return local_day(engine_.clock().now()); }

    void write_deadline(JsonObject& object, const Deadline& deadline) const {
        object.text("duty", word_of(deadline.duty))
            .text("title", title_of(deadline.duty))
            .text("source", source_of(deadline.duty))
            .text("due", to_string(deadline.due))
            .number("days_left", deadline.due - today())
            .flag("is_met", deadline.is_met)
            .flag("is_late", !deadline.is_met && deadline.due < today());
    }

    static void
    write_campaign(JsonObject& object, const CampaignSum& sum, const std::string& code) {
        const auto& campaign = sum.campaign;
        object.text("id", to_string(sum.head.id))
            .text("branch", code)
            .text("name", campaign.name)
            .text("state", record::choice_of(campaign.state).value)
            .text("begins", to_string(campaign.begins))
            .text("ends", campaign.ends ? to_string(*campaign.ends) : std::string {})
            .text("target", to_string(campaign.target))
            .text("amount", to_string(sum.amount))
            .number("gifts", sum.gifts)
            .flag("raises_publicly", campaign.raises_publicly)
            .text("platform", campaign.platform)
            .text("platform_link", campaign.platform_link);
    }

    /// The plan a campaign raises funds under, with its deadlines; null for none.
    void write_plan(JsonObject& object, const Plans& plans, Id id) const {
        auto& out = object.key("plan");
        const auto at = plans.find(id);
        if (at == plans.end()) {
            out += "null";
            return;
        }
        const auto& plan = at->second.value;
        JsonObject json { out };
        json.text("id", to_string(id))
            .text("branch", code_of(at->second.head.branch))
            .text("name", plan.name)
            .text("state", record::choice_of(plan.state).value)
            .text("filing_number", plan.filing_number)
            .text("certificate_number", plan.certificate_number);
        JsonArray deadlines { json.key("deadlines") };
        for (const auto& deadline : deadlines_of(plan)) {
            JsonObject row { deadlines.item() };
            write_deadline(row, deadline);
        }
    }

    /// The teams of a campaign, ranked.
    static Result<void> write_teams(JsonObject& object, const Asked& asked, Id campaign) {
        JsonArray rows { object.key("teams") };
        for (const auto& team : TRY(read_teams(
                 asked.scope.registry, asked.scope.queries, asked.scope.branches, campaign
             ))) {
            JsonObject { rows.item() }
                .text("id", to_string(team.head.id))
                .text("name", team.team.name)
                .text("kind", record::choice_of(team.team.kind).label)
                .text("goal", to_string(team.team.goal))
                .text("amount", to_string(team.amount))
                .number("gifts", team.gifts)
                .number("rank", static_cast<std::int64_t>(team.rank));
        }
        return {};
    }

    /// The kinds of match, each apart.
    static void write_matches(JsonObject& object, const MatchByKind& matches) {
        JsonArray rows { object.key("matches") };
        for (std::size_t kind = 0; kind < match_kinds; ++kind) {
            const auto& choice = record::giving_match_kinds[kind];
            JsonObject { rows.item() }
                .text("kind", choice.value)
                .text("title", choice.label)
                .text("promised", to_string(matches[kind].promised))
                .text("settled", to_string(matches[kind].settled))
                .text("given_up", to_string(matches[kind].given_up))
                .text("receivable", to_string(matches[kind].receivable()));
        }
    }

    static void write_reconciled(JsonArray& rows, const ReconciledRow& row) {
        JsonObject object { rows.item() };
        object.text("team", row.team.empty() ? std::string {} : to_string(row.team))
            .text("name", row.name)
            .number("gifts", row.gifts)
            .text("in_file", to_string(row.in_file))
            .text("in_book", to_string(row.in_book()))
            .text("difference", to_string(row.difference()))
            .text("reason", reason_of(row));
        write_matches(object, row.matches);
    }

    Result<std::string> reconciliation(const Asked& asked) {
        const auto rows = TRY(reconcile(asked.scope, TRY(parse_id(asked.id))));
        std::string json;
        {
            JsonObject object { json };
            {
                JsonArray teams { object.key("rows") };
                for (const auto& row : rows) {
                    write_reconciled(teams, row);
                }
            }
            JsonArray total { object.key("total") };
            write_reconciled(total, total_of(rows));
        }
        return json;
    }

    Result<std::string> reconciliation_zh(const Asked& asked) {
        return reconciliation_csv(
            TRY(reconcile(asked.scope, TRY(parse_id(asked.id)))), Language::zh
        );
    }

    Result<std::string> reconciliation_en(const Asked& asked) {
        return reconciliation_csv(
            TRY(reconcile(asked.scope, TRY(parse_id(asked.id)))), Language::en
        );
    }

    Result<std::string> campaigns(const Asked& asked) {
        const auto plans = TRY(read_plans(asked.scope.registry, asked.scope.queries));
        std::string json = R"({"campaigns":)";
        {
            JsonArray rows { json };
            for (const auto& sum : TRY(view_campaigns(asked.scope))) {
                JsonObject row { rows.item() };
                write_campaign(row, sum, code_of(sum.head.branch));
                write_plan(row, plans, sum.campaign.plan);
            }
        }
        return json + "}";
    }

    Result<std::string> campaign(const Asked& asked) {
        const auto id = parse_id(asked.id);
        for (const auto& sum : TRY(view_campaigns(asked.scope))) {
            if (!id || sum.head.id != *id) {
                continue;
            }
            const auto plans = TRY(read_plans(asked.scope.registry, asked.scope.queries));
            std::string json;
            {
                JsonObject object { json };
                write_campaign(object, sum, code_of(sum.head.branch));
                write_plan(object, plans, sum.campaign.plan);
                TRY(write_teams(object, asked, sum.head.id));
                write_matches(object, TRY(view_matches(asked.scope, sum.head.id)));
            }
            return json;
        }
        return fail(Errc::not_found, Text { "没有这个募捐活动", "there is no such campaign" });
    }

    Result<std::string> deadlines(const Asked& asked) {
        std::string json = R"({"deadlines":)";
        {
            JsonArray rows { json };
            for (const auto& due : TRY(view_due(asked.scope))) {
                JsonObject row { rows.item() };
                row.text("branch", code_of(due.branch))
                    .text("plan", to_string(due.plan))
                    .text("name", due.name);
                write_deadline(row, due.deadline);
            }
        }
        return json + "}";
    }

    Result<std::string> instalments(const Asked& asked) {
        std::string json = R"({"instalments":)";
        {
            JsonArray rows { json };
            for (const auto& instalment : TRY(view_instalments(asked.scope))) {
                JsonObject { rows.item() }
                    .text("branch", code_of(instalment.branch))
                    .text("pledge", to_string(instalment.pledge))
                    .text("number", instalment.number)
                    .text("donor", instalment.donor)
                    .text("due_on", to_string(instalment.due_on))
                    .text("amount", to_string(instalment.amount))
                    .text("open", to_string(instalment.open))
                    .number("days_left", instalment.due_on - today())
                    .flag("is_late", instalment.due_on < today());
            }
        }
        return json + "}";
    }

    record::Engine& engine_;
    modules::Authenticate authenticate_;
    Workers workers_ { 1 };
};

} // namespace

std::shared_ptr<void> add_campaign_routes(modules::RouteParts parts) {
    auto& router = parts.router;
    auto endpoints = std::make_shared<CampaignEndpoints>(std::move(parts));
    endpoints->add_to(router);
    return endpoints;
}

} // namespace boai::giving
