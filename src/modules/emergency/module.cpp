#include "modules/emergency/module.hpp"

#include "modules/emergency/duty_entry.hpp"
#include "modules/emergency/emergency.hpp"
#include "modules/emergency/emergency_commands.hpp"
#include "modules/emergency/emergency_routes.hpp"
#include "modules/emergency/migrations/migrations.hpp"

namespace boai::emergency {

modules::Module module(const modules::ReadMoneyWaiting& read_waiting) {
    return {
        .name = "emergency",
        .title = { "应急响应", "Emergency" },
        .declarations
        = { .records = { &emergency_type, &duty_entry_type }, .commands = emergency_commands() },
        .migrations = migrations(),
        .add_routes = [read_waiting](const modules::RouteParts& parts
                      ) { return add_emergency_routes(parts, read_waiting); },
    };
}

} // namespace boai::emergency
