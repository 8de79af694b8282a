/// \file
/// Reads little-endian numbers out of bytes.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace boai::exchange {

static_assert(std::endian::native == std::endian::little, "the readers copy bytes as they stand");

/// The number at `offset`; 0 when the bytes end before it does.
template <class T>
[[nodiscard]] T little_endian(std::string_view bytes, std::size_t offset) {
    T value {};
    if (offset <= bytes.size() && sizeof(T) <= bytes.size() - offset) {
        std::memcpy(&value, bytes.data() + offset, sizeof(T));
    }
    return value;
}

}  // namespace boai::exchange
