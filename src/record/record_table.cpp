#include "record/record_table.hpp"

#include "record/schema.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boai::record {
namespace {

using storage::Param;

constexpr int head_columns = 6;

storage::Kind stored_as(const FieldSpec& field) {
    if (field.is_sealed()) {
        return storage::Kind::blob;
    }
    return field.kind->stored_as_text ? storage::Kind::text : storage::Kind::number;
}

Param param_of(FieldValue value) {
    if (value.is_null()) {
        return {};
    }
    return value.is_text() ? Param { value.text() } : Param { value.number() };
}

Error moved_on() {
    return { Errc::conflict,
             Text {
                 "记录已被他人修改，请重新打开后再改",
                 "the record was changed by somebody else; open it again and repeat the change" },
             {} };
}

}  // namespace

RecordTable::RecordTable(const RecordType& type, const crypto::Vault& vault)
    : type_(type)
    , vault_(vault)
    , sealed_(type.has_sealed_fields()) {
    for (const auto& column : columns_of(type)) {
        names_.push_back(column.name);
    }
    insert_.table = type.table();
    std::string selected;
    std::string changes;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const auto field = i - head_columns;
        const auto kind = i >= head_columns && field < type.fields.size()
            ? stored_as(type.fields[field])
            : storage::Kind::number;
        insert_.columns.push_back({ names_[i], kind });
        if (i < head_columns + type.fields.size()) {
            selected += (i == 0 ? "t." : ", t.") + names_[i];
        }
        if (i >= 2) {
            changes += (i == 2 ? "" : ", ") + names_[i] + " = $" + std::to_string(i + 1);
        }
    }
    select_
        = "SELECT " + selected + (sealed_ ? ", k.wrapped" : "") + " FROM " + insert_.table + " t";
    if (sealed_) {
        std::string subject = "t.id";
        if (!type.subject_field.empty()) {
            subject = "coalesce(t." + std::string { type.subject_field } + ", t.id)";
        }
        select_ += " LEFT JOIN subject_key k ON k.branch_id = t.branch_id AND k.id = " + subject;
    }
    update_ = "UPDATE " + insert_.table + " SET " + changes
        + " WHERE branch_id = $1 AND id = $2 AND version = $" + std::to_string(names_.size() + 1);
}

/// A row on its way into the table.
struct RecordTable::Row {
    std::vector<Param> values;
    std::vector<std::string> sealed; ///< reserved, so that its texts stay where they are
    std::optional<WritingKey> key;
};

Result<void> RecordTable::fill(
    storage::Transaction& tx, const Head& head, const void* record, bool is_new, Row& row
) const {
    row.values.reserve(names_.size() + 1);
    row.values.assign(
        { head.branch, head.id, head.version, head.created_at, head.updated_at, head.created_by }
    );
    row.sealed.reserve(type_.fields.size());
    std::vector<Param> indexes;
    for (const auto& field : type_.fields) {
        const auto value = field.get(record);
        if (field.options.blind_index) {
            const auto number = index_of(vault_, field, value.text());
            indexes.push_back(number == 0 ? Param {} : Param { number });
        }
        if (!field.is_sealed()) {
            row.values.push_back(param_of(value));
            continue;
        }
        if (value.is_empty()) {
            row.values.emplace_back();
            continue;
        }
        if (!row.key) {
            const auto subject = subject_of(type_, head, record);
            const bool fresh = is_new && subject == head.id;
            row.key = TRY(find_or_make_key(tx, vault_, head.branch, subject, fresh));
        }
        const auto& sealed
            = row.sealed.emplace_back(crypto::Vault::seal(row.key->key, field.name, value.text()));
        row.values.push_back(Param::blob(sealed));
    }
    row.values.insert(row.values.end(), indexes.begin(), indexes.end());
    return {};
}

Result<void> RecordTable::insert(
    storage::Transaction& tx,
    const Head& head,
    const void* record,
    std::optional<crypto::SubjectKey>* sealed_with
) const {
    Row row;
    TRY(fill(tx, head, record, true, row));
    // The row first: when its unique key is taken, nothing of the attempt is written yet.
    TRY(tx.insert(insert_, row.values));
    if (sealed_with != nullptr && row.key) {
        *sealed_with = row.key->key;
    }
    return row.key ? keep_key(tx, head.branch, *row.key) : Result<void> {};
}

Result<void>
RecordTable::update(storage::Transaction& tx, const Head& head, const void* record) const {
    Row row;
    TRY(fill(tx, head, record, false, row));
    row.values.emplace_back(head.version - 1);
    const auto changed = TRY(tx.execute(update_, row.values));
    if (changed != 1) {
        return std::unexpected(moved_on());
    }
    return row.key ? keep_key(tx, head.branch, *row.key) : Result<void> {};
}

Result<Loaded> RecordTable::read(const storage::Row& row) const {
    Loaded loaded {
        { row.id(0), row.id(1), row.number(2), row.instant(3), row.instant(4), row.id(5) },
        type_.make()
    };
    int column = head_columns;
    for (const auto& field : type_.fields) {
        FieldValue value;
        if (!field.is_sealed() && !row.is_null(column)) {
            value = field.kind->stored_as_text ? FieldValue { row.text(column) }
                                               : FieldValue { row.number(column) };
        }
        const bool left_out = field.is_sealed() || (value.is_null() && !field.nullable);
        if (!left_out && !field.set(loaded.value.get(), value)) {
            return fail(
                Errc::corrupt,
                compose(
                    { "{} 的 {} 字段保存了无法识别的内容",
                      "{}: the field {} holds an unknown value" },
                    { type_.name, field.name }
                )
            );
        }
        ++column;
    }
    if (sealed_) {
        TRY(read_sealed(row, loaded));
    }
    return loaded;
}

Result<void> RecordTable::read_sealed(const storage::Row& row, Loaded& loaded) const {
    const auto key_column = head_columns + static_cast<int>(type_.fields.size());
    const bool has_key = !row.is_null(key_column);
    std::optional<crypto::SubjectKey> key;
    int column = head_columns;
    for (const auto& field : type_.fields) {
        if (field.is_sealed() && !row.is_null(column)) {
            loaded.erased = loaded.erased || !has_key;
            if (has_key && !key) {
                const auto subject = subject_of(type_, loaded.head, loaded.value.get());
                key = TRY(vault_.unwrap(subject, row.text(key_column)));
            }
            if (key) {
                const auto value = TRY(crypto::Vault::open(*key, field.name, row.text(column)));
                field.set(loaded.value.get(), FieldValue { value });
            }
        }
        ++column;
    }
    return {};
}

Result<void> RecordTable::select(
    Queries queries,
    std::string_view tail,
    storage::Params params,
    FunctionRef<Result<void>(Loaded)> sink
) const {
    const auto sql = select_ + std::string { tail };
    return queries(sql, params, [&](const storage::Row& row) -> Result<void> {
        return sink(TRY(read(row)));
    });
}

Result<Loaded> RecordTable::load(Queries queries, Id branch, Id id) const {
    return load_in(queries, { branch }, id);
}

Result<Loaded> RecordTable::load_in(Queries queries, const std::vector<Id>& branches, Id id) const {
    std::vector<Param> params { id };
    std::string places;
    for (const auto branch : branches) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    std::optional<Loaded> found;
    const auto tail = " WHERE t.branch_id IN (" + places + ") AND t.id = $1";
    TRY(select(queries, tail, params, [&](Loaded loaded) -> Result<void> {
        found = std::move(loaded);
        return {};
    }));
    if (!found) {
        return fail(
            Errc::not_found,
            Message { "没有这条" + std::string { type_.title.zh } + "：" + to_string(id),
                      "there is no such " + std::string { type_.title.en } + ": " + to_string(id) }
        );
    }
    return std::move(*found);
}

}  // namespace boai::record
