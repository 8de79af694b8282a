/// \file
/// Erasure: a person's values become unreadable everywhere at once, by destroying one key.
#pragma once

#include "record/registry.hpp"
#include "storage/transaction.hpp"

namespace boai::record {

/// Destroys the subject's key and takes its values out of the blind indexes of every record type.
/// What was sealed stays as bytes nobody can open, so that proofs over the rows still hold.
/// Source: PIPL article 47.
Result<void>
erase_subject(storage::Transaction& tx, const Registry& registry, Id branch, Id subject);

}  // namespace boai::record
