#include "storage/sqlite/sqlite_connection.hpp"

#include "storage/sql_text.hpp"
#include "storage/sqlite/gathered_log.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace boai::storage {
namespace {

/// The value bound to a statement; text is borrowed until the statement is reset.
int bind(sqlite3_stmt* statement, int place, const Param& param) {
    switch (param.kind()) {
    case Kind::null:
        return sqlite3_bind_null(statement, place);
    case Kind::number:
        return sqlite3_bind_int64(statement, place, param.number());
    case Kind::text:
        return sqlite3_bind_text64(
            statement,
            place,
            param.text().data() == nullptr ? "" : param.text().data(),
            param.text().size(),
            SQLITE_STATIC,
            SQLITE_UTF8
        );
    case Kind::blob:
        return param.text().empty()
            ? sqlite3_bind_zeroblob(statement, place, 0)
            : sqlite3_bind_blob64(
                  statement, place, param.text().data(), param.text().size(), SQLITE_STATIC
              );
    }
    return SQLITE_MISUSE;
}

int bind_all(sqlite3_stmt* statement, Params params) {
    int place = 0;
    for (const auto& param : params) {
        if (const int code = bind(statement, ++place, param); code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement)
        : statement_(statement) { }

    [[nodiscard]] bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }

    [[nodiscard]] std::int64_t number(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }

    [[nodiscard]] std::string_view text(int column) const override {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
        return bytes == nullptr ? std::string_view {} : std::string_view { bytes, size };
    }

    [[nodiscard]] int columns() const override { return sqlite3_column_count(statement_); }

private:
    sqlite3_stmt* statement_;
};

/// Leaves a statement ready for its next use however its run ended.
class Use {
public:
    explicit Use(sqlite3_stmt* statement)
        : statement_(statement) { }

    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    ~Use() { sqlite3_reset(statement_); }

private:
    sqlite3_stmt* statement_;
};

Errc code_for(int sqlite_code) {
    switch (sqlite_code & 0xff) {
    case SQLITE_CONSTRAINT:
        return Errc::conflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
        return Errc::unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Errc::corrupt;
    default:
        return Errc::internal;
    }
}

/// The unique index of "UNIQUE constraint failed: t.branch_id, t.a, t.b" by the name that all
/// indexes are given: t_by_a_b.
std::string taken_key_of(std::string_view words) {
    constexpr std::string_view start = "UNIQUE constraint failed: ";
    if (!words.starts_with(start)) {
        return {};
    }
    words.remove_prefix(start.size());
    std::string name { words.substr(0, words.find('.')) };
    name += "_by";
    while (!words.empty()) {
        const auto column = words.substr(0, words.find(", "));
        const auto bare = column.substr(column.find('.') + 1);
        name += bare == "branch_id" ? std::string {} : '_' + std::string { bare };
        words.remove_prefix(std::min(words.size(), column.size() + 2));
    }
    return name;
}

/// What to tell a person; SQLite's own words may hold a value and are kept out.
Message message_for(int sqlite_code) {
    switch (sqlite_code & 0xff) {
    case SQLITE_CONSTRAINT:
        return Text { "与已有记录冲突", "conflicts with what is already recorded" };
    case SQLITE_FULL:
        return Text { "磁盘空间不足，未写入；请腾出空间后重试",
                      "the disk is full and nothing was written; free some space and try again" };
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Text { "数据库正忙，请稍后重试", "the database is busy; try again shortly" };
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Text {
            "数据文件已损坏或不是数据文件，请停止使用并从备份恢复",
            "the data file is damaged or not a database; stop and restore from a backup"
        };
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return Text { "无法读写数据文件，请检查磁盘和权限",
                      "the data file cannot be read or written; check the disk and permissions" };
    default:
        return compose(
            { "数据库内部错误（代码 {}）", "internal database error (code {})" },
            { std::to_string(sqlite_code) }
        );
    }
}

/// Nobody asks SQLite how much memory it holds, and counting it takes a lock at every allocation.
void count_no_memory() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(done);
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const SqliteOptions& options) {
    count_no_memory();
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_NOMUTEX
        | (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    const int code
        = sqlite3_open_v2(options.path.c_str(), &handle, flags, log_gathering_vfs()->zName);
    std::unique_ptr<SqliteConnection> connection { new SqliteConnection { handle, options } };
    if (code != SQLITE_OK) {
        return std::unexpected(connection->failure());
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, options.busy_timeout_ms);
    std::string settings = "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; "
                           "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-"
        + std::to_string(options.cache_kib) + ";";
    if (!options.read_only) {
        // A destroyed key must not live on in a free part of the file. A large import must not
        // leave its whole log on the disk.
        settings += "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=134217728; "
                    "PRAGMA secure_delete=ON;";
        sqlite3_wal_hook(
            handle,
            [](void* self, sqlite3* /*handle*/, const char* /*database*/, int pages_in_log) {
                static_cast<SqliteConnection*>(self)->after_commit(pages_in_log);
                return SQLITE_OK;
            },
            connection.get()
        );
    }
    TRY(connection->run_script(settings));
    return connection;
}

/// Pages that every commit changes are moved into the file once in many commits.
void SqliteConnection::after_commit(int pages_in_log) {
    if (pages_in_log < options_.checkpoint.begin) {
        return;
    }
    if (checkpointer_ == nullptr) {
        checkpointer_ = std::make_unique<Checkpointer>(options_.path, options_.checkpoint);
    }
    checkpointer_->after_commit(handle_, pages_in_log);
}

SqliteConnection::~SqliteConnection() {
    checkpointer_.reset();
    for (const auto& [text, statement] : statements_) {
        sqlite3_finalize(statement);
    }
    for (const auto& [shape, statements] : inserts_) {
        std::ranges::for_each(statements, sqlite3_finalize);
    }
    sqlite3_close_v2(handle_);
}

Error SqliteConnection::failure() const {
    const int code = sqlite3_extended_errcode(handle_);
    Error error { code_for(code), message_for(code), {} };
    if (auto key = taken_key_of(sqlite3_errmsg(handle_)); !key.empty()) {
        error.fields.push_back({ std::move(key), error.message });
    }
    return error;
}

Result<sqlite3_stmt*> SqliteConnection::prepare(std::string_view sql) {
    const auto text = number_places(sql);
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v3(
        handle_,
        text.c_str(),
        static_cast<int>(text.size()),
        SQLITE_PREPARE_PERSISTENT,
        &made,
        nullptr
    );
    if (code == SQLITE_ERROR) {
        // The statement is ours, so its text and SQLite's word on it hold no person's value.
        const auto* words = sqlite3_errmsg(handle_);
        return fail(
            Errc::internal,
            compose({ "语句有误：{}（{}）", "bad statement: {} ({})" }, { words, text })
        );
    }
    if (code != SQLITE_OK) {
        return std::unexpected(failure());
    }
    return made;
}

Result<sqlite3_stmt*> SqliteConnection::statement(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) {
        return found->second;
    }
    constexpr std::size_t kept_max = 512;
    if (statements_.size() >= kept_max) {
        const auto any = statements_.begin();
        sqlite3_finalize(any->second);
        statements_.erase(any);
    }
    auto* const made = TRY(prepare(sql));
    statements_.emplace(std::string { sql }, made);
    return made;
}

Result<void> SqliteConnection::step_to_end(sqlite3_stmt* statement) {
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) {
        code = sqlite3_step(statement);
    }
    if (code != SQLITE_DONE) {
        return std::unexpected(failure());
    }
    return {};
}

Result<std::int64_t> SqliteConnection::execute(std::string_view sql, Params params) {
    auto* const prepared = TRY(statement(sql));
    const Use use { prepared };
    if (bind_all(prepared, params) != SQLITE_OK) {
        return std::unexpected(failure());
    }
    TRY(step_to_end(prepared));
    return sqlite3_changes64(handle_);
}

Result<void> SqliteConnection::run_soon(std::string_view command) {
    TRY(execute(command, {}));
    return {};
}

Result<void> SqliteConnection::query(std::string_view sql, Params params, RowSink sink) {
    auto* prepared = TRY(statement(sql));
    // A query inside the sink of the same query gets a statement of its own.
    const bool nested = sqlite3_stmt_busy(prepared) != 0;
    if (nested) {
        prepared = TRY(prepare(sql));
    }
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> own { nested ? prepared
                                                                                  : nullptr,
                                                                           sqlite3_finalize };
    const Use use { prepared };
    if (bind_all(prepared, params) != SQLITE_OK) {
        return std::unexpected(failure());
    }
    const SqliteRow row { prepared };
    int code = sqlite3_step(prepared);
    for (; code == SQLITE_ROW; code = sqlite3_step(prepared)) {
        TRY(sink(row));
    }
    if (code != SQLITE_DONE) {
        return std::unexpected(failure());
    }
    return {};
}

Result<void> SqliteConnection::insert(const InsertShape& shape, Params values) {
    const auto width = shape.columns.size();
    auto& kept = inserts_[&shape];
    // Within one statement the places of the last row in every tree are still known, and rows that
    // follow it need no search.
    for (std::size_t size = 0; size < rows_together.size(); ++size) {
        const auto step = rows_together[size] * width;
        while (values.size() >= step) {
            if (kept[size] == nullptr) {
                kept[size] = TRY(prepare(insert_rows_sqlite(shape, rows_together[size])));
            }
            const Use use { kept[size] };
            if (bind_all(kept[size], values.first(step)) != SQLITE_OK) {
                return std::unexpected(failure());
            }
            TRY(step_to_end(kept[size]));
            values = values.subspan(step);
        }
    }
    return {};
}

Result<void> SqliteConnection::run_script(std::string_view sql) {
    const std::string text { sql };
    if (sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        auto error = failure();
        if (error.code == Errc::internal) {
            const auto* words = sqlite3_errmsg(handle_);
            error.message = compose({ "语句有误：{}", "bad statement: {}" }, { words });
        }
        return std::unexpected(std::move(error));
    }
    return {};
}

Result<void> SqliteConnection::begin() {
    TRY(execute("BEGIN IMMEDIATE", {}));
    return {};
}

Result<void> SqliteConnection::begin_read() {
    TRY(execute("BEGIN", {}));
    return {};
}

Result<void> SqliteConnection::commit() {
    TRY(execute("COMMIT", {}));
    return {};
}

void SqliteConnection::rollback() {
    if (sqlite3_get_autocommit(handle_) == 0) {
        (void)execute("ROLLBACK", {});
    }
}

Result<std::int64_t> SqliteConnection::change_mark() {
    std::int64_t mark = 0;
    TRY(query("PRAGMA data_version", {}, [&](const Row& row) -> Result<void> {
        mark = row.number(0);
        return {};
    }));
    return mark;
}

Result<void> SqliteConnection::copy_to(const std::string& path) {
    auto target = TRY(open({ .path = path }));
    auto* const copy = sqlite3_backup_init(target->handle_, "main", handle_, "main");
    if (copy == nullptr) {
        return std::unexpected(target->failure());
    }
    constexpr int pages_a_step = 1024;
    int code = SQLITE_OK;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        code = sqlite3_backup_step(copy, pages_a_step);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            sqlite3_sleep(20);
        }
    }
    sqlite3_backup_finish(copy);
    if (code != SQLITE_DONE) {
        return fail(code_for(code), message_for(code));
    }
    return {};
}

} // namespace boai::storage
