/// \file
/// KnownGifts: how a plan asks the owner of the book what is in it already.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boai::exchange {

/// An import made before, as its owner names it.
struct EarlierImport {
    std::string id;
    bool same_bytes = false;  ///< else only the gifts are the same
};

/// How often a row fingerprint stands in a list.
struct FingerprintCount {
    std::uint64_t fingerprint = 0;
    std::uint32_t count = 0;
    std::string existing;  ///< what the owner calls one of them; empty in a question
};

/// A reference number found in the book.
struct KnownReference {
    std::string reference;
    std::string existing;  ///< what the owner calls the gift that has it
};

/// Questions to the book about imports that are booked and not undone. Each call is one question
/// for the whole file, so its owner may ask its database in batches. A function left empty
/// stands for an empty book. The owner keeps, for each import: the hash and content digest of
/// the file and the fingerprint of each gift.
struct KnownGifts {
    /// An earlier import of the same bytes, else one with the same content digest.
    std::function<Result<std::optional<EarlierImport>>(
        const std::string& file_hash, const std::string& content_digest
    )>
        find_import;

    /// Which of these reference numbers the book holds. None of them occurs twice.
    std::function<Result<std::vector<KnownReference>>(std::span<const std::string> references)>
        find_references;

    /// How often the book's imports together hold each of these fingerprints; those it does not
    /// hold may be left out. Sorted by fingerprint, none occurs twice.
    std::function<Result<std::vector<FingerprintCount>>(std::span<const FingerprintCount> rows)>
        find_fingerprints;
};

} // namespace boai::exchange
