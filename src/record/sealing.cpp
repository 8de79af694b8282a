#include "record/sealing.hpp"

#include "text/name_text.hpp"

#include <array>

namespace boai::record {
namespace {

const storage::InsertShape subject_key_shape {
    "subject_key",
    { { "branch_id" }, { "id" }, { "wrapped", storage::Kind::blob } },
    "ON CONFLICT (branch_id, id) DO UPDATE SET wrapped = excluded.wrapped"
};

}  // namespace

std::string index_text(std::string_view value) {
    return text::normalise_name(value);
}

Id subject_of(const RecordType& type, const Head& head, const void* record) {
    if (const auto* field = type.find_field(type.subject_field); field != nullptr) {
        if (const auto subject = field->get(record); !subject.is_empty()) {
            return { subject.number() };
        }
    }
    return head.id;
}

std::int64_t index_of(const crypto::Vault& vault, const FieldSpec&, std::string_view value) {
    const auto text = index_text(value);
    return text.empty() ? 0 : vault.blind_index("personal value", text);
}

Result<WritingKey> find_or_make_key(
    storage::Transaction& tx, const crypto::Vault& vault, Id branch, Id subject, bool is_new
) {
    std::string wrapped;
    if (!is_new) {
        const std::array key { storage::Param { branch }, storage::Param { subject } };
        TRY(tx.query_row(
            subject_key_shape,
            "SELECT wrapped FROM subject_key WHERE branch_id = $1 AND id = $2",
            key,
            [&](const storage::Row& row) -> Result<void> {
                wrapped = row.text(0);
                return {};
            }
        ));
    }
    if (!wrapped.empty()) {
        return WritingKey { TRY(vault.unwrap(subject, wrapped)), subject };
    }
    auto made = vault.new_subject_key(subject);
    return WritingKey { made.key, subject, std::move(made.wrapped.bytes) };
}

Result<void> keep_key(storage::Transaction& tx, Id branch, const WritingKey& key) {
    if (key.wrapped.empty()) {
        return {};
    }
    const std::array row { storage::Param { branch },
                           storage::Param { key.subject },
                           storage::Param::blob(key.wrapped) };
    return tx.insert(subject_key_shape, row);
}

Result<crypto::SubjectKey> key_for_writing(
    storage::Transaction& tx, const crypto::Vault& vault, Id branch, Id subject, bool is_new
) {
    auto key = TRY(find_or_make_key(tx, vault, branch, subject, is_new));
    TRY(keep_key(tx, branch, key));
    return std::move(key.key);
}

Result<void> destroy_key(storage::Transaction& tx, Id branch, Id subject) {
    const std::array key { storage::Param { branch }, storage::Param { subject } };
    TRY(tx.execute("DELETE FROM subject_key WHERE branch_id = $1 AND id = $2", key));
    return {};
}

}  // namespace boai::record
