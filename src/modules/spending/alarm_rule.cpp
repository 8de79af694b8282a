#include "modules/spending/alarm_rule.hpp"

#include "modules/spending/limits.hpp"

namespace boai::spending {
namespace {

using record::field;
using record::NumberField;
using record::ReferenceField;

consteval NumberField days(Text label, Text help) {
    return { .label = label, .help = help, .min = 0, .max = alarm_days_max, .in_list = true };
}

constexpr record::FieldSpec fields[] = {
    field<&AlarmRule::purpose>(ReferenceField {
        .label = { "资金（定向用途）", "Fund (purpose)" },
        .to = "giving.purpose",
        .help = { "不填为本机构所有资金；各项填 0 的，按机构规定，再按通用天数",
                  "Empty for every fund of the branch. 0 days: the branch's rule, else the usual" },
        .in_list = true }),
    field<&AlarmRule::register_days>(
        days({ "入账（天）", "Enter (days)" }, { "通用 3 天", "3 as a rule" })
    ),
    field<&AlarmRule::receipt_days>(
        days({ "开票（天）", "Receipt (days)" }, { "通用 3 天", "3 as a rule" })
    ),
    field<&AlarmRule::settle_days>(
        days({ "平台结算（天）", "Settle (days)" }, { "通用 7 天", "7 as a rule" })
    ),
    field<&AlarmRule::idle_days>(days(
        { "使用（天）", "Spend (days)" },
        { "通用 30 天；定向用途自己的天数在先",
          "30 as a rule; the purpose's own number goes before the branch's" }
    )),
    field<&AlarmRule::approve_days>(
        days({ "审批（天）", "Approve (days)" }, { "通用 3 天", "3 as a rule" })
    ),
    field<&AlarmRule::pay_days>(days({ "支付（天）", "Pay (days)" }, { "通用 3 天", "3 as a rule" })
    ),
    field<&AlarmRule::prove_days>(
        days({ "凭证（天）", "Prove (days)" }, { "通用 3 天", "3 as a rule" })
    ),
    field<&AlarmRule::confirm_days>(
        days({ "确认到账（天）", "Confirm (days)" }, { "通用 3 天", "3 as a rule" })
    ),
};

constexpr record::RecordType declared = record::of<AlarmRule>({
    .name = "spending.alarm_rule",
    .title = { "滞留警示规则", "Alarm rule" },
    .fields = fields,
    .permissions = { .read = "spending.alarm_rule.read", .write = "spending.alarm_rule.write" },
});
static_assert(record::consistent<AlarmRule>(declared));

} // namespace

constinit const record::RecordType alarm_rule_type = declared;

} // namespace boai::spending
