#include "modules/society/module.hpp"

#include "modules/society/branch.hpp"
#include "modules/society/migrations/migrations.hpp"
#include "modules/society/society_commands.hpp"

namespace boai::society {

modules::Module module() {
    return {
        .name = "society",
        .title = { "机构", "Society" },
        .declarations = { .records = { &branch_type }, .commands = society_commands() },
        .migrations = migrations(),
    };
}

}  // namespace boai::society
