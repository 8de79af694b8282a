#include "modules/giving/trace_routes.hpp"

#include "base/json_text.hpp"
#include "base/workers.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/gift_trace.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view trace_capability = "giving.gift.read";

class TraceEndpoint {
public:
    explicit TraceEndpoint(modules::RouteParts parts)
        : engine_(parts.engine)
        , authenticate_(std::move(parts.authenticate)) { }

    void add_to(http::Router& router) {
        router.add(
            http::Method::get,
            "/api/v1/trace/gift/{id}",
            [this](Request request, const http::PathValues& path, const http::Responder& respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                const auto work = [this, shared, id = path["id"], respond] {
                    auto response = answer(*shared, id);
                    respond(response ? std::move(*response) : http::problem(response.error()));
                };
                if (!workers_.offer(work)) {
                    respond(http::problem({ Errc::unavailable,
                                            Text { "正忙，请稍后重试", "busy; try again shortly" },
                                            {} }));
                }
            }
        );
    }

private:
    Result<Response> answer(const Request& request, const std::string& text) {
        const auto actor = TRY(authenticate_(request));
        std::vector<Id> branches;
        for (const auto& branch : engine_.branches()->all()) {
            if (actor->may(trace_capability, branch.id)) {
                branches.push_back(branch.id);
            }
        }
        if (branches.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        const auto id = TRY(parse_id(text));
        auto lease = TRY(engine_.readers().lend());
        const auto json = TRY(storage::in_snapshot(
            *lease,
            [&](storage::Connection& snapshot) -> Result<std::string> {
                const auto queries = record::queries_of(snapshot);
                const auto& table = engine_.registry().table(gift_type);
                const auto gift = TRY(table.load_in(queries, branches, id));
                const auto trace = TRY(trace_gift(queries, gift.head.branch, gift.as<Gift>()));
                return trace_json(engine_, gift, trace);
            }
        ));
        return http::json_response(json);
    }

    record::Engine& engine_;
    modules::Authenticate authenticate_;
    Workers workers_ { 1 };
};

std::string yuan(std::int64_t fen) {
    return to_string(Money { fen });
}

class Writing {
public:
    explicit Writing(record::Engine& engine)
        : tree_(engine.branches()) { }

    void uses(std::string& out, const ledger::Trace& trace) const {
        JsonArray array { out };
        for (const auto& use : trace.uses) {
            JsonObject { array.item() }
                .text("amount", yuan(use.amount))
                .text("kind", ledger::word_of(use.kind))
                .text("kind_title", ledger::title_of(use.kind))
                .text("title", use.title)
                .text("branch", code_of(use.branch))
                .text("day", to_string(use.day))
                .text("source", to_string(use.source))
                .number("entry", static_cast<std::int64_t>(use.entry));
        }
    }

    void held(std::string& out, const ledger::Trace& trace) const {
        JsonArray array { out };
        for (const auto& part : trace.held) {
            JsonObject { array.item() }
                .text("amount", yuan(part.amount))
                .text("branch", code_of(part.branch))
                .text("since", to_string(part.since))
                .flag("in_transit", part.in_transit);
        }
    }

private:
    [[nodiscard]] std::string code_of(Id branch) const {
        const auto* found = tree_->find(branch);
        return found == nullptr ? to_string(branch) : found->code;
    }

    std::shared_ptr<const record::BranchTree> tree_;
};

void write_steps(std::string& out, const std::vector<GiftStep>& steps) {
    JsonArray array { out };
    for (const auto& step : steps) {
        JsonObject { array.item() }
            .text("step", step.name)
            .text("title", step.title)
            .text("day", to_string(step.day))
            .text("amount", yuan(step.amount));
    }
}

} // namespace

std::string
trace_json(record::Engine& engine, const record::Loaded& loaded, const ledger::Trace& trace) {
    const Writing writing { engine };
    const auto& gift = loaded.as<Gift>();
    std::string json;
    {
        JsonObject object { json };
        object.text("gift", to_string(loaded.head.id))
            .text("amount", yuan(trace.amount))
            .text("returned", yuan(trace.returned));
        writing.uses(object.key("uses"), trace);
        writing.held(object.key("held"), trace);
        write_steps(object.key("steps"), steps_of(gift, local_day(loaded.head.created_at), trace));
        object.flag("is_whole", trace.is_whole);
    }
    return json;
}

std::shared_ptr<void> add_trace_routes(const modules::RouteParts& parts) {
    auto endpoint = std::make_shared<TraceEndpoint>(parts);
    endpoint->add_to(parts.router);
    return endpoint;
}

} // namespace boai::giving
