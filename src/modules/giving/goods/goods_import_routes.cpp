#include "modules/giving/goods/goods_import_routes.hpp"

#include "base/json_text.hpp"
#include "modules/giving/goods/goods_import_view.hpp"
#include "modules/giving/learnt_mapping.hpp"
#include "modules/signed_in_routes.hpp"

namespace boai::giving {
namespace {

using http::Method;
using http::PathValues;
using http::Request;
using http::Response;
using modules::SignedIn;

constexpr std::string_view goods_capability = "giving.record_goods";

/// The endpoints with what they share. Kept alive by the routes.
class GoodsImportEndpoints {
public:
    explicit GoodsImportEndpoints(const modules::RouteParts& parts)
        : engine_(parts.engine)
        , imports_(goods_imports())
        , routes_(parts) {
        const std::string path = "/api/v1/goods-imports";
        add(Method::post, path, &GoodsImportEndpoints::upload, limits::bulk_body_bytes_max);
        add(Method::get, path + "/{id}", &GoodsImportEndpoints::show);
        add(Method::post, path + "/{id}/plan", &GoodsImportEndpoints::plan_again);
        add(Method::post, path + "/{id}/commit", &GoodsImportEndpoints::commit);
    }

private:
    using Endpoint = Result<
        Response> (GoodsImportEndpoints::*)(Request&, const std::string& id, const SignedIn&);

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

    /// A plan of the actor's own.
    Result<GoodsImports::Shared> own(const std::string& id, const record::Actor& actor) {
        auto import = TRY(imports_->find(TRY(parse_id(id))));
        if (import->user != actor.user) {
            return fail(Errc::not_found, Text { "没有这份预览", "there is no such preview" });
        }
        return import;
    }

    Result<Response> upload(Request& request, const std::string&, const SignedIn& actor) {
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
            engine_, actor->user, branch->id, { std::move(file), std::move(request.body) }
        );
        if (!import && import.error().code == Errc::over_limit) {
            // It will not fit later either.
            return http::problem(413, Errc::over_limit, import.error().message);
        }
        return http::json_response(goods_plan_json(*TRY(import)), 201);
    }

    Result<Response> show(Request&, const std::string& id, const SignedIn& actor) {
        return http::json_response(goods_plan_json(*TRY(own(id, *actor))));
    }

    Result<Response> plan_again(Request& request, const std::string& id, const SignedIn& actor) {
        const auto import = TRY(own(id, *actor));
        auto change = TRY(read_goods_plan_change(request.body));
        if (!change.save_profile.empty()) {
            const MappedFile file {
                import->bytes, import->branch, exchange::goods_fields(), change.choices.sheets
            };
            TRY(keep_mapping(engine_, actor, file, change.save_profile));
        }
        const auto next = TRY(imports_->plan_again(engine_, import->id, std::move(change.choices)));
        return http::json_response(goods_plan_json(*next));
    }

    Result<Response> commit(Request& request, const std::string& id, const SignedIn& actor) {
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
    std::shared_ptr<GoodsImports> imports_;
    modules::SignedInRoutes routes_;
};

} // namespace

std::shared_ptr<void> add_goods_import_routes(const modules::RouteParts& parts) {
    return std::make_shared<GoodsImportEndpoints>(parts);
}

} // namespace boai::giving
