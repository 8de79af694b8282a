#include "modules/giving/campaigns/plan_deadlines.hpp"

#include "modules/giving/campaigns/plan_rules.hpp"
#include "modules/giving/months.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

constexpr int long_term_months = 6;
constexpr int disclosure_months = 3;
constexpr std::int32_t emergency_days = 5;

struct DutyWords {
    std::string_view word;
    Text title;
    Text source;
};

constexpr DutyWords duty_words[] = {
    { "file_plan",
      { "募捐方案备案", "File the plan" },
      { "慈善法第二十四条、第七十三条", "Charity Law, articles 24 and 73" } },
    { "disclose_income",
      { "公示接收情况（突发事件，每五日）", "Disclose what came in (emergency: every 5 days)" },
      { "慈善法第七十二条", "Charity Law, article 72" } },
    { "disclose_progress",
      { "公示募捐进展（每三个月）", "Disclose the progress (every 3 months)" },
      { "慈善法第七十九条", "Charity Law, article 79" } },
    { "disclose_end",
      { "全面公示募捐情况", "Disclose all of it, after the end" },
      { "慈善法第七十九条", "Charity Law, article 79" } },
    { "handle_surplus",
      { "处理剩余财产并公示", "Decide on the surplus and disclose it" },
      { "慈善法第五十八条，民政部令第81号", "Charity Law, article 58; MCA Order 81" } },
};

const DutyWords& words_of(Duty duty) {
    return duty_words[static_cast<std::size_t>(duty)];
}

/// What repeats while funds are raised; nothing once the next time lies beyond the end.
void add_repeated(
    std::vector<Deadline>& deadlines, const FundraisingPlan& plan, Duty duty, Day due
) {
    const bool is_over
        = plan.state == FundraisingState::ended || plan.state == FundraisingState::closed;
    if (!is_over && due <= plan.last_day()) {
        deadlines.push_back({ duty, due });
    }
}

} // namespace

std::string_view word_of(Duty duty) {
    return words_of(duty).word;
}

Text title_of(Duty duty) {
    return words_of(duty).title;
}

Text source_of(Duty duty) {
    return words_of(duty).source;
}

std::vector<Deadline> deadlines_of(const FundraisingPlan& plan) {
    std::vector<Deadline> deadlines {
        { Duty::file_plan, file_until(plan), plan.filed_on.has_value() }
    };
    const auto last = plan.last_day();
    const auto told = std::max(plan.begins, plan.disclosed_on.value_or(plan.begins));
    if (plan.is_emergency) {
        add_repeated(deadlines, plan, Duty::disclose_income, told + emergency_days);
    }
    if (months_after(plan.begins, long_term_months) < plan.ends) {
        add_repeated(
            deadlines, plan, Duty::disclose_progress, months_after(told, disclosure_months)
        );
    }
    const auto after_end = months_after(last, disclosure_months);
    deadlines.push_back(
        { Duty::disclose_end, after_end, plan.disclosed_on && *plan.disclosed_on > last }
    );
    deadlines.push_back({ Duty::handle_surplus, after_end, plan.state == FundraisingState::closed }
    );
    std::ranges::stable_sort(deadlines, {}, &Deadline::due);
    return deadlines;
}

} // namespace boai::giving
