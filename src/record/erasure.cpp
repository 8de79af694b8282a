#include "record/erasure.hpp"

#include "record/sealing.hpp"

#include <array>

namespace boai::record {
namespace {

/// "donor_name_index = NULL, phone_index = NULL"; empty when the type has no blind index.
std::string cleared_indexes(const RecordType& type) {
    std::string cleared;
    for (const auto& field : type.fields) {
        if (field.options.blind_index) {
            cleared += cleared.empty() ? "" : ", ";
            cleared.append(field.name).append("_index = NULL");
        }
    }
    return cleared;
}

}  // namespace

Result<void>
erase_subject(storage::Transaction& tx, const Registry& registry, Id branch, Id subject) {
    const std::array params { storage::Param { branch }, storage::Param { subject } };
    for (const auto* table : registry.records()) {
        const auto& type = table->type();
        const auto cleared = cleared_indexes(type);
        if (cleared.empty()) {
            continue;
        }
        const auto sql
            = "UPDATE " + type.table() + " SET " + cleared + " WHERE branch_id = $1 AND ";
        TRY(tx.execute(sql + "id = $2", params));
        if (!type.subject_field.empty()) {
            TRY(tx.execute(sql + std::string { type.subject_field } + " = $2", params));
        }
    }
    return destroy_key(tx, branch, subject);
}

}  // namespace boai::record
