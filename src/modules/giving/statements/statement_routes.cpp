#include "modules/giving/statements/statement_routes.hpp"

#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "base/workers.hpp"
#include "exchange/profile.hpp"
#include "exchange/workbook_reader.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/import_request.hpp"
#include "modules/giving/statements/statement_view.hpp"

#include <algorithm>
#include <charconv>

namespace boai::giving {
namespace {

using http::Method;
using http::PathValues;
using http::Request;
using http::Responder;
using http::Response;
using SignedIn = std::shared_ptr<const record::Actor>;

constexpr std::string_view may_import_statement = "giving.import_statement";
constexpr std::string_view may_read_lines = "giving.statement_line.read";

/// The endpoints with what they share. Kept alive by the routes.
class StatementEndpoints {
public:
    explicit StatementEndpoints(modules::RouteParts parts)
        : engine_(parts.engine)
        , authenticate_(std::move(parts.authenticate))
        , imports_(statement_imports()) { }

    void add_to(http::Router& router) {
        const std::string path = "/api/v1/statement-imports";
        add(router, Method::post, path, &StatementEndpoints::upload, limits::bulk_body_bytes_max);
        add(router, Method::get, path + "/{id}", &StatementEndpoints::show);
        add(router, Method::post, path + "/{id}/plan", &StatementEndpoints::plan_again);
        add(router, Method::post, path + "/{id}/commit", &StatementEndpoints::commit);
        add(router, Method::get, "/api/v1/reconciliation/{id}", &StatementEndpoints::desk);
    }

private:
    using Endpoint = Result<
        Response> (StatementEndpoints::*)(Request&, const std::string& id, const SignedIn&);

    /// Runs the endpoint on a worker: a large file takes seconds.
    void
    add(http::Router& router,
        Method method,
        const std::string& pattern,
        Endpoint endpoint,
        std::size_t body_max = limits::request_body_bytes_max) {
        router.add(
            method,
            pattern,
            [this, endpoint](Request request, const PathValues& path, const Responder& respond) {
                auto shared = std::make_shared<Request>(std::move(request));
                const auto work = [this, endpoint, shared, id = path["id"], respond] {
                    auto actor = authenticate_(*shared);
                    auto response = actor ? (this->*endpoint)(*shared, id, *actor)
                                          : Result<Response> { std::unexpected(actor.error()) };
                    respond(response ? std::move(*response) : http::problem(response.error()));
                };
                if (!workers_.offer(work)) {
                    respond(http::problem({ Errc::unavailable,
                                            Text { "正忙，请稍后重试", "busy; try again shortly" },
                                            {} }));
                }
            },
            body_max
        );
    }

    Result<Id>
    branch_of(const Request& request, const record::Actor& actor, std::string_view need) {
        const auto tree = engine_.branches();
        const auto* branch = TRY(tree->resolve(request.parameter("branch").value_or("")));
        if (!actor.may(need, branch->id)) {
            return fail(Errc::forbidden, Text { "没有对账的权限", "statements need a permission" });
        }
        return branch->id;
    }

    /// A plan of the actor's own.
    Result<StatementImports::Shared> own(const std::string& id, const record::Actor& actor) {
        auto import = TRY(imports_->find(TRY(parse_id(id))));
        if (import->user != actor.user) {
            return fail(Errc::not_found, Text { "没有这份预览", "there is no such preview" });
        }
        return import;
    }

    Result<Response> upload(Request& request, const std::string&, const SignedIn& actor) {
        const auto branch = TRY(branch_of(request, *actor, may_import_statement));
        auto file = request.parameter("file").value_or("");
        if (file.empty()) {
            return fail_field("file", Text { "缺少文件名", "the file's name is missing" });
        }
        const auto import = imports_->plan(
            engine_, actor->user, branch, std::move(file), std::move(request.body)
        );
        if (!import && import.error().code == Errc::over_limit) {
            // It will not fit later either.
            return http::problem(413, Errc::over_limit, import.error().message);
        }
        return http::json_response(statement_plan_json(*TRY(import)), 201);
    }

    Result<Response> show(Request&, const std::string& id, const SignedIn& actor) {
        return http::json_response(statement_plan_json(*TRY(own(id, *actor))));
    }

    Result<Response> plan_again(Request& request, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        auto change = TRY(read_plan_change(request.body, exchange::statement_fields()));
        if (!change.save_profile.empty()) {
            TRY(save_profile(*import, change, actor));
        }
        const auto next
            = TRY(imports_->plan_again(engine_, import->id, std::move(change.choices.sheets)));
        return http::json_response(statement_plan_json(*next));
    }

    /// Keeps the mapping of the first mapped sheet under a name, by the command for it.
    Result<void>
    save_profile(const PlannedStatement& import, const PlanChange& change, const SignedIn& actor) {
        if (change.choices.sheets.empty()) {
            return fail_field(
                "sheets", Text { "没有可保存的列对应", "there is no mapping to keep" }
            );
        }
        const auto& choice = change.choices.sheets.front();
        const auto workbook = TRY(exchange::read_workbook(import.bytes));
        if (choice.index >= workbook.sheets.size()) {
            return fail_field("sheets", Text { "没有这个工作表", "there is no such sheet" });
        }
        const auto fields = exchange::statement_fields();
        const auto& sheet = workbook.sheets[choice.index];
        const auto table = exchange::find_table(workbook, sheet, fields, &choice.mapping);
        const auto profile = exchange::learn_profile(change.save_profile, table, fields, {});
        std::string json;
        JsonObject { json }
            .text("name", change.save_profile)
            .text("mapping", exchange::to_json(profile));
        const auto* command = engine_.registry().find_command("giving.import_profile.create");
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(engine_.read_input(*command, json, envelope));
        TRY(engine_.run({ actor, command, import.branch, std::move(input), {}, {} }));
        return {};
    }

    /// Enters the plan as giving.commit_statement does, with what the body says.
    Result<Response> commit(Request& request, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        const auto open = request.body.find('{');
        const auto first = request.body.find_first_not_of(" \t\r\n", open + 1);
        if (open == std::string::npos || first == std::string::npos) {
            return fail(Errc::invalid, Text { "应为 JSON 对象", "must be a JSON object" });
        }
        auto json = R"({"plan":")" + to_string(import->id) + '"';
        json += (request.body[first] == '}' ? "" : ",") + request.body.substr(open + 1);
        const auto* command = engine_.registry().find_command("giving.commit_statement");
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(engine_.read_input(*command, json, envelope));
        const auto outcome
            = TRY(engine_.run({ actor, command, import->branch, std::move(input), {}, {} }));
        return http::json_response(outcome.json);
    }

    static std::size_t count_of(const Request& request, std::string_view name, std::size_t usual) {
        const auto text = request.parameter(name).value_or("");
        std::size_t count = usual;
        std::from_chars(text.data(), text.data() + text.size(), count);
        constexpr std::size_t highest = 100'000'000;
        return std::min(count, highest);
    }

    /// The account of a channel beside its statements.
    Result<Response> desk(Request& request, const std::string& id, const SignedIn& actor) {
        const auto branch = TRY(branch_of(request, *actor, may_read_lines));
        auto lease = TRY(engine_.readers().lend());
        const auto branches = engine_.branches()->path_up(branch);
        const auto& channels = engine_.registry().table(channel_type);
        const auto channel
            = TRY(channels.load_in(record::queries_of(*lease), branches, TRY(parse_id(id))));
        constexpr std::size_t shown = 100;
        constexpr std::size_t shown_max = 500;
        const DeskAsked asked {
            .branch = branch,
            .account = asset_account(channel.as<Channel>(), PurposeKind::restricted),
            .state = request.parameter("state").value_or("open"),
            .from = count_of(request, "from", 0),
            .limit = std::min(count_of(request, "limit", shown), shown_max),
        };
        return http::json_response(TRY(desk_json(engine_, *lease, asked)));
    }

    record::Engine& engine_;
    modules::Authenticate authenticate_;
    std::shared_ptr<StatementImports> imports_;
    Workers workers_ { 1 };
};

} // namespace

std::shared_ptr<void> add_statement_routes(modules::RouteParts parts) {
    auto& router = parts.router;
    auto endpoints = std::make_shared<StatementEndpoints>(std::move(parts));
    endpoints->add_to(router);
    return endpoints;
}

} // namespace boai::giving
