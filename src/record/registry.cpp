#include "record/registry.hpp"

#include "record/generic_commands.hpp"
#include "record/schema.hpp"

namespace boai::record {
namespace {

Error taken(std::string_view name) {
    return { Errc::internal,
             compose({ "名称 {} 重复声明", "the name {} is declared twice" }, { name }),
             {} };
}

}  // namespace

Result<void> Registry::add(Declarations declarations) {
    for (const auto* type : declarations.records) {
        auto table = std::make_unique<RecordTable>(*type, vault_);
        const auto [at, fresh] = records_.emplace(std::string { type->name }, std::move(table));
        if (!fresh) {
            return std::unexpected(taken(type->name));
        }
        for (auto& made : generic_commands(*at->second)) {
            declarations.commands.push_back(std::move(made));
        }
    }
    for (auto& type : declarations.commands) {
        auto name = type.name;
        if (!commands_.emplace(name, std::make_unique<CommandType>(std::move(type))).second) {
            return std::unexpected(taken(name));
        }
    }
    for (auto& watch : declarations.watches) {
        watches_[watch.record].push_back(std::move(watch));
    }
    return {};
}

Error Registry::named(Error error) const {
    if (error.code != Errc::conflict || error.fields.size() != 1) {
        return error;
    }
    auto& fault = error.fields.front();
    for (const auto& [name, table] : records_) {
        const auto& type = table->type();
        const auto indexes = indexes_of(type);
        for (std::size_t i = 0; i < type.keys.size(); ++i) {
            if (indexes[i].name == fault.field) {
                const auto columns = type.keys[i].columns;
                fault.field = columns.substr(columns.rfind(' ') + 1);
                fault.message = type.keys[i].taken;
                error.message = fault.message;
                return error;
            }
        }
    }
    // A key of a table that is no record's, of which the caller knows nothing.
    if (fault.field.contains("_by_") || fault.field.ends_with("_pkey")) {
        error.fields.clear();
    }
    return error;
}

const RecordTable* Registry::find_record(std::string_view name) const {
    const auto at = records_.find(name);
    return at == records_.end() ? nullptr : at->second.get();
}

const CommandType* Registry::find_command(std::string_view name) const {
    const auto at = commands_.find(name);
    return at == commands_.end() ? nullptr : at->second.get();
}

const RecordTable& Registry::table(const RecordType& type) const {
    return *records_.find(type.name)->second;
}

std::span<const Watch> Registry::watches(std::string_view record) const {
    const auto at = watches_.find(record);
    return at == watches_.end() ? std::span<const Watch> {} : std::span { at->second };
}

std::vector<const RecordTable*> Registry::records() const {
    std::vector<const RecordTable*> all;
    all.reserve(records_.size());
    for (const auto& [name, table] : records_) {
        all.push_back(table.get());
    }
    return all;
}

std::vector<const CommandType*> Registry::commands() const {
    std::vector<const CommandType*> all;
    all.reserve(commands_.size());
    for (const auto& [name, type] : commands_) {
        all.push_back(type.get());
    }
    return all;
}

}  // namespace boai::record
