#include "api/bulk.hpp"
#include "api/endpoint.hpp"
#include "http/problem.hpp"
#include "record/json.hpp"

#include <algorithm>

namespace boai::api {
namespace {

bool is_ndjson(const http::Request& request) {
    return request.header("content-type").starts_with("application/x-ndjson");
}

/// Errors: not_found. The commands every record has by its declaration are called as records.
Result<const record::CommandType*> command_asked(const Api& api, const Asked& asked) {
    const auto* command = api.engine().registry().find_command(asked.path["command"]);
    if (command == nullptr || !command->listed) {
        return fail(Errc::not_found, Text { "没有这个命令", "there is no such command" });
    }
    return command;
}

/// Whoever may call it nowhere learns nothing of its input. Errors: forbidden.
Result<void> check_may_call(const record::Actor& actor, const record::CommandType& command) {
    if (!actor.may_somewhere(command.capability)) {
        return fail(
            Errc::forbidden,
            compose({ "没有权限（{}）", "this needs the permission {}" }, { command.capability })
        );
    }
    return {};
}

void send(const http::Responder& respond, Result<record::Outcome> outcome) {
    respond(
        outcome ? http::json_response(std::move(outcome->json)) : http::problem(outcome.error())
    );
}

Result<void> call_one(const Api& api, const Asked& asked, const http::Responder& respond) {
    const auto* command = TRY(command_asked(api, asked));
    TRY(check_may_call(*asked.actor, *command));
    if (asked.request.body.size() > limits::request_body_bytes_max) {
        respond(http::problem(413, Errc::over_limit, Text { "请求体太大", "the body is too large" })
        );
        return {};
    }
    record::Envelope envelope;
    auto input = TRY(api.engine().read_input(*command, asked.request.body, envelope));
    auto key = std::string { asked.request.header("idempotency-key") };
    const auto branch = TRY(branch_of_call(
        api, *asked.actor, *command, envelope["branch"], asked.request.parameter("branch")
    ));
    api.engine().submit(
        { .actor = asked.actor,
          .command = command,
          .branch = branch,
          .input = std::move(input),
          .key = key.empty() ? envelope["idempotency_key"] : std::move(key),
          .reason = envelope["reason"] },
        [respond](Result<record::Outcome> outcome) { send(respond, std::move(outcome)); }
    );
    return {};
}

Result<void> call_many(Api& api, Asked asked, const http::Responder& respond) {
    const auto* command = TRY(command_asked(api, asked));
    return start_bulk(api, std::move(asked), *command, respond);
}

} // namespace

Result<Id> branch_of_call(
    const Api& api,
    const record::Actor& actor,
    const record::CommandType& command,
    std::string_view in_body,
    const std::optional<std::string>& in_address
) {
    const auto address = in_address ? std::string_view { *in_address } : std::string_view {};
    const auto code = in_body.empty() ? address : in_body;
    if (!code.empty()) {
        return TRY(api.engine().branches()->resolve(code))->id;
    }
    const auto branches = branches_of(api, actor, command.capability);
    if (branches.size() == 1) {
        return branches.front();
    }
    return fail_field("branch", Text { "请写明机构代码", "the code of a branch is needed" });
}

void add_commands(const std::shared_ptr<Api>& api) {
    // A single call is read and queued on the network's thread: it waits for nothing.
    api->parts.router.add(
        http::Method::post,
        "/api/v1/commands/{command}",
        [api](http::Request request, http::PathValues path, const http::Responder& respond) {
            auto actor = api->parts.authenticate(request);
            if (!actor) {
                respond(http::problem(actor.error()));
                return;
            }
            Asked asked { std::move(request), std::move(path), std::move(*actor) };
            const auto begun = is_ndjson(asked.request) ? call_many(*api, std::move(asked), respond)
                                                        : call_one(*api, asked, respond);
            if (!begun) {
                respond(http::problem(begun.error()));
            }
        },
        limits::bulk_body_bytes_max
    );
}

} // namespace boai::api
