#include "identity/role_rules.hpp"

#include "identity/rule_exception.hpp"
#include "identity/user.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace boai::identity {
namespace {

using storage::Param;

/// The administrator roles a user holds today or will hold.
Result<std::vector<Role>> administrator_roles(record::CommandContext& context, Id user) {
    std::vector<Role> roles;
    const std::array params { Param { user }, Param { context.today() } };
    TRY(context.tx.query(
        "SELECT role FROM identity_role_grant WHERE holder = $1 AND state = 'granted' "
        "AND (valid_until IS NULL OR valid_until >= $2)",
        params,
        [&](const storage::Row& row) -> Result<void> {
            Role role {};
            if (record::detail::store_choice(role, row.text(0)) && is_administrator(role)) {
                roles.push_back(role);
            }
            return {};
        }
    ));
    return roles;
}

/// Makes every other transaction that grants this user a role wait for this one.
Result<void> hold_user(record::CommandContext& context, const record::Head& user) {
    const std::array params { Param { user.branch }, Param { user.id } };
    TRY(context.tx.execute(
        "UPDATE identity_user SET version = version WHERE branch_id = $1 AND id = $2", params
    ));
    return {};
}

Result<void> check_administrators_apart(record::CommandContext& context, const RoleGrant& grant) {
    const auto held = TRY(administrator_roles(context, grant.holder));
    for (const auto role : held) {
        if (role == grant.role) {
            continue;
        }
        const bool may_be_excepted
            = role != Role::audit_administrator && grant.role != Role::audit_administrator;
        if (may_be_excepted && TRY(is_excepted(context, Rule::system_and_security_apart))) {
            continue;
        }
        return fail(
            Errc::conflict,
            compose(
                { "系统、安全、审计管理员须由不同的人担任；此人已是{}",
                  "the system, security and audit administrators are different people; this person "
                  "already holds: {}" },
                { name_of(role) }
            )
        );
    }
    return {};
}

}  // namespace

Result<bool> holds_administrator_role(record::CommandContext& context, Id user) {
    const auto roles = TRY(administrator_roles(context, user));
    return !roles.empty();
}

Result<bool> was_ever_granted(record::CommandContext& context, Role role) {
    bool found = false;
    const std::array params { Param { name_of(role) } };
    TRY(context.tx.query(
        "SELECT 1 FROM identity_role_grant WHERE role = $1 LIMIT 1",
        params,
        [&](const storage::Row&) -> Result<void> {
            found = true;
            return {};
        }
    ));
    return found;
}

Result<void> check_grant(record::CommandContext& context, const RoleGrant& grant) {
    if (!context.actor.is_system && grant.holder == context.actor.user) {
        return fail(
            Errc::forbidden,
            Text { "不能给自己授予角色，请由他人办理",
                   "nobody grants a role to himself; somebody else must do it" }
        );
    }
    if (grant.valid_until && *grant.valid_until < grant.valid_from) {
        return fail_field(
            "valid_until", Text { "不能早于开始日期", "must not be before the first day" }
        );
    }
    const auto holder = TRY(context.engine.refer(context, user_type, grant.holder));
    TRY(hold_user(context, holder->head));
    if (holder->as<User>().state == UserState::disabled) {
        return fail_field("holder", Text { "该用户已停用", "this user is disabled" });
    }
    return is_administrator(grant.role) ? check_administrators_apart(context, grant)
                                        : Result<void> {};
}

}  // namespace boai::identity
