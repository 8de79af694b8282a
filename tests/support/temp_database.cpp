#include "support/temp_database.hpp"

#include "support/postgresql_server.hpp"

#include <libpq-fe.h>

#include <cerrno>
#include <cstdlib>
#include <ostream>
#include <stdexcept>
#include <system_error>

namespace boai::storage {

void PrintTo(Dialect dialect, std::ostream* out) {
    *out << (dialect == Dialect::sqlite ? "SQLite" : "PostgreSQL");
}

} // namespace boai::storage

namespace boai::test {
namespace {

using Session = std::unique_ptr<PGconn, void (*)(PGconn*)>;

Session connect(const std::string& address) {
    Session session { PQconnectdb(address.c_str()), PQfinish };
    PQsetNoticeReceiver(session.get(), [](void*, const PGresult*) { }, nullptr);
    return session;
}

/// Runs statements; the first value the last of them gives.
std::string run(const Session& session, const std::string& sql) {
    const std::unique_ptr<PGresult, void (*)(PGresult*)> result {
        PQexec(session.get(), sql.c_str()), PQclear
    };
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw std::runtime_error(PQerrorMessage(session.get()));
    }
    return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

/// The address of another database of the same server.
std::string address_of(const std::string& name) {
    const auto& server = postgresql_server().address;
    const auto question = server.find('?');
    const auto path_end = server.rfind('/', question);
    const auto tail = question == std::string::npos ? "" : server.substr(question);
    return server.substr(0, path_end + 1) + name + tail;
}

/// Empties a database another test has left.
void empty(const Session& server, const std::string& name) {
    run(server,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + name
            + "'");
    run(server, "ALTER DATABASE " + name + " RESET ALL");
    run(connect(address_of(name)), "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
}

/// Takes the first database no other test is using; its name. It is used again and again, because
/// making one takes ten times as long as emptying it. The claim ends with the session.
std::string claim_database(const Session& server) {
    int number = 1;
    while (run(server, "SELECT pg_try_advisory_lock(" + std::to_string(number) + ")") != "t") {
        ++number;
    }
    auto name = "boai_test_" + std::to_string(number);
    if (run(server, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'").empty()) {
        run(server,
            "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'");
    } else {
        empty(server, name);
    }
    return name;
}

void skip(const std::string& reason) {
    GTEST_SKIP() << "no PostgreSQL: " << reason;
}

} // namespace

TempFolder::TempFolder() {
    // A name of the process's number would find what a killed test of that number has left.
    auto name = (std::filesystem::temp_directory_path() / "boai-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::system_error { errno, std::generic_category(), name };
    }
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TempDatabase::TempDatabase(storage::Dialect dialect)
    : claim_(nullptr, PQfinish) {
    if (dialect == storage::Dialect::sqlite) {
        location_ = { folder_.file("book.db") };
    } else if (!postgresql_server().is_there()) {
        skip(postgresql_server().reason);
        return;
    } else {
        claim_ = connect(postgresql_server().address);
        location_ = { address_of(claim_database(claim_)) };
    }
    auto opened = storage::Database::open(location_);
    if (!opened) {
        throw std::runtime_error(opened.error().message.en);
    }
    database_ = std::move(*opened);
}

std::vector<storage::Dialect> TempDatabase::kinds() {
    return { storage::Dialect::sqlite, storage::Dialect::postgresql };
}

std::string TempDatabase::name_of(const ::testing::TestParamInfo<storage::Dialect>& info) {
    return info.param == storage::Dialect::sqlite ? "sqlite" : "postgresql";
}

}  // namespace boai::test
