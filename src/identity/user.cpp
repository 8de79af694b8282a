#include "identity/user.hpp"

#include "identity/audit_event.hpp"
#include "identity/store.hpp"
#include "record/command.hpp"

#include <algorithm>

namespace boai::identity {
namespace {

using record::field;
using record::PlainField;
using record::Privacy;
using record::TextField;

constexpr std::size_t login_size_min = 2;

/// "w***@example.org": enough to recognise one's own address.
std::string mask_email(const void*, std::string_view email) {
    const auto at = email.rfind('@');
    if (at == std::string_view::npos || at == 0) {
        return "***";
    }
    return std::string { email.substr(0, 1) } + "***" + std::string { email.substr(at) };
}

bool is_login_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

Result<void> check_login(std::string_view login) {
    if (login.size() < login_size_min || !std::ranges::all_of(login, is_login_character)) {
        return fail_field(
            "login",
            Text { "登录名由 2 个以上的字母、数字、点、下划线或连字符组成",
                   "a login has 2 or more letters, digits, dots, underscores or hyphens" }
        );
    }
    return {};
}

constexpr record::FieldSpec fields[] = {
    field<&User::login>(TextField {
        .label = { "登录名", "Login" },
        .max_length = 64,
        .required = true,
        .read_only = true,
        .in_list = true,
        .search = true,
    }),
    field<&User::name>(TextField {
        .label = { "姓名", "Name" },
        .help = { "在工作台和审批记录中显示", "Shown in the console and in approvals" },
        .max_length = 60,
        .required = true,
        .in_list = true,
        .search = true,
    }),
    field<&User::email>(TextField {
        .label = { "电子邮箱", "E-mail" },
        .max_length = 200,
        .privacy = Privacy::personal,
        .mask = mask_email,
    }),
    field<&User::state>(PlainField {
        .label = { "状态", "State" },
        .read_only = true,
        .in_list = true,
    }),
    field<&User::must_change_password>(PlainField {
        .label = { "须修改密码", "Must change the password" },
        .help = { "修改之前不能办理其他事项", "Nothing else is allowed until then" },
    }),
    field<&User::second_factor>(PlainField {
        .label = { "已启用动态验证码", "Has a second factor" },
        .read_only = true,
        .in_list = true,
    }),
    field<&User::last_sign_in>(PlainField {
        .label = { "最近登录", "Last sign-in" },
        .read_only = true,
        .in_list = true,
    }),
};

constexpr record::Key keys[] = {
    { .columns = "login", .unique = true, .across_branches = true },
};

constexpr std::string_view from_invited[] = { "invited" };
constexpr std::string_view from_active[] = { "active" };
constexpr std::string_view from_disabled[] = { "disabled" };
constexpr std::string_view from_enabled[] = { "invited", "active", "locked" };
constexpr record::Transition transitions[] = {
    // Taken by the program, when an invitation is used and the password is set.
    { .name = "activate",
      .title = { "激活", "Activate" },
      .from = from_invited,
      .to = "active",
      .capability = "" },
    { .name = "lock",
      .title = { "锁定", "Lock" },
      .from = from_active,
      .to = "locked",
      .capability = "identity.user.lock",
      .needs_reason = true },
    { .name = "disable",
      .title = { "停用", "Disable" },
      .from = from_enabled,
      .to = "disabled",
      .capability = "identity.user.disable",
      .needs_reason = true },
    { .name = "enable",
      .title = { "重新启用", "Enable again" },
      .from = from_disabled,
      .to = "active",
      .capability = "identity.user.disable",
      .needs_reason = true },
};

Result<void>
before_write(record::CommandContext&, const record::Head&, const void* before, void* after) {
    auto& user = *static_cast<User*>(after);
    user.login = normal_login(user.login);
    return before == nullptr ? check_login(user.login) : Result<void> {};
}

std::string_view word_of(UserState state) {
    return record::identity_user_states[static_cast<std::size_t>(state)].value;
}

/// "state invited -> active" or the names of the fields that changed; no values of persons.
std::string difference(const User& before, const User& after) {
    if (before.state != after.state) {
        return "state " + std::string { word_of(before.state) } + " -> "
            + std::string { word_of(after.state) };
    }
    std::string names;
    for (const auto& one : fields) {
        if (one.get(&before) != one.get(&after)) {
            names += (names.empty() ? "" : ", ") + std::string { one.name };
        }
    }
    return names;
}

Result<void> after_write(
    record::CommandContext& context, const record::Head& head, const void* before, const void* after
) {
    const auto& user = *static_cast<const User*>(after);
    AuditEvent event { .kind = AuditKind::user_changed,
                       .about = head.id,
                       .detail = "created",
                       .reason = std::string { context.reason } };
    if (before != nullptr) {
        event.detail = difference(*static_cast<const User*>(before), user);
        forget_callers_after(context.tx);
        if (user.state != UserState::active) {
            TRY(end_sessions(context.tx, { head.branch, head.id }, {}));
        }
    }
    return add_event(context, std::move(event));
}

constexpr record::RecordType declared = record::of<User>({
    .name = "identity.user",
    .title = { "用户", "User" },
    .fields = fields,
    .permissions = { .read = "identity.user.read",
                     .write = "identity.user.write",
                     .reveal = "identity.user.reveal",
                     .created_by_command = true },
    .label_field = "name",
    .keys = keys,
    .hooks = { .before_write = before_write, .after_write = after_write },
    .state_field = "state",
    .transitions = transitions,
});
static_assert(record::consistent<User>(declared));

}  // namespace

constinit const record::RecordType user_type = declared;

std::string normal_login(std::string_view typed) {
    while (typed.starts_with(' ')) {
        typed.remove_prefix(1);
    }
    while (typed.ends_with(' ')) {
        typed.remove_suffix(1);
    }
    std::string login { typed };
    std::ranges::transform(login, login.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return login;
}

}  // namespace boai::identity
