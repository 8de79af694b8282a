#include "identity/role_limit.hpp"

#include "identity/audit_event.hpp"
#include "identity/store.hpp"
#include "record/engine.hpp"

namespace boai::identity {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::TextField;

constexpr std::int64_t amount_fen_max = 1'000'000'000'000;

constexpr record::FieldSpec fields[] = {
    field<&RoleLimit::role>(PlainField {
        .label = { "角色", "Role" },
        .required = true,
        .in_list = true,
    }),
    field<&RoleLimit::command>(TextField {
        .label = { "业务", "Command" },
        .help = { "如 giving.refund_gift", "Such as giving.refund_gift" },
        .max_length = 80,
        .required = true,
        .in_list = true,
    }),
    field<&RoleLimit::amount>(NumberField {
        .label = { "单人限额（元）", "Limit for one person (yuan)" },
        .help = { "超过此数须另一人批准", "Beyond it a second person approves" },
        .min = 0,
        .max = amount_fen_max,
        .in_list = true,
    }),
    field<&RoleLimit::state>(PlainField {
        .label = { "状态", "State" },
        .read_only = true,
        .in_list = true,
    }),
};

constexpr record::Key keys[] = {
    { .columns = "role, command",
      .unique = true,
      .where = "state = 'active'",
      .taken = { "该角色的这项业务已有限额，请先终止它",
                 "the role has a limit for this command already; end it first" } },
};

constexpr std::string_view from_active[] = { "active" };
constexpr record::Transition transitions[] = {
    { .name = "end",
      .title = { "终止限额", "End the limit" },
      .from = from_active,
      .to = "ended",
      .capability = "identity.role_limit.write",
      .needs_reason = true },
};

Result<void>
before_write(record::CommandContext& context, const record::Head&, const void*, void* after) {
    const auto& limit = *static_cast<const RoleLimit*>(after);
    const auto* command = context.engine.registry().find_command(limit.command);
    if (command == nullptr || !command->has_limit) {
        return fail_field(
            "command", Text { "没有这项可设限额的业务", "there is no such command with a limit" }
        );
    }
    return {};
}

Result<void> after_write(
    record::CommandContext& context, const record::Head& head, const void*, const void* after
) {
    const auto& limit = *static_cast<const RoleLimit*>(after);
    forget_callers_after(context.tx);
    return add_event(
        context,
        { .kind = AuditKind::configuration_changed,
          .record = "identity.role_limit",
          .record_id = to_string(head.id),
          .detail = std::string { name_of(limit.role) } + ' ' + limit.command + ' '
              + (limit.state == LimitState::active ? to_string(limit.amount) : "ended"),
          .reason = std::string { context.reason } }
    );
}

constexpr record::RecordType declared = record::of<RoleLimit>({
    .name = "identity.role_limit",
    .title = { "岗位限额", "Role limit" },
    .fields = fields,
    .permissions = { .read = "identity.role_limit.read", .write = "identity.role_limit.write" },
    .label_field = "command",
    .keys = keys,
    .hooks = { .before_write = before_write, .after_write = after_write },
    .state_field = "state",
    .transitions = transitions,
});
static_assert(record::consistent<RoleLimit>(declared));

}  // namespace

constinit const record::RecordType role_limit_type = declared;

}  // namespace boai::identity
