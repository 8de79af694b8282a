#include "modules/giving/statements/statement_routes.hpp"

#include "base/workers.hpp"
#include "http/body_source.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/import_request.hpp"
#include "modules/giving/learnt_mapping.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/statements/desk_view.hpp"
#include "modules/giving/statements/lines_file.hpp"
#include "modules/giving/statements/statement_view.hpp"
#include "modules/signed_in_routes.hpp"
#include "pages/layout.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using http::Method;
using http::PathValues;
using http::Request;
using http::Response;
using modules::SignedIn;

constexpr std::string_view may_import_statement = "giving.import_statement";
constexpr std::string_view may_read_lines = "giving.statement_line.read";

/// The endpoints with what they share. Kept alive by the routes.
class StatementEndpoints {
public:
    explicit StatementEndpoints(const modules::RouteParts& parts)
        : engine_(parts.engine)
        , imports_(statement_imports())
        , routes_(parts) {
        const std::string path = "/api/v1/statement-imports";
        add(Method::post, path, &StatementEndpoints::upload, limits::bulk_body_bytes_max);
        add(Method::get, path + "/{id}", &StatementEndpoints::show);
        add(Method::post, path + "/{id}/plan", &StatementEndpoints::plan_again);
        add(Method::post, path + "/{id}/commit", &StatementEndpoints::commit);
        add(Method::get, "/api/v1/reconciliation/{id}", &StatementEndpoints::desk);
        add(Method::get, "/api/v1/reconciliation/{id}/lines.csv", &StatementEndpoints::file);
    }

private:
    using Endpoint = Result<
        Response> (StatementEndpoints::*)(Request&, const std::string& id, const SignedIn&);

    void
    add(Method method,
        const std::string& pattern,
        Endpoint endpoint,
        std::size_t body_max = limits::request_body_bytes_max) {
        routes_.add(
            method,
            pattern,
            [this, endpoint](Request& request, const PathValues& path, const SignedIn& actor) {
                return (this->*endpoint)(request, path["id"], actor);
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
            const MappedFile file {
                import->bytes, import->branch, exchange::statement_fields(), change.choices.sheets
            };
            TRY(keep_mapping(engine_, actor, file, change.save_profile));
        }
        const auto next
            = TRY(imports_->plan_again(engine_, import->id, std::move(change.choices.sheets)));
        return http::json_response(statement_plan_json(*next));
    }

    /// Enters the plan as giving.commit_statement does, with what the body says.
    Result<Response> commit(Request& request, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        constexpr auto blank = " \t\r\n";
        const auto open = request.body.find_first_not_of(blank);
        const auto first = request.body.find_first_not_of(blank, open + 1);
        if (open == std::string::npos || request.body[open] != '{' || first == std::string::npos) {
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

    /// Which lines are asked for. Errors: invalid.
    static Result<std::string> state_asked(const Request& request, std::string_view otherwise) {
        constexpr std::array<std::string_view, 4> known { "open", "suggested", "matched", "all" };
        const bool may_be_all = otherwise == known.back();
        auto state = request.parameter("state").value_or(std::string { otherwise });
        const auto end = may_be_all ? known.end() : known.end() - 1;
        if (std::find(known.begin(), end, state) == end) {
            return fail_field(
                "state", Text { "应为 open、suggested 或 matched", "open, suggested or matched" }
            );
        }
        return state;
    }

    /// The account of the channel with this id. Errors: not_found.
    Result<std::string> account_of(Id branch, const std::string& id) {
        auto lease = TRY(engine_.readers().lend());
        const auto branches = engine_.branches()->path_up(branch);
        const auto& channels = engine_.registry().table(channel_type);
        const auto channel
            = TRY(channels.load_in(record::queries_of(*lease), branches, TRY(parse_id(id))));
        return asset_account(channel.as<Channel>(), PurposeKind::restricted);
    }

    /// The lines as a file, made while it is sent.
    Result<Response> file(Request& request, const std::string& id, const SignedIn& actor) {
        const auto branch = TRY(branch_of(request, *actor, may_read_lines));
        const auto lines = std::make_shared<LinesFile>(
            engine_,
            LinesAsked { .branch = branch,
                         .account = TRY(account_of(branch, id)),
                         .state = TRY(state_asked(request, "all")),
                         .language = pages::preferences_of(request).language }
        );
        auto response = csv_response({}, "statement-lines.csv");
        response.source = http::make_body(files_, [lines] { return lines->next(); });
        return response;
    }

    /// The account of a channel beside its statements.
    Result<Response> desk(Request& request, const std::string& id, const SignedIn& actor) {
        const auto branch = TRY(branch_of(request, *actor, may_read_lines));
        constexpr std::size_t shown = 100;
        constexpr std::size_t shown_max = 500;
        const DeskAsked asked {
            .branch = branch,
            .account = TRY(account_of(branch, id)),
            .state = TRY(state_asked(request, "open")),
            .from = TRY(count_parameter(request, "from", 0)),
            .limit = std::min(TRY(count_parameter(request, "limit", shown)), shown_max),
        };
        auto lease = TRY(engine_.readers().lend());
        return http::json_response(TRY(desk_json(engine_, record::queries_of(*lease), asked)));
    }

    record::Engine& engine_;
    std::shared_ptr<StatementImports> imports_;
    Workers files_ { 1 };
    modules::SignedInRoutes routes_;
};

} // namespace

std::shared_ptr<void> add_statement_routes(const modules::RouteParts& parts) {
    return std::make_shared<StatementEndpoints>(parts);
}

} // namespace boai::giving
