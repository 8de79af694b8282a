/// \file
/// Pledge: a gift promised by agreement, paid in one or several instalments.
#pragma once

#include "modules/giving/gift.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boai::giving {

enum class PledgeState : std::uint8_t { open, fulfilled, ended };

/// Source: 慈善法 article 39 (contents of the agreement), article 41; 公益事业捐赠法 articles
/// 12, 13.
struct Pledge {
    std::string number; ///< "2026-0001": without gaps per branch and year
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;
    Id donor_person;
    Id donor_organisation;
    Money amount;
    Day agreed_on;
    Id campaign;
    Id purpose; ///< none for unrestricted; changed only with the donor's recorded consent
    std::string conditions; ///< of the donor
    std::string agreement_number; ///< of the written agreement
    bool builds_works = false; ///< pays for works, which always needs a written agreement
    Money paid; ///< by gifts that name it, less what was given back
    std::optional<Day> ended_on; ///< nothing more is expected from here on
    /// What was not expected any more on that day; below zero when money was given back that day.
    std::optional<Money> given_up;
    PledgeState state = PledgeState::open;

    [[nodiscard]] Money left() const { return amount - paid; }
};

extern const record::RecordType pledge_type;

/// When a part of a pledge is to be paid.
struct PledgeInstalment {
    Id pledge;
    Day due_on;
    Money amount;
};

extern const record::RecordType pledge_instalment_type;

enum class ConsentWay : std::uint8_t { in_writing, by_message, by_phone, in_person };

/// The donor's consent that what is not paid yet serves another purpose. Source: 慈善法 article 56.
struct PledgeConsent {
    Id pledge;
    Id from_purpose;
    Id to_purpose;
    std::string consented_by; ///< the donor, or who spoke for the donor
    Day consented_on;
    ConsentWay way = ConsentWay::in_writing;
    std::string paper; ///< which of the attached papers holds it
};

extern const record::RecordType pledge_consent_type;

/// The donor's name as officers see it in lists; `record` is a Pledge.
[[nodiscard]] std::string mask_pledge_name(const void* record, std::string_view name);
/// A person's name in lists.
[[nodiscard]] std::string mask_person_name(const void* record, std::string_view name);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_pledge_states[] = {
    { "open", { "履行中", "Open" }, Tone::wait },
    { "fulfilled", { "已付清", "Paid in full" }, Tone::good },
    { "ended", { "已终止", "Ended" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::PledgeState> { giving_pledge_states };

inline constexpr Choice giving_consent_ways[] = {
    { "in_writing", { "书面", "In writing" } },
    { "by_message", { "邮件或短信", "By message" } },
    { "by_phone", { "电话（有录音）", "By phone, recorded" } },
    { "in_person", { "当面", "In person" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ConsentWay> { giving_consent_ways };

} // namespace boai::record
