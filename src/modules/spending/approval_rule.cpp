#include "modules/spending/approval_rule.hpp"

#include "modules/spending/limits.hpp"

namespace boai::spending {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;

constexpr record::FieldSpec rule_fields[] = {
    field<&ApprovalRule::officer_limit>(NumberField {
        .label = { "财务审批上限（元）", "Officer's limit (yuan)" },
        .help = { "超过的由负责人审批", "More is approved by the director" },
        .min = 0,
        .max = amount_fen_max,
        .in_list = true }),
    field<&ApprovalRule::two_officers>(PlainField {
        .label = { "超限由两人审批", "Two approve beyond the limit" },
        .help = { "否则由限额更高的人审批", "Else somebody with a higher limit approves" },
        .in_list = true }),
    field<&ApprovalRule::director_limit>(NumberField {
        .label = { "负责人审批上限（元）", "Director's limit (yuan)" },
        .help = { "0 为不限；超过的由两人审批", "0 for none; beyond it two approve" },
        .min = 0,
        .max = amount_fen_max,
        .in_list = true }),
};

constexpr record::RecordType declared_rule = record::of<ApprovalRule>({
    .name = "spending.approval_rule",
    .title = { "审批规则", "Approval rule" },
    .fields = rule_fields,
    .permissions
    = { .read = "spending.approval_rule.read", .write = "spending.approval_rule.write" },
});
static_assert(record::consistent<ApprovalRule>(declared_rule));

constexpr record::FieldSpec budget_fields[] = {
    field<&Budget::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" }, .to = "giving.purpose", .in_list = true }),
    field<&Budget::year>(NumberField {
        .label = { "年度", "Year" }, .min = 1949, .max = 9999, .required = true, .in_list = true }),
    field<&Budget::category>(PlainField { .label = { "支出类别", "Category" }, .in_list = true }),
    field<&Budget::amount>(NumberField { .label = { "预算金额（元）", "Budget (yuan)" },
                                         .min = 0,
                                         .max = amount_fen_max,
                                         .required = true,
                                         .in_list = true }),
};

constexpr record::RecordType declared_budget = record::of<Budget>({
    .name = "spending.budget",
    .title = { "预算", "Budget" },
    .fields = budget_fields,
    .permissions = { .read = "spending.budget.read", .write = "spending.budget.write" },
});
static_assert(record::consistent<Budget>(declared_budget));

} // namespace

constinit const record::RecordType approval_rule_type = declared_rule;
constinit const record::RecordType budget_type = declared_budget;

} // namespace boai::spending
