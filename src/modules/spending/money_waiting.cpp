// What waits of a fund, for whoever shows it beside something else.
#include "modules/spending/module.hpp"
#include "modules/spending/waiting_view.hpp"

namespace boai::spending {

Result<std::vector<modules::MoneyWaiting>>
read_money_waiting(const modules::MoneyWaitingQuestion& question) {
    const auto alarms = TRY(Alarms::read(question.queries, question.branches));
    const WaitingQuestion waiting {
        question.queries, question.branches, alarms, question.today, question.purpose
    };
    std::vector<modules::MoneyWaiting> found;
    for (const auto& step : steps()) {
        if (step.alarm == Alarm::enter || step.alarm == Alarm::receipt) {
            continue; // the desk's own, before the money is in the fund
        }
        const auto sum = TRY(sum_waiting(waiting, step));
        found.push_back(
            { step.name, step.title, sum.count, Money { sum.amount }, sum.oldest, sum.late }
        );
    }
    return found;
}

} // namespace boai::spending
