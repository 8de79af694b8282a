#include "attachments/module.hpp"

#include "attachments/attachment_commands.hpp"
#include "attachments/attachment_routes.hpp"
#include "attachments/migrations/migrations.hpp"

namespace boai::attachments {

modules::Module module(const Holders& holders) {
    return {
        .name = "attachments",
        .title = { "附件库", "Attachments" },
        .declarations
        = { .records = { &attachment_type }, .commands = attachment_commands(holders) },
        .migrations = migrations(),
        .add_routes = [holders](const modules::RouteParts& parts
                      ) { return add_attachment_routes(parts, holders); },
    };
}

} // namespace boai::attachments
