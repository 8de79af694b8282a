#include "storage/postgresql/postgresql_connection.hpp"

#include "storage/postgresql/postgresql_errors.hpp"
#include "storage/postgresql/postgresql_inserts.hpp"
#include "storage/postgresql/postgresql_session.hpp"
#include "storage/sql_text.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <string>
#include <utility>

namespace boai::storage {
namespace {

std::int64_t changed_rows(PGresult* result) {
    const std::string_view digits { PQcmdTuples(result) };
    std::int64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

bool is_success(const PGresult* result) {
    const auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

} // namespace

void PostgresqlConnection::ResultFree::operator()(pg_result* result) const {
    PQclear(result);
}

class PostgresqlConnection::Fetch {
public:
    explicit Fetch(PostgresqlConnection& connection)
        : connection_(connection) {
        connection_.fetching_ = this;
    }

    Fetch(const Fetch&) = delete;
    Fetch& operator=(const Fetch&) = delete;

    /// Leaves the session free for the next statement.
    ~Fetch() {
        while (!has_ended_) {
            take();
        }
    }

    /// The next result; none at the end.
    ResultPtr next() {
        if (waiting_.empty()) {
            return take();
        }
        auto result = std::move(waiting_.front());
        waiting_.pop_front();
        return result;
    }

    void read_ahead() {
        while (auto result = take()) {
            waiting_.push_back(std::move(result));
        }
    }

private:
    ResultPtr take() {
        ResultPtr result { has_ended_ ? nullptr : PQgetResult(connection_.session_) };
        if (result == nullptr && !has_ended_) {
            has_ended_ = true;
            connection_.fetching_ = nullptr;
        }
        return result;
    }

    PostgresqlConnection& connection_;
    std::deque<ResultPtr> waiting_;
    bool has_ended_ = false;
};

Result<std::unique_ptr<PostgresqlConnection>> PostgresqlConnection::open(PostgresqlOptions options
) {
    std::unique_ptr<PostgresqlConnection> made { new PostgresqlConnection { std::move(options) } };
    TRY(made->connect());
    return made;
}

PostgresqlConnection::~PostgresqlConnection() {
    disconnect();
}

void PostgresqlConnection::disconnect() {
    PQfinish(session_);
    session_ = nullptr;
    statements_.clear();
    waiting_.clear();
    in_transaction_ = false;
    own_marks_ = 0;
}

Result<void> PostgresqlConnection::connect() {
    session_ = connect_to(options_.uri);
    if (PQstatus(session_) != CONNECTION_OK) {
        is_lost_ = true;
        return std::unexpected(options_.explains ? error_of_connecting(session_) : lost_session());
    }
    is_lost_ = false;
    // Notices would go to the standard error output, and may hold values.
    PQsetNoticeReceiver(session_, [](void*, const PGresult*) { }, nullptr);
    TRY(run_script(session_settings));
    return options_.read_only ? run_script(reader_settings) : Result<void> {};
}

bool PostgresqlConnection::is_spoiled() const {
    return PQtransactionStatus(session_) == PQTRANS_INERROR;
}

bool PostgresqlConnection::is_lost() const {
    return is_lost_ || PQstatus(session_) != CONNECTION_OK;
}

int PostgresqlConnection::server_version() const {
    return PQserverVersion(session_);
}

std::string PostgresqlConnection::server_setting(const char* name) const {
    const char* value = PQparameterStatus(session_, name);
    return value == nullptr ? "" : value;
}

Error PostgresqlConnection::failure(const ResultPtr& result) {
    const char* field = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    const std::string_view sqlstate { field == nullptr ? "" : field };
    // A primary that became a standby (25006) is as good as lost: another host takes writes now.
    const bool is_demoted = !options_.read_only && sqlstate == "25006";
    const bool is_closing = sqlstate.starts_with("57P") || sqlstate.starts_with("08");
    is_lost_ = is_lost_ || is_demoted || is_closing || PQstatus(session_) != CONNECTION_OK;
    return error_of(session_, result.get());
}

void PostgresqlConnection::read_ahead() {
    if (fetching_ != nullptr) {
        fetching_->read_ahead();
    }
}

Result<void> PostgresqlConnection::forget_one_statement() {
    constexpr std::size_t kept_max = 512;
    if (statements_.size() >= kept_max) {
        const auto any = statements_.begin();
        TRY(run_script("DEALLOCATE " + any->second));
        statements_.erase(any);
    }
    return {};
}

/// The name of the statement prepared for `sql` and the types of what is bound.
Result<std::string> PostgresqlConnection::statement(std::string_view sql) {
    std::string key;
    key.append(bound_.signature()).append(" ").append(sql);
    if (const auto found = statements_.find(key); found != statements_.end()) {
        return found->second;
    }
    // A statement that cannot be prepared spoils what lies before it, savepoints included, so they
    // must be there first.
    TRY(run_waiting());
    TRY(forget_one_statement());
    auto name = "s" + std::to_string(++statements_made_);
    const ResultPtr made { PQprepare(
        session_, name.c_str(), std::string { sql }.c_str(), bound_.count(), bound_.types()
    ) };
    if (!is_success(made.get())) {
        return std::unexpected(failure(made));
    }
    statements_.emplace(std::move(key), name);
    return name;
}

/// Runs the statement with what is bound.
Result<std::int64_t> PostgresqlConnection::run_prepared(std::string_view sql) {
    const auto name = TRY(statement(sql));
    if (!waiting_.empty()) {
        return run_after_waiting(name);
    }
    const ResultPtr result { PQexecPrepared(
        session_,
        name.c_str(),
        bound_.count(),
        bound_.values(),
        bound_.lengths(),
        bound_.formats(),
        1
    ) };
    if (!is_success(result.get())) {
        return std::unexpected(failure(result));
    }
    const auto changed = changed_rows(result.get());
    has_written_ = has_written_ || changed > 0;
    return changed;
}

/// Sends the waiting commands and the statement in one flight.
Result<std::int64_t> PostgresqlConnection::run_after_waiting(const std::string& name) {
    PQenterPipelineMode(session_);
    for (const auto& command : std::exchange(waiting_, {})) {
        PQsendQueryParams(session_, command.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1);
    }
    PQsendQueryPrepared(
        session_,
        name.c_str(),
        bound_.count(),
        bound_.values(),
        bound_.lengths(),
        bound_.formats(),
        1
    );
    PQpipelineSync(session_);
    auto changed = read_all_answers();
    PQexitPipelineMode(session_);
    return changed;
}

/// Reads the answers of a pipeline: the last count of changed rows, or the first error.
Result<std::int64_t> PostgresqlConnection::read_all_answers() {
    Result<std::int64_t> changed { 0 };
    for (bool ended = false; !ended;) {
        const ResultPtr result { PQgetResult(session_) };
        // Answers are set apart by nothing; nothing comes for ever from a dead session.
        const auto status = result == nullptr ? PGRES_COMMAND_OK : PQresultStatus(result.get());
        ended = status == PGRES_PIPELINE_SYNC || PQstatus(session_) != CONNECTION_OK;
        if (result == nullptr ? ended : status == PGRES_FATAL_ERROR) {
            changed = changed ? std::unexpected(failure(result)) : std::move(changed);
        } else if (changed && is_success(result.get())) {
            changed = changed_rows(result.get());
        }
    }
    has_written_ = has_written_ || changed.value_or(0) > 0;
    return changed;
}

Result<void> PostgresqlConnection::run_soon(std::string_view command) {
    waiting_.emplace_back(command);
    return {};
}

Result<void> PostgresqlConnection::run_waiting() {
    return waiting_.empty() ? Result<void> {} : run_script({});
}

Result<std::int64_t> PostgresqlConnection::execute(std::string_view sql, Params params) {
    read_ahead();
    bound_.assign(params);
    return run_prepared(sql);
}

Result<void> PostgresqlConnection::insert(const InsertShape& shape, Params values) {
    read_ahead();
    const auto sql = insert_many_postgresql(shape);
    while (!values.empty()) {
        const auto count = one_statement(shape, values);
        bound_.assign_columns(shape.columns, values.first(count));
        TRY(run_prepared(sql));
        values = values.subspan(count);
    }
    return {};
}

Result<void> PostgresqlConnection::query(std::string_view sql, Params params, RowSink sink) {
    read_ahead();
    const bool may_repeat = !in_transaction_ && options_.read_only;
    bool gave_rows = false;
    bound_.assign(params);
    auto done = fetch(sql, sink, gave_rows);
    if (!done && may_repeat && !gave_rows && is_lost()) {
        disconnect();
        TRY(connect());
        bound_.assign(params);
        done = fetch(sql, sink, gave_rows);
    }
    return done;
}

Result<void> PostgresqlConnection::fetch(std::string_view sql, RowSink sink, bool& gave_rows) {
    TRY(run_waiting());
    const auto name = TRY(statement(sql));
    const int sent = PQsendQueryPrepared(
        session_,
        name.c_str(),
        bound_.count(),
        bound_.values(),
        bound_.lengths(),
        bound_.formats(),
        1
    );
    if (sent == 0) {
        return std::unexpected(failure(nullptr));
    }
    // Row by row, so that a large answer does not have to fit into memory.
    PQsetSingleRowMode(session_);
    Fetch rows { *this };
    while (const auto result = rows.next()) {
        if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE) {
            gave_rows = true;
            TRY(sink(PostgresqlRow { result.get() }));
        } else if (!is_success(result.get())) {
            return std::unexpected(failure(result));
        } else {
            has_written_ = has_written_
                || !std::string_view { PQcmdStatus(result.get()) }.starts_with("SELECT");
        }
    }
    return {};
}

Result<void> PostgresqlConnection::run_script(std::string_view sql) {
    read_ahead();
    std::string script;
    for (const auto& command : std::exchange(waiting_, {})) {
        script.append(command).append("; ");
    }
    const ResultPtr result { PQexec(session_, script.append(sql).c_str()) };
    if (!is_success(result.get())) {
        return std::unexpected(failure(result));
    }
    return {};
}

/// Begins a transaction; a session found dead is replaced, since nothing has been done in it.
Result<void> PostgresqlConnection::start(const char* command) {
    auto started = is_lost() ? std::unexpected(lost_session()) : run_script(command);
    if (!started && is_lost()) {
        disconnect();
        TRY(connect());
        started = run_script(command);
    }
    in_transaction_ = started.has_value();
    has_written_ = false;
    return started;
}

Result<void> PostgresqlConnection::begin() {
    return start("BEGIN");
}

Result<void> PostgresqlConnection::begin_read() {
    return start("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

Result<void> PostgresqlConnection::commit() {
    read_ahead();
    if (is_spoiled()) {
        rollback();
        return fail(
            Errc::internal,
            Text { "事务中有语句失败，全部未写入",
                   "a statement of the transaction failed and nothing was written" }
        );
    }
    const bool marks = has_written_ && options_.is_server != nullptr && !*options_.is_server;
    if (marks) {
        TRY(execute("UPDATE storage_change SET mark = mark + 1", {}));
    }
    TRY(run_script("COMMIT"));
    own_marks_ += marks ? 1 : 0;
    in_transaction_ = false;
    return {};
}

void PostgresqlConnection::rollback() {
    read_ahead();
    waiting_.clear();
    if (!is_lost() && PQtransactionStatus(session_) != PQTRANS_IDLE) {
        (void)run_script("ROLLBACK");
    }
    in_transaction_ = false;
}

Result<std::int64_t> PostgresqlConnection::change_mark() {
    std::int64_t mark = 0;
    TRY(query("SELECT mark FROM storage_change", {}, [&](const Row& row) -> Result<void> {
        mark = row.number(0);
        return {};
    }));
    return mark - own_marks_;
}

} // namespace boai::storage
