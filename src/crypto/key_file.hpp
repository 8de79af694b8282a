/// \file
/// Files that hold keys: readable by their owner only, written whole or not at all.
#pragma once

#include "base/result.hpp"
#include "crypto/secret.hpp"

#include <filesystem>

namespace boai::crypto {

/// Writes a new file of mode 0600, and its folder (0700) if need be; durable on return.
/// Errors: conflict when the file is there; unavailable when it cannot be written.
Result<void> create_key_file(std::filesystem::path const& file, LockedBytes const& content);

/// Puts new content in the place of a key file in one step; durable on return.
/// Errors: unavailable when it cannot be written; the old file then stands.
Result<void> replace_key_file(std::filesystem::path const& file, LockedBytes const& content);

/// Reads a key file of at most 16 KiB.
/// Errors: not_found; forbidden when group or others have any right on it, or it belongs to
/// another user than this one or root; corrupt when empty or too long; unavailable.
Result<LockedBytes> read_key_file(std::filesystem::path const& file);

}  // namespace boai::crypto
