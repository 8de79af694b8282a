#include "identity/api_token.hpp"

#include "identity/audit_event.hpp"
#include "identity/store.hpp"
#include "record/command.hpp"

#include <algorithm>

namespace boai::identity {
namespace {

using record::field;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&ApiToken::name>(TextField {
        .label = { "名称", "Name" },
        .help = { "用在哪里，如“官网同步”", "Where it is used, such as \"web site\"" },
        .max_length = 60,
        .required = true,
        .in_list = true,
        .search = true,
    }),
    field<&ApiToken::holder>(ReferenceField {
        .label = { "用户", "User" },
        .to = "identity.user",
        .required = true,
        .read_only = true,
        .in_list = true,
    }),
    field<&ApiToken::scopes>(TextField {
        .label = { "权限范围", "Scopes" },
        .max_length = 4000,
        .required = true,
        .read_only = true,
        .multiline = true,
    }),
    field<&ApiToken::valid_until>(PlainField {
        .label = { "有效至（含当日）", "Valid until (last day)" },
        .in_list = true,
    }),
    field<&ApiToken::last_used>(PlainField {
        .label = { "最近使用", "Last used" },
        .read_only = true,
        .in_list = true,
    }),
    field<&ApiToken::state>(PlainField {
        .label = { "状态", "State" },
        .read_only = true,
        .in_list = true,
    }),
};

constexpr record::Key keys[] = {
    { .columns = "holder", .across_branches = true },
};

/// One's own token, or anybody's for who may lock users.
Result<void>
may_revoke(record::CommandContext& context, const record::Head& head, const void* record) {
    const auto& token = *static_cast<const ApiToken*>(record);
    if (token.holder == context.actor.user
        || context.actor.may("identity.user.lock", head.branch)) {
        return {};
    }
    return fail(
        Errc::forbidden,
        Text { "只能作废自己的令牌；他人的令牌由安全管理员作废",
               "you can revoke your own tokens; those of others are for the security "
               "administrator" }
    );
}

constexpr std::string_view from_active[] = { "active" };
constexpr record::Transition transitions[] = {
    { .name = "revoke",
      .title = { "作废令牌", "Revoke the token" },
      .from = from_active,
      .to = "revoked",
      .capability = "identity.api_token.revoke",
      .guard = may_revoke },
};

Result<void> after_write(
    record::CommandContext& context, const record::Head& head, const void* before, const void* after
) {
    const auto& token = *static_cast<const ApiToken*>(after);
    forget_callers_after(context.tx);
    return add_event(
        context,
        { .kind = before == nullptr ? AuditKind::token_created : AuditKind::token_revoked,
          .about = token.holder,
          .record = "identity.api_token",
          .record_id = to_string(head.id),
          .detail = token.name,
          .reason = std::string { context.reason } }
    );
}

constexpr record::RecordType declared = record::of<ApiToken>({
    .name = "identity.api_token",
    .title = { "接口令牌", "API token" },
    .fields = fields,
    .permissions = { .read = "identity.api_token.read", .created_by_command = true },
    .label_field = "name",
    .keys = keys,
    .hooks = { .after_write = after_write },
    .state_field = "state",
    .transitions = transitions,
});
static_assert(record::consistent<ApiToken>(declared));

}  // namespace

constinit const record::RecordType api_token_type = declared;

std::vector<std::string_view> split_scopes(std::string_view scopes) {
    constexpr std::string_view between = " ,\r\n\t";
    std::vector<std::string_view> parts;
    for (auto at = scopes.find_first_not_of(between); at != std::string_view::npos;
         at = scopes.find_first_not_of(between, at)) {
        const auto end = std::min(scopes.find_first_of(between, at), scopes.size());
        parts.push_back(scopes.substr(at, end - at));
        at = end;
    }
    return parts;
}

}  // namespace boai::identity
