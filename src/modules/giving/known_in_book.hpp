/// \file
/// What the book knows of a file's rows already: the answers to exchange::KnownGifts.
#pragma once

#include "crypto/vault.hpp"
#include "exchange/known_gifts.hpp"
#include "record/record_table.hpp"

#include <array>
#include <memory>

namespace boai::giving {

/// The key of row fingerprints: a secret of this book that stays the same.
[[nodiscard]] std::array<unsigned char, 16> fingerprint_key(const crypto::Vault& vault);

/// A fingerprint as it is stored: positive, for the database's signed numbers.
[[nodiscard]] std::int64_t stored_fingerprint(std::uint64_t fingerprint);

/// Answers from the imports of one branch that stand, by queries on `connection`, which must
/// outlive what is returned. References are looked up within `channel`.
[[nodiscard]] exchange::KnownGifts
known_in_book(storage::Connection& connection, Id branch, Id channel);

}  // namespace boai::giving
