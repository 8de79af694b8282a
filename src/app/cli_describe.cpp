#include "app/cli.hpp"
#include "base/json_text.hpp"
#include "record/describe.hpp"
#include "record/schema.hpp"
#include "storage/sql_text.hpp"

#include <cstdio>

namespace boai::app {

Result<void> run_describe(const CommonOptions& common) {
    const SystemClock clock;
    const auto book = TRY(Book::open(common.book, clock));
    std::string json;
    {
        JsonObject object { json };
        {
            JsonArray records { object.key("records") };
            record::append_records_meta(records, book->registry(), { *Book::system() });
        }
        JsonArray commands { object.key("commands") };
        record::append_commands_meta(commands, book->registry(), { *Book::system() });
    }
    std::printf("%s\n", json.c_str());
    return {};
}

Result<void> run_schema(const CommonOptions& common, const std::string& database) {
    const SystemClock clock;
    const auto book = TRY(Book::open(common.book, clock));
    const auto dialect
        = database == "postgresql" ? storage::Dialect::postgresql : storage::Dialect::sqlite;
    for (const auto* table : book->registry().records()) {
        const auto sql = storage::spell_types(record::create_table(table->type()), dialect);
        std::printf("%s\n", sql.c_str());
    }
    return {};
}

} // namespace boai::app
