#include "storage/postgresql/postgresql_database.hpp"

#include "storage/postgresql/postgresql_connection.hpp"

#include <libpq-fe.h>

#include <mutex>
#include <utility>

namespace boai::storage {
namespace {

/// "boai" in ASCII: the advisory lock of the one server of a database.
constexpr std::int64_t server_lock = 0x626f6169;

constexpr std::string_view create_marks = R"(
CREATE TABLE IF NOT EXISTS storage_change (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    mark BIGINT NOT NULL
);
INSERT INTO storage_change (one, mark) VALUES (1, 0) ON CONFLICT (one) DO NOTHING;
)";

constexpr Text another_server { "另一个服务正在使用这个数据库，请先停止它",
                                "another server is using this database; stop it first" };

Result<std::int64_t> ask(Connection& connection, std::string_view sql, Params params = {}) {
    std::int64_t answer = 0;
    TRY(connection.query(sql, params, [&](const Row& row) -> Result<void> {
        answer = row.number(0);
        return {};
    }));
    return answer;
}

/// The claim of this process to be the server: a lock held by a session of its own, taken anew
/// when that session was lost. Threads: any.
class ServerClaim {
public:
    explicit ServerClaim(std::string uri)
        : uri_(std::move(uri)) { }

    [[nodiscard]] std::shared_ptr<const std::atomic<bool>> is_held() const { return is_held_; }

    /// Errors: conflict when another server holds the lock.
    Result<void> take() {
        const std::lock_guard lock { mutex_ };
        return take_locked();
    }

    /// After a failover the lock went with its session; nobody may write before it is held again.
    Result<void> renew() {
        const std::lock_guard lock { mutex_ };
        // An idle session does not notice its server's end until it is asked.
        const bool is_lost = *is_held_ && !ask(*session_, "SELECT 1") && session_->is_lost();
        return is_lost ? take_locked() : Result<void> {};
    }

    void give_back() {
        const std::lock_guard lock { mutex_ };
        *is_held_ = false;
        session_.reset();
    }

private:
    Result<void> take_locked() {
        if (*is_held_ && !session_->is_lost()) {
            return fail(Errc::conflict, another_server);
        }
        auto session = TRY(PostgresqlConnection::open({ .uri = uri_ }));
        const Param key[] = { server_lock };
        if (TRY(ask(*session, "SELECT pg_try_advisory_lock($1)", key)) == 0) {
            return fail(Errc::conflict, another_server);
        }
        session_ = std::move(session);
        *is_held_ = true;
        return {};
    }

    std::string uri_;
    std::mutex mutex_;
    std::unique_ptr<PostgresqlConnection> session_;
    std::shared_ptr<std::atomic<bool>> is_held_ = std::make_shared<std::atomic<bool>>(false);
};

class ServerHold final : public Hold {
public:
    explicit ServerHold(std::shared_ptr<ServerClaim> claim)
        : claim_(std::move(claim)) { }

    ServerHold(const ServerHold&) = delete;
    ServerHold& operator=(const ServerHold&) = delete;

    ~ServerHold() override { claim_->give_back(); }

private:
    std::shared_ptr<ServerClaim> claim_; // shared: the hold may outlive its Database
};

class PostgresqlDatabase final : public Database {
public:
    explicit PostgresqlDatabase(std::string uri)
        : uri_(std::move(uri))
        , claim_(std::make_shared<ServerClaim>(uri_)) { }

    [[nodiscard]] Dialect dialect() const override { return Dialect::postgresql; }

    Result<std::unique_ptr<Connection>> connect() override {
        TRY(claim_->renew());
        return TRY(PostgresqlConnection::open({ .uri = uri_, .is_server = claim_->is_held() }));
    }

    Result<std::unique_ptr<Connection>> connect_reader() override {
        return TRY(PostgresqlConnection::open({ .uri = uri_, .read_only = true }));
    }

    Result<std::unique_ptr<Hold>> claim_server() override {
        TRY(claim_->take());
        return std::make_unique<ServerHold>(claim_);
    }

    Result<void> backup(const std::string& /*path*/) override {
        return fail(
            Errc::invalid,
            Text { "PostgreSQL 数据库请用它自己的工具备份：pg_dump 或 pg_basebackup",
                   "back up a PostgreSQL database with its own tools: pg_dump or pg_basebackup" }
        );
    }

    Result<std::int64_t> size_bytes() override {
        auto session = TRY(connect_reader());
        return ask(*session, "SELECT pg_database_size(current_database())");
    }

private:
    std::string uri_;
    std::shared_ptr<ServerClaim> claim_; // shared with the hold
};

Result<void> check_address(const std::string& uri) {
    char* words = nullptr;
    auto* const options = PQconninfoParse(uri.c_str(), &words);
    // libpq repeats the address, which may hold a password, so its words are not told.
    PQfreemem(words);
    if (options == nullptr) {
        return fail(
            Errc::invalid,
            Text { "数据库地址有误，应形如 postgresql://用户@主机/数据库",
                   "bad database address; it looks like postgresql://user@host/database" }
        );
    }
    PQconninfoFree(options);
    return {};
}

Result<void> check_server(const PostgresqlConnection& session) {
    constexpr int version_min = 150'000;
    if (session.server_version() < version_min) {
        return fail(
            Errc::invalid,
            Text { "需要 PostgreSQL 15 或更新版本，请先升级数据库",
                   "PostgreSQL 15 or newer is needed; upgrade the database server" }
        );
    }
    if (session.server_setting("server_encoding") != "UTF8") {
        return fail(
            Errc::invalid,
            Text { "数据库编码必须是 UTF-8，请用 createdb --encoding=UTF8 新建",
                   "the database must be in UTF-8; make one with createdb --encoding=UTF8" }
        );
    }
    return {};
}

/// Makes the table of foreign changes where it is missing.
Result<void> prepare_marks(PostgresqlConnection& session) {
    constexpr std::string_view find = "SELECT count(*) FROM pg_class WHERE relname = $1"
                                      " AND pg_table_is_visible(oid)";
    const Param name[] = { "storage_change" };
    if (TRY(ask(session, find, name)) > 0) {
        return {};
    }
    TRY(session.begin());
    // Two programs may open a fresh database at once.
    TRY(session.run_script("SELECT pg_advisory_xact_lock(" + std::to_string(server_lock + 1) + ")")
    );
    TRY(session.run_script(create_marks));
    return session.commit();
}

} // namespace

Result<std::unique_ptr<Database>> open_postgresql(const std::string& uri) {
    TRY(check_address(uri));
    auto session = TRY(PostgresqlConnection::open({ .uri = uri, .explains = true }));
    TRY(check_server(*session));
    TRY(prepare_marks(*session));
    return std::make_unique<PostgresqlDatabase>(uri);
}

} // namespace boai::storage
