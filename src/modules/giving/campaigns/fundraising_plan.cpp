#include "modules/giving/campaigns/fundraising_plan.hpp"

#include "modules/giving/campaigns/plan_rules.hpp"
#include "modules/giving/limits.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::TextField;

constexpr std::uint32_t line_length_max = 200;
constexpr std::uint32_t text_length_max = 2000;

constexpr record::FieldSpec plan_fields[] = {
    field<&FundraisingPlan::name>(TextField { .label = { "方案名称", "Plan" },
                                              .max_length = 80,
                                              .required = true,
                                              .in_list = true,
                                              .search = true,
                                              .privacy = Privacy::open }),
    field<&FundraisingPlan::aim>(TextField { .label = { "募捐目的", "Aim" },
                                             .max_length = text_length_max,
                                             .multiline = true,
                                             .privacy = Privacy::open }),
    field<&FundraisingPlan::begins>(PlainField { .label = { "开始日期", "Begins" },
                                                 .required = true,
                                                 .in_list = true,
                                                 .privacy = Privacy::open }),
    field<&FundraisingPlan::ends>(PlainField { .label = { "结束日期", "Ends" },
                                               .required = true,
                                               .in_list = true,
                                               .privacy = Privacy::open }),
    field<&FundraisingPlan::region>(TextField { .label = { "募捐地域", "Region" },
                                                .max_length = line_length_max,
                                                .privacy = Privacy::open }),
    field<&FundraisingPlan::person_in_charge>(TextField {
        .label = { "活动负责人", "Person in charge" },
        .help = { "依法随募捐方案公布", "Published with the plan, as the law demands" },
        .max_length = 60,
        .privacy = Privacy::open }),
    field<&FundraisingPlan::office_address>(TextField { .label = { "办公地址", "Office address" },
                                                        .max_length = line_length_max,
                                                        .privacy = Privacy::open }),
    field<&FundraisingPlan::contact>(TextField { .label = { "联系方式", "Contact" },
                                                 .max_length = line_length_max,
                                                 .privacy = Privacy::open }),
    field<&FundraisingPlan::query_way>(TextField {
        .label = { "募捐信息查询方法", "How to ask about the funds" },
        .max_length = line_length_max,
        .privacy = Privacy::open }),
    field<&FundraisingPlan::accepting>(TextField { .label = { "接受捐赠方式", "Ways to give" },
                                                   .max_length = line_length_max,
                                                   .privacy = Privacy::open }),
    field<&FundraisingPlan::bank_account>(TextField {
        .label = { "银行账户", "Bank account" },
        .help = { "须是本会自己的账户，合作募捐也一样（慈善法第二十六条）",
                  "The society's own, for fundraising with partners as well" },
        .max_length = line_length_max,
        .privacy = Privacy::open }),
    field<&FundraisingPlan::beneficiaries>(TextField { .label = { "受益人", "Beneficiaries" },
                                                       .max_length = line_length_max,
                                                       .privacy = Privacy::open }),
    field<&FundraisingPlan::use>(TextField { .label = { "募得款物用途", "Use of the funds" },
                                             .max_length = text_length_max,
                                             .multiline = true,
                                             .privacy = Privacy::open }),
    field<&FundraisingPlan::target>(NumberField { .label = { "目标金额（元）", "Target (yuan)" },
                                                  .help = { "0 表示不设目标", "0 for none" },
                                                  .min = 0,
                                                  .max = amount_fen_max,
                                                  .privacy = Privacy::open }),
    field<&FundraisingPlan::cost>(NumberField {
        .label = { "募捐成本（元）", "Cost of fundraising (yuan)" },
        .min = 0,
        .max = amount_fen_max,
        .privacy = Privacy::open }),
    field<&FundraisingPlan::surplus_rule>(TextField { .label
                                                      = { "剩余财产的处理", "Rule for a surplus" },
                                                      .max_length = text_length_max,
                                                      .multiline = true,
                                                      .privacy = Privacy::open }),
    field<&FundraisingPlan::certificate_number>(TextField {
        .label = { "公开募捐资格证书编号", "Certificate number" },
        .max_length = 60,
        .privacy = Privacy::open }),
    field<&FundraisingPlan::is_emergency>(PlainField {
        .label = { "应对重大突发事件", "For a major emergency" },
        .help = { "来不及事先备案的，开始后十日内补办（慈善法第七十三条）",
                  "May be filed within ten days after it begins" },
        .privacy = Privacy::open }),
    field<&FundraisingPlan::filing_number>(TextField { .label = { "备案编号", "Filed as number" },
                                                       .max_length = 60,
                                                       .read_only = true,
                                                       .search = true,
                                                       .privacy = Privacy::open }),
    field<&FundraisingPlan::filed_on>(PlainField {
        .label = { "备案日期", "Filed on" }, .read_only = true, .privacy = Privacy::open }),
    field<&FundraisingPlan::disclosed_on>(PlainField {
        .label = { "最近一次公示日期", "Last disclosed on" },
        .help = { "在别处的公示；本站发布的公示自动计入公示日历",
                  "Elsewhere; notices published here close the calendar's clocks by themselves" },
        .privacy = Privacy::open }),
    field<&FundraisingPlan::ended_on>(PlainField {
        .label = { "实际结束日期", "Ended on" }, .read_only = true, .privacy = Privacy::open }),
    field<&FundraisingPlan::surplus>(NumberField { .label = { "剩余金额（元）", "Surplus (yuan)" },
                                                   .min = 0,
                                                   .max = amount_fen_max,
                                                   .read_only = true,
                                                   .privacy = Privacy::open }),
    field<&FundraisingPlan::surplus_handling>(TextField {
        .label = { "剩余财产的去向", "What became of the surplus" },
        .max_length = text_length_max,
        .read_only = true,
        .multiline = true,
        .privacy = Privacy::open }),
    field<&FundraisingPlan::closed_on>(PlainField {
        .label = { "了结日期", "Closed on" }, .read_only = true, .privacy = Privacy::open }),
    field<&FundraisingPlan::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
};

constexpr record::Key plan_keys[] = {
    { .columns = "ends, id", .where = "state <> 'closed'" },
    { .columns = "filing_number",
      .unique = true,
      .where = "filing_number <> ''",
      .taken = { "已有这个备案编号的方案", "another plan has this filing number" } },
};

constexpr record::RecordType declared_plan = record::of<FundraisingPlan>({
    .name = "giving.fundraising_plan",
    .title = { "募捐方案", "Fundraising plan" },
    .fields = plan_fields,
    .permissions
    = { .read = "giving.fundraising_plan.read", .write = "giving.fundraising_plan.write" },
    .label_field = "name",
    .keys = plan_keys,
    .hooks = { .check = record::checked<check_plan>, .before_write = check_plan_change },
    .cached = true,
});
static_assert(record::consistent<FundraisingPlan>(declared_plan));

/// What an officer may still write once the plan is filed; everything else of it was filed.
constexpr std::string_view free_fields[] = { "name", "contact", "query_way", "disclosed_on" };

/// What the law asks to be filled in before a plan is filed.
constexpr std::string_view statutory_fields[]
    = { "aim",           "region",    "person_in_charge", "office_address",
        "contact",       "query_way", "accepting",        "bank_account",
        "beneficiaries", "use",       "surplus_rule",     "certificate_number" };

} // namespace

std::vector<Text> missing_fields(const FundraisingPlan& plan) {
    std::vector<Text> missing;
    for (const auto name : statutory_fields) {
        const auto* field = fundraising_plan_type.find_field(name);
        if (field->get(&plan).text().empty()) {
            missing.push_back(field->options.label);
        }
    }
    return missing;
}

Result<void>
check_plan_change(record::CommandContext&, const record::Head&, const void* before, void* after) {
    if (before == nullptr) {
        return {};
    }
    const auto& old = *static_cast<const FundraisingPlan*>(before);
    const auto& plan = *static_cast<const FundraisingPlan*>(after);
    const bool is_filed_again = old.filing_number != plan.filing_number;
    if (old.state == FundraisingState::draft || is_filed_again) {
        return {};
    }
    for (const auto& field : fundraising_plan_type.fields) {
        const bool was_filed = !field.options.read_only
            && std::ranges::find(free_fields, field.name) == std::end(free_fields);
        if (was_filed && field.get(before) != field.get(after)) {
            return fail_field(
                std::string { field.name },
                Text { "已备案的内容不能直接修改，请办理变更备案",
                       "was filed: it changes only when the plan is filed again" }
            );
        }
    }
    return {};
}

constinit const record::RecordType fundraising_plan_type = declared_plan;

} // namespace boai::giving
