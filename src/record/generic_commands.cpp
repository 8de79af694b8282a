#include "record/generic_commands.hpp"

#include "record/engine.hpp"
#include "record/json.hpp"
#include "record/validate.hpp"

#include <algorithm>

namespace boai::record {
namespace {

std::shared_ptr<void> make_record_write() {
    return std::make_shared<RecordWrite>();
}

/// Sets the fields of `write` and passes over what is about the request.
Result<void> set_fields(const RecordTable& table, const RecordWrite& write, void* value) {
    constexpr std::string_view about_request[] = { "branch", "reason" };
    Envelope aside;
    return read_json(
        table.type().fields,
        value,
        write.json,
        { .envelope_names = about_request, .envelope = &aside }
    );
}

Result<Outcome>
create(const RecordTable& table, CommandContext& context, const RecordWrite& write) {
    const auto value = table.type().make();
    TRY(set_fields(table, write, value.get()));
    return context.engine.create(context, table, value.get());
}

Result<Outcome>
update(const RecordTable& table, CommandContext& context, const RecordWrite& write) {
    const auto before = TRY(table.load(queries_of(context.tx), context.branch, write.id));
    const auto after = table.type().copy(before.value.get());
    TRY(set_fields(table, write, after.get()));
    return context.engine.update(
        context,
        table,
        before,
        after.get(),
        { .action = "update", .expected_version = write.expected_version }
    );
}

Result<void> check_step(
    const RecordTable& table, const Transition& step, CommandContext& context, const Loaded& before
) {
    const auto* state = table.type().find_field(table.type().state_field);
    const auto now = state->get(before.value.get()).text();
    if (std::ranges::find(step.from, now) == step.from.end()) {
        return fail(
            Errc::conflict,
            compose(
                { "当前状态为 {}，不能{}", "in the state {} it cannot be done: {}" },
                { now, step.title.in(Language::zh) }
            )
        );
    }
    if (step.four_eyes) {
        TRY(demand_other_person(context, before.head));
    }
    return step.guard == nullptr ? Result<void> {}
                                 : step.guard(context, before.head, before.value.get());
}

Result<Outcome> take_step(
    const RecordTable& table,
    const Transition& step,
    CommandContext& context,
    const RecordWrite& write
) {
    const auto before = TRY(table.load(queries_of(context.tx), context.branch, write.id));
    TRY(check_step(table, step, context, before));
    const auto after = table.type().copy(before.value.get());
    const auto* state = table.type().find_field(table.type().state_field);
    state->set(after.get(), FieldValue { step.to });
    return context.engine.update(
        context,
        table,
        before,
        after.get(),
        { .action = step.name, .expected_version = write.expected_version }
    );
}

template <class F>
CommandType generic(
    const RecordTable& table, std::string_view verb, Text title, std::string_view capability, F run
) {
    CommandType type {
        .name = std::string { table.type().name } + "." + std::string { verb },
        .title = title,
        .capability = std::string { capability },
        .fields = {},
        .make = make_record_write,
        .check = nullptr,
        .run = [run](
                   CommandContext& context, const void* input
               ) { return run(context, *static_cast<const RecordWrite*>(input)); },
    };
    type.listed = false;
    return type;
}

}  // namespace

Result<void> demand_other_person(const CommandContext& context, const Head& head) {
    if (!context.actor.is_system && head.created_by == context.actor.user) {
        return fail(
            Errc::forbidden,
            Text { "须由经办人以外的人办理", "somebody else than its maker must do this" }
        );
    }
    return {};
}

bool is_generic(const CommandType& type) {
    return type.make == make_record_write;
}

std::vector<CommandType> generic_commands(const RecordTable& table) {
    std::vector<CommandType> commands;
    const auto& type = table.type();
    const auto* const self = &table;
    if (!type.permissions.write.empty()) {
        if (!type.permissions.created_by_command) {
            commands.push_back(generic(
                table,
                "create",
                type.title,
                type.permissions.write,
                [self](CommandContext& context, const RecordWrite& write) {
                    return create(*self, context, write);
                }
            ));
        }
        commands.push_back(generic(
            table,
            "update",
            type.title,
            type.permissions.write,
            [self](CommandContext& context, const RecordWrite& write) {
                return update(*self, context, write);
            }
        ));
    }
    for (const auto& step : type.transitions) {
        commands.push_back(generic(
            table,
            step.name,
            step.title,
            step.capability,
            [self, &step](CommandContext& context, const RecordWrite& write) {
                return take_step(*self, step, context, write);
            }
        ));
        commands.back().needs_reason = step.needs_reason;
        commands.back().in_closed_branch = step.in_closed_branch;
    }
    return commands;
}

}  // namespace boai::record
