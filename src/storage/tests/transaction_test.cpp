#include "storage/sql_text.hpp"
#include "storage/tests/gift_book.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace boai::storage {
namespace {

using test::gift_migrations;
using test::gift_shape;
using test::total_shape;

class TransactionTest : public test::GiftBookTest {
protected:
    static Result<void> gift(Transaction& tx, std::int64_t id, std::int64_t amount) {
        const Param row[] = { 1, id, "note" };
        TRY(tx.insert(gift_shape, row));
        const Param key[] = { 1, "all" };
        tx.add(total_shape, key, amount);
        return {};
    }

    /// Of one each, numbered from `first` up to before `end`.
    static Result<void> gifts(Transaction& tx, int first, int end) {
        for (int id = first; id < end; ++id) {
            TRY(gift(tx, id, 1));
        }
        return {};
    }
};

TEST_P(TransactionTest, a_failed_job_leaves_nothing_and_spoils_nobody) {
    std::atomic<int> good { 0 };
    std::atomic<int> bad { 0 };
    for (int i = 0; i < 50; ++i) {
        const auto submitted
            = writer_->submit({ { 1 },
                                [i](Transaction& tx) -> Result<void> {
                                    TRY(gift(tx, i % 40, 10));  // ten of them repeat a key
                                    if (i % 7 == 3) {
                                        return fail(Errc::invalid, Text { "不行", "no" });
                                    }
                                    return {};
                                },
                                [&](const Result<void>& outcome) { (outcome ? good : bad)++; } });
        ASSERT_TRUE(submitted);
    }
    writer_.reset();
    EXPECT_EQ(good + bad, 50);
    EXPECT_EQ(number("SELECT count(*) FROM gift"), good.load());
    EXPECT_EQ(number("SELECT value FROM total"), good.load() * 10);
}

/// The next number, for even `i` taken in vain.
Result<std::int64_t> number_unless_even(Transaction& tx, int i) {
    const Param key[] = { 1, "receipt" };
    const auto made = TRY(tx.next_number(total_shape, key));
    if (i % 3 == 0) {
        // Asking for the table writes what is gathered, inside the attempt.
        TRY(test::ask(tx, "SELECT value FROM total"));
    }
    if (i % 2 == 0) {
        return fail(Errc::invalid, Text { "不行", "no" });
    }
    return made;
}

TEST_P(TransactionTest, numbers_have_no_gaps_when_attempts_fail) {
    const auto done = writer_->run({ 1 }, [&](Transaction& tx) -> Result<void> {
        std::vector<std::int64_t> numbers;
        for (int i = 0; i < 10; ++i) {
            const auto one = tx.attempt([&] { return number_unless_even(tx, i); });
            if (tx.must_run_again()) {
                return std::unexpected(one.error());
            }
            if (one) {
                numbers.push_back(*one);
            }
        }
        EXPECT_EQ(numbers, (std::vector<std::int64_t> { 1, 2, 3, 4, 5 }));
        return {};
    });
    ASSERT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(number("SELECT value FROM total"), 5);
}

Result<void> add_in_vain(Transaction& tx, std::span<const Param> key, std::int64_t before) {
    tx.add(total_shape, key, 100);
    EXPECT_EQ(TRY(tx.sum(total_shape, key)), before + 100);
    return fail(Errc::invalid, Text { "不行", "no" });
}

/// Adds seven, and one more as a number, to a total that is `before`.
Result<void> add_to_total(Transaction& tx, std::int64_t before) {
    const Param key[] = { 1, "a" };
    tx.add(total_shape, key, 3);
    EXPECT_EQ(TRY(tx.sum(total_shape, key)), before + 3);
    tx.add(total_shape, key, 4);
    EXPECT_EQ(TRY(tx.sum(total_shape, key)), before + 7);
    EXPECT_FALSE(tx.attempt([&] { return add_in_vain(tx, key, before + 7); }));
    EXPECT_EQ(TRY(tx.sum(total_shape, key)), before + 7);
    TRY(tx.flush());
    EXPECT_EQ(TRY(tx.next_number(total_shape, key)), before + 8);
    return {};
}

TEST_P(TransactionTest, a_sum_is_what_stands_with_what_was_added) {
    for (const std::int64_t before : { 0, 8 }) {
        const auto done
            = writer_->run({ 1 }, [&](Transaction& tx) { return add_to_total(tx, before); });
        ASSERT_TRUE(done) << done.error().message.en;
    }
}

const InsertShape parent_shape { "parent", { { "branch_id" }, { "id" } }, "" };
const InsertShape child_shape { "child", { { "branch_id" }, { "id" }, { "parent_id" } }, "" };

Result<void> make_family(Connection& connection) {
    return connection.run_script(
        "CREATE TABLE parent (branch_id BIGINT NOT NULL, id BIGINT NOT NULL,"
        " PRIMARY KEY (branch_id, id));"
        "CREATE TABLE child (branch_id BIGINT NOT NULL, id BIGINT NOT NULL, parent_id BIGINT,"
        " note TEXT, PRIMARY KEY (branch_id, id),"
        " FOREIGN KEY (branch_id, parent_id) REFERENCES parent (branch_id, id));"
    );
}

TEST_P(TransactionTest, rows_are_written_after_those_they_refer_to) {
    ASSERT_TRUE(make_family(**database_->connect()));
    const auto done = writer_->run({ 1 }, [](Transaction& tx) -> Result<void> {
        const Param orphan[] = { 1, 1, Param {} };
        TRY(tx.insert(child_shape, orphan));
        const Param parent[] = { 1, 5 };
        TRY(tx.insert(parent_shape, parent));
        const Param child[] = { 1, 2, 5 };
        return tx.insert(child_shape, child);
    });
    ASSERT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(number("SELECT count(*) FROM child"), 2);
}

TEST_P(TransactionTest, a_statement_finds_the_gathered_rows_it_refers_to) {
    ASSERT_TRUE(make_family(**database_->connect()));
    const auto done = writer_->run({ 1 }, [](Transaction& tx) -> Result<void> {
        const Param parent[] = { 1, 5 };
        TRY(tx.insert(parent_shape, parent));
        TRY(tx.execute("INSERT INTO child (branch_id, id, parent_id) VALUES (1, 1, 5)", {}));
        return {};
    });
    EXPECT_TRUE(done) << done.error().message.en;
}

TEST_P(TransactionTest, a_taken_key_found_late_fails_the_attempt_it_came_from) {
    const auto done = writer_->run({ 1 }, [](Transaction& tx) -> Result<void> {
        TRY(gift(tx, 1, 10));
        auto spoiled = tx.attempt([&]() -> Result<void> {
            auto taken = gift(tx, 1, 10); // SQLite tells it here
            if (!taken) {
                return taken;
            }
            auto inner = tx.attempt([&]() -> Result<void> {
                // PostgreSQL tells it here, but it is the outer attempt's.
                return tx.query("SELECT id FROM gift", {}, [](const Row&) -> Result<void> {
                    return {};
                });
            });
            EXPECT_FALSE(inner);
            return {};
        });
        EXPECT_FALSE(spoiled);
        if (tx.must_run_again()) {
            return spoiled;
        }
        EXPECT_EQ(spoiled.error().code, Errc::conflict);
        return gift(tx, 2, 5);
    });
    ASSERT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(number("SELECT count(*) FROM gift"), 2);
    EXPECT_EQ(number("SELECT value FROM total"), 15);
}

TEST_P(TransactionTest, rows_gathered_beyond_bounds_are_written_in_between) {
    constexpr int count = 60'000;
    const auto done = writer_->run({ 1 }, [](Transaction& tx) -> Result<void> {
        TRY(gifts(tx, 0, count));
        const auto undone = tx.attempt([&]() -> Result<void> {
            TRY(gifts(tx, count, 2 * count));
            return fail(Errc::invalid, Text { "不行", "no" });
        });
        EXPECT_FALSE(undone);
        return {};
    });
    ASSERT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(number("SELECT count(*) FROM gift"), count);
    EXPECT_EQ(number("SELECT value FROM total"), count);
}

TEST_P(TransactionTest, a_key_taken_far_back_among_many_rows_fails_their_job_and_leaves_nothing) {
    constexpr int count = 30'000;
    const auto refused = writer_->run({ 1 }, [](Transaction& tx) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            TRY(gift(tx, i == 100 ? 99 : i, 1));
        }
        return {};
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_EQ(number("SELECT count(*) FROM gift"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM total"), 0);
    const auto taken = writer_->run({ 1 }, [](Transaction& tx) { return gift(tx, 1, 1); });
    EXPECT_TRUE(taken) << "the writer goes on";
    EXPECT_EQ(number("SELECT count(*) FROM gift"), 1);
}

TEST_P(TransactionTest, a_query_finds_rows_that_are_being_written_ahead) {
    constexpr int count = 30'000;
    const auto done = writer_->run({ 1 }, [](Transaction& tx) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            TRY(gift(tx, i, 1));
            if (i % 9'999 == 0) {
                EXPECT_EQ(TRY(test::ask(tx, "SELECT count(*) FROM gift")), i + 1);
            }
        }
        return {};
    });
    ASSERT_TRUE(done) << done.error().message.en;
    EXPECT_EQ(number("SELECT value FROM total"), count);
}

TEST_P(TransactionTest, a_row_asked_for_by_its_key_is_written_first_only_if_it_is_gathered) {
    const auto connection = *database_->connect();
    ASSERT_TRUE(connection->begin());
    const bool gathers_always = GetParam() == Dialect::postgresql;
    Transaction tx { *connection, gathers_always ? Undo::alone : Undo::with_the_rest };
    ASSERT_TRUE(gift(tx, 1, 10));
    const auto found = [&](std::int64_t id) {
        int rows = 0;
        const Param key[] = { 1, id };
        const auto sql = "SELECT note FROM gift WHERE branch_id = $1 AND id = $2";
        EXPECT_TRUE(tx.query_row(gift_shape, sql, key, [&](const Row&) -> Result<void> {
            ++rows;
            return {};
        }));
        return rows;
    };
    const auto written = [&] { return *test::ask(*connection, "SELECT count(*) FROM gift"); };
    EXPECT_EQ(found(2), 0);
    EXPECT_EQ(written(), 0) << "nobody asked for what is gathered";
    EXPECT_EQ(found(1), 1);
    EXPECT_EQ(written(), 1);
    connection->rollback();
}

TEST_P(TransactionTest, a_taken_key_among_rows_written_together_voids_the_transaction) {
    const auto connection = *database_->connect();
    ASSERT_TRUE(connection->begin());
    Transaction tx { *connection, Undo::with_the_rest };
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(gift(tx, i % 90, 1));
    }
    const auto flushed = tx.flush();
    ASSERT_FALSE(flushed);
    EXPECT_TRUE(tx.must_run_again()) << "with attempts of their own the good ones go through";
    connection->rollback();
}

TEST_P(TransactionTest, refuses_data_of_a_newer_program) {
    constexpr Migration newer[]
        = { gift_migrations[0], { "test", 2, "more", "CREATE TABLE more (a {INT});" } };
    ASSERT_TRUE(migrate(*database_, newer, Instant { 0 }));
    const auto refused = migrate(*database_, gift_migrations, Instant { 0 });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
}

TEST_P(TransactionTest, refuses_a_second_server) {
    const auto first = database_->claim_server();
    ASSERT_TRUE(first) << first.error().message.en;
    const auto second = database_->claim_server();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::conflict);
}

TEST_P(TransactionTest, an_attempt_that_cannot_be_undone_alone_voids_the_transaction) {
    const auto connection = *database_->connect();
    ASSERT_TRUE(connection->begin());
    Transaction tx { *connection, Undo::with_the_rest };
    const auto unwritten = tx.attempt([&]() -> Result<void> {
        const Param key[] = { 1, "all" };
        tx.add(total_shape, key, 1);
        return fail(Errc::invalid, Text { "不行", "no" });
    });
    EXPECT_EQ(unwritten.error().code, Errc::invalid);
    EXPECT_FALSE(tx.must_run_again()) << "what is only gathered is undone alone";
    const auto written = tx.attempt([&]() -> Result<void> {
        TRY(tx.execute("DELETE FROM gift", {}));
        return fail(Errc::invalid, Text { "不行", "no" });
    });
    EXPECT_EQ(written.error().code, Errc::unavailable);
    EXPECT_TRUE(tx.must_run_again());
    EXPECT_FALSE(gift(tx, 1, 1)) << "nothing more is taken";
    EXPECT_FALSE(tx.flush());
    connection->rollback();
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    TransactionTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

TEST(SqlText, leaves_dollars_in_literals_alone) {
    EXPECT_EQ(number_places("SELECT $2, '$1 it''s $' , $1"), "SELECT ?2, '$1 it''s $' , ?1");
}

TEST(Sqlite, backs_up_while_it_is_written_to) {
    const boai::test::TempFolder folder;
    boai::test::TempDatabase database { Dialect::sqlite };
    ASSERT_TRUE(migrate(*database, gift_migrations, Instant { 0 }));
    auto writer = *Writer::start(*database);
    ASSERT_TRUE(writer->run({ 1 }, [](Transaction& tx) -> Result<void> {
        const Param row[] = { 1, 5, "note" };
        return tx.insert(gift_shape, row);
    }));
    ASSERT_TRUE(database->backup(folder.file("copy.db")));
    EXPECT_EQ(database->backup(folder.file("copy.db")).error().code, Errc::conflict);
    auto copy = *Database::open({ folder.file("copy.db") });
    EXPECT_TRUE(migrate(*copy, gift_migrations, Instant { 0 }));
}

TEST(Sqlite, refuses_a_file_that_is_not_a_database) {
    const boai::test::TempFolder folder;
    auto* const file = std::fopen(folder.file("rubbish.db").c_str(), "w");
    static_cast<void>(std::fputs(
        "this is no database, however long it may be, and it must not be taken for one", file
    ));
    ASSERT_EQ(std::fclose(file), 0);
    const auto opened = Database::open({ folder.file("rubbish.db") });
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::corrupt);
}

} // namespace
} // namespace boai::storage
