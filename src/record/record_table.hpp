/// \file
/// RecordTable: rows of one record type, written and read through its field table.
#pragma once

#include "base/function_ref.hpp"
#include "base/result.hpp"
#include "crypto/vault.hpp"
#include "record/record_type.hpp"
#include "storage/connection.hpp"
#include "storage/transaction.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::record {

/// One record as read. `erased` when its subject's key is gone: personal values are empty then.
struct Loaded {
    Head head;
    std::shared_ptr<void> value;
    bool erased = false;

    template <class T>
    [[nodiscard]] const T& as() const {
        return *static_cast<const T*>(value.get());
    }
};

/// Runs a query on a snapshot or inside a transaction; the two look alike to a reader.
using Queries = FunctionRef<
    Result<void>(std::string_view sql, storage::Params params, storage::RowSink sink)>;

template <class Source>
Result<void>
run_query(Source& source, std::string_view sql, storage::Params params, storage::RowSink sink) {
    return source.query(sql, params, sink);
}

/// Queries of a connection; may be kept as long as that lasts.
[[nodiscard]] inline Queries queries_of(storage::Connection& connection) {
    return Queries::of<run_query<storage::Connection>>(connection);
}

/// Queries of a transaction; may be kept as long as that lasts.
[[nodiscard]] inline Queries queries_of(storage::Transaction& tx) {
    return Queries::of<run_query<storage::Transaction>>(tx);
}

/// Threads: any, once made.
class RecordTable {
public:
    RecordTable(const RecordType& type, const crypto::Vault& vault);

    [[nodiscard]] const RecordType& type() const { return type_; }

    /// `sealed_with` gets the key its personal values were sealed with, when it has any.
    /// Errors: conflict when a unique key is taken.
    Result<void> insert(
        storage::Transaction& tx,
        const Head& head,
        const void* record,
        std::optional<crypto::SubjectKey>* sealed_with = nullptr
    ) const;
    /// Writes `record` over the row of version head.version - 1.
    /// Errors: conflict when the row has moved on.
    Result<void> update(storage::Transaction& tx, const Head& head, const void* record) const;

    /// Errors: not_found.
    [[nodiscard]] Result<Loaded> load(Queries queries, Id branch, Id id) const;
    /// Like load, in any of the branches.
    [[nodiscard]] Result<Loaded>
    load_in(Queries queries, const std::vector<Id>& branches, Id id) const;
    /// Runs "SELECT ... FROM table t [LEFT JOIN keys]" + `tail`, where `tail` begins with " WHERE".
    Result<void> select(
        Queries queries,
        std::string_view tail,
        storage::Params params,
        FunctionRef<Result<void>(Loaded)> sink
    ) const;

private:
    struct Row;

    /// The values of a row in the order of the insert; texts live in `row` or the record.
    Result<void> fill(
        storage::Transaction& tx, const Head& head, const void* record, bool is_new, Row& row
    ) const;
    [[nodiscard]] Result<Loaded> read(const storage::Row& row) const;
    Result<void> read_sealed(const storage::Row& row, Loaded& loaded) const;

    const RecordType& type_;
    const crypto::Vault& vault_;
    std::vector<std::string> names_;
    storage::InsertShape insert_;
    std::string select_;
    std::string update_;
    bool sealed_ = false;
};

} // namespace boai::record
