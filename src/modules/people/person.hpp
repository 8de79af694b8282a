/// \file
/// Person: somebody the society deals with, as a donor, volunteer or in need.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::people {

enum class PersonState : std::uint8_t { active, merged, erased };

/// Source: PIPL articles 6, 28 and 51: as little as is needed, sealed, shown for a reason.
struct Person {
    std::string name;
    std::string phone;
    std::string id_number;
    std::string email;
    std::string address;
    std::string note;
    PersonState state = PersonState::active;
    Id merged_into;  ///< the record this one is a duplicate of
};

extern const record::RecordType person_type;

/// Errors: conflict when the record is merged or erased: nothing new is entered for it.
Result<void> usable_person(const Person& person);

}  // namespace boai::people

namespace boai::record {

inline constexpr Choice people_person_states[] = {
    { "active", { "有效", "Active" }, Tone::good },
    { "merged", { "已合并", "Merged" }, Tone::quiet },
    { "erased", { "已删除", "Erased" }, Tone::bad },
};
template <>
inline constexpr std::span<const Choice> choices_of<people::PersonState> { people_person_states };

}  // namespace boai::record
