/// \file
/// Engine: runs commands. Checks permission and input, queues the handler for the next commit,
/// keeps the caller's key so that a command is carried out once, and writes the history.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/vault.hpp"
#include "record/actor.hpp"
#include "record/branch_tree.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"
#include "record/reference_cache.hpp"
#include "record/registry.hpp"
#include "storage/database.hpp"
#include "storage/writer.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace boai::record {

/// One call of one command.
struct Call {
    std::shared_ptr<const Actor> actor;
    const CommandType* command = nullptr;
    Id branch;
    std::shared_ptr<void> input;
    std::string key;     ///< the caller's idempotency key; empty for none
    std::string reason;  ///< where the command asks for one
    /// For submit_many: a key of each input, instead of `key` and the input's number.
    std::vector<std::string> keys {};
};

/// How an update is to be recorded.
struct UpdateNote {
    std::string_view action = "update";
    std::int64_t expected_version = 0;
};

/// The parts an engine is made of; all outlive it.
struct EngineParts {
    const Registry& registry;
    storage::Database& database;
    storage::Writer& writer;
    storage::ReaderPool& readers;
    const crypto::Vault& vault;
    const Clock& clock;
    IdSource& ids;
};

/// Reads the branch tree from the database; given by the module that owns branches.
using BranchLoader = std::function<Result<BranchTree>(Queries)>;

/// Threads: any.
class Engine {
public:
    explicit Engine(EngineParts parts);

    [[nodiscard]] const Registry& registry() const { return parts_.registry; }

    [[nodiscard]] const crypto::Vault& vault() const { return parts_.vault; }

    [[nodiscard]] const Clock& clock() const { return parts_.clock; }

    [[nodiscard]] IdSource& ids() const { return parts_.ids; }

    [[nodiscard]] storage::ReaderPool& readers() const { return parts_.readers; }

    [[nodiscard]] storage::Writer& writer() const { return parts_.writer; }

    [[nodiscard]] storage::Database& database() const { return parts_.database; }

    /// Sets how branches are read, and reads them.
    Result<void> use_branches(BranchLoader loader);
    /// Reads the branches again, after they changed.
    Result<void> reload_branches();
    [[nodiscard]] std::shared_ptr<const BranchTree> branches() const;

    /// Makes the input of a command from the JSON of a request.
    /// Errors: invalid with fields.
    Result<std::shared_ptr<void>> read_input(
        const CommandType& command,
        std::string_view json,
        std::map<std::string, std::string, std::less<>>& envelope
    ) const;

    /// Checks and queues one call. `done` is called once, when the outcome is durable.
    void submit(Call call, std::function<void(Result<Outcome>)> done);
    /// Runs one call and waits.
    Result<Outcome> run(Call call);
    /// Runs many inputs of one command, in one commit when nothing forbids; each fails or holds
    /// alone. An input that is an error already is answered by it.
    /// Errors of the whole: those of permission and reason, and over_limit; nothing was done then.
    void submit_many(
        Call call,
        std::vector<Result<std::shared_ptr<void>>> inputs,
        std::function<void(Result<std::vector<Result<Outcome>>>)> done
    );

    // For handlers, inside a command.

    /// Writes a new record: validation, references, the module's hooks, the row.
    Result<Outcome> create(CommandContext& context, const RecordTable& table, void* value);

    /// The same under a head of the caller's making.
    Result<Outcome>
    create_as(CommandContext& context, const Head& head, const RecordTable& table, void* value);

    template <class T>
    Result<Outcome> create(CommandContext& context, const RecordType& type, T value) {
        return create(context, parts_.registry.table(type), &value);
    }

    /// Writes a changed record over `before`, with its history.
    Result<Outcome> update(
        CommandContext& context,
        const RecordTable& table,
        const Loaded& before,
        void* after,
        UpdateNote note
    );

    template <class T>
    Result<Outcome> update(
        CommandContext& context,
        const RecordType& type,
        const Loaded& before,
        T after,
        UpdateNote note
    ) {
        return update(context, parts_.registry.table(type), before, &after, note);
    }

    /// A record of the branch as it stands in the transaction. Errors: not_found.
    Result<Loaded> load(CommandContext& context, const RecordType& type, Id id);
    /// A record of a cached type that this branch may refer to: its own or one above it.
    /// Errors: not_found.
    Result<std::shared_ptr<const Loaded>>
    refer(CommandContext& context, const RecordType& type, Id id);
    /// Every reference field points at something the branch may refer to. What stood in `before`
    /// already, and what only the program sets, is not looked at.
    Result<void> check_references(
        CommandContext& context,
        std::span<const FieldSpec> fields,
        const void* record,
        const void* before = nullptr
    );
    /// Adds a line to a record's history.
    Result<void> note(
        CommandContext& context,
        const RecordType& type,
        const Head& head,
        std::string_view action,
        std::string_view changes_json
    );
    /// Tells the modules that watch this record type. `create` and `update` do it themselves; a
    /// handler that writes a row of its own does it while what was sealed can still be read.
    Result<void> tell_watches(CommandContext& context, const Written& written);

private:
    class ManyCalls;

    Result<void> check_reference(CommandContext& context, const FieldSpec& field, Id id);
    Result<void> admit(const Call& call) const;
    Result<Outcome> carry_out(const Call& call, const void* input, storage::Transaction& tx);
    Result<Outcome> handle(const Call& call, const void* input, storage::Transaction& tx);

    EngineParts parts_;
    ReferenceCache cache_;
    BranchLoader branch_loader_;
    mutable std::mutex branches_mutex_;
    std::shared_ptr<const BranchTree> branches_ = std::make_shared<BranchTree>();
};

} // namespace boai::record
