/// \file
/// Duplicate: two records of persons that may be one. Offered to an officer, who merges them or
/// says that they are two; never merged by itself.
#pragma once

#include "modules/people/person.hpp"
#include "record/command.hpp"
#include "record/record_type.hpp"

#include <cstdint>

namespace boai::people {

enum class DuplicateState : std::uint8_t {
    open,
    dismissed,  ///< an officer said that they are two persons
    settled,   ///< one of the records was merged or erased
};

struct Duplicate {
    Id person;  ///< the one entered first
    Id other;
    bool same_phone = false;
    bool same_id_number = false;
    bool same_name = false;
    DuplicateState state = DuplicateState::open;
};

extern const record::RecordType duplicate_type;

/// After a person is written: offers the active persons of the branch with the same telephone,
/// identity number or name, found by the blind index. A name alone is nothing when both have
/// identity numbers that differ. A pair is offered once.
Result<void> offer_duplicates(
    record::CommandContext& context, const record::Head& head, const void* before, const void* after
);

/// Settles what is offered about a person who was merged or erased.
Result<void> settle_duplicates(record::CommandContext& context, Id person);
/// Offers again what was settled, for a person who stands again.
Result<void> reopen_duplicates(record::CommandContext& context, Id person);

}  // namespace boai::people

namespace boai::record {

inline constexpr Choice people_duplicate_states[] = {
    { "open", { "待处理", "Open" } },
    { "dismissed", { "不是同一人", "Two persons" } },
    { "settled", { "已处理", "Settled" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<people::DuplicateState> {
    people_duplicate_states
};

}  // namespace boai::record
