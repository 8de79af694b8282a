/// \file
/// Branch: one society, of a province, city, county, school or community.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::society {

enum class Level : std::uint8_t { province, city, county, school, community };
enum class BranchState : std::uint8_t { active, closed };

/// A branch row stands under its own id as branch_id, so that a subtree of branches holds its own
/// description.
struct Branch {
    std::string code;  ///< as people write it, such as the administrative division code 320700
    std::string name_zh;
    std::string name_en;
    Level level = Level::city;
    Id parent;  ///< none for the root
    std::string address;
    std::string telephone;
    BranchState state = BranchState::active;
};

extern const record::RecordType branch_type;

/// Whether a branch of level `below` may stand under one of level `above`: only under a higher one.
[[nodiscard]] bool may_stand_below(Level below, Level above);

/// Errors: invalid when the code has other signs than letters, digits, "-" and "_", or reads as an
/// id.
Result<void> check_branch(const Branch& branch);

} // namespace boai::society

namespace boai::record {

inline constexpr Choice society_levels[] = {
    { "province", { "省级", "Province" } },   { "city", { "市级", "City" } },
    { "county", { "县级", "County" } },       { "school", { "学校", "School" } },
    { "community", { "社区", "Community" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<society::Level> { society_levels };

inline constexpr Choice society_branch_states[] = {
    { "active", { "正常", "Active" }, Tone::good },
    { "closed", { "撤销", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<society::BranchState> { society_branch_states };

} // namespace boai::record
