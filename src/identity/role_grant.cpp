#include "identity/role_grant.hpp"

#include "identity/audit_event.hpp"
#include "identity/role_rules.hpp"
#include "identity/store.hpp"

namespace boai::identity {
namespace {

using record::field;
using record::PlainField;
using record::ReferenceField;

constexpr record::FieldSpec fields[] = {
    field<&RoleGrant::holder>(ReferenceField {
        .label = { "用户", "User" },
        .to = "identity.user",
        .required = true,
        .in_list = true,
    }),
    field<&RoleGrant::role>(PlainField {
        .label = { "角色", "Role" },
        .required = true,
        .in_list = true,
    }),
    field<&RoleGrant::valid_from>(PlainField {
        .label = { "自", "From" },
        .in_list = true,
    }),
    field<&RoleGrant::valid_until>(PlainField {
        .label = { "至（含当日）", "Until (last day)" },
        .in_list = true,
    }),
    field<&RoleGrant::granted_by>(ReferenceField {
        .label = { "授予人", "Granted by" },
        .to = "identity.user",
        .read_only = true,
        .in_list = true,
    }),
    field<&RoleGrant::state>(PlainField {
        .label = { "状态", "State" },
        .read_only = true,
        .in_list = true,
    }),
};

constexpr record::Key keys[] = {
    { .columns = "holder, role", .unique = true, .where = "state = 'granted'" },
    { .columns = "holder", .across_branches = true },
};

constexpr std::string_view from_granted[] = { "granted" };
constexpr record::Transition transitions[] = {
    { .name = "revoke",
      .title = { "收回角色", "Revoke the role" },
      .from = from_granted,
      .to = "revoked",
      .capability = "identity.role_grant.write",
      .needs_reason = true },
};

Result<void> before_write(
    record::CommandContext& context, const record::Head&, const void* before, void* after
) {
    if (before != nullptr) {
        return {};
    }
    auto& grant = *static_cast<RoleGrant*>(after);
    grant.granted_by = context.actor.user;
    return check_grant(context, grant);
}

Result<void> after_write(
    record::CommandContext& context, const record::Head& head, const void* before, const void* after
) {
    const auto& grant = *static_cast<const RoleGrant*>(after);
    forget_callers_after(context.tx);
    return add_event(
        context,
        { .kind = before == nullptr ? AuditKind::role_granted : AuditKind::role_revoked,
          .about = grant.holder,
          .record = "identity.role_grant",
          .record_id = to_string(head.id),
          .detail = std::string { name_of(grant.role) },
          .reason = std::string { context.reason } }
    );
}

constexpr record::RecordType declared = record::of<RoleGrant>({
    .name = "identity.role_grant",
    .title = { "角色授予", "Role grant" },
    .fields = fields,
    .permissions = { .read = "identity.role_grant.read", .created_by_command = true },
    .label_field = "role",
    .keys = keys,
    .hooks = { .before_write = before_write, .after_write = after_write },
    .state_field = "state",
    .transitions = transitions,
});
static_assert(record::consistent<RoleGrant>(declared));

}  // namespace

constinit const record::RecordType role_grant_type = declared;

}  // namespace boai::identity
