#include "modules/spending/module.hpp"

#include "modules/spending/alarm_rule.hpp"
#include "modules/spending/allocation.hpp"
#include "modules/spending/allocation_answers.hpp"
#include "modules/spending/allocation_commands.hpp"
#include "modules/spending/approval_rule.hpp"
#include "modules/spending/fund_commands.hpp"
#include "modules/spending/fund_move.hpp"
#include "modules/spending/migrations/migrations.hpp"
#include "modules/spending/payment.hpp"
#include "modules/spending/payment_commands.hpp"
#include "modules/spending/spending_figures.hpp"
#include "modules/spending/spending_routes.hpp"

namespace boai::spending {

modules::Module module() {
    auto commands = payment_commands();
    for (auto more : { allocation_commands(), fund_commands() }) {
        for (auto& command : more) {
            commands.push_back(std::move(command));
        }
    }
    return {
        .name = "spending",
        .title = { "拨付使用", "Spending" },
        .declarations = { .records = { &payment_type,
                                       &payment_return_type,
                                       &allocation_type,
                                       &arrival_type,
                                       &fund_move_type,
                                       &approval_rule_type,
                                       &alarm_rule_type,
                                       &budget_type },
                          .commands = std::move(commands) },
        .migrations = migrations(),
        .figures = { &spending_amount },
        .on_open = follow_answers,
        .add_routes = add_spending_routes,
    };
}

} // namespace boai::spending
