#include "identity/session_routes.hpp"

#include "base/json_text.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "identity/identity_service.hpp"
#include "record/hide.hpp"
#include "record/json.hpp"
#include "record/validate.hpp"

#include <algorithm>
#include <set>

namespace boai::identity {
namespace {

using http::Method;
using http::Request;
using http::Response;
using record::field;
using record::Privacy;
using record::TextField;

/// What the bodies of these requests may hold; each endpoint takes its own part.
struct Body {
    std::string login;
    std::string name;
    std::string password;
    std::string old;
    std::string fresh;
    std::string code;
    std::string token;
};

constexpr TextField secret_text(Text label) {
    return {
        .label = label, .max_length = 1024, .privacy = Privacy::personal, .mask = record::hide
    };
}

constexpr record::FieldSpec named(record::FieldSpec spec, std::string_view name) {
    spec.name = name;
    return spec;
}

constexpr record::FieldSpec login_field
    = field<&Body::login>(TextField { .label = { "登录名", "Login" }, .max_length = 64 });
constexpr record::FieldSpec name_field
    = field<&Body::name>(TextField { .label = { "姓名", "Name" }, .max_length = 60 });
constexpr record::FieldSpec password_field
    = field<&Body::password>(secret_text({ "密码", "Password" }));
constexpr record::FieldSpec code_field = field<&Body::code>(secret_text({ "动态验证码", "Code" }));
constexpr record::FieldSpec token_field = field<&Body::token>(secret_text({ "链接", "Link" }));

constexpr record::FieldSpec sign_in_fields[] = { login_field, password_field, code_field };
constexpr record::FieldSpec link_fields[] = { token_field };
constexpr record::FieldSpec first_fields[]
    = { token_field, login_field, name_field, password_field };
constexpr record::FieldSpec change_fields[] = {
    named(field<&Body::old>(secret_text({ "旧密码", "Old password" })), "old"),
    named(field<&Body::fresh>(secret_text({ "新密码", "New password" })), "new"),
};
constexpr record::FieldSpec code_fields[] = { code_field };
constexpr record::FieldSpec password_fields[] = { password_field };

Result<Body> read_body(const Request& request, std::span<const record::FieldSpec> fields) {
    Body body;
    TRY(record::read_json(fields, &body, request.body));
    TRY(record::validate(fields, &body));
    return body;
}

std::string cookie_of(const Request& request, std::string_view token) {
    std::string cookie = "boai_session=" + std::string { token };
    cookie += token.empty() ? "; Max-Age=0" : "";
    cookie += "; Path=/; HttpOnly; SameSite=Strict";
    cookie += request.is_secure ? "; Secure" : "";
    return cookie;
}

Response answer(std::string body, int status = 200) {
    auto response = http::json_response(std::move(body), status);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Response no_content() {
    return { .status = 204 };
}

/// The same with the session's new token.
Response no_content_with(const Request& request, std::string_view token) {
    auto response = no_content();
    response.headers.emplace_back("Set-Cookie", cookie_of(request, token));
    return response;
}

void told_to_wait(Response& refused, std::int64_t seconds) {
    if (seconds > 0) {
        http::set_retry_after(refused, seconds);
    }
}

/// Tells the page when it is the second factor that is missing.
Response refusal(const Error& error, const Body& body) {
    const bool needs_code = error.code == Errc::unauthenticated && !error.fields.empty()
        && error.fields.front().field == "code" && body.code.empty();
    return http::problem(error, needs_code ? "second_factor_required" : "");
}

void append_branches(std::string& out, const record::Actor& actor, const record::BranchTree& tree) {
    JsonArray array { out };
    for (const auto& branch : tree.all()) {
        const bool is_mine = std::ranges::any_of(actor.grants, [&](const record::Grant& grant) {
            return grant.everywhere || std::ranges::binary_search(grant.branches, branch.id);
        });
        if (!is_mine) {
            continue;
        }
        JsonObject object { array.item() };
        object.text("id", to_string(branch.id)).text("code", branch.code);
        JsonObject { object.key("name") }.text("zh", branch.name_zh).text("en", branch.name_en);
        branch.parent.empty() ? object.null("parent")
                              : object.text("parent", to_string(branch.parent));
        object.text("level", branch.level);
    }
}

std::string session_json(const IdentityService& service, const Caller& caller) {
    std::set<std::string_view> capabilities;
    for (const auto& grant : caller.actor->grants) {
        capabilities.insert(grant.capabilities.begin(), grant.capabilities.end());
    }
    std::string out;
    JsonObject object { out };
    JsonObject { object.key("user") }
        .text("id", to_string(caller.account.key.user))
        .text("login", caller.account.login)
        .text("name", caller.account.name);
    {
        JsonArray array { object.key("capabilities") };
        for (const auto capability : capabilities) {
            append_json(array.item(), capability);
        }
    }
    {
        JsonArray array { object.key("roles") };
        for (const auto role : caller.roles) {
            append_json(array.item(), name_of(role));
        }
    }
    append_branches(object.key("branches"), *caller.actor, *service.engine().branches());
    object.flag("second_factor", caller.account.second_factor)
        .flag("must_change_password", caller.account.must_change_password);
    caller.token.empty() ? object.text("expires_at", to_string(caller.session.expires_at))
                         : object.null("expires_at");
    return out;
}

Response signed_in(const IdentityService& service, const Request& request, const SignedIn& made) {
    auto response = answer(session_json(service, *made.caller));
    response.headers.emplace_back("Set-Cookie", cookie_of(request, made.token));
    return response;
}

Result<Response> sign_in(IdentityService& service, const Request& request) {
    auto body = TRY(read_body(request, sign_in_fields));
    const auto made
        = service.sign_in({ .login = body.login,
                            .password = std::move(body.password),
                            .code = body.code,
                            .address = request.peer,
                            .previous_token = std::string { request.cookie("boai_session") } });
    if (made) {
        return signed_in(service, request, *made);
    }
    auto refused = refusal(made.error(), body);
    if (made.error().code == Errc::over_limit) {
        told_to_wait(refused, service.wait_s(body.login, request.peer));
    }
    return refused;
}

/// The signed-in person; programs have no session to look after. Errors: as caller_of.
Result<std::shared_ptr<const Caller>> person(IdentityService& service, const Request& request) {
    auto caller = TRY(service.caller_of(request));
    if (!caller->token.empty()) {
        return fail(
            Errc::forbidden, Text { "接口令牌不能管理账号", "a token cannot look after an account" }
        );
    }
    return caller;
}

Result<Response> show_session(IdentityService& service, const Request& request) {
    const auto caller = TRY(service.caller_of(request));
    const auto token = TRY(service.renew(*caller));
    auto response = answer(session_json(service, *caller));
    if (token) {
        response.headers.emplace_back("Set-Cookie", cookie_of(request, *token));
    }
    return response;
}

Result<Response> sign_out(IdentityService& service, const Request& request) {
    const auto caller = TRY(person(service, request));
    TRY(service.sign_out(*caller, request.peer));
    auto response = no_content();
    response.headers.emplace_back("Set-Cookie", cookie_of(request, ""));
    return response;
}

Result<Response> show_link(IdentityService& service, const Request& request) {
    const auto body = TRY(read_body(request, link_fields));
    const auto facts = TRY(service.describe_link(body.token, request.peer));
    constexpr std::array<std::string_view, 3> purposes { "first", "invitation", "reset" };
    std::string out;
    JsonObject { out }
        .text("purpose", purposes[static_cast<std::size_t>(facts.purpose)])
        .text("login", facts.login)
        .text("name", facts.name)
        .text("expires_at", to_string(facts.expires_at));
    return answer(std::move(out));
}

Result<Response> use_link(IdentityService& service, const Request& request) {
    auto body = TRY(read_body(request, first_fields));
    const auto made = TRY(service.use_link({ .token = body.token,
                                             .password = std::move(body.password),
                                             .login = body.login,
                                             .name = body.name,
                                             .address = request.peer }));
    return made ? signed_in(service, request, *made) : no_content();
}

Result<Response> change_password(IdentityService& service, const Request& request) {
    const auto caller = TRY(person(service, request));
    const auto body = TRY(read_body(request, change_fields));
    const auto token = TRY(service.change_password(*caller, body.old, body.fresh, request.peer));
    return no_content_with(request, token);
}

Result<Response> begin_second_factor(IdentityService& service, const Request& request) {
    const auto caller = TRY(person(service, request));
    const auto made = TRY(service.begin_second_factor(*caller));
    std::string out;
    JsonObject { out }.text("secret", made.secret).text("uri", made.uri);
    return answer(std::move(out));
}

Result<Response> confirm_second_factor(IdentityService& service, const Request& request) {
    const auto caller = TRY(person(service, request));
    const auto body = TRY(read_body(request, code_fields));
    const auto token = TRY(service.confirm_second_factor(*caller, body.code));
    return no_content_with(request, token);
}

Result<Response> remove_second_factor(IdentityService& service, const Request& request) {
    const auto caller = TRY(person(service, request));
    const auto body = TRY(read_body(request, password_fields));
    const auto token = TRY(service.remove_second_factor(*caller, body.password, request.peer));
    return no_content_with(request, token);
}

using Work = Result<Response> (*)(IdentityService& service, const Request& request);

Response outcome_of(Work work, IdentityService& service, const Request& request) {
    auto outcome = work(service, request);
    if (outcome) {
        return std::move(*outcome);
    }
    auto refused = http::problem(outcome.error());
    if (outcome.error().code == Errc::over_limit) {
        told_to_wait(refused, service.wait_s({}, request.peer));
    }
    return refused;
}

void add(
    http::Router& router, IdentityService& service, Method method, std::string path, Work work
) {
    const auto answer_later =
        [&service, work](Request request, const http::PathValues&, const http::Responder& respond) {
            const auto shared = std::make_shared<Request>(std::move(request));
            const auto queued = service.later([&service, work, shared, respond] {
                respond(outcome_of(work, service, *shared));
            });
            if (!queued) {
                respond(http::problem(queued.error()));
            }
        };
    router.add(method, std::move(path), answer_later, limits::session_body_bytes_max);
}

}  // namespace

void add_session_routes(http::Router& router, IdentityService& service) {
    const std::string path = "/api/v1/session";
    add(router, service, Method::post, path, sign_in);
    add(router, service, Method::get, path, show_session);
    add(router, service, Method::remove, path, sign_out);
    add(router, service, Method::post, path + "/link", show_link);
    add(router, service, Method::post, path + "/first", use_link);
    add(router, service, Method::post, path + "/password", change_password);
    add(router, service, Method::post, path + "/second-factor", begin_second_factor);
    add(router, service, Method::put, path + "/second-factor", confirm_second_factor);
    add(router, service, Method::remove, path + "/second-factor", remove_second_factor);
}

}  // namespace boai::identity
