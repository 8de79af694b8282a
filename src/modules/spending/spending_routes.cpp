#include "modules/spending/spending_routes.hpp"

#include "base/json_text.hpp"
#include "modules/spending/fund_view.hpp"
#include "modules/spending/waiting_view.hpp"
#include "modules/view_routes.hpp"

namespace boai::spending {
namespace {

using modules::ViewQuestion;

constexpr std::string_view read_capability = "spending.payment.read";

std::string yuan(std::int64_t fen) {
    return to_string(Money { fen });
}

class Endpoints {
public:
    explicit Endpoints(const modules::RouteParts& parts)
        : engine_(parts.engine)
        , views_(parts, read_capability) {
        using Answering = Result<std::string> (Endpoints::*)(const ViewQuestion&);
        const auto add = [&](std::string_view what, Answering answering) {
            views_.add(
                "/api/v1/spending/" + std::string { what },
                [this, answering](const ViewQuestion& asked) { return (this->*answering)(asked); }
            );
        };
        add("funds", &Endpoints::funds);
        add("transit", &Endpoints::transit);
        add("totals", &Endpoints::totals);
        add("waiting", &Endpoints::waiting);
        add("waiting/{step}", &Endpoints::waiting_at);
    }

private:
    /// The fund of the parameter "purpose": an id, or "none" for unrestricted money.
    /// Errors: invalid.
    static Result<std::optional<Id>> fund_asked(const ViewQuestion& asked) {
        const auto given = asked.request.parameter("purpose");
        if (!given) {
            return std::optional<Id> {};
        }
        return *given == "none" ? std::optional { Id {} } : std::optional { TRY(parse_id(*given)) };
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

    Result<std::string> funds(const ViewQuestion& asked) {
        std::string json = R"({"funds":)";
        {
            JsonArray rows { json };
            const auto alarms = TRY(Alarms::read(asked.queries, asked.branches));
            for (const auto& view : TRY(view_funds(asked.queries, asked.branches, alarms))) {
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

    Result<std::string> transit(const ViewQuestion& asked) {
        const auto found = TRY(view_transit(
            asked.queries, asked.branches, TRY(Alarms::read(asked.queries, asked.branches))
        ));
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

    static void write_sum(JsonObject& object, const WaitingSum& sum) {
        object.number("count", sum.count)
            .text("amount", yuan(sum.amount))
            .text("oldest", sum.oldest ? to_string(*sum.oldest) : std::string {})
            .number("age_days", sum.oldest_age)
            .number("late", sum.late)
            .text("late_amount", yuan(sum.late_amount));
    }

    static void write_step(JsonObject& object, const Step& step) {
        object.text("step", step.name)
            .text("title", step.title)
            .text("record", step.record)
            .text("state", step.state)
            .text("capability", step.capability);
    }

    Result<std::string> waiting(const ViewQuestion& asked) {
        const auto alarms = TRY(Alarms::read(asked.queries, asked.branches));
        const WaitingQuestion question {
            asked.queries, asked.branches, alarms, today(), TRY(fund_asked(asked))
        };
        std::string json = R"({"steps":)";
        {
            JsonArray rows { json };
            for (const auto& step : steps()) {
                const auto sum = TRY(sum_waiting(question, step));
                JsonObject row { rows.item() };
                write_step(row, step);
                write_sum(row, sum);
            }
        }
        return json + "}";
    }

    void write_funds(std::string& out, const OpenedStep& opened, const FundNames& names) const {
        JsonArray rows { out };
        for (const auto& [key, fund] : opened.funds) {
            JsonObject row { rows.item() };
            row.text("branch", code_of(key.first))
                .text("branch_name", name_of(key.first))
                .text("purpose", key.second.empty() ? "" : to_string(key.second))
                .text("name", names.of(key.second))
                .number("alarm_days", fund.alarm_days);
            write_sum(row, fund.sum);
        }
    }

    void write_entries(std::string& out, const OpenedStep& opened, const FundNames& names) const {
        JsonArray rows { out };
        for (const auto& entry : opened.entries) {
            JsonObject { rows.item() }
                .text("id", entry.id.empty() ? "" : to_string(entry.id))
                .text("title", entry.title)
                .text("branch", code_of(entry.branch))
                .text("branch_name", name_of(entry.branch))
                .text("purpose", entry.fund.empty() ? "" : to_string(entry.fund))
                .text("fund_name", names.of(entry.fund))
                .text("amount", yuan(entry.amount))
                .text("since", to_string(entry.since))
                .text("until", entry.until ? to_string(*entry.until) : std::string {})
                .number("age_days", entry.age(today()))
                .number("alarm_days", entry.alarm_days)
                .number("count", entry.count)
                .flag("is_late", entry.is_late(today()));
        }
    }

    Result<std::string> waiting_at(const ViewQuestion& asked) {
        const auto* const step = find_step(asked.path["step"]);
        if (step == nullptr) {
            return fail(Errc::not_found, Text { "没有这个环节", "there is no such step" });
        }
        const auto alarms = TRY(Alarms::read(asked.queries, asked.branches));
        const WaitingQuestion question {
            asked.queries, asked.branches, alarms, today(), TRY(fund_asked(asked))
        };
        const auto opened = TRY(open_waiting(question, *step));
        const auto names = TRY(FundNames::read(asked.queries));
        std::string json;
        {
            JsonObject object { json };
            write_step(object, *step);
            write_sum(object, opened.sum);
            write_funds(object.key("funds"), opened, names);
            write_entries(object.key("entries"), opened, names);
        }
        return json;
    }

    Result<std::string> totals(const ViewQuestion& asked) {
        const auto totals = TRY(system_totals(asked.queries, asked.branches));
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
    modules::ViewRoutes views_;
};

} // namespace

std::shared_ptr<void> add_spending_routes(const modules::RouteParts& parts) {
    return std::make_shared<Endpoints>(parts);
}

} // namespace boai::spending
