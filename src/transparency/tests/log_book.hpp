/// \file
/// Logs on either database, for the tests of this room.
#pragma once

#include "storage/writer.hpp"
#include "support/temp_database.hpp"
#include "transparency/log.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boai::transparency::test {

inline constexpr Id city { 11 };
inline constexpr Id county { 12 };

/// Runs on SQLite and on PostgreSQL, with the tables of logs and a writer.
class LogBookTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        const auto done = storage::migrate(*database_, migrations(), Instant { 0 });
        ASSERT_TRUE(done) << done.error().message.en;
        auto started = storage::Writer::start(*database_);
        ASSERT_TRUE(started) << started.error().message.en;
        writer_ = std::move(*started);
    }

    /// Enters one entry in a commit of its own.
    Result<std::uint64_t> enter(Id branch, std::string_view entry) {
        std::uint64_t index = 0;
        TRY(writer_->run(branch, [&](storage::Transaction& tx) -> Result<void> {
            index = TRY(append(tx, branch, entry));
            return {};
        }));
        return index;
    }

    /// The entries of a branch's log as they are stored.
    std::vector<std::string> entries(Id branch) {
        std::vector<std::string> all;
        const auto connection = database_->connect_reader();
        EXPECT_TRUE(connection);
        const storage::Param params[] = { branch };
        const auto done = (*connection)
                              ->query(
                                  "SELECT idx, entry FROM journal_leaf WHERE branch_id = $1 "
                                  "ORDER BY idx",
                                  params,
                                  [&](const storage::Row& row) -> Result<void> {
                                      EXPECT_EQ(row.number(0), std::ssize(all));
                                      all.emplace_back(row.text(1));
                                      return {};
                                  }
                              );
        EXPECT_TRUE(done) << done.error().message.en;
        return all;
    }

    boai::test::TempDatabase database_ { GetParam() };
    std::unique_ptr<storage::Writer> writer_;
};

} // namespace boai::transparency::test
