/// \file
/// DutyEntry: a line of the duty log, which is kept around the clock while an emergency lasts. It
/// is written once, at the moment the program takes it; what is wrong is said in a later line.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::emergency {

enum class DutyKind : std::uint8_t {
    take_over, ///< its writer is on duty from now on, and whoever was goes off
    leave,     ///< its writer goes off, and nobody follows yet
    note,      ///< something that happened, or was told or decided
};

struct DutyEntry {
    Id emergency;
    DutyKind kind = DutyKind::note;
    Id officer; ///< who wrote it
    std::string text;
};

extern const record::RecordType duty_entry_type;

} // namespace boai::emergency

namespace boai::record {

inline constexpr Choice emergency_duty_kinds[] = {
    { "take_over", { "接班", "Takes over" }, Tone::good },
    { "leave", { "离岗", "Goes off" }, Tone::wait },
    { "note", { "记事", "Note" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<emergency::DutyKind> { emergency_duty_kinds };

} // namespace boai::record
