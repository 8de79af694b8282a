#include "storage/migrations.hpp"

#include "storage/sql_text.hpp"

#include <map>
#include <string>

namespace boai::storage {
namespace {

constexpr std::string_view create_list = R"(
CREATE TABLE IF NOT EXISTS schema_migration (
    room {TEXT} NOT NULL,
    number {INT} NOT NULL,
    name {TEXT} NOT NULL,
    applied_at {INT} NOT NULL,
    PRIMARY KEY (room, number)
) {STRICT};
)";

/// The highest number applied, by room.
Result<std::map<std::string, int, std::less<>>> applied(Connection& connection) {
    std::map<std::string, int, std::less<>> numbers;
    TRY(connection.query(
        "SELECT room, max(number) FROM schema_migration GROUP BY room",
        {},
        [&](const Row& row) -> Result<void> {
            numbers.emplace(row.text(0), static_cast<int>(row.number(1)));
            return {};
        }
    ));
    return numbers;
}

Result<std::map<std::string, int, std::less<>>> count_known(std::span<const Migration> known) {
    std::map<std::string, int, std::less<>> numbers;
    for (const auto& migration : known) {
        auto& last = numbers[std::string { migration.room }];
        if (migration.number != last + 1) {
            return fail(
                Errc::invalid,
                compose(
                    { "模块 {} 的迁移编号不连续",
                      "the migrations of {} are not numbered in order" },
                    { migration.room }
                )
            );
        }
        last = migration.number;
    }
    return numbers;
}

Result<void> apply(Connection& connection, const Migration& migration, Instant now) {
    TRY(connection.begin());
    TRY(connection.run_script(spell_types(migration.ddl, connection.dialect())));
    const Param row[] = { migration.room, migration.number, migration.name, now };
    TRY(connection.execute(
        "INSERT INTO schema_migration (room, number, name, applied_at) VALUES ($1, $2, $3, $4)", row
    ));
    return connection.commit();
}

}  // namespace

Result<void> migrate(Database& database, std::span<const Migration> known, Instant now) {
    const auto offered = TRY(count_known(known));
    auto connection = TRY(database.connect());
    TRY(connection->run_script(spell_types(create_list, database.dialect())));
    auto done = TRY(applied(*connection));
    for (const auto& [room, number] : done) {
        const auto at = offered.find(room);
        if (at == offered.end() || at->second < number) {
            return fail(
                Errc::conflict,
                compose(
                    { "数据由更新版本的程序建立（{} 第 {} 步），请先升级本程序",
                      "the data was made by a newer program ({} step {}); upgrade this program" },
                    { room, std::to_string(number) }
                )
            );
        }
    }
    for (const auto& migration : known) {
        if (migration.number > done[std::string { migration.room }]) {
            auto outcome = apply(*connection, migration, now);
            if (!outcome) {
                connection->rollback();
                return outcome;
            }
        }
    }
    return {};
}

}  // namespace boai::storage
