/// \file
/// DisclosureNotice: what a society publishes of the gifts and uses of a period: drafted, checked,
/// and published by a second person. What was published is kept as a file (notice_file.hpp); later
/// corrections are notes inside the notice (notice_note.hpp).
#pragma once

#include "modules/giving/campaign.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class NoticeScope : std::uint8_t { branch, subtree };
enum class NoticeState : std::uint8_t { draft, checked, published, dropped };

/// Source: 红十字会法 article 23; 慈善法 articles 72, 79; guide §1.9 (period to the hour, numbers
/// of issues). What was entered from `begins` on and before `ends` is in it: what is entered later,
/// for whatever day, is in the next one, so nothing is in two notices and nothing in none.
struct DisclosureNotice {
    NoticeScope scope = NoticeScope::branch;
    Id campaign; ///< none for all gifts
    Instant begins;
    Instant ends;
    NoticeState state = NoticeState::draft;
    std::int64_t year = 0;
    std::int64_t number = 0; ///< from 1 without gaps per branch and year; 0 until published
    std::int64_t gifts = 0; ///< as checked; so are the sums
    Money received; ///< in cash, less what was returned
    Money goods_value; ///< of goods with a proved value
    Money used;
    Money closing; ///< what lies unspent at the end
    std::string warnings; ///< those that stood when it was checked
    std::string accepted; ///< why it may be published with them
    std::string sha256; ///< of the file, 64 hexadecimal digits
    Id checked_by;
    std::optional<Day> published_on;
    Id published_by;
    Id content; ///< the file, among the attachments
    std::optional<std::int64_t> entry; ///< the leaf that tells it, from 0
};

extern const record::RecordType disclosure_notice_type;

/// The number as printed and in addresses: "320700-2020-N001". Empty until it is published.
[[nodiscard]] std::string notice_text(std::string_view branch_code, const DisclosureNotice& notice);

/// The parts of a printed number.
struct NoticeNumber {
    std::string branch_code;
    std::int64_t year = 0;
    std::int64_t number = 0;
};

/// Errors: not_found when it is no number of a notice.
Result<NoticeNumber> parse_notice(std::string_view text);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_notice_scopes[] = {
    { "branch", { "本级", "This branch" } },
    { "subtree", { "全系统", "With all branches below" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::NoticeScope> { giving_notice_scopes };

inline constexpr Choice giving_notice_states[] = {
    { "draft", { "草稿", "Draft" }, Tone::wait },
    { "checked", { "已核对", "Checked" }, Tone::wait },
    { "published", { "已公示", "Published" }, Tone::good },
    { "dropped", { "已放弃", "Dropped" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::NoticeState> { giving_notice_states };

} // namespace boai::record
