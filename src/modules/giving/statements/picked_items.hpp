/// \file
/// Lines and entries that a person picked, to be matched or named as open.
#pragma once

#include "modules/giving/statements/match_book.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// Lines and entries picked by hand.
struct PickedItems {
    Id channel;
    std::string lines;
    std::string entries;
};

inline constexpr std::uint32_t picked_length_max = 8'000;

inline constexpr record::FieldSpec picked_fields[] = {
    record::field<&PickedItems::channel>(record::ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    record::field<&PickedItems::lines>(record::TextField {
        .label = { "所选明细", "Lines picked" },
        .help = { "编号，以空格分隔", "Their ids, with spaces between" },
        .max_length = picked_length_max }),
    record::field<&PickedItems::entries>(record::TextField {
        .label = { "所选分录", "Entries picked" },
        .help = { "编号，以空格分隔", "Their numbers, with spaces between" },
        .max_length = picked_length_max }),
};
static_assert(record::complete<PickedItems>(picked_fields));

/// Numbers of entries with spaces between. Errors: invalid (field "entries").
Result<std::vector<std::int64_t>> picked_entries(std::string_view text);

/// What was picked, each once. Errors: invalid; not_found.
Result<MatchGroup> picked(MatchBook& book, const PickedItems& input);

/// Drops suggestions that hold anything of these.
Result<void> free_suggestions(MatchBook& book, const MatchGroup& group);

/// Errors: conflict when anything of these is matched.
Result<void> demand_unmatched(MatchBook& book, const MatchGroup& group);

/// Entries less lines, in fen.
[[nodiscard]] std::int64_t difference_of(const MatchGroup& group);

} // namespace boai::giving
