#include "modules/giving/goods/goods_import_routes.hpp"

#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "base/workers.hpp"
#include "exchange/workbook_reader.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/goods/goods_import_view.hpp"

namespace boai::giving {
namespace {

using http::Method;
using http::PathValues;
using http::Request;
using http::Responder;
using http::Response;
using ActorPtr = std::shared_ptr<const record::Actor>;

constexpr std::string_view goods_capability = "giving.record_goods";

/// The endpoints with what they share. Kept alive by the routes.
class GoodsImportEndpoints {
public:
    explicit GoodsImportEndpoints(modules::RouteParts parts)
        : engine_(parts.engine)
        , authenticate_(std::move(parts.authenticate))
        , imports_(goods_imports()) { }

    void add_to(http::Router& router) {
        const std::string path = "/api/v1/goods-imports";
        add(router, Method::post, path, &GoodsImportEndpoints::upload, limits::bulk_body_bytes_max);
        add(router, Method::get, path + "/{id}", &GoodsImportEndpoints::show);
        add(router, Method::post, path + "/{id}/plan", &GoodsImportEndpoints::plan_again);
        add(router, Method::post, path + "/{id}/commit", &GoodsImportEndpoints::commit);
    }

private:
    using Endpoint = Result<
        Response> (GoodsImportEndpoints::*)(Request&, const std::string& id, const ActorPtr&);

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

    /// A plan of the actor's own.
    Result<GoodsImports::Shared> own(const std::string& id, const record::Actor& actor) {
        auto import = TRY(imports_->find(TRY(parse_id(id))));
        if (import->user != actor.user) {
            return fail(Errc::not_found, Text { "没有这份预览", "there is no such preview" });
        }
        return import;
    }

    Result<Response> upload(Request& request, const std::string&, const ActorPtr& actor) {
        const auto tree = engine_.branches();
        const auto* branch = TRY(tree->resolve(request.parameter("branch").value_or("")));
        if (!actor->may(goods_capability, branch->id)) {
            return fail(
                Errc::forbidden,
                Text { "没有登记捐物的权限", "this needs the permission to enter gifts in kind" }
            );
        }
        auto file = request.parameter("file").value_or("");
        if (file.empty()) {
            return fail_field("file", Text { "缺少文件名", "the file's name is missing" });
        }
        const auto import = imports_->plan(
            engine_, actor->user, branch->id, std::move(file), std::move(request.body)
        );
        if (!import && import.error().code == Errc::over_limit) {
            // It will not fit later either.
            return http::problem(413, Errc::over_limit, import.error().message);
        }
        return http::json_response(goods_plan_json(*TRY(import)), 201);
    }

    Result<Response> show(Request&, const std::string& id, const ActorPtr& actor) {
        return http::json_response(goods_plan_json(*TRY(own(id, *actor))));
    }

    Result<Response> plan_again(Request& request, const std::string& id, const ActorPtr& actor) {
        const auto import = TRY(own(id, *actor));
        auto change = TRY(read_goods_plan_change(request.body));
        if (!change.save_profile.empty()) {
            TRY(save_profile(*import, change, actor));
        }
        const auto next = TRY(imports_->plan_again(engine_, import->id, std::move(change.choices)));
        return http::json_response(goods_plan_json(*next));
    }

    /// Keeps the mapping of the first mapped sheet under a name, by the command for it.
    Result<void> save_profile(
        const PlannedGoodsImport& import, const GoodsPlanChange& change, const ActorPtr& actor
    ) {
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
        const auto fields = exchange::goods_fields();
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

    Result<Response> commit(Request& request, const std::string& id, const ActorPtr& actor) {
        const auto import = TRY(own(id, *actor));
        const auto asked = TRY(read_goods_commit(request.body));
        std::string json;
        JsonObject { json }
            .text("plan", to_string(import->id))
            .text("campaign", asked.campaign)
            .text("purpose", asked.purpose)
            .flag("leave_out", asked.leave_out);
        const auto* command = engine_.registry().find_command("giving.commit_goods_import");
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(engine_.read_input(*command, json, envelope));
        const auto outcome
            = TRY(engine_.run({ actor, command, import->branch, std::move(input), {}, asked.reason }
            ));
        return http::json_response(outcome.json);
    }

    record::Engine& engine_;
    modules::Authenticate authenticate_;
    std::shared_ptr<GoodsImports> imports_;
    Workers workers_ { 1 };
};

} // namespace

std::shared_ptr<void> add_goods_import_routes(modules::RouteParts parts) {
    auto& router = parts.router;
    auto endpoints = std::make_shared<GoodsImportEndpoints>(std::move(parts));
    endpoints->add_to(router);
    return endpoints;
}

} // namespace boai::giving
