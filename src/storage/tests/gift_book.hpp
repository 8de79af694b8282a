/// \file
/// A small book of gifts and totals on either database, for the tests of storage.
#pragma once

#include "storage/migrations.hpp"
#include "storage/writer.hpp"
#include "support/temp_database.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string_view>
#include <vector>

namespace boai::storage::test {

inline constexpr Migration gift_migrations[] = {
    { "test",
      1,
      "create",
      R"(CREATE TABLE gift (branch_id {INT} NOT NULL, id {INT} NOT NULL, note {TEXT} NOT NULL,
        PRIMARY KEY (branch_id, id)) {STRICT};
        CREATE TABLE total (branch_id {INT} NOT NULL, name {TEXT} NOT NULL, value {INT} NOT NULL,
        PRIMARY KEY (branch_id, name)) {STRICT};)" },
};

inline const InsertShape gift_shape { "gift",
                                      { { "branch_id" }, { "id" }, { "note", Kind::text } },
                                      "" };
inline const SumShape total_shape { "total", { { "branch_id" }, { "name", Kind::text } }, "value" };

/// The first number a query gives on a connection or in a transaction; -1 without a row.
template <class Asked>
Result<std::int64_t> ask(Asked& asked, std::string_view sql, Params params = {}) {
    std::int64_t answer = -1;
    TRY(asked.query(sql, params, [&](const Row& row) -> Result<void> {
        answer = row.number(0);
        return {};
    }));
    return answer;
}

/// Adds a gift of one fen to `branch`.
inline Result<void> add_gift(Transaction& tx, std::int64_t branch, std::int64_t id) {
    const Param row[] = { branch, id, "note" };
    TRY(tx.insert(gift_shape, row));
    const Param key[] = { branch, "all" };
    tx.add(total_shape, key, 1);
    return {};
}

/// Runs on SQLite and on PostgreSQL; the writer is started with the book made.
class GiftBookTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override {
        const auto done = migrate(*database_, gift_migrations, Instant { 0 });
        ASSERT_TRUE(done) << done.error().message.en;
        auto started = Writer::start(*database_);
        ASSERT_TRUE(started) << started.error().message.en;
        writer_ = std::move(*started);
    }

    std::int64_t number(std::string_view sql) {
        const auto connection = database_->connect_reader();
        EXPECT_TRUE(connection);
        const auto answer = ask(**connection, sql);
        EXPECT_TRUE(answer) << answer.error().message.en;
        return answer.value_or(-1);
    }

    boai::test::TempDatabase database_ { GetParam() };
    std::unique_ptr<Writer> writer_;
};

}  // namespace boai::storage::test
