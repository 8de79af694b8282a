/// \file
/// What the commands on the page of a gift share.
#pragma once

#include "record/command.hpp"
#include "record/record_table.hpp"

namespace boai::giving {

/// The input of a command that asks for nothing but the gift.
struct OneGift {
    Id gift;
};

inline constexpr record::FieldSpec one_gift_fields[] = {
    record::field<&OneGift::gift>(record::ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
};

/// The gift of this id, in the branch of the command. Errors: not_found.
Result<record::Loaded> load_gift(record::CommandContext& context, Id id);

/// A command on the page of a gift, with a reason.
template <class T, auto Handler>
record::CommandType about_a_gift(
    std::string_view name,
    Text title,
    std::string_view capability,
    std::span<const record::FieldSpec> fields,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, capability, fields);
    type.needs_reason = true;
    type.about = "giving.gift";
    type.when = when;
    return type;
}

}  // namespace boai::giving
