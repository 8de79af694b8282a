#include "modules/giving/disclosure/disclosure_clock.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr std::int64_t clock_days_max = 366;

constexpr record::FieldSpec clock_fields[] = {
    field<&DisclosureClock::clock>(PlainField {
        .label = { "公示时限", "Duty to disclose" }, .required = true, .in_list = true }),
    field<&DisclosureClock::applies>(PlainField {
        .label = { "适用", "Applies" },
        .help = { "《慈善组织信息公开办法》约束慈善组织，本机构可自行决定是否遵照",
                  "Order 81 binds charities; a society decides whether it follows it" },
        .in_list = true }),
    field<&DisclosureClock::days>(NumberField {
        .label = { "间隔或期限（天）", "Every or within (days)" },
        .help = { "0 为法定时限", "0 for what the law says" },
        .min = 0,
        .max = clock_days_max,
        .in_list = true }),
    field<&DisclosureClock::amount>(NumberField {
        .label = { "起点金额（元）", "From amount (yuan)" },
        .help = { "仅用于重大资金往来；0 为 50 万元",
                  "For major moves of money alone; 0 for 500,000 yuan" },
        .min = 0,
        .max = amount_fen_max }),
    field<&DisclosureClock::note>(TextField { .label = { "依据或说明", "Why" }, .max_length = 200 }
    ),
};

constexpr record::RecordType declared_clock = record::of<DisclosureClock>({
    .name = "giving.disclosure_clock",
    .title = { "公示时限设置", "Disclosure clock" },
    .fields = clock_fields,
    .permissions
    = { .read = "giving.disclosure_clock.read", .write = "giving.disclosure_clock.write" },
});
static_assert(record::consistent<DisclosureClock>(declared_clock));

constexpr record::FieldSpec elsewhere_fields[] = {
    field<&DisclosureElsewhere::campaign>(ReferenceField {
        .label = { "募捐活动", "Campaign" }, .to = "giving.campaign", .in_list = true }),
    field<&DisclosureElsewhere::purpose>(ReferenceField {
        .label = { "用途", "Purpose" }, .to = "giving.purpose", .in_list = true }),
    field<&DisclosureElsewhere::is_annual>(PlainField { .label = { "年度报告", "Annual report" },
                                                        .in_list = true }),
    field<&DisclosureElsewhere::covers_until>(PlainField {
        .label = { "内容截至", "Tells until" }, .required = true, .in_list = true }),
    field<&DisclosureElsewhere::published_on>(PlainField {
        .label = { "公示日期", "Published on" }, .required = true, .in_list = true }),
    field<&DisclosureElsewhere::place>(TextField {
        .label = { "公示平台", "Where" }, .max_length = 60, .required = true, .in_list = true }),
    field<&DisclosureElsewhere::link>(TextField {
        .label = { "网址", "Address" }, .max_length = 300, .privacy = Privacy::open }),
};

constexpr record::RecordType declared_elsewhere = record::of<DisclosureElsewhere>({
    .name = "giving.disclosure_elsewhere",
    .title = { "其他平台公示", "Disclosure elsewhere" },
    .fields = elsewhere_fields,
    .permissions
    = { .read = "giving.disclosure_elsewhere.read", .write = "giving.disclosure_elsewhere.write" },
    .label_field = "place",
    .hooks = { .check = record::checked<check_elsewhere> },
});
static_assert(record::consistent<DisclosureElsewhere>(declared_elsewhere));

} // namespace

constinit const record::RecordType disclosure_clock_type = declared_clock;
constinit const record::RecordType disclosure_elsewhere_type = declared_elsewhere;

Result<void> check_elsewhere(const DisclosureElsewhere& disclosure) {
    if (disclosure.published_on < disclosure.covers_until) {
        return fail_field(
            "published_on",
            Text { "公示日期不能早于内容截至日期", "must not be before the day it tells until" }
        );
    }
    const int told = (disclosure.campaign.empty() ? 0 : 1) + (disclosure.purpose.empty() ? 0 : 1)
        + (disclosure.is_annual ? 1 : 0);
    if (told > 1) {
        return fail_field(
            "campaign",
            Text { "每个募捐活动、项目和年度报告分别登记",
                   "a campaign, a project and the year each have an entry of their own" }
        );
    }
    return {};
}

} // namespace boai::giving
