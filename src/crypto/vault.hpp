/// \file
/// Vault: personal values at rest. Each person has a key of their own, which the master key wraps;
/// destroying the wrapped key erases everything sealed with it, in backups too.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "crypto/keys.hpp"
#include "crypto/secret.hpp"
#include "crypto/token.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boai::crypto {

/// A person's key as it is stored: sealed by a master key for this one person.
struct WrappedKey {
    std::string bytes;
};

/// A fresh key, to be used and to be stored.
struct NewSubjectKey {
    SubjectKey key;
    WrappedKey wrapped;
};

/// Seals values for storage. XChaCha20-Poly1305 with a random nonce on each value, in an
/// envelope that begins with its version.
/// Holds no person's key: one kept here could outlive the person's erasure, and unwrapping takes
/// half a microsecond.
/// Threads: any.
class Vault {
public:
    explicit Vault(MasterKey const& master);

    /// Makes the key of one person, wrapped by the newest master key.
    [[nodiscard]] NewSubjectKey new_subject_key(Id subject) const;

    /// Errors: corrupt when `wrapped` was altered, belongs to another subject, or its master key
    /// is not at hand.
    [[nodiscard]] Result<SubjectKey> unwrap(Id subject, std::string_view wrapped) const;

    /// Whether the newest master key wrapped it; if not, it is due for rewrap.
    [[nodiscard]] bool wrapped_by_newest(std::string_view wrapped) const;

    /// The same key wrapped by the newest master key. Errors: those of unwrap.
    [[nodiscard]] Result<WrappedKey> rewrap(Id subject, std::string_view wrapped) const;

    /// Seals one value. Adds 41 bytes. `field_name` is not stored, but opening needs the same.
    [[nodiscard]] static std::string
    seal(SubjectKey const& key, std::string_view field_name, std::string_view plain);

    /// Errors: corrupt when `sealed` was altered, or sealed with another key or field name.
    [[nodiscard]] static Result<std::string>
    open(SubjectKey const& key, std::string_view field_name, std::string_view sealed);

    /// The number under which a value is found without being readable: the same for the same
    /// purpose and text, 1 to 2^63-1. `purpose` is a fixed name such as "people.person.name";
    /// it holds no zero byte.
    [[nodiscard]] std::int64_t
    blind_index(std::string_view purpose, std::string_view normalised_text) const;

    /// Makes and recognises tokens under the same master key.
    [[nodiscard]] TokenHasher const& tokens() const { return tokens_; }

private:
    struct WrappingKey {
        std::uint16_t number = 0;
        LockedBytes key;
    };

    [[nodiscard]] WrappedKey
    wrap(Id subject, SubjectKey const& key, std::array<std::uint8_t, 24> const& nonce) const;

    std::vector<WrappingKey> wrapping_keys_; ///< oldest first
    LockedBytes index_key_;
    TokenHasher tokens_;
};

} // namespace boai::crypto
