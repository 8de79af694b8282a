// The migrations that people committed lead to the schema that the field tables ask for.
#include "app/modules.hpp"
#include "figures/figure.hpp"
#include "ledger/tables.hpp"
#include "modules/giving/gift_book.hpp"
#include "record/schema.hpp"
#include "storage/migrations.hpp"
#include "storage/sql_text.hpp"
#include "support/temp_database.hpp"
#include "support/test_book.hpp"
#include "transparency/log.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>

namespace boai::test {
namespace {

using storage::Connection;
using storage::Dialect;
using storage::Row;

/// What a table is, one line each column, check and index, in no order: a column added later stands
/// last in the table and elsewhere in the declaration.
using Shape = std::multiset<std::string>;
using Shapes = std::map<std::string, Shape>;

Result<void> add_checks(Shape& shape, std::string_view create_sql) {
    constexpr std::string_view word = "CHECK (";
    for (auto at = create_sql.find(word); at != std::string_view::npos;
         at = create_sql.find(word, at + 1)) {
        auto end = at + word.size();
        for (int depth = 1; depth > 0 && end < create_sql.size(); ++end) {
            depth += create_sql[end] == '(' ? 1 : 0;
            depth -= create_sql[end] == ')' ? 1 : 0;
        }
        shape.insert(std::string { create_sql.substr(at, end - at) });
    }
    return {};
}

Result<Shapes> sqlite_shapes(Connection& connection) {
    Shapes shapes;
    TRY(connection.query(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        {},
        [&](const Row& row) { return add_checks(shapes[std::string { row.text(0) }], row.text(1)); }
    ));
    for (auto& [table, shape] : shapes) {
        TRY(connection.query(
            "SELECT name || ' ' || type || ' ' || \"notnull\" || ' ' || pk FROM pragma_table_info('"
                + table + "')",
            {},
            [&](const Row& row) -> Result<void> {
                shape.emplace(row.text(0));
                return {};
            }
        ));
        TRY(connection.query(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = "
            "'" + table
                + "'",
            {},
            [&](const Row& row) -> Result<void> {
                shape.emplace(row.text(0));
                return {};
            }
        ));
    }
    return shapes;
}

Result<Shapes> postgresql_shapes(Connection& connection) {
    constexpr std::string_view parts[] = {
        "SELECT table_name::text, column_name || ' ' || data_type || ' ' || is_nullable FROM "
        "information_schema.columns WHERE table_schema = current_schema()",
        "SELECT tablename::text, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'c' AND connamespace = current_schema()::regnamespace",
    };
    Shapes shapes;
    for (const auto part : parts) {
        TRY(connection.query(part, {}, [&](const Row& row) -> Result<void> {
            shapes[std::string { row.text(0) }].emplace(row.text(1));
            return {};
        }));
    }
    return shapes;
}

Result<Shapes> shapes_of(storage::Database& database) {
    const auto connection = TRY(database.connect());
    return database.dialect() == Dialect::sqlite ? sqlite_shapes(*connection)
                                                 : postgresql_shapes(*connection);
}

std::set<std::string> missing(const Shape& wanted, const Shape& there) {
    std::set<std::string> lines;
    std::ranges::set_difference(wanted, there, std::inserter(lines, lines.end()));
    return lines;
}

class MigrationsTest : public ::testing::TestWithParam<Dialect> { };

TEST_P(MigrationsTest, lead_to_the_schema_the_field_tables_ask_for) {
    TempDatabase migrated { GetParam() };
    ASSERT_TRUE(storage::migrate(*migrated, app::all_migrations(app::all_modules()), Instant {}));
    TempDatabase derived { GetParam() };
    std::string ddl { record::shared_tables() };
    ddl += figures::tables();
    ddl += transparency::tables();
    ddl += ledger::tables();
    ddl += giving::counter_table();
    for (const auto& module : app::all_modules()) {
        for (const auto* type : module.declarations.records) {
            ddl += record::create_table(*type);
        }
    }
    const auto connection = derived->connect();
    ASSERT_TRUE((*connection)->run_script(storage::spell_types(ddl, GetParam())));
    const auto there = shapes_of(*migrated);
    const auto wanted = shapes_of(*derived);
    ASSERT_TRUE(there && wanted);
    ASSERT_GT(wanted->size(), 15U);
    for (const auto& [table, shape] : *wanted) {
        const auto at = there->find(table);
        ASSERT_NE(at, there->end()) << "no migration makes the table " << table;
        EXPECT_THAT(missing(shape, at->second), ::testing::IsEmpty())
            << table << ": declared, and in no migration";
        EXPECT_THAT(missing(at->second, shape), ::testing::IsEmpty())
            << table << ": in a migration, and not declared";
    }
}

TEST_P(MigrationsTest, are_done_once_and_change_nothing_when_repeated) {
    TempDatabase database { GetParam() };
    const auto all = app::all_migrations(app::all_modules());
    ASSERT_TRUE(storage::migrate(*database, all, Instant {}));
    const auto before = shapes_of(*database);
    ASSERT_TRUE(storage::migrate(*database, all, Instant {}));
    EXPECT_EQ(*before, *shapes_of(*database));
}

TEST_P(MigrationsTest, a_newer_file_than_the_program_knows_is_refused) {
    TempDatabase database { GetParam() };
    auto all = app::all_migrations(app::all_modules());
    ASSERT_TRUE(storage::migrate(*database, all, Instant {}));
    all.pop_back();
    const auto outcome = storage::migrate(*database, all, Instant {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, Errc::conflict);
    EXPECT_THAT(outcome.error().message.en, ::testing::HasSubstr("upgrade this program"));
}

INSTANTIATE_TEST_SUITE_P(
    Databases, MigrationsTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

TEST(MigrationNumbers, begin_at_one_and_leave_no_gap_in_any_room) {
    std::map<std::string, int, std::less<>> last;
    for (const auto& migration : app::all_migrations(app::all_modules())) {
        auto& number = last[std::string { migration.room }];
        EXPECT_EQ(migration.number, number + 1) << migration.room << ' ' << migration.name;
        number = migration.number;
    }
}

/// The DDL without the dropping of tables whose rows it has copied before.
std::string without_copied_tables(std::string ddl) {
    constexpr std::string_view drop = "DROP TABLE ";
    for (auto at = ddl.find(drop); at != std::string::npos; at = ddl.find(drop, at + 1)) {
        const auto name = at + drop.size();
        const auto table = ddl.substr(name, ddl.find(';', name) - name);
        if (ddl.substr(0, at).contains(" FROM " + table + ";")) {
            ddl.erase(at, drop.size());
        }
    }
    return ddl;
}

TEST(MigrationNumbers, only_go_forward) {
    for (const auto& migration : app::all_migrations(app::all_modules())) {
        const auto ddl = without_copied_tables(std::string { migration.ddl });
        for (const auto* word : { "DROP TABLE", "DROP COLUMN", "DELETE FROM", "TRUNCATE" }) {
            EXPECT_FALSE(ddl.contains(word)) << migration.room << ' ' << migration.number << ' '
                                             << migration.name << " would lose data: " << word;
        }
    }
}

} // namespace
} // namespace boai::test
