/// \file
/// Where people find the commands of spending: on the page of a record while it stands as the
/// command needs it, or above the list of what the command makes.
#pragma once

#include "record/command.hpp"
#include "record/record_type.hpp"

#include <span>

namespace boai::spending {

/// Whether whoever runs a command says why.
enum class Reason : bool { none, asked };

/// The second pair of eyes: not for whoever made the record.
[[nodiscard]] inline record::CommandType by_another(record::CommandType command) {
    command.four_eyes = true;
    return command;
}

/// A limit may be set for its roles.
[[nodiscard]] inline record::CommandType limited(record::CommandType command) {
    command.has_limit = true;
    return command;
}

/// On the pages of `type`, while all of `when` hold.
[[nodiscard]] inline record::CommandType on_pages_of(
    const record::RecordType& type,
    std::span<const record::Condition> when,
    record::CommandType command,
    Reason reason = Reason::none
) {
    command.about = type.name;
    command.when = when;
    command.needs_reason = reason == Reason::asked;
    return command;
}

/// Above the list of `type`, which it makes.
[[nodiscard]] inline record::CommandType
making(const record::RecordType& type, record::CommandType command, Reason reason = Reason::none) {
    command.makes = type.name;
    command.needs_reason = reason == Reason::asked;
    return command;
}

} // namespace boai::spending
