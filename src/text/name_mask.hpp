/// \file
/// How a name is shown to the public.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::text {

/// Whose name it is, as the record says; it decides what may be shown.
enum class NameKind : std::uint8_t {
    person,        ///< masked
    organisation,  ///< shown in full; a bracket behind it only when it can name no person
    alias,         ///< chosen by the donor to be shown; shown in full
};

/// Masks a name for publication; the one function by which it is done.
/// A person: the surname stays, a star stands for each character after it (孟舟: 孟*, 孟小舟:
/// 孟**), a compound surname stays whole (欧阳小舟: 欧阳**). With a name dot the first part stays
/// and the rest is one group (阿依努尔·沙迪克: 阿依努尔·**). A name that begins with a Latin letter
/// keeps that letter (Ann Lee: A** ***). A single character is starred. Names in a list are masked
/// one by one; words such as 一家 and 先生 stay, what stands in brackets goes; words that name
/// nobody (匿名) stay; a name masked from the front (*舟) stays as it is. Masking what is masked
/// changes nothing. Anything unclear is masked more, never less. Threads: any. Source: PIPL
/// article 25.
[[nodiscard]] std::string mask_name(std::string_view name, NameKind kind);

} // namespace boai::text
