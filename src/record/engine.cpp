#include "record/engine.hpp"

#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "record/audit.hpp"
#include "record/generic_commands.hpp"
#include "record/json.hpp"
#include "record/kinds/common.hpp"
#include "record/request_key.hpp"
#include "record/validate.hpp"

#include <algorithm>
#include <array>
#include <future>

namespace boai::record {
namespace {

using storage::Param;

constexpr std::array<std::string_view, 5> envelope_names {
    "branch", "reason", "id", "version", "idempotency_key"
};

Outcome outcome_of(const Head& head) {
    Outcome outcome { head.id, head.version, {} };
    JsonObject { outcome.json }.text("id", to_string(head.id)).number("version", head.version);
    return outcome;
}

const storage::InsertShape history_shape { "record_history",
                                           { { "branch_id" },
                                             { "id" },
                                             { "record", storage::Kind::text },
                                             { "record_id" },
                                             { "version" },
                                             { "at" },
                                             { "actor" },
                                             { "action", storage::Kind::text },
                                             { "reason", storage::Kind::text },
                                             { "changes", storage::Kind::text } },
                                           "" };

/// Errors: forbidden for whoever made the record that the command is about; as Engine::load.
Result<void>
demand_second_person(CommandContext& context, const CommandType& command, const void* input) {
    const auto about = std::ranges::find(command.fields, command.about, [](const FieldSpec& field) {
        return field.options.references;
    });
    const auto* table = context.engine.registry().find_record(command.about);
    if (table == nullptr || about == command.fields.end()) {
        return fail(
            Errc::internal,
            Text { "这项业务没有说明是哪条记录",
                   "the command does not say which record it is about" }
        );
    }
    const Id id { about->get(input).number() };
    return demand_other_person(context, TRY(context.engine.load(context, table->type(), id)).head);
}

}  // namespace

Id CommandContext::next_id() const {
    return engine.ids().next();
}

Engine::Engine(EngineParts parts)
    : parts_(parts) {
    parts_.writer.on_foreign_change([this] { cache_.clear(); });
}

Result<void> Engine::use_branches(BranchLoader loader) {
    branch_loader_ = std::move(loader);
    return reload_branches();
}

Result<void> Engine::reload_branches() {
    auto lease = TRY(parts_.readers.lend());
    auto tree = std::make_shared<const BranchTree>(TRY(branch_loader_(queries_of(*lease))));
    const std::lock_guard lock { branches_mutex_ };
    branches_ = std::move(tree);
    return {};
}

std::shared_ptr<const BranchTree> Engine::branches() const {
    const std::lock_guard lock { branches_mutex_ };
    return branches_;
}

Result<std::shared_ptr<void>> Engine::read_input(
    const CommandType& command,
    std::string_view json,
    std::map<std::string, std::string, std::less<>>& envelope
) const {
    auto input = command.make();
    if (is_generic(command)) {
        static_cast<RecordWrite*>(input.get())->json = json;
        return input;
    }
    TRY(read_json(
        command.fields,
        input.get(),
        json,
        { .envelope_names = envelope_names, .envelope = &envelope }
    ));
    return input;
}

Result<void> Engine::admit(const Call& call) const {
    const auto& command = *call.command;
    if (!call.actor->may(command.capability, call.branch)) {
        return fail(
            Errc::forbidden,
            compose({ "没有权限（{}）", "this needs the permission {}" }, { command.capability })
        );
    }
    const auto tree = branches();
    const auto* branch = tree->find(call.branch);
    if (branch != nullptr && branch->closed && !command.in_closed_branch) {
        return fail(Errc::conflict, Text { "该机构已撤销", "this branch is closed" });
    }
    if (command.needs_reason && call.reason.empty()) {
        return fail_field("reason", Text { "请写明原因", "a reason is needed" });
    }
    if (call.reason.size() > limits::reason_bytes_max) {
        return fail_field("reason", Text { "原因太长", "the reason is too long" });
    }
    if (call.key.size() > limits::request_key_bytes_max || !is_clean_text(call.key)) {
        return fail_field(
            "Idempotency-Key",
            Text { "最多 200 个可见字符", "must be at most 200 visible characters" }
        );
    }
    return {};
}

Result<Outcome> Engine::handle(const Call& call, const void* input, storage::Transaction& tx) {
    CommandContext context { *this, tx, *call.actor, call.branch, parts_.clock.now(), call.reason };
    TRY(check_references(context, call.command->fields, input));
    if (call.command->four_eyes) {
        TRY(demand_second_person(context, *call.command, input));
    }
    return call.command->run(context, input);
}

Result<Outcome> Engine::carry_out(const Call& call, const void* input, storage::Transaction& tx) {
    if (call.key.empty()) {
        return handle(call, input, tx);
    }
    const RequestKey key {
        call.branch, call.actor->user, call.key, fingerprint_of(parts_.vault, *call.command, input)
    };
    if (auto done = TRY(find_outcome(tx, key, parts_.clock.now()))) {
        return std::move(*done);
    }
    auto outcome = TRY(handle(call, input, tx));
    TRY(keep_outcome(tx, key, outcome, parts_.clock.now()));
    return outcome;
}

void Engine::submit(Call call, std::function<void(Result<Outcome>)> done) {
    auto admitted = admit(call);
    if (admitted && !is_generic(*call.command)) {
        admitted = validate(call.command->fields, call.input.get());
    }
    if (admitted && call.command->check != nullptr) {
        admitted = call.command->check(call.input.get());
    }
    if (!admitted) {
        done(std::unexpected(std::move(admitted).error()));
        return;
    }

    struct State {
        Call call;
        Outcome outcome;
        std::function<void(Result<Outcome>)> done;
    };

    auto state = std::make_shared<State>(State { std::move(call), {}, std::move(done) });
    auto queued = parts_.writer.submit(
        { state->call.branch,
          [this, state](storage::Transaction& tx) -> Result<void> {
              state->outcome = TRY(carry_out(state->call, state->call.input.get(), tx));
              return {};
          },
          [this, state](Result<void> result) {
              if (result) {
                  state->done(std::move(state->outcome));
              } else {
                  state->done(std::unexpected(parts_.registry.named(std::move(result).error())));
              }
          } }
    );
    if (!queued) {
        state->done(std::unexpected(std::move(queued).error()));
    }
}

Result<Outcome> Engine::run(Call call) {
    std::promise<Result<Outcome>> promise;
    auto outcome = promise.get_future();
    submit(std::move(call), [&](Result<Outcome> result) { promise.set_value(std::move(result)); });
    return outcome.get();
}

Result<Loaded> Engine::load(CommandContext& context, const RecordType& type, Id id) {
    return parts_.registry.table(type).load(queries_of(context.tx), context.branch, id);
}

Result<Outcome> Engine::create(CommandContext& context, const RecordTable& table, void* value) {
    const Head head { context.branch, context.next_id(), 1,
                      context.now,    context.now,       context.actor.user };
    return create_as(context, head, table, value);
}

Result<Outcome> Engine::create_as(
    CommandContext& context, const Head& head, const RecordTable& table, void* value
) {
    const auto& type = table.type();
    if (type.hooks.before_write != nullptr) {
        TRY(type.hooks.before_write(context, head, nullptr, value));
    }
    TRY(validate(type.fields, value));
    if (type.hooks.check != nullptr) {
        TRY(type.hooks.check(value));
    }
    TRY(check_references(context, type.fields, value));
    TRY(table.insert(context.tx, head, value));
    if (type.hooks.after_write != nullptr) {
        TRY(type.hooks.after_write(context, head, nullptr, value));
    }
    TRY(tell_watches(context, { type, head, nullptr, value }));
    return outcome_of(head);
}

Result<Outcome> Engine::update(
    CommandContext& context,
    const RecordTable& table,
    const Loaded& before,
    void* after,
    UpdateNote note_of
) {
    const auto& type = table.type();
    if (note_of.expected_version != 0 && note_of.expected_version != before.head.version) {
        return fail(
            Errc::conflict,
            Text { "记录已被他人修改，请重新打开后再改",
                   "the record was changed by somebody else; open it again and repeat the change" }
        );
    }
    if (type.hooks.before_write != nullptr) {
        TRY(type.hooks.before_write(context, before.head, before.value.get(), after));
    }
    TRY(validate(type.fields, after));
    if (type.hooks.check != nullptr) {
        TRY(type.hooks.check(after));
    }
    TRY(check_references(context, type.fields, after, before.value.get()));
    Head head = before.head;
    head.version += 1;
    head.updated_at = context.now;
    TRY(table.update(context.tx, head, after));
    TRY(note(
        context, type, head, note_of.action, changes_of(type.fields, before.value.get(), after)
    ));
    if (type.cached) {
        cache_.forget(head.id);
        context.tx.on_commit([this, id = head.id] { cache_.settle(id); });
    }
    if (type.hooks.after_write != nullptr) {
        TRY(type.hooks.after_write(context, head, before.value.get(), after));
    }
    TRY(tell_watches(context, { type, head, before.value.get(), after }));
    return outcome_of(head);
}

Result<void> Engine::tell_watches(CommandContext& context, const Written& written) {
    for (const auto& watch : parts_.registry.watches(written.type.name)) {
        TRY(watch.written(context, written));
    }
    return {};
}

Result<std::shared_ptr<const Loaded>>
Engine::refer(CommandContext& context, const RecordType& type, Id id) {
    const auto allowed = branches()->path_up(context.branch);
    const auto may_refer = [&](const Loaded& loaded) {
        return std::ranges::find(allowed, loaded.head.branch) != allowed.end();
    };
    if (auto kept = cache_.find(type, id); kept != nullptr && may_refer(*kept)) {
        return kept;
    }
    const auto& table = parts_.registry.table(type);
    auto scope = allowed.empty() ? std::vector<Id> { context.branch } : allowed;
    auto loaded
        = std::make_shared<const Loaded>(TRY(table.load_in(queries_of(context.tx), scope, id)));
    if (type.cached) {
        cache_.keep(type, loaded);
    }
    return loaded;
}

Result<void> Engine::check_reference(CommandContext& context, const FieldSpec& field, Id id) {
    const auto* table = parts_.registry.find_record(field.options.references);
    if (table == nullptr) {
        return {};  // a port of a module that is not in this program
    }
    const auto found = TRY(refer(context, table->type(), id));
    if (field.options.own_branch && found->head.branch != context.branch) {
        return fail(
            Errc::not_found, Text { "只能引用本机构的记录", "must be a record of the same branch" }
        );
    }
    const auto usable = table->type().hooks.usable;
    return field.options.in_use && usable != nullptr ? usable(found->value.get()) : Result<void> {};
}

Result<void> Engine::check_references(
    CommandContext& context,
    std::span<const FieldSpec> fields,
    const void* record,
    const void* before
) {
    for (const auto& field : fields) {
        const auto value = field.get(record);
        const bool stands = before != nullptr && field.get(before) == value;
        // What only the program sets is for the handler that sets it to check.
        const bool free = field.options.references.empty() || field.options.read_only;
        if (free || value.is_empty() || stands) {
            continue;
        }
        if (auto good = check_reference(context, field, { value.number() }); !good) {
            const auto code = good.error().code;
            if (code != Errc::not_found && code != Errc::conflict) {
                return good;
            }
            return fail_field(std::string { field.name }, std::move(good).error().message);
        }
    }
    return {};
}

Result<void> Engine::note(
    CommandContext& context,
    const RecordType& type,
    const Head& head,
    std::string_view action,
    std::string_view changes_json
) {
    const std::array row { Param { head.branch },        Param { context.next_id() },
                           Param { type.name },          Param { head.id },
                           Param { head.version },       Param { context.now },
                           Param { context.actor.user }, Param { action },
                           Param { context.reason },     Param { changes_json } };
    return context.tx.insert(history_shape, row);
}

}  // namespace boai::record
