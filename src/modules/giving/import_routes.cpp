#include "modules/giving/import_routes.hpp"

#include "base/json_text.hpp"
#include "modules/giving/import_batch.hpp"
#include "modules/giving/import_progress.hpp"
#include "modules/giving/import_request.hpp"
#include "modules/giving/import_view.hpp"
#include "modules/giving/learnt_mapping.hpp"
#include "modules/signed_in_routes.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using http::Method;
using http::PathValues;
using http::Request;
using http::Responder;
using http::Response;
using modules::SignedIn;
using ImportPtr = std::shared_ptr<PlannedImport>;

constexpr std::string_view import_capability = "giving.commit_import";
constexpr std::size_t doubts_default = 100;
constexpr std::size_t doubts_max = 1'000;

/// The endpoints with what they share. Kept alive by the routes.
class ImportEndpoints {
public:
    ImportEndpoints(const modules::RouteParts& parts, std::shared_ptr<ImportService> service)
        : engine_(parts.engine)
        , service_(std::move(service))
        , routes_(parts, 2) {
        const std::string path = "/api/v1/imports";
        const auto bulk = limits::bulk_body_bytes_max;
        add(Method::get, path, &ImportEndpoints::recent);
        add(Method::post, path, &ImportEndpoints::upload, bulk);
        add(Method::get, path + "/{id}", &ImportEndpoints::show);
        add(Method::post, path + "/{id}/plan", &ImportEndpoints::plan_again);
        add(Method::post, path + "/{id}/commit", &ImportEndpoints::commit, bulk);
        add(Method::get, path + "/{id}/doubts", &ImportEndpoints::doubts);
        add(Method::get, path + "/{id}/events", &ImportEndpoints::events);
        add(Method::get, path + "/{id}/errors.xlsx", &ImportEndpoints::errors);
        routes_.add_later(
            Method::post,
            path + "/{id}/undo",
            [this](
                const Request& request,
                const PathValues& values,
                const SignedIn& actor,
                const Responder& respond
            ) { return begin_undo({ request, values["id"], actor }, respond); }
        );
    }

private:
    using Endpoint
        = Result<Response> (ImportEndpoints::*)(Request&, const std::string& id, const SignedIn&);

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

    /// The branch of the query, where the actor may import.
    Result<Id> branch_of(const Request& request, const record::Actor& actor) {
        const auto tree = engine_.branches();
        const auto* branch = TRY(tree->resolve(request.parameter("branch").value_or("")));
        if (!actor.may(import_capability, branch->id)) {
            return fail(
                Errc::forbidden, Text { "没有导入的权限", "this needs the permission to import" }
            );
        }
        return branch->id;
    }

    /// A plan of the actor's own.
    Result<ImportPtr> own(const std::string& id, const record::Actor& actor) {
        auto import = TRY(service_->find(TRY(parse_id(id))));
        if (import->user != actor.user) {
            return fail(Errc::not_found, Text { "没有这份预览", "there is no such preview" });
        }
        return import;
    }

    Result<record::Loaded> batch(const std::string& id, const record::Actor& actor) {
        auto lease = TRY(engine_.readers().lend());
        std::vector<Id> branches;
        for (const auto& branch : engine_.branches()->all()) {
            if (actor.may("giving.import_batch.read", branch.id)) {
                branches.push_back(branch.id);
            }
        }
        if (branches.empty()) {
            return fail(Errc::forbidden, Text { "没有权限", "not permitted" });
        }
        const auto& table = engine_.registry().table(import_batch_type);
        return table.load_in(record::queries_of(*lease), branches, TRY(parse_id(id)));
    }

    Result<Response> recent(Request& request, const std::string&, const SignedIn& actor) {
        const auto branch = TRY(branch_of(request, *actor));
        auto lease = TRY(engine_.readers().lend());
        std::string json = R"({"rows":)";
        {
            JsonArray rows { json };
            const std::array params { storage::Param { branch } };
            TRY(lease->query(
                "SELECT b.id, b.file, b.state, b.created_at, b.accepted, b.sum, u.name "
                "FROM giving_import_batch b LEFT JOIN identity_user u ON u.id = b.created_by "
                "WHERE b.branch_id = $1 ORDER BY b.id DESC LIMIT 50",
                params,
                [&](const storage::Row& row) -> Result<void> {
                    JsonObject { rows.item() }
                        .text("id", to_string(row.id(0)))
                        .text("file", row.text(1))
                        .text("state", row.text(2))
                        .text("at", to_string(row.instant(3)))
                        .number("accepted", row.number(4))
                        .text("sum", to_string(row.money(5)))
                        .text("by_name", row.text(6));
                    return {};
                }
            ));
        }
        return http::json_response(json + "}");
    }

    Result<Response> upload(Request& request, const std::string&, const SignedIn& actor) {
        const auto branch = TRY(branch_of(request, *actor));
        auto file = request.parameter("file").value_or("");
        if (file.empty()) {
            return fail_field("file", Text { "缺少文件名", "the file's name is missing" });
        }
        ImportChoices choices { .profile = request.parameter("profile").value_or("") };
        const auto import = service_->plan(
            engine_,
            actor->user,
            branch,
            { std::move(file), std::move(request.body) },
            std::move(choices)
        );
        if (!import && import.error().code == Errc::over_limit) {
            // It will not fit later either.
            return http::problem(413, Errc::over_limit, import.error().message);
        }
        return plan_answer(*TRY(import), 201);
    }

    Result<Response> plan_answer(const PlannedImport& import, int status = 200) {
        std::optional<Instant> same_at;
        if (const auto& same = import.plan.same_file) {
            auto lease = TRY(engine_.readers().lend());
            const auto& table = engine_.registry().table(import_batch_type);
            const auto earlier
                = table.load(record::queries_of(*lease), import.branch, TRY(parse_id(same->id)));
            if (earlier) {
                same_at = earlier->head.created_at;
            }
        }
        return http::json_response(plan_json(import, same_at), status);
    }

    Result<Response> show(Request&, const std::string& id, const SignedIn& actor) {
        if (const auto import = own(id, *actor)) {
            return plan_answer(**import);
        }
        return http::json_response(batch_json(TRY(batch(id, *actor))));
    }

    Result<Response> plan_again(Request& request, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        auto change = TRY(read_plan_change(request.body));
        if (!change.save_profile.empty()) {
            const MappedFile file {
                import->bytes, import->branch, exchange::gift_fields(), change.choices.sheets
            };
            TRY(keep_mapping(engine_, actor, file, change.save_profile));
        }
        const auto next = TRY(service_->plan_again(engine_, import->id, std::move(change.choices)));
        return plan_answer(*next);
    }

    Result<Response> commit(Request& request, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        auto [choice, decisions, reason] = TRY(read_commit_request(request.body));
        choice.decisions
            = std::make_shared<const Decisions>(TRY(match_decisions(import->plan, decisions)));
        if (auto found = obstacle(*import, choice)) {
            return std::unexpected(std::move(*found));
        }
        std::string json;
        JsonObject { json }
            .text("plan", to_string(import->id))
            .flag("good_rows_only", choice.good_rows_only)
            .text("doubtful", name_of(choice.doubtful))
            .flag("allow_total_difference", choice.allow_total_difference);
        const auto* command = engine_.registry().find_command("giving.commit_import");
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(engine_.read_input(*command, json, envelope));
        auto expected = PlanState::planned;
        if (!import->state.compare_exchange_strong(expected, PlanState::running)) {
            return fail(
                Errc::conflict,
                Text { "这份文件已在导入或已入账", "this file is being booked or is booked" }
            );
        }
        import->decisions = choice.decisions;
        engine_.submit(
            { actor, command, import->branch, std::move(input), {}, std::move(reason) },
            [import](const Result<record::Outcome>& outcome) {
                if (!outcome) {
                    import->failure = outcome.error().message;
                    import->state = PlanState::refused;
                }
            }
        );
        return http::json_response(plan_json(*import, {}), 202);
    }

    Result<Response> events(Request&, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        Response response;
        response.on_stream = [this, import](std::shared_ptr<http::EventStream> stream) {
            teller_.add(import, std::move(stream));
        };
        return response;
    }

    /// A page of the doubtful rows, in the order of the file.
    Result<Response> doubts(Request& request, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        const auto from = TRY(count_parameter(request, "from", 0));
        const auto limit = TRY(count_parameter(request, "limit", doubts_default));
        return http::json_response(doubts_json(*import, from, std::min(limit, doubts_max)));
    }

    Result<Response> errors(Request&, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        Response response {
            .content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            .body = TRY(errors_workbook(*import)),
        };
        response.headers.emplace_back(
            "Content-Disposition", "attachment; filename=\"refused-rows.xlsx\""
        );
        return response;
    }

    struct UndoAsked {
        const Request& request;
        const std::string& id;
        const SignedIn& actor;
    };

    Result<void> begin_undo(const UndoAsked& asked, const Responder& respond) {
        const auto& [request, id, actor] = asked;
        const auto import = own(id, *actor);
        const auto batch_id
            = import && (*import)->batch != 0 ? to_string(Id { (*import)->batch }) : id;
        const auto loaded = TRY(batch(batch_id, *actor));
        std::string json;
        JsonObject { json }
            .text("batch", batch_id)
            .text("match", TRY(read_match_decision(request.body)));
        const auto* command = engine_.registry().find_command("giving.undo_import");
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(engine_.read_input(*command, json, envelope));
        auto reason = TRY(read_reason(request.body));
        const auto plan = import ? *import : ImportPtr {};
        engine_.submit(
            { actor, command, loaded.head.branch, std::move(input), {}, std::move(reason) },
            [respond, plan](Result<record::Outcome> outcome) {
                if (outcome && plan) {
                    plan->state = PlanState::undone;
                }
                respond(
                    outcome ? http::json_response(std::move(outcome->json))
                            : http::problem(outcome.error())
                );
            }
        );
        return {};
    }

    record::Engine& engine_;
    std::shared_ptr<ImportService> service_;
    ProgressTeller teller_;
    modules::SignedInRoutes routes_;
};

}  // namespace

std::shared_ptr<void>
add_import_routes(const modules::RouteParts& parts, std::shared_ptr<ImportService> service) {
    return std::make_shared<ImportEndpoints>(parts, std::move(service));
}

}  // namespace boai::giving
