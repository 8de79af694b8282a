/// \file
/// MasterKey: the secret above all others, kept in one file beside the database.
#pragma once

#include "base/result.hpp"
#include "crypto/secret.hpp"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace boai::crypto {

/// What a derived key is for; the numbers are part of the stored format.
enum class KeyPurpose : std::uint8_t {
    wrap = 1,         ///< wraps the keys of persons
    blind_index = 2,  ///< finds a personal value without reading it
    token = 3,        ///< hashes API and one-time tokens
    session = 4,      ///< hashes session tokens
};

/// One or more numbered master keys. The newest wraps; older ones unwrap what they once wrapped.
/// The keys for indexes and tokens come from the oldest, so that a rotation leaves them standing.
/// Threads: any, once loaded.
class MasterKey {
public:
    /// Writes a file with one new key, readable by its owner only, and its folder if need be.
    /// Errors: conflict when the file is there; unavailable when it cannot be written.
    static Result<void> create(std::filesystem::path const& file);

    /// Reads the file.
    /// Errors: not_found; forbidden when others than its owner may read it; unavailable when it
    /// cannot be read; corrupt when it was damaged.
    static Result<MasterKey> load(std::filesystem::path const& file);

    /// Adds a new key to the file, which replaces the old file in one step.
    /// Errors: those of load; over_limit after 64 keys; unavailable when it cannot be written.
    static Result<void> rotate(std::filesystem::path const& file);

    /// The numbers of the keys, oldest first; never empty.
    [[nodiscard]] std::vector<std::uint16_t> numbers() const;

    /// The key for wrapping derived from master key `number`.
    /// Errors: not_found when the file has no such key.
    [[nodiscard]] Result<LockedBytes> wrapping_key(std::uint16_t number) const;

    /// The key for any other purpose.
    [[nodiscard]] LockedBytes derive(KeyPurpose purpose) const;

private:
    struct Numbered {
        std::uint16_t number = 0;
        LockedBytes key { key_size };
    };

    MasterKey() = default;
    static Result<MasterKey> parse(std::string_view text);
    void add(std::uint16_t number);
    /// The file's text: a heading, then a line `number key check` for each key.
    [[nodiscard]] LockedBytes text() const;

    std::vector<Numbered> keys_;
};

} // namespace boai::crypto
