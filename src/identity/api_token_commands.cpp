#include "identity/api_token_commands.hpp"

#include "base/json_text.hpp"
#include "identity/api_token.hpp"
#include "identity/roles.hpp"
#include "identity/store.hpp"
#include "record/engine.hpp"

#include <algorithm>

namespace boai::identity {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::TextField;

struct CreateApiToken {
    std::string name;
    std::string scopes;
    Day valid_until;
};

constexpr record::FieldSpec create_token_fields[] = {
    field<&CreateApiToken::name>(TextField {
        .label = { "名称", "Name" },
        .help = { "用在哪里，如“官网同步”", "Where it is used, such as \"web site\"" },
        .max_length = 60,
        .required = true,
    }),
    field<&CreateApiToken::scopes>(TextField {
        .label = { "权限范围", "Scopes" },
        .help = { "如 giving.record_gift，可用 * 代替其中一段",
                  "Such as giving.record_gift; * stands for one part" },
        .max_length = 4000,
        .required = true,
        .multiline = true,
    }),
    field<&CreateApiToken::valid_until>(PlainField {
        .label = { "有效至（含当日）", "Valid until (last day)" },
        .help = { "最长一年", "A year at most" },
        .required = true,
    }),
};
static_assert(record::complete<CreateApiToken>(create_token_fields));

/// Scopes are known capabilities outside identity: accounts and roles need a person signed in.
Result<void> check_scopes(const record::Registry& registry, std::string_view scopes) {
    const auto all = capabilities_of(registry);
    for (const auto scope : split_scopes(scopes)) {
        const auto found = matching(all, scope);
        const bool is_outside = std::ranges::none_of(found, [](const auto& name) {
            return name.starts_with("identity.");
        });
        if (found.empty() || !is_outside) {
            return fail_field(
                "scopes",
                compose(
                    { "不能使用 {}：没有这项权限，或属于账号管理",
                      "{} cannot be used: there is no such permission, or it is about accounts" },
                    { scope.substr(0, 100) }
                )
            );
        }
    }
    return {};
}

Result<Outcome> create_api_token(CommandContext& context, const CreateApiToken& input) {
    constexpr std::int32_t days_max = 366;
    const auto days = input.valid_until - context.today();
    if (days < 0 || days > days_max) {
        return fail_field(
            "valid_until", Text { "应在今天起一年之内", "must be within a year from today" }
        );
    }
    TRY(check_scopes(context.engine.registry(), input.scopes));
    ApiToken made { .name = input.name,
                    .holder = context.actor.user,
                    .scopes = input.scopes,
                    .valid_until = input.valid_until };
    auto outcome = TRY(context.engine.create(context, api_token_type, std::move(made)));
    const auto token = context.engine.vault().tokens().make(crypto::TokenKind::api);
    TRY(add_token_hash(context.tx, context.branch, outcome.id, token.hash));
    outcome.kept_json = std::move(outcome.json);
    outcome.json.clear();
    JsonObject { outcome.json }
        .text("id", to_string(outcome.id))
        .number("version", outcome.version)
        .text("token", token.text);
    return outcome;
}

constexpr record::ShownOnce token_shown[] = {
    { .name = "token", .label = { "接口令牌", "API token" } },
};

} // namespace

std::vector<record::CommandType> api_token_commands() {
    using record::command;
    std::vector<record::CommandType> commands;
    commands.push_back(command<CreateApiToken, create_api_token>(
        "identity.create_api_token",
        { "生成接口令牌", "Create an API token" },
        "identity.create_api_token",
        create_token_fields
    ));
    commands.back().makes = "identity.api_token";
    commands.back().shown_once = token_shown;
    return commands;
}

} // namespace boai::identity
