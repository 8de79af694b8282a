/// \file
/// FundraisingPlan: what is filed with civil affairs before a society raises funds publicly.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

enum class FundraisingState : std::uint8_t { draft, filed, running, ended, closed };

/// Source: 慈善法 article 24 (what a plan states), article 25 (what is shown where it raises
/// funds), article 73 (major emergencies).
struct FundraisingPlan {
    std::string name;
    std::string aim;
    Day begins;
    Day ends;
    std::string region;
    std::string person_in_charge; ///< told in public, as the law demands
    std::string office_address;
    std::string contact; ///< telephone or address for questions
    std::string query_way; ///< how donors ask what became of their gifts
    std::string accepting; ///< the ways gifts are taken
    std::string bank_account; ///< of the society itself, partners' campaigns included
    std::string beneficiaries;
    std::string use;
    Money target;
    Money cost; ///< of raising the funds, as planned
    std::string surplus_rule; ///< what is to become of money left over
    std::string certificate_number; ///< of the society's qualification for public fundraising
    bool is_emergency = false; ///< answers a major emergency: filed within ten days after it begins
    std::string filing_number;
    std::optional<Day> filed_on;
    std::optional<Day> disclosed_on; ///< the last day income and use were disclosed
    std::optional<Day> ended_on;
    std::optional<Money> surplus; ///< left over at the end
    std::string surplus_handling; ///< what became of it
    std::optional<Day> closed_on;
    FundraisingState state = FundraisingState::draft;

    /// The last day it raises funds.
    [[nodiscard]] Day last_day() const { return ended_on.value_or(ends); }
};

extern const record::RecordType fundraising_plan_type;

/// The statutory fields that are still empty, as people call them.
/// Source: 慈善法 articles 24 and 25.
[[nodiscard]] std::vector<Text> missing_fields(const FundraisingPlan& plan);

/// What was filed stays as it was filed, until it is filed again. Errors: invalid.
/// Source: 慈善法 article 56.
Result<void> check_plan_change(
    record::CommandContext& context, const record::Head& head, const void* before, void* after
);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_fundraising_states[] = {
    { "draft", { "拟定", "Draft" }, Tone::wait },
    { "filed", { "已备案", "Filed" }, Tone::good },
    { "running", { "实施中", "Running" }, Tone::good },
    { "ended", { "募捐结束", "Ended" }, Tone::wait },
    { "closed", { "已了结", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::FundraisingState> {
    giving_fundraising_states
};

} // namespace boai::record
