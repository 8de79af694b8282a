/// \file
/// Id: a time-ordered 63-bit identity made by the program, written as 13 letters and digits.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <atomic>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace boai {

/// The identity of a row: 42 bits of milliseconds since 2020-01-01, 8 bits of node, 13 bits of
/// sequence, so that keys grow with time. 0 stands for none.
struct Id {
    std::int64_t value = 0;

    [[nodiscard]] constexpr bool empty() const { return value == 0; }

    friend constexpr auto operator<=>(Id, Id) = default;
};

/// Writes 13 characters of Crockford's base 32, in lower case, sorting as the ids do.
[[nodiscard]] std::string to_string(Id id);
/// Reads what to_string writes, in either case. Errors: invalid.
[[nodiscard]] Result<Id> parse_id(std::string_view text);

/// Hands out ids of one node, each greater than the one before, even when the clock steps back.
/// Threads: any.
class IdSource {
public:
    /// `node` tells programs writing to one database apart: 0-255.
    IdSource(Clock const& clock, std::uint8_t node)
        : clock_(clock)
        , node_(node) { }

    [[nodiscard]] Id next();

private:
    Clock const& clock_;
    std::uint8_t node_;
    std::atomic<std::int64_t> last_ { 0 };  ///< milliseconds << 13 | sequence
};

}  // namespace boai

template <>
struct std::hash<boai::Id> {
    std::size_t operator()(boai::Id id) const noexcept {
        return std::hash<std::int64_t> {}(id.value);
    }
};
