#include "identity/roles.hpp"

namespace boai::identity {
namespace {

/// Appends "subject,action,capability,yes,,yes,...".
void append_line(
    std::string& csv,
    const Roles& roles,
    std::string_view subject,
    std::string_view action,
    std::string_view capability
) {
    csv.append(subject).append(",").append(action).append(",");
    csv.append(capability.empty() ? "(program)" : capability);
    for (const auto& definition : role_definitions()) {
        csv += roles.of(definition.role).contains(capability) ? ",yes" : ",";
    }
    csv += '\n';
}

}  // namespace

Result<std::string> permission_matrix(
    const record::Registry& registry, std::span<const figures::Definition* const> figures
) {
    const auto roles = TRY(Roles::create(registry));
    std::string csv = "subject,action,capability";
    for (const auto& definition : role_definitions()) {
        csv.append(",").append(name_of(definition.role));
    }
    csv += '\n';
    for (const auto* table : registry.records()) {
        const auto& type = table->type();
        append_line(csv, roles, type.name, "read", type.permissions.read);
        if (!type.permissions.reveal.empty()) {
            append_line(csv, roles, type.name, "reveal", type.permissions.reveal);
        }
    }
    for (const auto* command : registry.commands()) {
        append_line(csv, roles, command->name, "call", command->capability);
    }
    for (const auto* figure : figures) {
        append_line(csv, roles, figure->name, "ask", figure->capability);
    }
    return csv;
}

}  // namespace boai::identity
