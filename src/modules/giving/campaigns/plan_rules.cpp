#include "modules/giving/campaigns/plan_rules.hpp"

namespace boai::giving {
namespace {

/// Longer is a slip of the pen: no plan was ever filed for ten years.
constexpr std::int32_t term_days_max = 3'660;

constexpr Text before_it_begins { "须在开始前至少十日备案，最迟 {}",
                                  "must be filed at least ten days before it begins: by {}" };
constexpr Text after_it_began { "须在开始后十日内备案，最迟 {}",
                                "must be filed within ten days after it began: by {}" };

} // namespace

Day file_until(const FundraisingPlan& plan) {
    return plan.begins + (plan.is_emergency ? filed_days_after : -filed_days_before);
}

std::optional<Message> filing_fault(const FundraisingPlan& plan, Day filed_on) {
    const auto until = file_until(plan);
    if (filed_on <= until) {
        return std::nullopt;
    }
    return compose(plan.is_emergency ? after_it_began : before_it_begins, { to_string(until) });
}

bool permits_raising(const FundraisingPlan& plan, Day today) {
    if (plan.state == FundraisingState::draft) {
        return plan.is_emergency && today <= file_until(plan);
    }
    return plan.state == FundraisingState::filed || plan.state == FundraisingState::running;
}

Result<void> check_plan(const FundraisingPlan& plan) {
    if (plan.ends < plan.begins) {
        return fail_field(
            "ends", Text { "结束日期不能早于开始日期", "must not be before the day it begins" }
        );
    }
    if (plan.ends - plan.begins > term_days_max) {
        return fail_field("ends", Text { "期限过长，请核对", "is too far away; check it" });
    }
    return {};
}

Result<void> check_raising(const Campaign& campaign, const FundraisingPlan* plan, Day today) {
    if (plan == nullptr || !permits_raising(*plan, today)) {
        return fail_field(
            "plan",
            Text { "公开募捐须先有已备案的募捐方案",
                   "raising funds publicly needs a fundraising plan that is filed" }
        );
    }
    if (campaign.begins < plan->begins) {
        return fail_field(
            "begins",
            compose(
                { "不能早于募捐方案的开始日期 {}", "must not be before the plan begins on {}" },
                { to_string(plan->begins) }
            )
        );
    }
    if (!campaign.ends || plan->ends < *campaign.ends) {
        return fail_field(
            "ends",
            compose(
                { "须填写，且不能晚于募捐方案的结束日期 {}",
                  "is needed and must not be after the plan ends on {}" },
                { to_string(plan->ends) }
            )
        );
    }
    if (campaign.platform_link.empty()) {
        return fail_field(
            "platform_link",
            Text { "公开募捐须在指定平台进行，请填写平台活动页网址",
                   "raising funds publicly needs a page on a designated platform" }
        );
    }
    return {};
}

} // namespace boai::giving
