#include "record/describe.hpp"

#include "record/kinds/common.hpp"
#include "record/list.hpp"

#include <array>
#include <vector>

namespace boai::record {
namespace {

void append_limits(JsonObject& object, const FieldSpec& field) {
    const auto limit = [&](std::string_view name, std::int64_t value) {
        field.kind->append_json(field, FieldValue { value }, object.key(name));
    };
    if (field.options.max_length != 0) {
        object.number("max_length", field.options.max_length);
    }
    if (has_min(field)) {
        limit("min", field.options.min);
    }
    if (has_max(field)) {
        limit("max", field.options.max);
    }
}

void append_choices(std::string& out, std::span<const Choice> choices) {
    JsonArray array { out };
    for (const auto& choice : choices) {
        JsonObject object { array.item() };
        object.text("value", choice.value).text("label", choice.label);
        if (choice.tone != Tone::none) {
            object.text("tone", name_of(choice.tone));
        }
    }
}

void append_words(std::string& out, std::span<const std::string_view> words) {
    JsonArray array { out };
    for (const auto word : words) {
        append_json(array.item(), word);
    }
}

std::vector<std::string_view> actions_of(const RecordType& type, const Viewer& viewer) {
    const auto& permissions = type.permissions;
    std::vector<std::string_view> actions { "list", "read" };
    const bool may_write = !permissions.write.empty() && viewer.may(permissions.write);
    if (may_write && !permissions.created_by_command) {
        actions.emplace_back("create");
    }
    if (may_write) {
        actions.emplace_back("update");
    }
    actions.emplace_back("export");
    actions.emplace_back("history");
    if (type.has_sealed_fields() && viewer.may(permissions.reveal)) {
        actions.emplace_back("reveal");
    }
    return actions;
}

void append_transitions(std::string& out, const RecordType& type, const Viewer& viewer) {
    JsonArray array { out };
    for (const auto& step : type.transitions) {
        if (!viewer.may(step.capability)) {
            continue;
        }
        JsonObject object { array.item() };
        object.text("name", step.name).text("title", step.title);
        append_words(object.key("from"), step.from);
        object.text("to", step.to)
            .flag("needs_reason", step.needs_reason)
            .flag("four_eyes", step.four_eyes);
    }
}

void append_fields_meta(std::string& out, std::span<const FieldSpec> fields) {
    JsonArray array { out };
    for (const auto& field : fields) {
        append_field_meta(array.item(), field);
    }
}

void append_conditions(std::string& out, std::span<const Condition> conditions) {
    JsonArray array { out };
    for (const auto& condition : conditions) {
        JsonObject object { array.item() };
        object.text("field", condition.field);
        append_words(object.key("values"), condition.values);
    }
}

void append_shown_once(std::string& out, std::span<const ShownOnce> results) {
    JsonArray array { out };
    for (const auto& result : results) {
        JsonObject { array.item() }
            .text("name", result.name)
            .text("label", result.label)
            .text("kind", result.is_link ? "link" : "text");
    }
}

void text_or_null(JsonObject& object, std::string_view name, std::string_view value) {
    if (value.empty()) {
        object.null(name);
    } else {
        object.text(name, value);
    }
}

} // namespace

std::string_view name_of(Privacy privacy) {
    switch (privacy) {
    case Privacy::open:
        return "public";
    case Privacy::internal:
        return "internal";
    case Privacy::personal:
        return "personal";
    case Privacy::sensitive:
        return "sensitive";
    }
    return "sensitive";
}

std::string_view name_of(Tone tone) {
    constexpr std::array<std::string_view, 5> names { "none", "good", "wait", "bad", "quiet" };
    return names[static_cast<std::size_t>(tone)];
}

void append_field_meta(std::string& out, const FieldSpec& field) {
    const auto& options = field.options;
    JsonObject object { out };
    object.text("name", field.name).text("kind", field.kind->name).text("label", options.label);
    if (options.help.zh.empty()) {
        object.null("help");
    } else {
        object.text("help", options.help);
    }
    object.flag("required", options.required)
        .flag("read_only", options.read_only)
        .text("privacy", name_of(options.privacy))
        .flag("list", options.in_list)
        .flag("filter", is_filterable(field))
        .flag("sort", is_sortable(field))
        .flag("multiline", options.multiline);
    append_limits(object, field);
    if (!field.choices.empty()) {
        append_choices(object.key("choices"), field.choices);
    }
    if (!options.references.empty()) {
        object.text("reference", options.references);
        if (options.own_branch) {
            object.flag("own_branch", true);
        }
    }
}

void append_record_meta(std::string& out, const RecordType& type, const Viewer& viewer) {
    JsonObject object { out };
    object.text("name", type.name).text("module", type.module()).text("title", type.title);
    text_or_null(object, "label_field", type.label_field);
    text_or_null(object, "state_field", type.state_field);
    append_words(object.key("actions"), actions_of(type, viewer));
    append_fields_meta(object.key("fields"), type.fields);
    append_transitions(object.key("transitions"), type, viewer);
}

void append_command_meta(std::string& out, const CommandType& command) {
    JsonObject object { out };
    object.text("name", command.name)
        .text("module", command.module())
        .text("title", command.title)
        .flag("needs_reason", command.needs_reason);
    text_or_null(object, "about", command.about);
    text_or_null(object, "makes", command.makes);
    append_fields_meta(object.key("fields"), command.fields);
    if (command.four_eyes) {
        object.flag("four_eyes", true);
    }
    if (!command.when.empty()) {
        append_conditions(object.key("when"), command.when);
    }
    if (!command.shown_once.empty()) {
        append_shown_once(object.key("results"), command.shown_once);
    }
}

void append_records_meta(JsonArray& array, const Registry& registry, const Viewer& viewer) {
    for (const auto* table : registry.records()) {
        // Also what is read elsewhere only: a row shown here may refer to it.
        if (viewer.actor.may_somewhere(table->type().permissions.read)) {
            append_record_meta(array.item(), table->type(), viewer);
        }
    }
}

void append_commands_meta(JsonArray& array, const Registry& registry, const Viewer& viewer) {
    for (const auto* command : registry.commands()) {
        if (command->listed && viewer.may(command->capability)) {
            append_command_meta(array.item(), *command);
        }
    }
}

} // namespace boai::record
