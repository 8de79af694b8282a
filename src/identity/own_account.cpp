#include "crypto/totp.hpp"
#include "identity/address.hpp"
#include "identity/identity_service.hpp"
#include "identity/second_factor.hpp"

namespace boai::identity {
namespace {

using record::queries_of;

constexpr std::string_view issuer = "Boai";

/// The failure of a password, told of the field it was typed into.
Error of_field(Error error, std::string field) {
    if (error.code == Errc::unauthenticated || error.code == Errc::invalid) {
        error.fields.clear();
        error.fields.push_back({ std::move(field), error.message });
    }
    return error;
}

Result<void> store_password(record::CommandContext& context, UserKey key, std::string_view hash) {
    auto credential = TRY(credential_of(queries_of(context.tx), key));
    credential.password_hash = hash;
    TRY(save_credential(context.tx, key, credential, context.now));
    const auto& table = context.engine.registry().table(user_type);
    const auto before = TRY(table.load(queries_of(context.tx), key.branch, key.user));
    auto user = before.as<User>();
    if (user.must_change_password) {
        user.must_change_password = false;
        TRY(context.engine.update(context, table, before, &user, {}));
    }
    return {};
}

}  // namespace

Result<std::string> IdentityService::change_password(
    const Caller& caller, std::string_view old, std::string_view fresh, std::string_view address
) {
    const auto key = caller.account.key;
    if (auto known = prove_password(caller.account.login, old, address); !known) {
        return std::unexpected(of_field(std::move(known).error(), "old"));
    }
    auto good = crypto::check_password(fresh, caller.account.login);
    if (good && old == fresh) {
        good = fail(
            Errc::invalid, Text { "新密码不能与旧密码相同", "the new password must be another one" }
        );
    }
    if (!good) {
        return std::unexpected(of_field(std::move(good).error(), "new"));
    }
    const auto hash = TRY(crypto::hash_password(fresh, options_.password_cost));
    const auto token = engine_.vault().tokens().make(crypto::TokenKind::session);
    TRY(write(key, [&](record::CommandContext& context) -> Result<void> {
        TRY(store_password(context, key, hash));
        TRY(end_sessions(context.tx, key, caller.session.id));
        TRY(replace_token(context.tx, caller.session, token.hash, context.now, context.now));
        return add_event(
            context, { .kind = AuditKind::password_changed, .address = coarse(address) }
        );
    }));
    return token.text;
}

Result<NewSecondFactor> IdentityService::begin_second_factor(const Caller& caller) {
    const auto key = caller.account.key;
    const auto secret = crypto::new_totp_secret();
    TRY(write(key, [&](record::CommandContext& context) -> Result<void> {
        const auto account = TRY(account_of(queries_of(context.tx), key));
        if (account.second_factor) {
            return fail(
                Errc::conflict,
                Text { "已启用动态验证码，请先用密码移除",
                       "remove the present second factor first" }
            );
        }
        auto credential = TRY(credential_of(queries_of(context.tx), key));
        credential.totp_pending = TRY(seal_secret(context, key, secret));
        return save_credential(context.tx, key, credential, context.now);
    }));
    return NewSecondFactor { secret, crypto::totp_uri(secret, caller.account.login, issuer) };
}

Result<std::string>
IdentityService::confirm_second_factor(const Caller& caller, std::string_view code) {
    const auto key = caller.account.key;
    const auto token = engine_.vault().tokens().make(crypto::TokenKind::session);
    TRY(write(key, [&](record::CommandContext& context) -> Result<void> {
        auto credential = TRY(credential_of(queries_of(context.tx), key));
        if (credential.totp_pending.empty()) {
            return fail(
                Errc::conflict, Text { "请先开始启用动态验证码", "begin with a new secret first" }
            );
        }
        const auto secret = TRY(open_secret(
            queries_of(context.tx), context.engine.vault(), key, credential.totp_pending
        ));
        auto step = crypto::accept_totp(secret, code, context.now, 0);
        if (!step) {
            return std::unexpected(of_field(std::move(step).error(), "code"));
        }
        credential.totp_sealed = std::move(credential.totp_pending);
        credential.totp_pending.clear();
        credential.totp_step = *step;
        TRY(save_credential(context.tx, key, credential, context.now));
        TRY(mark_second_factor(context.tx, key, true));
        TRY(end_sessions(context.tx, key, caller.session.id));
        TRY(replace_token(context.tx, caller.session, token.hash, context.now, context.now));
        return add_event(context, { .kind = AuditKind::second_factor_changed, .detail = "added" });
    }));
    return token.text;
}

Result<std::string> IdentityService::remove_second_factor(
    const Caller& caller, std::string_view password, std::string_view address
) {
    if (auto known = prove_password(caller.account.login, password, address); !known) {
        return std::unexpected(of_field(std::move(known).error(), "password"));
    }
    const auto token = engine_.vault().tokens().make(crypto::TokenKind::session);
    TRY(write(caller.account.key, [&](record::CommandContext& context) -> Result<void> {
        TRY(replace_token(context.tx, caller.session, token.hash, context.now, context.now));
        return clear_second_factor(context, caller.account.key);
    }));
    return token.text;
}

}  // namespace boai::identity
