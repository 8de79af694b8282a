#include "modules/giving/campaigns/campaign_routes.hpp"

#include "base/json_text.hpp"
#include "modules/giving/campaigns/campaign_view.hpp"
#include "modules/giving/campaigns/match_view.hpp"
#include "modules/giving/campaigns/payout_view.hpp"
#include "modules/giving/campaigns/pledge_view.hpp"
#include "modules/giving/campaigns/public_teams.hpp"
#include "modules/giving/portal.hpp"
#include "modules/view_routes.hpp"
#include "pages/layout.hpp"

#include <algorithm>
#include <iterator>

namespace boai::giving {
namespace {

using modules::ViewQuestion;

class CampaignEndpoints {
public:
    explicit CampaignEndpoints(const modules::RouteParts& parts)
        : engine_(parts.engine)
        , of_campaigns_(parts, "giving.campaign.read")
        , of_pledges_(parts, "giving.pledge.read") {
        const auto add = [&](modules::ViewRoutes& views, const char* what, auto answering) {
            views.add(
                std::string { "/api/v1/giving/" } + what,
                [this, answering](const ViewQuestion& question) {
                    return (this->*answering)(asked_by(question));
                }
            );
        };
        add(of_campaigns_, "campaigns", &CampaignEndpoints::campaigns);
        add(of_campaigns_, "campaigns/{id}", &CampaignEndpoints::campaign);
        add(of_campaigns_, "campaigns/{id}/reconciliation", &CampaignEndpoints::reconciliation);
        add(of_campaigns_, "campaigns/{id}/payouts", &CampaignEndpoints::payouts);
        add(of_campaigns_, "deadlines", &CampaignEndpoints::deadlines);
        add(of_pledges_, "instalments", &CampaignEndpoints::instalments);
        of_campaigns_.add_file(
            "/api/v1/giving/campaigns/{id}/reconciliation.csv",
            [this](const ViewQuestion& question) { return reconciliation_file(question); }
        );
        of_campaigns_.add_file(
            "/api/v1/giving/campaigns/{id}/payouts.csv",
            [this](const ViewQuestion& question) { return payouts_file(question); }
        );
    }

private:
    struct Asked {
        CampaignScope scope;
        std::string id; ///< of the path; empty where there is none
    };

    [[nodiscard]] Asked asked_by(const ViewQuestion& question) const {
        return { { engine_.registry(), question.queries, question.branches }, question.path["id"] };
    }

    [[nodiscard]] std::string code_of(Id branch) const {
        const auto tree = engine_.branches();
        const auto* found = tree->find(branch);
        return found == nullptr ? to_string(branch) : found->code;
    }

    [[nodiscard]] Day today() const { return local_day(engine_.clock().now()); }

    void write_deadline(JsonObject& object, const CampaignDue& due) const {
        object.text("duty", due.duty)
            .text("title", due.title)
            .text("source", due.source)
            .text("due", to_string(due.due))
            .number("days_left", due.due - today())
            .flag("is_met", due.is_met)
            .flag("is_late", !due.is_met && due.due < today());
    }

    /// What the plan has to do and what the calendar has its campaign disclose.
    void write_deadlines(
        JsonObject& object,
        std::vector<CampaignDue> deadlines,
        const std::vector<CampaignDue>& clocks,
        Id campaign
    ) const {
        std::ranges::copy_if(clocks, std::back_inserter(deadlines), [&](const CampaignDue& due) {
            return due.campaign == campaign;
        });
        std::ranges::stable_sort(deadlines, {}, &CampaignDue::due);
        JsonArray rows { object.key("deadlines") };
        for (const auto& due : deadlines) {
            JsonObject row { rows.item() };
            write_deadline(row, due);
        }
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

    /// The plan a campaign raises funds under, with the deadlines of both; null for none.
    void write_plan(
        JsonObject& object,
        const Plans& plans,
        const CampaignSum& sum,
        const std::vector<CampaignDue>& clocks
    ) const {
        auto& out = object.key("plan");
        const auto at = plans.find(sum.campaign.plan);
        if (at == plans.end()) {
            out += "null";
            return;
        }
        const auto& plan = at->second.value;
        JsonObject json { out };
        json.text("id", to_string(sum.campaign.plan))
            .text("branch", code_of(at->second.head.branch))
            .text("name", plan.name)
            .text("state", record::choice_of(plan.state).value)
            .text("filing_number", plan.filing_number)
            .text("certificate_number", plan.certificate_number);
        write_deadlines(json, duties_of(at->second), clocks, sum.head.id);
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
                .text("taken_back", to_string(matches[kind].taken_back))
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

    /// The same as a file, in the language the reader prefers.
    [[nodiscard]] Result<http::Response> reconciliation_file(const ViewQuestion& question) const {
        const auto asked = asked_by(question);
        const auto rows = TRY(reconcile(asked.scope, TRY(parse_id(asked.id))));
        const auto language = pages::preferences_of(question.request).language;
        return csv_response(reconciliation_csv(rows, language), "reconciliation.csv");
    }

    /// What platforms collected for a campaign's purpose, in the branches of the question.
    static Result<std::vector<PayoutRow>> payouts_of(const Asked& asked) {
        const auto id = TRY(parse_id(asked.id));
        const auto purpose = TRY(find_purpose(asked.scope, id));
        return view_payouts(asked.scope, purpose);
    }

    void write_payouts(JsonObject& object, const PayoutRow& row) const {
        object.text("channel", row.code)
            .text("name", row.name)
            .number("gifts", row.gifts)
            .text("collected", to_string(row.collected))
            .text("paid_out", to_string(row.paid_out()))
            .text("at_platform", to_string(row.at_platform()))
            .text("at_bank", to_string(row.at_bank()))
            .text("waiting", to_string(row.waiting))
            .text("difference", to_string(row.difference()))
            .text("reason", reason_of(row));
        {
            JsonArray payouts { object.key("payouts") };
            for (const auto& payout : row.payouts) {
                JsonObject { payouts.item() }
                    .text("branch", code_of(payout.branch))
                    .number("entry", payout.entry)
                    .text("day", to_string(payout.day))
                    .text("amount", to_string(payout.amount))
                    .flag("at_platform", payout.at_platform)
                    .flag("at_bank", payout.at_bank);
            }
        }
        JsonArray unclaimed { object.key("unclaimed") };
        for (const auto& line : row.unclaimed) {
            JsonObject { unclaimed.item() }
                .text("branch", code_of(line.branch))
                .text("day", to_string(line.day))
                .text("amount", to_string(line.amount));
        }
    }

    Result<std::string> payouts(const Asked& asked) {
        std::string json = R"({"rows":)";
        {
            JsonArray rows { json };
            for (const auto& row : TRY(payouts_of(asked))) {
                JsonObject object { rows.item() };
                write_payouts(object, row);
            }
        }
        return json + "}";
    }

    [[nodiscard]] Result<http::Response> payouts_file(const ViewQuestion& question) const {
        const auto rows = TRY(payouts_of(asked_by(question)));
        const auto language = pages::preferences_of(question.request).language;
        return csv_response(payouts_csv(rows, language), "payouts.csv");
    }

    Result<std::string> campaigns(const Asked& asked) {
        const auto plans = TRY(read_plans(asked.scope.registry, asked.scope.queries));
        const auto clocks = TRY(view_clocks(engine_, asked.scope));
        std::string json = R"({"campaigns":)";
        {
            JsonArray rows { json };
            for (const auto& sum : TRY(view_campaigns(asked.scope))) {
                JsonObject row { rows.item() };
                write_campaign(row, sum, code_of(sum.head.branch));
                write_plan(row, plans, sum, clocks);
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
                write_plan(object, plans, sum, TRY(view_clocks(engine_, asked.scope)));
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
            for (const auto& due : TRY(view_due(engine_, asked.scope))) {
                JsonObject row { rows.item() };
                row.text("branch", code_of(due.branch))
                    .text("plan", due.plan.empty() ? std::string {} : to_string(due.plan))
                    .text(
                        "campaign", due.campaign.empty() ? std::string {} : to_string(due.campaign)
                    )
                    .text("name", due.name);
                write_deadline(row, due);
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
    modules::ViewRoutes of_campaigns_;
    modules::ViewRoutes of_pledges_;
};

} // namespace

std::shared_ptr<void> add_campaign_routes(const modules::RouteParts& parts) {
    return std::make_shared<CampaignEndpoints>(parts);
}

} // namespace boai::giving
