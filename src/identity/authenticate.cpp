#include "identity/identity_service.hpp"

#include <algorithm>
#include <array>

namespace boai::identity {
namespace {

using storage::Param;

/// How far the database may lag behind in when a session was last used.
constexpr std::int64_t written_every_ms = std::int64_t { 5 } * 60'000;
/// How long the token before is still taken, for requests that were under way.
constexpr std::int64_t old_token_ms = 60'000;

std::string_view bearer_token(const http::Request& request) {
    constexpr std::string_view scheme = "bearer ";
    const auto header = request.header("authorization");
    const auto begin = header.substr(0, scheme.size());
    const bool is_bearer = std::ranges::equal(begin, scheme, [](char a, char b) {
        return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
    });
    return is_bearer ? header.substr(scheme.size()) : std::string_view {};
}

bool only_reads(const http::Request& request) {
    return request.method == http::Method::get || request.method == http::Method::head;
}

Result<void> check_own_page(const http::Request& request) {
    if (only_reads(request) || request.header("x-boai-request") == "1") {
        return {};
    }
    return fail(
        Errc::forbidden,
        Text { "缺少 X-Boai-Request: 1，拒绝来自其他网站的请求",
               "X-Boai-Request: 1 is missing: requests of other sites are refused" }
    );
}

}  // namespace

Result<std::shared_ptr<const Caller>>
IdentityService::caller_of_hash(const std::string& hash, bool is_session) {
    const auto at = now();
    if (auto kept = callers_.find(hash, at)) {
        return kept;
    }
    // Counted before the reading: a change that comes between makes the entry stale at once.
    const auto changes = permission_changes();
    const auto branches = engine_.branches();
    auto caller = TRY(read([&](storage::Connection& connection) {
        const auto queries = record::queries_of(connection);
        const CallerSources sources { roles_, *branches, queries, at };
        return is_session ? caller_of_session(sources, hash) : caller_of_token(sources, hash);
    }));
    return callers_.keep(hash, std::move(caller), at, changes);
}

void IdentityService::write_last_seen(const Caller& caller, Instant at) {
    const bool is_session = caller.token.empty();
    const auto branch = is_session ? caller.session.key.branch : caller.token_branch;
    const auto id = is_session ? caller.session.id : caller.token;
    const std::string_view sql = is_session
        ? "UPDATE identity_session SET last_seen_at = $3 WHERE branch_id = $1 AND id = $2"
        : "UPDATE identity_api_token SET last_used = $3 WHERE branch_id = $1 AND id = $2";
    const auto work = [=](storage::Transaction& tx) -> Result<void> {
        const std::array params { Param { branch }, Param { id }, Param { at } };
        TRY(tx.execute(sql, params));
        return {};
    };
    // A full queue or a failed commit loses nothing: the next request writes it again.
    const auto seen = caller.seen;
    const auto queued = engine_.writer().submit({ branch, work, [seen](const Result<void>& done) {
                                                     if (!done) {
                                                         seen->written = 0;
                                                     }
                                                 } });
    if (!queued) {
        seen->written = 0;
    }
}

Result<void> IdentityService::check_and_touch(const Caller& caller) {
    const auto at = now();
    auto last = caller.seen->at.load();
    if (caller.token.empty()) {
        const bool is_over
            = caller.session.expires_at <= at || at.milliseconds - last >= session_idle_ms;
        if (is_over) {
            return std::unexpected(not_signed_in());
        }
    }
    while (last < at.milliseconds && !caller.seen->at.compare_exchange_weak(last, at.milliseconds)
    ) { }
    auto written = caller.seen->written.load();
    if (at.milliseconds - written >= written_every_ms
        && caller.seen->written.compare_exchange_strong(written, at.milliseconds)) {
        write_last_seen(caller, at);
    }
    return {};
}

Result<std::shared_ptr<const Caller>> IdentityService::caller_of(const http::Request& request) {
    const auto bearer = bearer_token(request);
    const auto cookie = request.cookie("boai_session");
    if (bearer.empty() && cookie.empty()) {
        return std::unexpected(not_signed_in());
    }
    const bool is_session = bearer.empty();
    if (is_session) {
        TRY(check_own_page(request));
    }
    const auto& tokens = engine_.vault().tokens();
    const auto hash = is_session ? tokens.hash(crypto::TokenKind::session, cookie)
                                 : tokens.hash(crypto::TokenKind::api, bearer);
    auto caller = TRY(caller_of_hash(hash, is_session));
    TRY(check_and_touch(*caller));
    return caller;
}

Result<std::shared_ptr<const record::Actor>>
IdentityService::authenticate(const http::Request& request) {
    const auto caller = TRY(caller_of(request));
    return caller->actor;
}

Result<std::optional<std::string>> IdentityService::renew(const Caller& caller) {
    const auto age = now().milliseconds - caller.session.token_made_at.milliseconds;
    // A token seen by others before must not be worth more than it was then.
    const bool has_other_roles = caller.roles_changed_at > caller.session.token_made_at;
    if (!caller.token.empty() || (age < session_token_ms && !has_other_roles)) {
        return std::nullopt;
    }
    const auto token = engine_.vault().tokens().make(crypto::TokenKind::session);
    auto done = write(caller.account.key, [&](record::CommandContext& context) {
        const auto old_until = context.now + old_token_ms;
        return replace_token(context.tx, caller.session, token.hash, context.now, old_until);
    });
    if (!done && done.error().code == Errc::conflict) {
        return std::nullopt;  // another request of the same browser brought the new token
    }
    TRY(std::move(done));
    return token.text;
}

}  // namespace boai::identity
