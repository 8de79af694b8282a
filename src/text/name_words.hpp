/// \file
/// The word lists by which names are read: compound surnames, words for groups, for nobody in
/// particular and for organisations. All expect text normalised by normalise.
/// Threads: any, for every function here.
#pragma once

#include <cstddef>
#include <string_view>

namespace boai::text {

/// The dot between the parts of many minority and foreign names, in its one form.
inline constexpr char32_t name_dot = U'·';

/// Whether a character is one of the many in use for name_dot.
[[nodiscard]] bool is_name_dot(char32_t c);

/// The size of the surname at the front of a Chinese name: that of a compound surname known here,
/// or 1.
[[nodiscard]] std::size_t surname_size(std::u32string_view name);

/// Whether the name is a common surname followed by one or two characters.
[[nodiscard]] bool looks_like_common_name(std::u32string_view name);

/// Whether the text is one of the words that stand for nobody in particular, such as 匿名.
[[nodiscard]] bool names_nobody(std::u32string_view text);

/// What a name ends with that is no part of it.
struct GroupSuffix {
    std::size_t size = 0;       ///< 0 when there is none
    bool after_surname = false; ///< may follow a bare surname: 张先生
};

/// Finds words such as 一家, 夫妇, 先生, 等三人 at the end.
[[nodiscard]] GroupSuffix group_suffix(std::u32string_view name);

/// Whether the text ends as the names of organisations do, a bracket behind it apart. A person's
/// name behind that of an organisation makes it no organisation's.
[[nodiscard]] bool has_organisation_word(std::u32string_view text);

/// Whether what stands in the bracket behind an organisation's name is known to be a place, a legal
/// form or another organisation, and so no person's name.
[[nodiscard]] bool names_no_person(std::u32string_view bracket);

} // namespace boai::text
