#include "storage/tests/gift_book.hpp"

#include <limits>
#include <string>

namespace boai::storage {
namespace {

using namespace std::string_view_literals;
using test::ask;

const InsertShape thing_shape {
    "thing", { { "id" }, { "number" }, { "words", Kind::text }, { "bytes", Kind::blob } }, ""
};
const InsertShape thing_upsert {
    "thing",
    { { "id" }, { "number" } },
    "ON CONFLICT ( id ) DO UPDATE SET number = thing.number + excluded.number",
};

class ConnectionTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override {
        constexpr Migration things[]
            = { { "test",
                  1,
                  "create",
                  "CREATE TABLE thing (id {INT} NOT NULL PRIMARY KEY,"
                  " number {INT}, words {TEXT}, bytes {BLOB}) {STRICT};" } };
        ASSERT_TRUE(migrate(*database_, things, Instant { 0 }));
        session_ = std::move(*database_->connect());
    }

    Result<void> add(std::int64_t id, Param number, Param words = {}, Param bytes = {}) {
        const Param row[] = { id, number, words, bytes };
        return session_->insert(thing_shape, row);
    }

    boai::test::TempDatabase database_ { GetParam() };
    std::unique_ptr<Connection> session_;
};

TEST_P(ConnectionTest, values_come_back_as_they_went) {
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
    const Param rows[] = {
        1,
        largest,
        "红十字 'quoted' \\ {a,b} NULL",
        Param::blob("\0\1\377"sv),
        2,
        smallest,
        "",
        Param::blob(""),
        3,
        Param {},
        Param {},
        Param {},
    };
    ASSERT_TRUE(session_->insert(thing_shape, rows));
    const Param one[] = { 4, -1, "one", Param::blob("x\0y"sv) };
    ASSERT_TRUE(session_->execute("INSERT INTO thing VALUES ($1, $2, $3, $4)", one));
    int seen = 0;
    ASSERT_TRUE(session_->query("SELECT * FROM thing ORDER BY id", {}, [&](const Row& row) {
        const auto& sent = seen < 3 ? rows[4 * seen + 1] : one[1];
        const auto& words = seen < 3 ? rows[4 * seen + 2] : one[2];
        const auto& bytes = seen < 3 ? rows[4 * seen + 3] : one[3];
        EXPECT_EQ(row.columns(), 4);
        EXPECT_EQ(row.number(1), sent.number());
        EXPECT_EQ(row.text(2), words.text());
        EXPECT_EQ(row.text(3), bytes.text());
        EXPECT_EQ(row.is_null(1), sent.kind() == Kind::null);
        EXPECT_EQ(row.is_null(2), words.kind() == Kind::null);
        EXPECT_EQ(row.is_null(3), bytes.kind() == Kind::null);
        ++seen;
        return Result<void> {};
    }));
    EXPECT_EQ(seen, 4);
}

TEST_P(ConnectionTest, expressions_come_as_numbers) {
    constexpr std::int64_t large = 4'000'000'000'000'000'000;
    ASSERT_TRUE(add(1, large));
    ASSERT_TRUE(add(2, large));
    ASSERT_TRUE(add(3, -large));
    const Param one[] = { large };
    EXPECT_EQ(ask(*session_, "SELECT sum(number) FROM thing"), large);
    EXPECT_EQ(ask(*session_, "SELECT sum(-number) FROM thing"), -large);
    EXPECT_EQ(ask(*session_, "SELECT sum(number) - $1 FROM thing", one), 0);
    EXPECT_EQ(ask(*session_, "SELECT sum(number) FROM thing WHERE id > 9"), 0);
    EXPECT_EQ(ask(*session_, "SELECT count(*) FROM thing WHERE number = $1", one), 2);
    EXPECT_EQ(ask(*session_, "SELECT number = $1 FROM thing WHERE id = 1", one), 1);
    EXPECT_EQ(ask(*session_, "SELECT coalesce($1, 0)", one), large);
    EXPECT_EQ(ask(*session_, "SELECT cast('-12' AS BIGINT)"), -12);
    EXPECT_EQ(ask(*session_, "SELECT length('红十字')"), 3);
}

TEST_P(ConnectionTest, the_same_statement_takes_values_and_nulls) {
    ASSERT_TRUE(add(1, 5, "a"));
    ASSERT_TRUE(add(2, Param {}, Param {}));
    const Param absent[] = { Param {}, 2 };
    const Param present[] = { "b", 2 };
    constexpr std::string_view update = "UPDATE thing SET words = $1 WHERE id = $2";
    EXPECT_EQ(session_->execute(update, absent), 1);
    EXPECT_EQ(session_->execute(update, present), 1);
    EXPECT_EQ(session_->execute(update, absent), 1);
    EXPECT_EQ(ask(*session_, "SELECT count(*) FROM thing WHERE words IS NULL"), 1);
}

TEST_P(ConnectionTest, a_query_runs_inside_the_sink_of_another) {
    for (int i = 1; i <= 50; ++i) {
        ASSERT_TRUE(add(i, i));
    }
    constexpr std::string_view sql = "SELECT id FROM thing WHERE id <= $1 ORDER BY id";
    int outer = 0;
    int inner = 0;
    const Param all[] = { 50 };
    const auto done = session_->query(sql, all, [&](const Row& row) -> Result<void> {
        EXPECT_EQ(row.number(0), ++outer);
        const Param some[] = { row.number(0) };
        return session_->query(sql, some, [&](const Row&) -> Result<void> {
            ++inner;
            return {};
        });
    });
    ASSERT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(outer, 50);
    EXPECT_EQ(inner, 50 * 51 / 2);
}

TEST_P(ConnectionTest, an_error_of_the_sink_ends_the_query_and_not_the_session) {
    for (int i = 1; i <= 50; ++i) {
        ASSERT_TRUE(add(i, i));
    }
    ASSERT_TRUE(session_->begin_read());
    int seen = 0;
    const auto stopped
        = session_->query("SELECT id FROM thing", {}, [&](const Row&) -> Result<void> {
              return ++seen == 3 ? Result<void> { fail(Errc::invalid, Text { "停", "stop" }) }
                                 : Result<void> {};
          });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, Errc::invalid);
    EXPECT_EQ(ask(*session_, "SELECT count(*) FROM thing"), 50);
    session_->rollback();
}

TEST_P(ConnectionTest, one_insert_may_name_a_key_again_and_again) {
    std::vector<Param> rows;
    for (int i = 0; i < 2'000; ++i) {
        rows.emplace_back(i % 7);
        rows.emplace_back(1);
    }
    ASSERT_TRUE(session_->begin());
    ASSERT_TRUE(session_->insert(thing_upsert, rows));
    ASSERT_TRUE(session_->commit());
    EXPECT_EQ(ask(*session_, "SELECT sum(number) FROM thing"), 2'000);
    EXPECT_EQ(ask(*session_, "SELECT count(*) FROM thing"), 7);
}

TEST_P(ConnectionTest, tells_a_taken_key_without_telling_its_values) {
    ASSERT_TRUE(add(1, 5, "王小明"));
    const Param row[] = { 1, "王小明" };
    const auto taken = session_->execute("INSERT INTO thing (id, words) VALUES ($1, $2)", row);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, Errc::conflict);
    EXPECT_FALSE(taken.error().message.zh.contains("王小明"));
    EXPECT_FALSE(taken.error().message.en.contains("1"));
    const auto again = add(1, 6);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::conflict);
}

TEST_P(ConnectionTest, rolls_back_whatever_has_happened) {
    session_->rollback();
    ASSERT_TRUE(session_->begin());
    ASSERT_TRUE(add(1, 1));
    EXPECT_EQ(session_->execute("no such statement", {}).error().code, Errc::internal);
    session_->rollback();
    session_->rollback();
    ASSERT_TRUE(session_->begin());
    ASSERT_TRUE(add(2, 2));
    ASSERT_TRUE(session_->commit());
    EXPECT_EQ(ask(*session_, "SELECT sum(id) FROM thing"), 2);
}

TEST_P(ConnectionTest, a_snapshot_stays_as_it_was) {
    ASSERT_TRUE(add(1, 1));
    const auto reader = std::move(*database_->connect_reader());
    const auto seen = in_snapshot(*reader, [&](Connection& snapshot) -> Result<std::int64_t> {
        const auto before = TRY(ask(snapshot, "SELECT count(*) FROM thing"));
        TRY(add(2, 2));
        return before * 10 + TRY(ask(snapshot, "SELECT count(*) FROM thing"));
    });
    EXPECT_EQ(seen, 11);
    EXPECT_EQ(ask(*reader, "SELECT count(*) FROM thing"), 2);
}

TEST_P(ConnectionTest, a_reader_cannot_write) {
    const auto reader = std::move(*database_->connect_reader());
    EXPECT_FALSE(reader->execute("INSERT INTO thing (id) VALUES (1)", {}));
    EXPECT_EQ(ask(*reader, "SELECT count(*) FROM thing"), 0);
}

TEST_P(ConnectionTest, the_change_mark_moves_with_the_commits_of_others_only) {
    const auto other = std::move(*database_->connect());
    const auto mark = session_->change_mark();
    ASSERT_TRUE(mark);
    ASSERT_TRUE(session_->begin());
    ASSERT_TRUE(add(1, 1));
    ASSERT_TRUE(session_->commit());
    EXPECT_EQ(session_->change_mark(), *mark);
    ASSERT_TRUE(other->begin());
    ASSERT_TRUE(other->execute("UPDATE thing SET number = 2", {}));
    EXPECT_EQ(session_->change_mark(), *mark);
    ASSERT_TRUE(other->commit());
    EXPECT_NE(session_->change_mark(), *mark);
}

TEST_P(ConnectionTest, keeps_working_with_more_statements_than_it_keeps) {
    for (int i = 0; i < 1'500; ++i) {
        const auto sql = "SELECT " + std::to_string(i % 600);
        ASSERT_EQ(ask(*session_, sql), i % 600);
    }
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    ConnectionTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::storage
