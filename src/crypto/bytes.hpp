/// \file
/// Text as the bytes that C libraries of cryptography take.
#pragma once

#include <string>
#include <string_view>

namespace boai::crypto {

[[nodiscard]] inline const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// To be written to.
[[nodiscard]] inline unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace boai::crypto
