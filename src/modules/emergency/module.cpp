#include "modules/emergency/module.hpp"

#include "modules/emergency/duty_entry.hpp"
#include "modules/emergency/emergency.hpp"
#include "modules/emergency/emergency_commands.hpp"
#include "modules/emergency/emergency_routes.hpp"
#include "modules/emergency/migrations/migrations.hpp"

namespace boai::emergency {

modules::Module module() {
    return {
        .name = "emergency",
        .title = { "应急响应", "Emergency" },
        .declarations
        = { .records = { &emergency_type, &duty_entry_type }, .commands = emergency_commands() },
        .migrations = migrations(),
        .add_routes = add_emergency_routes,
    };
}

} // namespace boai::emergency
