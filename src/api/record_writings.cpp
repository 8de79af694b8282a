#include "api/endpoint.hpp"
#include "api/exports.hpp"
#include "http/problem.hpp"
#include "record/generic_commands.hpp"
#include "record/json.hpp"

#include <array>
#include <charconv>

namespace boai::api {
namespace {

using record::RecordWrite;

constexpr std::array<std::string_view, 2> aside_names { "branch", "reason" };

/// The version named in If-Match; 0 when there is none. Errors: invalid.
Result<std::int64_t> expected_version(const http::Request& request) {
    auto text = request.header("if-match");
    if (text.empty() || text == "*") {
        return 0;
    }
    text = text.substr(text.find_first_not_of("W/\""));
    std::int64_t version = 0;
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc {} || version <= 0) {
        return fail_field(
            "If-Match", Text { "应为读取时得到的 ETag", "must be the ETag of the reading" }
        );
    }
    return version;
}

Result<const record::CommandType*>
find_command(const Api& api, const record::RecordTable& table, std::string_view verb) {
    const auto name = std::string { table.type().name } + '.' + std::string { verb };
    const auto* command = api.engine().registry().find_command(name);
    if (command == nullptr) {
        return fail(
            Errc::not_found,
            Text { "这种记录不支持该操作，请用相应的命令",
                   "these records do not take this step; use the command made for it" }
        );
    }
    return command;
}

/// The branch a new record goes to. Errors: invalid when it is not named, not_found.
Result<Id> branch_named(const Api& api, const http::Request& request, const std::string& in_body) {
    const auto code = in_body.empty() ? request.parameter("branch").value_or("") : in_body;
    if (code.empty()) {
        return fail_field("branch", Text { "请写明机构代码", "the code of a branch is needed" });
    }
    return TRY(api.engine().branches()->resolve(code))->id;
}

/// The branch an existing record stands in, among those the actor may read.
Result<Id> branch_of_record(const Api& api, const record::RecordTable& table, const Asked& asked) {
    const auto id = TRY(id_asked(asked));
    const auto branches = branches_of(api, *asked.actor, table.type().permissions.read);
    auto lease = TRY(api.engine().readers().lend());
    return TRY(table.load_in(record::queries_of(*lease), branches, id)).head.branch;
}

/// Sends the outcome of a command; a new record with its address.
void send(
    const http::Responder& respond, Result<record::Outcome> outcome, const std::string& address
) {
    if (!outcome) {
        respond(http::problem(outcome.error()));
        return;
    }
    auto response = http::json_response(std::move(outcome->json), address.empty() ? 200 : 201);
    if (outcome->version > 0) {
        const auto tag = '"' + std::to_string(outcome->version) + '"';
        response.headers.emplace_back("ETag", tag);
    }
    if (!address.empty()) {
        response.headers.emplace_back("Location", address + to_string(outcome->id));
    }
    respond(std::move(response));
}

Result<void> create(Api& api, const Asked& asked, const http::Responder& respond) {
    if (auto file = try_revealing_export(api, asked)) {
        respond(TRY(std::move(*file)));
        return {};
    }
    const auto* table = TRY(record_asked(api, asked));
    const auto* command = TRY(find_command(api, *table, "create"));
    auto envelope = TRY(record::read_envelope(asked.request.body, aside_names));
    const auto branch = TRY(branch_named(api, asked.request, envelope["branch"]));
    auto write
        = std::make_shared<RecordWrite>(RecordWrite { .id = {}, .json = asked.request.body });
    const auto address = "/api/v1/records/" + asked.path["record"] + "/";
    api.engine().submit(
        { .actor = asked.actor,
          .command = command,
          .branch = branch,
          .input = std::move(write),
          .key = std::string { asked.request.header("idempotency-key") },
          .reason = envelope["reason"] },
        [respond, address](Result<record::Outcome> outcome) {
            send(respond, std::move(outcome), address);
        }
    );
    return {};
}

/// Runs update or a transition on the record of the path.
Result<void>
write_record(Api& api, const Asked& asked, const http::Responder& respond, std::string_view verb) {
    const auto* table = TRY(record_asked(api, asked));
    const auto* command = TRY(find_command(api, *table, verb));
    const bool has_body = !asked.request.body.empty();
    auto envelope = has_body ? TRY(record::read_envelope(asked.request.body, aside_names))
                             : record::Envelope {};
    const auto branch = TRY(branch_of_record(api, *table, asked));
    auto write = std::make_shared<RecordWrite>(RecordWrite {
        .id = TRY(id_asked(asked)),
        .expected_version = TRY(expected_version(asked.request)),
        .json = verb == "update" ? asked.request.body : std::string {} });
    api.engine().submit(
        { .actor = asked.actor,
          .command = command,
          .branch = branch,
          .input = std::move(write),
          .key = std::string { asked.request.header("idempotency-key") },
          .reason = envelope["reason"] },
        [respond](Result<record::Outcome> outcome) { send(respond, std::move(outcome), {}); }
    );
    return {};
}

Result<void> update(Api& api, const Asked& asked, const http::Responder& respond) {
    return write_record(api, asked, respond, "update");
}

Result<void> transition(Api& api, const Asked& asked, const http::Responder& respond) {
    const auto* table = TRY(record_asked(api, asked));
    const auto& step = asked.path["transition"];
    for (const auto& known : table->type().transitions) {
        if (known.name == step) {
            return write_record(api, asked, respond, step);
        }
    }
    return fail(Errc::not_found, Text { "没有这个步骤", "there is no such step" });
}

} // namespace

void add_record_writings(const std::shared_ptr<Api>& api) {
    using http::Method;
    const std::string list = "/api/v1/records/{record}";
    add_writing(api, Method::post, list, create);
    add_writing(api, Method::patch, list + "/{id}", update);
    add_writing(api, Method::post, list + "/{id}/{transition}", transition);
}

} // namespace boai::api
