#include "identity/second_factor.hpp"

#include "identity/audit_event.hpp"
#include "record/engine.hpp"
#include "record/sealing.hpp"

#include <array>

namespace boai::identity {
namespace {

using storage::Param;

constexpr std::string_view secret_name = "second factor";

}  // namespace

Result<std::string>
seal_secret(record::CommandContext& context, UserKey key, std::string_view secret) {
    const auto own_key = TRY(
        record::key_for_writing(context.tx, context.engine.vault(), key.branch, key.user, false)
    );
    return crypto::Vault::seal(own_key, secret_name, secret);
}

Result<std::string> open_secret(
    record::Queries queries, const crypto::Vault& vault, UserKey key, std::string_view sealed
) {
    std::string wrapped;
    const std::array params { Param { key.branch }, Param { key.user } };
    TRY(queries(
        "SELECT wrapped FROM subject_key WHERE branch_id = $1 AND id = $2",
        params,
        [&](const storage::Row& row) -> Result<void> {
            wrapped = row.text(0);
            return {};
        }
    ));
    const auto own_key = TRY(vault.unwrap(key.user, wrapped));
    return crypto::Vault::open(own_key, secret_name, sealed);
}

Result<void> mark_second_factor(storage::Transaction& tx, UserKey key, bool has_one) {
    const std::array params { Param { key.branch }, Param { key.user }, Param { has_one } };
    TRY(tx.execute(
        "UPDATE identity_user SET second_factor = $3 WHERE branch_id = $1 AND id = $2", params
    ));
    forget_callers_after(tx);
    return {};
}

Result<void> clear_second_factor(record::CommandContext& context, UserKey key) {
    auto credential = TRY(credential_of(record::queries_of(context.tx), key));
    if (credential.totp_sealed.empty()) {
        return fail(
            Errc::conflict, Text { "没有启用动态验证码", "there is no second factor to remove" }
        );
    }
    credential.totp_sealed.clear();
    credential.totp_pending.clear();
    TRY(save_credential(context.tx, key, credential, context.now));
    TRY(mark_second_factor(context.tx, key, false));
    return add_event(
        context,
        { .kind = AuditKind::second_factor_changed,
          .about = key.user,
          .detail = "removed",
          .reason = std::string { context.reason } }
    );
}

}  // namespace boai::identity
