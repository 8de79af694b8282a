/// \file
/// Random bytes from the operating system's generator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace boai::crypto {

/// Fills `out` with unpredictable bytes. Threads: any.
void fill_random(std::span<std::uint8_t> out);

/// `count` unpredictable bytes. Threads: any.
[[nodiscard]] std::string random_bytes(std::size_t count);

/// `bytes` unpredictable bytes as URL-safe base 64 without padding: 32 bytes give 43 characters.
/// Threads: any.
[[nodiscard]] std::string random_token(std::size_t bytes = 32);

}  // namespace boai::crypto
