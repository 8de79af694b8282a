#include "storage/tests/gift_book.hpp"

#include <unistd.h>

#include <string>

namespace boai::storage {
namespace {

using test::ask;

class PostgresqlTest : public ::testing::TestWithParam<Dialect> {
protected:
    /// Ends every other session of the database, as a dying server would.
    void end_sessions() {
        const auto killer = std::move(*database_->connect());
        EXPECT_TRUE(
            ask(*killer,
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()")
        );
    }

    boai::test::TempDatabase database_ { GetParam() };
};

TEST_P(PostgresqlTest, a_reading_session_comes_back_when_its_server_does) {
    const auto reader = std::move(*database_->connect_reader());
    ASSERT_EQ(ask(*reader, "SELECT 1"), 1);
    end_sessions();
    EXPECT_EQ(ask(*reader, "SELECT 2"), 2);
    end_sessions();
    EXPECT_EQ(in_snapshot(*reader, [](Connection& it) { return ask(it, "SELECT 3"); }), 3);
}

TEST_P(PostgresqlTest, a_snapshot_that_is_lost_is_unavailable_and_never_mixed_with_another) {
    const auto reader = std::move(*database_->connect_reader());
    ASSERT_TRUE(reader->begin_read());
    ASSERT_EQ(ask(*reader, "SELECT 1"), 1);
    end_sessions();
    const auto lost = ask(*reader, "SELECT 1");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, Errc::unavailable);
    EXPECT_TRUE(reader->is_lost());
    reader->rollback();
}

TEST_P(PostgresqlTest, the_pool_lends_no_lost_session) {
    ReaderPool pool { *database_, 1 };
    {
        const auto lease = pool.lend();
        ASSERT_TRUE(lease);
        ASSERT_TRUE((*lease)->begin_read());
        end_sessions();
        EXPECT_FALSE(ask(**lease, "SELECT 1"));
    }
    const auto lease = pool.lend();
    ASSERT_TRUE(lease);
    EXPECT_EQ(ask(**lease, "SELECT 1"), 1);
}

TEST_P(PostgresqlTest, a_server_that_lost_its_claim_takes_it_again_before_it_writes) {
    auto rival = std::move(*Database::open(database_.location()));
    const auto hold = database_->claim_server();
    ASSERT_TRUE(hold);
    end_sessions();
    ASSERT_TRUE(database_->connect());
    EXPECT_EQ(rival->claim_server().error().code, Errc::conflict);
}

TEST_P(PostgresqlTest, a_server_whose_claim_another_took_may_not_write) {
    auto rival = std::move(*Database::open(database_.location()));
    const auto hold = database_->claim_server();
    ASSERT_TRUE(hold);
    const auto killer = std::move(*rival->connect());
    ASSERT_TRUE(
        ask(*killer,
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()")
    );
    ASSERT_EQ(ask(*killer, "SELECT count(*) FROM pg_advisory_lock(1651466601)"), 1);
    const auto refused = database_->connect();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
}

TEST_P(PostgresqlTest, a_claim_given_back_can_be_taken_by_another) {
    auto rival = std::move(*Database::open(database_.location()));
    ASSERT_TRUE(database_->claim_server());
    EXPECT_TRUE(rival->claim_server());
}

TEST_P(PostgresqlTest, commits_of_the_server_itself_leave_no_mark) {
    const auto hold = database_->claim_server();
    const auto session = std::move(*database_->connect());
    ASSERT_TRUE(session->run_script("CREATE TABLE thing (id BIGINT)"));
    ASSERT_TRUE(session->begin());
    ASSERT_TRUE(session->execute("INSERT INTO thing VALUES (1)", {}));
    ASSERT_TRUE(session->commit());
    EXPECT_EQ(ask(*session, "SELECT mark FROM storage_change"), 0);
}

TEST_P(PostgresqlTest, sends_backups_to_the_tools_of_postgresql) {
    const auto refused = database_->backup("copy.db");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_TRUE(refused.error().message.en.contains("pg_dump"));
}

TEST_P(PostgresqlTest, knows_its_size) {
    EXPECT_GT(database_->size_bytes().value_or(0), 1'000'000);
}

TEST_P(PostgresqlTest, finds_the_host_that_takes_writes_among_several) {
    auto address = database_.location().text;
    const auto host = address.find("host=");
    address.insert(host + std::string_view { "host=" }.size(), "/nowhere,");
    const auto opened = Database::open({ address });
    EXPECT_TRUE(opened) << opened.error().message.en;
}

TEST_P(PostgresqlTest, refuses_a_database_that_is_not_in_utf_8) {
    const auto admin = std::move(*database_->connect());
    const auto name = "latin_" + std::to_string(::getpid());
    ASSERT_TRUE(admin->run_script(
        "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
    ));
    auto address = database_.location().text;
    const auto begin = address.find("///") + 3;
    address.replace(begin, address.find('?') - begin, name);
    const auto refused = Database::open({ address });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_TRUE(admin->run_script("DROP DATABASE " + name));
}

TEST_P(PostgresqlTest, waits_for_the_disk_whatever_the_server_says) {
    const auto admin = std::move(*database_->connect());
    ASSERT_TRUE(admin->run_script("DO $do$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                                  " || ' SET synchronous_commit = off'; END $do$"));
    const auto session = std::move(*database_->connect());
    ASSERT_TRUE(session->query("SHOW synchronous_commit", {}, [](const Row& row) -> Result<void> {
        EXPECT_EQ(row.text(0), "on");
        return {};
    }));
}

TEST_P(PostgresqlTest, tells_a_bad_statement_in_the_words_of_the_server) {
    const auto session = std::move(*database_->connect());
    const auto failed = session->execute("SELECT nonsense", {});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::internal);
    EXPECT_TRUE(failed.error().message.en.contains("nonsense"));
}

TEST_P(PostgresqlTest, tells_no_value_that_could_not_be_read) {
    const auto session = std::move(*database_->connect());
    const Param value[] = { "secret" };
    const auto failed = ask(*session, "SELECT cast($1 AS BIGINT)", value);
    ASSERT_FALSE(failed);
    EXPECT_FALSE(failed.error().message.en.contains("secret")) << failed.error().message.en;
}

INSTANTIATE_TEST_SUITE_P(
    Postgresql,
    PostgresqlTest,
    ::testing::Values(Dialect::postgresql),
    boai::test::TempDatabase::name_of
);

TEST(PostgresqlAddress, is_refused_without_repeating_the_password) {
    const auto refused = Database::open({ "postgresql://boai:secret@[::1/book" });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_FALSE(refused.error().message.en.contains("secret"));
}

TEST(PostgresqlAddress, where_nobody_answers_is_unavailable) {
    const auto refused = Database::open({ "postgresql:///book?host=/nowhere&password=secret" });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::unavailable);
    EXPECT_TRUE(refused.error().message.en.contains("/nowhere"));
    EXPECT_FALSE(refused.error().message.en.contains("secret"));
}

} // namespace
} // namespace boai::storage
