/// \file
/// Chinese in Latin letters. Threads: any, for every function here; they take turns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace boai::text {

/// How characters of several readings are read.
enum class Reading : std::uint8_t {
    words,        ///< 单 is dan
    person_name,  ///< the first character or two are a surname: 单 is shan
};

/// Lower-case letters and digits, a space between syllables and words; no tones, ü is v. What has
/// no Latin form is left out. Takes about 50 microseconds for a name.
[[nodiscard]] std::string romanise(std::string_view utf8, Reading reading);

/// The first letter of each word: "sxz" for "shan xiao zhou".
[[nodiscard]] std::string initials(std::string_view romanised);

}  // namespace boai::text
