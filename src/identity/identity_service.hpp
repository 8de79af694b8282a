/// \file
/// IdentityService: sign-in, sessions, one-time links and one's own account.
#pragma once

#include "base/limits.hpp"
#include "base/result.hpp"
#include "crypto/password.hpp"
#include "http/message.hpp"
#include "identity/audit_event.hpp"
#include "identity/caller.hpp"
#include "identity/caller_cache.hpp"
#include "identity/rate_limit.hpp"
#include "identity/roles.hpp"
#include "identity/worker_pool.hpp"
#include "record/command.hpp"
#include "record/engine.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace boai::identity {

inline constexpr std::int64_t hour_ms = 3'600'000;
inline constexpr std::int64_t session_ms
    = limits::session_hours * hour_ms;        ///< whatever is done with it
inline constexpr std::int64_t session_idle_ms
    = limits::session_idle_hours * hour_ms;    ///< without any request
inline constexpr std::int64_t session_token_ms = 12 * hour_ms;  ///< then it gets a new token
inline constexpr std::int64_t first_link_ms = limits::first_link_hours * hour_ms;

struct IdentityOptions {
    crypto::PasswordCost password_cost = crypto::password_cost;
    /// Attempts to prove a password or a link, by address.
    RateOptions attempts { .burst = limits::attempts_burst,
                           .per_minute = limits::attempts_per_minute };
    std::size_t threads = 3;
    std::size_t waiting_max = limits::sign_ins_waiting_max;
};

/// What is typed to sign in, and from where.
struct SignIn {
    std::string login;
    std::string password;
    std::string code;            ///< of the second factor
    std::string address;
    std::string previous_token;  ///< of a session this browser had; it ends
};

/// A fresh session. The token goes into the cookie and nowhere else.
struct SignedIn {
    std::string token;
    std::shared_ptr<const Caller> caller;
};

struct OneTimeLink {
    std::string token;
    Instant expires_at;

    /// Where the browser goes; behind the #, so that no server and no log sees the token.
    [[nodiscard]] std::string path() const { return "/console/welcome#" + token; }
};

/// What is entered on the page of a one-time link.
struct LinkUse {
    std::string token;
    std::string password;
    std::string login;  ///< only for the first administrator
    std::string name;   ///< only for the first administrator
    std::string address;
};

/// What a one-time link is for.
struct LinkFacts {
    LinkPurpose purpose = LinkPurpose::first;
    std::string login;
    std::string name;
    Instant expires_at;
};

struct NewSecondFactor {
    std::string secret;
    std::string uri;
};

/// One opening of personal values, as the audit trail keeps it.
struct Opening {
    std::string_view record;  ///< the type, such as "people.person"
    Id branch;
    Id id;  ///< none when a whole list was opened
    std::string reason;
    std::string address;
};

/// Calls that prove a password take a tenth of a second and more, and those that write wait for
/// their commit: keep them off the threads of the server with `later`.
/// Threads: any.
class IdentityService {
public:
    /// Errors: internal when a role names an unknown capability.
    static Result<std::unique_ptr<IdentityService>>
    create(record::Engine& engine, IdentityOptions options = {});

    IdentityService(const IdentityService&) = delete;
    IdentityService& operator=(const IdentityService&) = delete;
    ~IdentityService() = default;

    [[nodiscard]] const Roles& roles() const { return roles_; }

    [[nodiscard]] record::Engine& engine() const { return engine_; }

    /// Runs work on a thread of the service. Errors: over_limit when too much waits.
    Result<void> later(std::function<void()> work) { return workers_.submit(std::move(work)); }

    /// Errors: unauthenticated (of field "code" when the second factor is missing or wrong),
    /// over_limit when the login or the address has to wait, forbidden when the account is locked
    /// or disabled.
    Result<SignedIn> sign_in(const SignIn& sign_in);
    /// Seconds that a sign-in refused as over_limit has to wait: for the login, or the address.
    /// 0 when nobody knows.
    std::int64_t wait_s(std::string_view login, std::string_view address);
    Result<void> sign_out(const Caller& caller, std::string_view address);

    /// Who sends a request, by its cookie or its Bearer token.
    /// Errors: unauthenticated; forbidden when a request that changes something came with the
    /// cookie and without X-Boai-Request: 1.
    Result<std::shared_ptr<const Caller>> caller_of(const http::Request& request);
    /// The same, for those who need the actor alone.
    Result<std::shared_ptr<const record::Actor>> authenticate(const http::Request& request);
    /// A new token for a session whose token is old, or older than the roles of its user; nothing
    /// while it is young.
    Result<std::optional<std::string>> renew(const Caller& caller);

    /// A link for the first system administrator, until somebody has become one; other users do not
    /// matter. Earlier ones are void.
    /// Errors: not_found when there is no branch yet.
    Result<std::optional<OneTimeLink>> first_link();
    /// Errors: unauthenticated when the link is used, unknown or too old.
    Result<LinkFacts> describe_link(std::string_view token, std::string_view address);
    /// Sets the password and signs in; nothing when a second factor has still to be shown.
    /// Errors: unauthenticated as describe_link; invalid with fields; conflict.
    Result<std::optional<SignedIn>> use_link(const LinkUse& use);

    /// Ends all other sessions and gives this one a new token, which is the answer.
    /// Errors: unauthenticated of field "old"; invalid of field "new".
    Result<std::string> change_password(
        const Caller& caller, std::string_view old, std::string_view fresh, std::string_view address
    );
    /// Errors: conflict when there is one already.
    Result<NewSecondFactor> begin_second_factor(const Caller& caller);
    /// Ends all other sessions, which were opened without it, and gives this one a new token, which
    /// is the answer. Errors: unauthenticated of field "code"; conflict when none was begun.
    Result<std::string> confirm_second_factor(const Caller& caller, std::string_view code);
    /// The same with the session's new token, others going on.
    /// Errors: unauthenticated of field "password"; conflict when there is none.
    Result<std::string>
    remove_second_factor(const Caller& caller, std::string_view password, std::string_view address);

    /// Writes down that personal values are about to be shown; when this fails, show none.
    Result<void> note_opening(const record::Actor& actor, const Opening& opening);

private:
    /// What is known of a login before its password is proved.
    struct Known {
        std::optional<Account> account;
        Credential credential;
        Id branch; ///< where its failures are counted
        std::int64_t number = 0;
        Failures failures;
    };

    IdentityService(record::Engine& engine, Roles roles, IdentityOptions options);

    [[nodiscard]] Instant now() const { return engine_.clock().now(); }

    /// Runs `work` on one snapshot.
    template <class F>
    auto read(F&& work) -> std::invoke_result_t<F, storage::Connection&>;
    /// Runs `work` in a transaction of one branch, on behalf of `user`. It may run again.
    Result<void>
    write(UserKey key, const std::function<Result<void>(record::CommandContext&)>& work);

    Result<Known> know(std::string_view login);
    /// The account whose password this is. Counts failures.
    Result<Known>
    prove_password(std::string_view login, std::string_view password, std::string_view address);
    Result<void> note_failure(const Known& known, std::string_view address);
    /// The step of the code, to be stored as used; 0 when no second factor is asked for.
    Result<std::int64_t> prove_second_factor(const Known& known, const SignIn& sign_in);
    Result<SignedIn> open_session(const Known& known, std::int64_t step, const SignIn& sign_in);
    Result<std::shared_ptr<const Caller>> caller_of_hash(const std::string& hash, bool is_session);
    Result<void> check_and_touch(const Caller& caller);
    void write_last_seen(const Caller& caller, Instant at);
    Result<LinkRow> good_link(std::string_view token, std::string_view address);
    Result<UserKey> make_first_administrator(const LinkRow& link, const LinkUse& use);
    Result<UserKey> set_first_password(const LinkRow& link, const LinkUse& use);

    record::Engine& engine_;
    Roles roles_;
    IdentityOptions options_;
    RateLimit attempts_;
    CallerCache callers_;
    WorkerPool workers_; // last: its threads use the others
};

/// The names of users by their ids; unknown ids are left out.
Result<std::map<Id, std::string>> user_names(record::Queries queries, std::span<const Id> users);

template <class F>
auto IdentityService::read(F&& work) -> std::invoke_result_t<F, storage::Connection&> {
    auto lease = TRY(engine_.readers().lend());
    return storage::in_snapshot(*lease, std::forward<F>(work));
}

} // namespace boai::identity
