/// \file
/// Names compared, told apart and romanised. Threads: any, for every function here.
#pragma once

#include <string>
#include <string_view>

namespace boai::text {

/// The form in which names are compared and blind-indexed: NFKC, without invisible characters and
/// spaces, without regard to case, every name dot as ·.
[[nodiscard]] std::string normalise_name(std::string_view name);

/// Whether a name reads as an organisation's. When in doubt it does not: what is taken for a
/// person is masked.
[[nodiscard]] bool looks_like_organisation(std::string_view name);

/// Whether a name stands for nobody in particular: empty, 匿名, 爱心人士, anonymous.
[[nodiscard]] bool is_anonymous_name(std::string_view name);

/// The name in Latin letters without tones, a space between syllables: "shan xiao zhou" for 单小舟;
/// ü is v. Surnames are read as surnames. Takes about 50 microseconds: for what is searched or
/// sorted by name, not for every gift.
[[nodiscard]] std::string pinyin(std::string_view name);

/// The first letters of pinyin: "sxz" for 单小舟.
[[nodiscard]] std::string pinyin_initials(std::string_view name);

} // namespace boai::text
