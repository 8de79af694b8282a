/// \file
/// Registry: every record type and command of the program, found by name.
#pragma once

#include "crypto/vault.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"
#include "record/record_type.hpp"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::record {

/// One record as it was just written; `before` is null for a new one.
struct Written {
    const RecordType& type;
    const Head& head;
    const void* before = nullptr;
    const void* after = nullptr;
};

/// What a module does when a record of another module is written, in the same transaction: known
/// by its name, so that the modules need not know one another.
struct Watch {
    std::string record; ///< "people.consent"
    std::function<Result<void>(CommandContext& context, const Written& written)> written;
};

/// What one module adds.
struct Declarations {
    std::vector<const RecordType*> records;
    std::vector<CommandType> commands;
    std::vector<Watch> watches {};
};

/// Filled at start-up, then read by any thread.
class Registry {
public:
    explicit Registry(const crypto::Vault& vault)
        : vault_(vault) { }

    /// Adds a module's records, their generic commands (create, update, one per transition) and its
    /// own commands. Errors: internal when a name is taken.
    Result<void> add(Declarations declarations);

    [[nodiscard]] const RecordTable* find_record(std::string_view name) const;
    [[nodiscard]] const CommandType* find_command(std::string_view name) const;
    /// The table of a record type that is known to be there.
    [[nodiscard]] const RecordTable& table(const RecordType& type) const;
    /// A conflict for which a database names the unique index, with the field that is at fault
    /// instead; any other error as it is.
    [[nodiscard]] Error named(Error error) const;
    /// Those of one record type, in the order they were declared.
    [[nodiscard]] std::span<const Watch> watches(std::string_view record) const;
    /// In the order of their names.
    [[nodiscard]] std::vector<const RecordTable*> records() const;
    [[nodiscard]] std::vector<const CommandType*> commands() const;

private:
    const crypto::Vault& vault_;
    std::map<std::string, std::unique_ptr<RecordTable>, std::less<>> records_;
    std::map<std::string, std::unique_ptr<CommandType>, std::less<>> commands_;
    std::map<std::string, std::vector<Watch>, std::less<>> watches_;
};

} // namespace boai::record
