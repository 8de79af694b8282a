/// \file
/// Sealing: personal values of a record under its subject's key, and the keys' table.
#pragma once

#include "base/result.hpp"
#include "crypto/vault.hpp"
#include "record/record_type.hpp"
#include "storage/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boai::record {

/// The id whose key seals this record: its subject's, or its own.
[[nodiscard]] Id subject_of(const RecordType& type, const Head& head, const void* record);

/// The text under which a personal value is found: NFKC, without spaces, Latin in lower case.
[[nodiscard]] std::string index_text(std::string_view value);

/// The number under which the exact value of `field` is found; 0 for an empty value.
/// One purpose for all name fields, so that a person and the gifts share the number.
[[nodiscard]] std::int64_t
index_of(const crypto::Vault& vault, const FieldSpec& field, std::string_view value);

/// A subject's key; `wrapped` when it was made just now and has still to be kept.
struct WritingKey {
    crypto::SubjectKey key;
    Id subject;
    std::string wrapped {};
};

/// The subject's key, made when there is none. `is_new`: there cannot be one, so none is looked
/// for.
Result<WritingKey> find_or_make_key(
    storage::Transaction& tx, const crypto::Vault& vault, Id branch, Id subject, bool is_new
);
/// Stores a key that was made just now.
Result<void> keep_key(storage::Transaction& tx, Id branch, const WritingKey& key);

/// The subject's key, made and stored when there is none.
Result<crypto::SubjectKey> key_for_writing(
    storage::Transaction& tx, const crypto::Vault& vault, Id branch, Id subject, bool is_new
);

/// Destroys the subject's key: every value sealed with it is gone, in backups made from now on and
/// wherever the wrapped key is not.
Result<void> destroy_key(storage::Transaction& tx, Id branch, Id subject);

}  // namespace boai::record
