/// \file
/// Proofs that an entry is in a published log.
#pragma once

#include "journal/checkpoint.hpp"
#include "transparency/published.hpp"
#include "transparency/stored_log.hpp"

namespace boai::transparency {

/// The proof of entry `index` against a published checkpoint, with the entry itself as `extra`.
/// Errors: not_found when the checkpoint does not cover the entry; as storage.
Result<journal::LogProof>
prove(StoredLog& log, std::uint64_t index, const PublishedCheckpoint& checkpoint);

} // namespace boai::transparency
