/// \file
/// The commands every record type has by its declaration: create, update and its transitions.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace boai::record {

/// The input of a generic command: which record, and its fields as JSON.
struct RecordWrite {
    Id id;                              ///< none for create
    std::int64_t expected_version = 0;  ///< 0 when any will do
    std::string json;                   ///< the fields to set; empty for a transition
};

/// Four eyes: the actor is not the record's maker; the program itself may always go on.
/// Errors: forbidden.
Result<void> demand_other_person(const CommandContext& context, const Head& head);

/// Whether `type` takes a RecordWrite (and not a struct of its fields).
[[nodiscard]] bool is_generic(const CommandType& type);

/// "giving.campaign.create", "giving.campaign.update", "giving.campaign.<transition>".
/// `table` must outlive them.
[[nodiscard]] std::vector<CommandType> generic_commands(const RecordTable& table);

}  // namespace boai::record
