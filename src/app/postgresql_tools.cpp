#include "app/postgresql_tools.hpp"

#include "storage/database.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

namespace boai::app {
namespace {

/// What the address says, as the environment variables PostgreSQL's own tools read.
Result<std::vector<std::pair<std::string, std::string>>> environment_of(const std::string& address
) {
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options {
        PQconninfoParse(address.c_str(), nullptr), PQconninfoFree
    };
    if (options == nullptr) {
        return fail(
            Errc::invalid,
            Text { "--database 的地址无法识别", "the address of --database cannot be read" }
        );
    }
    std::vector<std::pair<std::string, std::string>> variables;
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr && option->envvar != nullptr) {
            variables.emplace_back(option->envvar, option->val);
        }
    }
    return variables;
}

/// Runs a tool and waits. False when it fails; what it prints on standard output is dropped.
Result<bool> run_tool(const std::string& address, std::vector<std::string> words) {
    const auto variables = TRY(environment_of(address));
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    constexpr int not_found = 127;
    const auto child = ::fork();
    if (child == 0) {
        for (const auto& [name, value] : variables) {
            ::setenv(name.c_str(), value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): child
        }
        ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
        ::execvp(arguments.front(), arguments.data());
        ::_exit(not_found);
    }
    int status = -1;
    if (child > 0) {
        ::waitpid(child, &status, 0);
    }
    if (child < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == not_found)) {
        return fail(
            Errc::unavailable,
            compose(
                { "没有 {}；请安装 postgresql-client",
                  "there is no {}; install postgresql-client" },
                { words.front() }
            )
        );
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The name of the database alone, which pg_restore wants besides the environment.
Result<std::string> database_name(const std::string& address) {
    for (const auto& [name, value] : TRY(environment_of(address))) {
        if (name == "PGDATABASE") {
            return value;
        }
    }
    return fail(
        Errc::invalid,
        Text { "--database 的地址缺少数据库名", "the address of --database names no database" }
    );
}

Error tool_failed(std::string_view tool) {
    return { Errc::unavailable,
             compose(
                 { "{} 失败，原因见上；没有改动", "{} failed, see above; nothing was changed" },
                 { tool }
             ),
             {} };
}

/// Whether the database has tables of a book.
Result<bool> holds_book(storage::Connection& connection) {
    bool found = false;
    TRY(connection.query(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'schema_migration'",
        {},
        [&](const storage::Row& row) -> Result<void> {
            found = row.number(0) > 0;
            return {};
        }
    ));
    return found;
}

}  // namespace

Result<void> dump_postgresql(const std::string& address, const std::string& file) {
    if (std::filesystem::exists(file)) {
        return fail(
            Errc::conflict,
            compose({ "{} 已存在，不会覆盖", "{} exists and is not overwritten" }, { file })
        );
    }
    const auto done = TRY(run_tool(
        address, { "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file=" + file }
    ));
    if (!done) {
        std::error_code error;
        std::filesystem::remove(file, error);
        return std::unexpected(tool_failed("pg_dump"));
    }
    return {};
}

Result<void> restore_postgresql(const std::string& address, const std::string& file, bool force) {
    if (!TRY(run_tool(address, { "pg_restore", "--list", file }))) {
        return fail(
            Errc::corrupt,
            Text { "备份已损坏，没有恢复；请换一份备份",
                   "the backup is damaged, nothing was restored; take another one" }
        );
    }
    auto database = TRY(storage::Database::open({ address }));
    const auto hold = TRY(database->claim_server());
    auto connection = TRY(database->connect());
    if (TRY(holds_book(*connection)) && !force) {
        return fail(
            Errc::conflict,
            Text { "数据库里已有账本；确定要换成备份请加 --force",
                   "there is a book in the database; --force puts the backup in its place" }
        );
    }
    connection.reset();
    const auto name = TRY(database_name(address));
    const auto done = TRY(run_tool(
        address,
        { "pg_restore",
          "--clean",
          "--if-exists",
          "--no-owner",
          "--no-privileges",
          "--single-transaction",
          "--exit-on-error",
          "--dbname=" + name,
          file }
    ));
    return done ? Result<void> {} : std::unexpected(tool_failed("pg_restore"));
}

}  // namespace boai::app
