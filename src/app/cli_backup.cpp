#include "app/cli.hpp"
#include "app/export_trail.hpp"
#include "app/modules.hpp"
#include "app/postgresql_tools.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace boai::app {
namespace {

namespace fs = std::filesystem;

constexpr auto file_name = "boai.db";
constexpr auto dump_name = "boai.dump";
constexpr std::array<const char*, 3> parts_of_a_file { "", "-wal", "-shm" };
/// What stands beside the book in the data folder and goes with it. The master key goes only when
/// asked for; what was signed last never does, as it is what tells an old backup.
constexpr std::array<const char*, 4> settings {
    "payments.conf", "log.policy", "lockup.svg", "lockup.png"
};

Error no_backup(const std::string& folder) {
    return { Errc::not_found,
             compose({ "{} 里没有备份", "there is no backup in {}" }, { folder }),
             {} };
}

/// Readable by nobody else, whatever the file it is made from is.
Result<void> copy_private(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    fs::copy_file(from, to, error);
    if (error) {
        return std::unexpected(cannot_write(to));
    }
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
    return {};
}

/// The settings that are there.
Result<std::string> back_up_settings(const fs::path& data, const fs::path& folder) {
    std::string names;
    for (const auto* name : settings) {
        if (fs::exists(data / name)) {
            TRY(copy_private(data / name, folder / name));
            names.append(names.empty() ? "" : ", ").append(name);
        }
    }
    return names;
}

std::string content_of(const fs::path& file) {
    std::ifstream stream { file, std::ios::binary };
    return { std::istreambuf_iterator<char> { stream }, {} };
}

/// Those that are missing are put back; what is there stays, and the operator hears of it.
Result<void> restore_settings(const fs::path& folder, const fs::path& data) {
    for (const auto* name : settings) {
        const auto kept = folder / name;
        const auto present = data / name;
        if (!fs::exists(kept)) {
            continue;
        }
        if (!fs::exists(present)) {
            TRY(copy_private(kept, present));
            std::printf("%s is restored.\n", name);
        } else if (content_of(kept) != content_of(present)) {
            std::printf("%s was left as it is; the one of the backup is different.\n", name);
        }
    }
    return {};
}

/// Whether a file is a whole book that this program knows.
Result<void> check_book(const fs::path& file, const Clock& clock) {
    auto database = TRY(storage::Database::open({ file.string() }));
    auto connection = TRY(database->connect());
    std::string found = "nothing";
    TRY(connection->query("PRAGMA integrity_check", {}, [&](const storage::Row& row) {
        found = row.text(0);
        return Result<void> {};
    }));
    std::int64_t steps = 0;
    const auto asked = connection->query(
        "SELECT count(*) FROM schema_migration",
        {},
        [&](const storage::Row& row) {
            steps = row.number(0);
            return Result<void> {};
        }
    );
    if (found != "ok" || !asked || steps == 0) {
        return fail(
            Errc::corrupt,
            Text { "备份已损坏或不是账本，没有恢复；请换一份备份",
                   "the backup is damaged or no book, nothing was restored; take another one" }
        );
    }
    connection.reset();
    return storage::migrate(*database, all_migrations(all_modules()), clock.now());
}

/// Moves the book and what belongs to it out of the way.
Result<void> put_aside(const fs::path& target, const fs::path& aside) {
    std::error_code error;
    for (const auto* part : parts_of_a_file) {
        fs::remove(aside.string() + part, error);
        if (fs::exists(target.string() + part)) {
            fs::rename(target.string() + part, aside.string() + part, error);
        }
        if (error) {
            return std::unexpected(cannot_write(aside));
        }
    }
    return {};
}

Result<void> restore_file(const CommonOptions& common, const BackupOptions& options) {
    const auto source = fs::path { options.path } / file_name;
    const auto target = fs::path { common.book.location().text };
    const SystemClock clock;
    std::error_code error;
    if (!fs::exists(source)) {
        return std::unexpected(no_backup(options.path));
    }
    if (fs::exists(target) && !options.force) {
        return fail(
            Errc::conflict,
            compose(
                { "{} 已有账本；确定要换成备份请加 --force（原账本会改名保留）",
                  "there is a book in {}; --force puts the backup in its place and keeps the book "
                  "aside" },
                { common.book.data.string() }
            )
        );
    }
    fs::create_directories(common.book.data, error);
    // Nobody may serve the book while it is exchanged.
    const auto hold = TRY(storage::claim_file(target.string()));
    const auto incoming = fs::path { target.string() + ".incoming" };
    for (const auto* part : parts_of_a_file) {
        fs::remove(incoming.string() + part, error);
    }
    fs::copy_file(source, incoming, error);
    if (error) {
        return std::unexpected(cannot_write(incoming));
    }
    if (auto checked = check_book(incoming, clock); !checked) {
        fs::remove(incoming, error);
        return checked;
    }
    const auto aside = fs::path { target.string() + ".before-restore" };
    const bool replaced = fs::exists(target);
    TRY(put_aside(target, aside));
    fs::rename(incoming, target, error);
    if (error) {
        return std::unexpected(cannot_write(target));
    }
    std::printf("Restored.\n");
    if (replaced) {
        std::printf("The book as it was is kept in %s.\n", aside.c_str());
    }
    return {};
}

void print_about(
    const CommonOptions& common, const BackupOptions& options, const std::string& with
) {
    if (!with.empty()) {
        std::printf("With the book: %s.\n", with.c_str());
    }
    if (options.with_keys) {
        std::printf(
            "Backed up to %s, with the master key: keep it locked away.\n", options.path.c_str()
        );
        return;
    }
    std::printf(
        "Backed up to %s. The master key (%s) is not in it; without that key no personal value "
        "can be read again, so keep a copy of it elsewhere.\n",
        options.path.c_str(),
        common.book.key_file().c_str()
    );
}

/// Whether the book has every table of this program. One that has not is left as it is: a backup
/// before an upgrade changes nothing.
Result<bool> is_of_this_program(const CommonOptions& common) {
    auto database = TRY(storage::Database::open(common.book.location()));
    auto connection = TRY(database->connect());
    std::int64_t steps = 0;
    TRY(connection
            ->query("SELECT count(*) FROM schema_migration", {}, [&](const storage::Row& row) {
                steps = row.number(0);
                return Result<void> {};
            }));
    return steps == std::ssize(all_migrations(all_modules()));
}

Result<void> note_backup(const CommonOptions& common, bool with_keys) {
    if (!TRY(is_of_this_program(common))) {
        return fail(
            Errc::conflict,
            Text { "数据由其他版本的程序建立", "the data was made by another version" }
        );
    }
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    const auto root = TRY(branch_of(*book, common.branch));
    return note_export(
        *book, { root }, { .detail = with_keys ? "backup with the master key" : "backup" }
    );
}

}  // namespace

Result<void> run_backup(const CommonOptions& common, const BackupOptions& options) {
    const fs::path folder { options.path };
    const auto location = common.book.location();
    if (!location.is_postgresql() && !fs::exists(location.text)) {
        return fail(
            Errc::not_found,
            compose({ "{} 里没有账本", "there is no book in {}" }, { common.book.data.string() })
        );
    }
    if (const auto noted = note_backup(common, options.with_keys); !noted) {
        // A backup is a duty, most of all when something is wrong with the book.
        static_cast<void>(std::fprintf(
            stderr,
            "The audit trail does not hold this backup: %s\n",
            noted.error().message.en.c_str()
        ));
    }
    std::error_code error;
    fs::create_directories(folder, error);
    if (location.is_postgresql()) {
        TRY(dump_postgresql(location.text, (folder / dump_name).string()));
    } else {
        const SystemClock clock;
        auto database = TRY(storage::Database::open(location));
        const auto file = folder / file_name;
        TRY(database->backup(file.string()));
        // Opened once more: what cannot be opened is no backup.
        TRY(check_book(file, clock));
    }
    const auto with = TRY(back_up_settings(common.book.data, folder));
    if (options.with_keys) {
        TRY(copy_private(common.book.key_file(), folder / "keys" / "master.key"));
    }
    print_about(common, options, with);
    return {};
}

Result<void> run_restore(const CommonOptions& common, const BackupOptions& options) {
    const auto location = common.book.location();
    if (location.is_postgresql()) {
        const auto dump = fs::path { options.path } / dump_name;
        if (!fs::exists(dump)) {
            return std::unexpected(no_backup(options.path));
        }
        TRY(restore_postgresql(location.text, dump.string(), options.force));
        std::printf("Restored.\n");
    } else {
        TRY(restore_file(common, options));
    }
    const auto key = fs::path { options.path } / "keys" / "master.key";
    if (!fs::exists(common.book.key_file()) && fs::exists(key)) {
        TRY(copy_private(key, common.book.key_file()));
    }
    return restore_settings(options.path, common.book.data);
}

}  // namespace boai::app
