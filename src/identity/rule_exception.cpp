#include "identity/rule_exception.hpp"

#include "identity/audit_event.hpp"
#include "record/engine.hpp"

namespace boai::identity {
namespace {

using record::field;
using record::PlainField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&RuleException::rule>(PlainField {
        .label = { "规则", "Rule" },
        .required = true,
        .in_list = true,
    }),
    field<&RuleException::reason>(TextField {
        .label = { "原因", "Reason" },
        .max_length = 2000,
        .required = true,
        .in_list = true,
        .multiline = true,
    }),
    field<&RuleException::state>(PlainField {
        .label = { "状态", "State" },
        .read_only = true,
        .in_list = true,
    }),
};

constexpr record::Key keys[] = {
    { .columns = "rule", .unique = true, .where = "state = 'allowed'" },
};

constexpr std::string_view from_allowed[] = { "allowed" };
constexpr record::Transition transitions[] = {
    { .name = "end",
      .title = { "终止例外", "End the exception" },
      .from = from_allowed,
      .to = "ended",
      .capability = "identity.allow_exception",
      .needs_reason = true },
};

Result<void> after_write(
    record::CommandContext& context, const record::Head& head, const void* before, const void* after
) {
    const auto& exception = *static_cast<const RuleException*>(after);
    return add_event(
        context,
        { .kind = AuditKind::configuration_changed,
          .record = "identity.rule_exception",
          .record_id = to_string(head.id),
          .detail = std::string { record::choice_of(exception.rule).value }
              + (before == nullptr ? " allowed" : " ended"),
          .reason = std::string { context.reason } }
    );
}

constexpr record::RecordType declared = record::of<RuleException>({
    .name = "identity.rule_exception",
    .title = { "规则例外", "Rule exception" },
    .fields = fields,
    .permissions = { .read = "identity.rule_exception.read", .created_by_command = true },
    .label_field = "rule",
    .keys = keys,
    .hooks = { .after_write = after_write },
    .state_field = "state",
    .transitions = transitions,
});
static_assert(record::consistent<RuleException>(declared));

}  // namespace

constinit const record::RecordType rule_exception_type = declared;

Result<bool> is_excepted(record::CommandContext& context, Rule rule) {
    const auto word = record::choice_of(rule).value;
    std::vector<storage::Param> params { word, context.branch };
    std::string places = "$2";
    for (const auto branch : context.engine.branches()->path_up(context.branch)) {
        params.emplace_back(branch);
        places += ", $" + std::to_string(params.size());
    }
    bool found = false;
    TRY(context.tx.query(
        "SELECT 1 FROM identity_rule_exception WHERE rule = $1 AND state = 'allowed' "
        "AND branch_id IN ("
            + places + ")",
        params,
        [&](const storage::Row&) -> Result<void> {
            found = true;
            return {};
        }
    ));
    return found;
}

}  // namespace boai::identity
