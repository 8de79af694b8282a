/// \file
/// Consent: what a person agreed to, since when, and until when.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::people {

/// Each of these needs a consent of its own. Source: PIPL articles 14, 23, 25 and 29.
enum class ConsentPurpose : std::uint8_t { publish_name, contact, sensitive_data, share };

struct Consent {
    Id person;
    ConsentPurpose purpose = ConsentPurpose::contact;
    Day given_on;
    std::optional<Day> withdrawn_on;
    std::string evidence;  ///< where the consent is kept: a form's number, a recording
};

extern const record::RecordType consent_type;

/// Whose consent it is and what for never changes; days are not in the future. Withdrawing holds at
/// once. Errors: invalid.
Result<void> check_consent_change(
    record::CommandContext& context, const record::Head& head, const void* before, void* after
);

/// Errors: invalid when withdrawn before it was given.
Result<void> check_consent(const Consent& consent);

} // namespace boai::people

namespace boai::record {

inline constexpr Choice people_consent_purposes[] = {
    { "publish_name", { "公示全名", "Publish the full name" } },
    { "contact", { "联系", "Contact" } },
    { "sensitive_data", { "处理敏感信息", "Handle sensitive data" } },
    { "share", { "提供给其他单位", "Give to another body" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<people::ConsentPurpose> {
    people_consent_purposes
};

} // namespace boai::record
