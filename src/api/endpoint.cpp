#include "api/endpoint.hpp"

#include "crypto/hash.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <exception>

namespace boai::api {
namespace {

constexpr Text fault { "程序内部错误，请联系管理员", "a fault of the program; tell the operator" };

std::string_view tag_of(const http::Response& response) {
    const auto at
        = std::ranges::find(response.headers, "ETag", &std::pair<std::string, std::string>::first);
    return at == response.headers.end() ? std::string_view {} : at->second;
}

/// Whether the caller has this version. Source: RFC 9110 section 13.1.2 (weak comparison).
bool has_already(const http::Request& request, std::string_view tag) {
    auto given = request.header("if-none-match");
    if (tag.empty() || given.empty()) {
        return false;
    }
    return given == "*" || given.find(tag) != std::string_view::npos;
}

http::Response finish(const http::Request& request, Result<http::Response> answer) {
    if (!answer) {
        return http::problem(answer.error());
    }
    if (answer->status == 200 && has_already(request, tag_of(*answer))) {
        answer->status = 304;
        answer->body.clear();
        answer->shared_body.reset();
    }
    return std::move(*answer);
}

/// Runs `work` where nothing may be thrown; a fault of the program becomes an answer too.
template <class F>
auto guarded(F&& work) -> std::invoke_result_t<F> {
    try {
        return std::forward<F>(work)();
    } catch (const std::exception&) {
        return fail(Errc::internal, fault);
    }
}

void run_reading(
    Api& api, Reading reading, const std::shared_ptr<Asked>& asked, const http::Responder& respond
) {
    const bool taken = api.workers.offer([&api, reading, asked, respond] {
        auto answer = guarded([&] { return reading(api, *asked); });
        respond(finish(asked->request, std::move(answer)));
    });
    if (!taken) {
        respond(http::problem({ Errc::unavailable, busy, {} }));
    }
}

} // namespace

void add_open_reading(
    const std::shared_ptr<Api>& api, http::Method method, std::string pattern, Reading reading
) {
    api->parts.router.add(
        method,
        std::move(pattern),
        [api, reading](http::Request request, http::PathValues path, http::Responder respond) {
            auto asked = std::make_shared<Asked>(std::move(request), std::move(path), nullptr);
            run_reading(*api, reading, std::move(asked), std::move(respond));
        }
    );
}

void add_reading(
    const std::shared_ptr<Api>& api, http::Method method, std::string pattern, Reading reading
) {
    api->parts.router.add(
        method,
        std::move(pattern),
        [api, reading](http::Request request, http::PathValues path, http::Responder respond) {
            auto actor = api->parts.authenticate(request);
            if (!actor) {
                respond(http::problem(actor.error()));
                return;
            }
            auto asked
                = std::make_shared<Asked>(std::move(request), std::move(path), std::move(*actor));
            run_reading(*api, reading, std::move(asked), std::move(respond));
        }
    );
}

void add_writing(
    const std::shared_ptr<Api>& api, http::Method method, std::string pattern, Writing writing
) {
    api->parts.router.add(
        method,
        std::move(pattern),
        [api, writing](http::Request request, http::PathValues path, http::Responder respond) {
            auto actor = api->parts.authenticate(request);
            if (!actor) {
                respond(http::problem(actor.error()));
                return;
            }
            auto asked
                = std::make_shared<Asked>(std::move(request), std::move(path), std::move(*actor));
            const bool taken = api->workers.offer([self = api.get(), writing, asked, respond] {
                auto begun = guarded([&] { return writing(*self, *asked, respond); });
                if (!begun) {
                    respond(http::problem(begun.error()));
                }
            });
            if (!taken) {
                respond(http::problem({ Errc::unavailable, busy, {} }));
            }
        }
    );
}

std::vector<Id>
branches_of(const Api& api, const record::Actor& actor, std::string_view capability) {
    std::vector<Id> branches;
    for (const auto& branch : api.engine().branches()->all()) {
        if (actor.may(capability, branch.id)) {
            branches.push_back(branch.id);
        }
    }
    return branches;
}

Result<std::vector<Id>> branches_asked(const Api& api, const Scope& scope) {
    const auto tree = api.engine().branches();
    const auto code = find_parameter(scope.parameters, "branch");
    std::vector<Id> branches;
    if (code.empty()) {
        branches = branches_of(api, scope.actor, scope.capability);
    } else {
        const auto* branch = TRY(tree->resolve(code));
        branches = is_on(scope.parameters, "subtree") ? tree->subtree(branch->id)
                                                      : std::vector<Id> { branch->id };
        std::erase_if(branches, [&](Id id) { return !scope.actor.may(scope.capability, id); });
    }
    if (branches.empty()) {
        return fail(
            Errc::forbidden,
            compose({ "没有权限（{}）", "this needs the permission {}" }, { scope.capability })
        );
    }
    return branches;
}

void look_for_label(const Api& api, const record::RecordType& type, record::ListQuery& query) {
    if (query.q.empty() || type.read_label == nullptr) {
        return;
    }
    const auto meant = type.read_label(query.q);
    if (!meant) {
        return;
    }
    const auto* branch = api.engine().branches()->find_code(meant->branch_code);
    if (branch == nullptr
        || std::ranges::find(query.branches, branch->id) == query.branches.end()) {
        return;
    }
    query.q.clear();
    query.branches = { branch->id };
    for (const auto& [field, value] : meant->values) {
        query.filters.push_back({ .field = field, .any_of = { value } });
    }
}

Result<const record::RecordTable*>
find_record(const Api& api, const record::Actor& actor, std::string_view name) {
    const auto* table = api.engine().registry().find_record(name);
    if (table == nullptr || !actor.may_somewhere(table->type().permissions.read)) {
        return fail(
            Errc::not_found,
            Text { "没有这种记录，或无权查看", "there is no such record, or none for you" }
        );
    }
    return table;
}

Result<const record::RecordTable*> record_asked(const Api& api, const Asked& asked) {
    return find_record(api, *asked.actor, asked.path["record"]);
}

Result<void> check_reason(std::string_view reason) {
    if (reason.empty() || reason.size() > limits::reason_bytes_max) {
        return fail_field(
            "reason", Text { "请写明原因（600 字以内）", "a reason is needed, not too long" }
        );
    }
    return {};
}

Result<Id> id_asked(const Asked& asked) {
    const auto id = parse_id(asked.path["id"]);
    if (!id || id->empty()) {
        return fail(Errc::not_found, Text { "编号无效", "this is not the id of a record" });
    }
    return *id;
}

http::Response tagged(std::string json, std::string_view tag) {
    auto response = http::json_response(std::move(json));
    response.headers.emplace_back("ETag", '"' + std::string { tag } + '"');
    response.headers.emplace_back("Cache-Control", "private, no-cache");
    return response;
}

http::Response tagged(std::string json) {
    constexpr std::size_t bytes = 12;
    const auto digest = crypto::sha256(json);
    const auto tag = crypto::hex(crypto::view(digest).substr(0, bytes));
    return tagged(std::move(json), tag);
}

std::string code_of(const record::BranchTree& tree, Id branch) {
    const auto* found = tree.find(branch);
    return found == nullptr ? to_string(branch) : found->code;
}

} // namespace boai::api
