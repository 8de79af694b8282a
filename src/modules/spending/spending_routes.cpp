#include "modules/spending/spending_routes.hpp"

#include "base/json_text.hpp"
#include "base/workers.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/spending/fund_view.hpp"
#include "modules/spending/waiting_view.hpp"
#include "record/engine.hpp"

namespace boai::spending {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view capability = "spending.payment.read";

std::string yuan(std::int64_t fen) {
    return to_string(Money { fen });
}

class Endpoints {
public:
    explicit Endpoints(modules::RouteParts parts)
        : engine_(parts.engine)
        , authenticate_(std::move(parts.authenticate)) { }

    void add_to(http::Router& router) {
        add(router, "/api/v1/spending/funds", &Endpoints::funds);
        add(router, "/api/v1/spending/transit", &Endpoints::transit);
        add(router, "/api/v1/spending/totals", &Endpoints::totals);
        add(router, "/api/v1/spending/waiting", &Endpoints::waiting);
    }

private:
    using Answering = Result<std::string> (Endpoints::*)(record::Queries, const std::vector<Id>&);

    void add(http::Router& router, const char* pattern, Answering answering) {
        router.add(
            http::Method::get,
            pattern,
            [this, answering](Request request, const http::PathValues&, http::Responder respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                const auto work = [this, shared, answering, respond] {
                    auto json = answer(*shared, answering);
                    respond(json ? http::json_response(*json) : http::problem(json.error()));
                };
                if (!workers_.offer(work)) {
                    respond(http::problem({ Errc::unavailable,
                                            Text { "正忙，请稍后重试", "busy; try again shortly" },
                                            {} }));
                }
            }
        );
    }

    /// The branch asked for, with those below it for `subtree`; all that may be read when none is.
    Result<std::vector<Id>> branches_of(const Request& request, const record::Actor& actor) {
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

    Result<std::string> answer(const Request& request, Answering answering) {
        const auto actor = TRY(authenticate_(request));
        const auto branches = TRY(branches_of(request, *actor));
        auto lease = TRY(engine_.readers().lend());
        return storage::in_snapshot(*lease, [&](storage::Connection& snapshot) {
            return (this->*answering)(record::queries_of(snapshot), branches);
        });
    }

    [[nodiscard]] std::string code_of(Id branch) const {
        const auto tree = engine_.branches();
        const auto* found = tree->find(branch);
        return found == nullptr ? to_string(branch) : found->code;
    }

    [[nodiscard]] Message name_of(Id branch) const {
        const auto tree = engine_.branches();
        const auto* found = tree->find(branch);
        return found == nullptr ? Message { to_string(branch), to_string(branch) }
                                : Message { found->name_zh, found->name_en };
    }

    [[nodiscard]] Day today() const { return local_day(engine_.clock().now()); }

    static void write_ages(std::string& out, const FundView& view) {
        JsonArray ages { out };
        for (const auto& part : view.ages) {
            JsonObject { ages.item() }
                .text("since", to_string(part.since))
                .text("amount", yuan(part.amount));
        }
    }

    Result<std::string> funds(record::Queries queries, const std::vector<Id>& branches) {
        std::string json = R"({"funds":)";
        {
            JsonArray rows { json };
            for (const auto& view : TRY(view_funds(queries, branches))) {
                JsonObject row { rows.item() };
                row.text("branch", code_of(view.branch))
                    .text("purpose", view.fund.empty() ? "" : to_string(view.fund))
                    .text("fund", view.code)
                    .text("name", view.name)
                    .text("unspent", yuan(view.unspent))
                    .text("on_platforms", yuan(view.unspent - view.ready))
                    .text("reserved", yuan(view.reserved))
                    .text("free", yuan(view.ready - view.reserved))
                    .number("age_days", view.age(today()))
                    .number("idle_days", view.idle_days)
                    .text("idle", yuan(view.idle(today())))
                    .text(
                        "oldest",
                        view.ages.empty() ? std::string {} : to_string(view.ages.front().since)
                    );
                write_ages(row.key("ages"), view);
            }
        }
        return json + "}";
    }

    Result<std::string> transit(record::Queries queries, const std::vector<Id>& branches) {
        const auto found = TRY(view_transit(queries, branches));
        std::string json = R"({"allocations":)";
        std::int64_t chased = 0;
        {
            JsonArray rows { json };
            for (const auto& allocation : found) {
                const std::int64_t age = today() - allocation.sent_on;
                const bool late = age > allocation.chase_days;
                chased += late ? 1 : 0;
                JsonObject { rows.item() }
                    .text("id", to_string(allocation.allocation))
                    .text("branch", code_of(allocation.branch))
                    .text("to", code_of(allocation.to_branch))
                    .text("to_name", name_of(allocation.to_branch))
                    .text("from_name", name_of(allocation.branch))
                    .text("title", allocation.title)
                    .text("amount", yuan(allocation.amount))
                    .text("sent_on", to_string(allocation.sent_on))
                    .number("age_days", age)
                    .flag("is_late", late);
            }
        }
        return json + R"(,"count":)" + std::to_string(found.size()) + R"(,"late":)"
            + std::to_string(chased) + "}";
    }

    Result<std::string> waiting(record::Queries queries, const std::vector<Id>& branches) {
        std::string json = R"({"steps":)";
        {
            JsonArray rows { json };
            for (const auto& step : TRY(view_waiting(queries, branches, today()))) {
                JsonObject { rows.item() }
                    .text("step", step.step)
                    .text("title", step.title)
                    .text("record", step.record)
                    .text("state", step.state)
                    .text("capability", step.capability)
                    .number("count", step.count)
                    .text("amount", yuan(step.amount))
                    .text("oldest", step.oldest ? to_string(*step.oldest) : std::string {})
                    .number("age_days", step.oldest ? today() - *step.oldest : 0)
                    .number("late", step.late);
            }
        }
        return json + "}";
    }

    Result<std::string> totals(record::Queries queries, const std::vector<Id>& branches) {
        const auto totals = TRY(system_totals(queries, branches));
        std::string json;
        JsonObject { json }
            .text("income", yuan(totals.income))
            .text("spending", yuan(totals.spending))
            .text("sent", yuan(totals.sent))
            .text("received", yuan(totals.received))
            .text("eliminated", yuan(totals.eliminated()))
            .text("in_transit", yuan(totals.in_transit));
        return json;
    }

    record::Engine& engine_;
    modules::Authenticate authenticate_;
    Workers workers_ { 1 };
};

} // namespace

std::shared_ptr<void> add_spending_routes(modules::RouteParts parts) {
    auto& router = parts.router;
    auto endpoints = std::make_shared<Endpoints>(std::move(parts));
    endpoints->add_to(router);
    return endpoints;
}

} // namespace boai::spending
