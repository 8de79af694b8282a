/// \file
/// Commitments: what a leaf says of a personal value instead of the value.
#pragma once

#include "base/id.hpp"
#include "crypto/vault.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace boai::ledger {

using Salt = std::array<std::uint8_t, 32>;

/// What a commitment is about: a field of a record as one entry told it, so that no salt serves
/// twice.
struct Committed {
    std::string_view field; ///< "donor"
    Id record;
    std::uint64_t entry = 0;
};

/// The salt of one commitment. It is kept nowhere: it grows from the key of the record's
/// subject, so that it is gone when that key is destroyed.
[[nodiscard]] Salt salt_of(const crypto::SubjectKey& key, const Committed& what);

/// 64 hexadecimal digits of SHA-256("charity/commit/v1\n" || field || "\n" || salt || value).
[[nodiscard]] std::string commit(std::string_view field, const Salt& salt, std::string_view value);

/// What the holder of a receipt keeps, to prove the value after everybody else forgot it.
struct Disclosure {
    std::string field;
    std::string salt; ///< 64 hexadecimal digits
    std::string value;
};

[[nodiscard]] Disclosure
disclose(const crypto::SubjectKey& key, const Committed& what, std::string_view value);

/// What stands for a record's id in leaves: an id tells its moment, this tells nothing.
[[nodiscard]] std::string public_id(const crypto::Vault& vault, Id record);

} // namespace boai::ledger
