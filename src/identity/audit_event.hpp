/// \file
/// AuditEvent: one line of the audit trail. Lines are added, never changed, and hold no personal
/// value; the audit administrator alone reads them.
/// Source: GB/T 22239-2019, security audit (time, user, event, result).
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::record {
class Engine;
struct CommandContext;
} // namespace boai::record

namespace boai::storage {
class Transaction;
}

namespace boai::identity {

enum class AuditKind : std::uint8_t {
    sign_in,
    sign_in_failed,
    locked_out,
    unlocked,
    sign_out,
    link_made,
    link_used,
    password_changed,
    second_factor_changed,
    user_changed,
    role_granted,
    role_revoked,
    token_created,
    token_revoked,
    personal_value_opened,
    configuration_changed,
    data_exported,
};

struct AuditEvent {
    AuditKind kind = AuditKind::sign_in;
    Id done_by;             ///< none for the program and for strangers
    Id about;               ///< the user it is about, when another than `done_by`
    std::string record;     ///< the record type, such as "giving.gift"
    std::string record_id;
    std::string detail;     ///< words of the program, such as a role's name
    std::string reason;     ///< as its author gave it
    std::string address;    ///< kept coarse
};

extern const record::RecordType audit_event_type;

/// Where and when an event happened.
struct EventPlace {
    Id branch;
    Instant at;
};

/// Adds a line. Part of the transaction: what is not recorded does not happen.
Result<void>
add_event(record::Engine& engine, storage::Transaction& tx, EventPlace place, AuditEvent event);
/// Adds a line about what a command does, by its actor in its branch.
Result<void> add_event(record::CommandContext& context, AuditEvent event);

}  // namespace boai::identity

namespace boai::record {

inline constexpr Choice identity_audit_kinds[] = {
    { "sign_in", { "登录", "Sign-in" } },
    { "sign_in_failed", { "登录失败", "Failed sign-in" } },
    { "locked_out", { "因多次失败暂停登录", "Locked out after failures" } },
    { "unlocked", { "解除暂停", "Unlocked" } },
    { "sign_out", { "退出", "Sign-out" } },
    { "link_made", { "生成一次性链接", "One-time link made" } },
    { "link_used", { "使用一次性链接", "One-time link used" } },
    { "password_changed", { "修改密码", "Password changed" } },
    { "second_factor_changed", { "变更动态验证码", "Second factor changed" } },
    { "user_changed", { "变更用户", "User changed" } },
    { "role_granted", { "授予角色", "Role granted" } },
    { "role_revoked", { "收回角色", "Role revoked" } },
    { "token_created", { "生成接口令牌", "API token created" } },
    { "token_revoked", { "作废接口令牌", "API token revoked" } },
    { "personal_value_opened", { "查看个人信息原文", "Personal value opened" } },
    { "configuration_changed", { "变更设置", "Configuration changed" } },
    { "data_exported", { "导出数据", "Data exported" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::AuditKind> { identity_audit_kinds };

}  // namespace boai::record
