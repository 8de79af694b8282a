/// \file
/// A ledger on a database of its own, and the entries the tests post.
#pragma once

#include "ledger/post.hpp"
#include "ledger/tables.hpp"
#include "ledger/trace.hpp"
#include "storage/migrations.hpp"
#include "storage/writer.hpp"
#include "support/temp_database.hpp"
#include "transparency/log.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace boai::ledger::test {

inline constexpr Id city { 101 };
inline constexpr Id county { 102 };
inline constexpr Fund flood { { 5 }, "F-flood", { "抗洪", {} } };
inline constexpr Day today { 20'000 };

/// Runs on SQLite and on PostgreSQL.
class LedgerBookTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        std::vector<storage::Migration> all;
        for (const auto steps : { transparency::migrations(), ledger::migrations() }) {
            all.insert(all.end(), steps.begin(), steps.end());
        }
        const auto done = storage::migrate(*database_, all, Instant { 0 });
        ASSERT_TRUE(done) << done.error().message.en;
        auto started = storage::Writer::start(*database_);
        ASSERT_TRUE(started) << started.error().message.en;
        writer_ = std::move(*started);
        auto reader = database_->connect_reader();
        ASSERT_TRUE(reader) << reader.error().message.en;
        reader_ = std::move(*reader);
    }

    static Entry entry(EntryKind kind, Id branch, Id source, std::span<const Line> lines) {
        return { .kind = kind,
                 .branch = branch,
                 .branch_code = branch == city ? "320700" : "320722",
                 .source = source,
                 .public_id = "0000000000001",
                 .day = today,
                 .lines = lines };
    }

    /// Posts one entry in a commit of its own.
    Result<Posted> post_alone(const Entry& entry) {
        Posted posted;
        const auto done = writer_->run(entry.branch, [&](storage::Transaction& tx) -> Result<void> {
            posted = TRY(post(tx, entry));
            return {};
        });
        return done ? Result<Posted> { posted } : std::unexpected(done.error());
    }

    Result<Posted> give(Id branch, const Fund& fund, Id source, std::int64_t amount) {
        const Line lines[] = { { fund, "1002", amount }, { fund, "4101", -amount } };
        return post_alone(entry(EntryKind::gift, branch, source, lines));
    }

    Result<Posted> pay(Id branch, const Fund& fund, Id source, std::int64_t amount) {
        const Line lines[] = { { fund, "5101", amount }, { fund, "1002", -amount } };
        return post_alone(entry(EntryKind::payment, branch, source, lines));
    }

    Result<Posted>
    give_back(Id branch, const Fund& fund, Id source, std::int64_t amount, OwnPart part) {
        const Line lines[] = { { fund, "4109", amount }, { fund, "1002", -amount } };
        auto made = entry(EntryKind::refund, branch, source, lines);
        made.own_part = part;
        return post_alone(made);
    }

    [[nodiscard]] auto queries() {
        return [this](std::string_view sql, storage::Params params, storage::RowSink sink) {
            return reader_->query(sql, params, sink);
        };
    }

    std::int64_t number(std::string_view sql) {
        std::int64_t answer = 0;
        const auto done = reader_->query(sql, {}, [&](const storage::Row& row) -> Result<void> {
            answer = row.number(0);
            return {};
        });
        EXPECT_TRUE(done) << done.error().message.en;
        return answer;
    }

    boai::test::TempDatabase database_ { GetParam() };
    std::unique_ptr<storage::Writer> writer_;
    std::unique_ptr<storage::Connection> reader_;
};

} // namespace boai::ledger::test
