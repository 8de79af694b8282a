#include "crypto/totp.hpp"
#include "identity/address.hpp"
#include "identity/identity_service.hpp"
#include "identity/second_factor.hpp"
#include "identity/sign_in_limits.hpp"

#include <algorithm>
#include <array>

namespace boai::identity {
namespace {

using record::queries_of;
using storage::Param;

constexpr Text wrong_password { "登录名或密码不正确", "the login or the password is wrong" };
constexpr Text wrong_code { "动态验证码不正确或已用过，请等下一个",
                            "the code is wrong or was used; wait for the next one" };

std::unexpected<Error> unauthenticated(Text message, std::string field) {
    Error error { Errc::unauthenticated, message, {} };
    error.fields.push_back({ std::move(field), message });
    return std::unexpected(std::move(error));
}

Result<void> check_not_locked_out(const Failures& failures, Instant now) {
    if (failures.locked_until <= now) {
        return {};
    }
    const auto left = failures.locked_until.milliseconds - now.milliseconds;
    const auto minutes = std::to_string((left + minute_ms - 1) / minute_ms);
    return fail(
        Errc::over_limit,
        compose(
            { "失败次数过多，请在 {} 分钟后再试，或请安全管理员解锁",
              "too many failures; try again in {} minutes, or ask the security administrator" },
            { minutes }
        )
    );
}

Result<void> check_state(const Account& account) {
    switch (account.state) {
    case UserState::active:
        return {};
    case UserState::locked:
        return fail(
            Errc::forbidden,
            Text { "账号已锁定，请联系安全管理员",
                   "the account is locked; ask the security administrator" }
        );
    case UserState::invited:
    case UserState::disabled:
        break;
    }
    return fail(
        Errc::forbidden,
        Text { "账号已停用，请联系系统管理员",
               "the account is disabled; ask the system administrator" }
    );
}

/// Stores the step of a code as used. Errors: unauthenticated when another sign-in used it first.
Result<void> use_step(storage::Transaction& tx, UserKey key, std::int64_t step) {
    const std::array params { Param { key.branch }, Param { key.user }, Param { step } };
    const auto changed = TRY(tx.execute(
        "UPDATE identity_credential SET totp_step = $3 "
        "WHERE branch_id = $1 AND id = $2 AND totp_step < $3",
        params
    ));
    return changed == 1 ? Result<void> {} : unauthenticated(wrong_code, "code");
}

Result<void>
end_previous(storage::Transaction& tx, UserKey key, std::string_view hash, Instant now) {
    const auto session = TRY(find_session(queries_of(tx), hash, now));
    if (session && session->key.user == key.user) {
        return end_session(tx, key, session->id);
    }
    return {};
}

Result<void> set_last_sign_in(storage::Transaction& tx, UserKey key, Instant now) {
    const std::array params { Param { key.branch }, Param { key.user }, Param { now } };
    TRY(tx.execute(
        "UPDATE identity_user SET last_sign_in = $3 WHERE branch_id = $1 AND id = $2", params
    ));
    return {};
}

Result<void>
replace_hash(storage::Transaction& tx, UserKey key, std::string_view old, std::string_view fresh) {
    const std::array params {
        Param { key.branch }, Param { key.user }, Param { old }, Param { fresh }
    };
    TRY(tx.execute(
        "UPDATE identity_credential SET password_hash = $4 "
        "WHERE branch_id = $1 AND id = $2 AND password_hash = $3",
        params
    ));
    return {};
}

}  // namespace

Result<IdentityService::Known> IdentityService::know(std::string_view login) {
    return read([&](storage::Connection& connection) -> Result<Known> {
        Known known;
        known.account = TRY(find_account(queries_of(connection), login));
        const auto* root = engine_.branches()->root();
        known.branch = root == nullptr ? Id {} : root->id;
        if (known.account) {
            known.branch = known.account->key.branch;
            known.credential = TRY(credential_of(queries_of(connection), known.account->key));
        }
        known.number = login_number(engine_.vault(), login);
        known.failures = TRY(failures_of(queries_of(connection), known.branch, known.number));
        return known;
    });
}

std::int64_t IdentityService::wait_s(std::string_view login, std::string_view address) {
    constexpr std::int64_t second_ms = 1'000;
    const auto of_address = attempts_.wait_s(address);
    const auto known = login.empty() ? Result<Known> { Known {} } : know(login);
    if (!known) {
        return of_address;
    }
    const auto left = known->failures.locked_until.milliseconds - now().milliseconds;
    return std::max(of_address, left <= 0 ? 0 : (left + second_ms - 1) / second_ms);
}

Result<void> IdentityService::note_failure(const Known& known, std::string_view address) {
    return write({ known.branch, {} }, [&](record::CommandContext& context) -> Result<void> {
        const auto before = TRY(failures_of(queries_of(context.tx), known.branch, known.number));
        const auto after = after_failure(before, context.now);
        TRY(save_failures(context.tx, known.branch, known.number, after));
        TRY(forget_failures(context.tx, known.branch, context.now + -failures_kept_ms));
        AuditEvent event { .kind = AuditKind::sign_in_failed,
                           .about = known.account ? known.account->key.user : Id {},
                           .detail = known.account ? "" : "unknown login",
                           .address = coarse(address) };
        if (after.locked_until > context.now) {
            auto lockout = event;
            lockout.kind = AuditKind::locked_out;
            TRY(add_event(context, std::move(lockout)));
        }
        return add_event(context, std::move(event));
    });
}

Result<IdentityService::Known> IdentityService::prove_password(
    std::string_view login, std::string_view password, std::string_view address
) {
    TRY(attempts_.admit(address));
    auto known = TRY(know(normal_login(login)));
    TRY(check_not_locked_out(known.failures, now()));
    // An unknown login takes as long as a known one: its hash is empty.
    const bool is_right = crypto::verify_password(known.credential.password_hash, password);
    if (!is_right || !known.account) {
        TRY(note_failure(known, address));
        return fail(Errc::unauthenticated, wrong_password);
    }
    return known;
}

Result<std::int64_t>
IdentityService::prove_second_factor(const Known& known, const SignIn& sign_in) {
    if (!known.account->second_factor) {
        return 0;
    }
    if (sign_in.code.empty()) {
        return unauthenticated(
            { "请输入动态验证码", "enter the code of your second factor" }, "code"
        );
    }
    const auto secret = TRY(read([&](storage::Connection& connection) {
        return open_secret(
            queries_of(connection),
            engine_.vault(),
            known.account->key,
            known.credential.totp_sealed
        );
    }));
    auto step = crypto::accept_totp(secret, sign_in.code, now(), known.credential.totp_step);
    if (!step && step.error().code == Errc::unauthenticated) {
        TRY(note_failure(known, sign_in.address));
        return unauthenticated(wrong_code, "code");
    }
    return step;
}

Result<SignedIn>
IdentityService::open_session(const Known& known, std::int64_t step, const SignIn& sign_in) {
    const auto key = known.account->key;
    const auto& tokens = engine_.vault().tokens();
    const auto token = tokens.make(crypto::TokenKind::session);
    const auto& stored = known.credential.password_hash;
    std::string rehashed;
    if (!sign_in.password.empty() && crypto::needs_rehash(stored, options_.password_cost)) {
        rehashed = TRY(crypto::hash_password(sign_in.password, options_.password_cost));
    }
    TRY(write(key, [&](record::CommandContext& context) -> Result<void> {
        const NewSession session {
            token.hash, context.now, context.now + session_ms, coarse(sign_in.address)
        };
        if (step != 0) {
            TRY(use_step(context.tx, key, step));
        }
        if (!rehashed.empty()) {
            TRY(replace_hash(context.tx, key, stored, rehashed));
        }
        if (!sign_in.previous_token.empty()) {
            const auto previous = tokens.hash(crypto::TokenKind::session, sign_in.previous_token);
            TRY(end_previous(context.tx, key, previous, context.now));
        }
        TRY(clear_failures(context.tx, key.branch, known.number));
        TRY(forget_expired_sessions(context.tx, key.branch, context.now));
        TRY(add_session(context.tx, key, context.next_id(), session));
        TRY(set_last_sign_in(context.tx, key, context.now));
        return add_event(context, { .kind = AuditKind::sign_in, .address = session.address });
    }));
    return SignedIn { token.text, TRY(caller_of_hash(token.hash, true)) };
}

Result<SignedIn> IdentityService::sign_in(const SignIn& sign_in) {
    const auto known = TRY(prove_password(sign_in.login, sign_in.password, sign_in.address));
    TRY(check_state(*known.account));
    const auto step = TRY(prove_second_factor(known, sign_in));
    return open_session(known, step, sign_in);
}

Result<void> IdentityService::sign_out(const Caller& caller, std::string_view address) {
    return write(caller.account.key, [&](record::CommandContext& context) -> Result<void> {
        TRY(end_session(context.tx, caller.account.key, caller.session.id));
        return add_event(context, { .kind = AuditKind::sign_out, .address = coarse(address) });
    });
}

}  // namespace boai::identity
