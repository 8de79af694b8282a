#include "modules/giving/campaigns/plan_deadlines.hpp"

#include "modules/giving/campaigns/plan_rules.hpp"
#include "modules/giving/months.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

constexpr int surplus_months = 3;

struct DutyWords {
    std::string_view word;
    Text title;
    Text source;
};

constexpr DutyWords duty_words[] = {
    { "file_plan",
      { "募捐方案备案", "File the plan" },
      { "慈善法第二十四条、第七十三条", "Charity Law, articles 24 and 73" } },
    { "handle_surplus",
      { "处理剩余财产并公示", "Decide on the surplus and disclose it" },
      { "慈善法第五十八条，民政部令第81号", "Charity Law, article 58; MCA Order 81" } },
};

const DutyWords& words_of(Duty duty) {
    return duty_words[static_cast<std::size_t>(duty)];
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
        { Duty::file_plan, file_until(plan), plan.filed_on.has_value() },
        { Duty::handle_surplus,
          months_after(plan.last_day(), surplus_months),
          plan.state == FundraisingState::closed },
    };
    std::ranges::stable_sort(deadlines, {}, &Deadline::due);
    return deadlines;
}

} // namespace boai::giving
