#include "app/book.hpp"

#include "app/modules.hpp"
#include "ledger/tables.hpp"
#include "modules/society/society_commands.hpp"
#include "record/schema.hpp"
#include "transparency/log.hpp"

#include <system_error>

namespace boai::app {
namespace {

Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(
            Errc::unavailable,
            compose(
                { "无法创建数据目录 {}", "the data folder {} cannot be made" }, { folder.string() }
            )
        );
    }
    return {};
}

}  // namespace

storage::Location BookOptions::location() const {
    return { database.empty() ? (data / "boai.db").string() : database };
}

std::vector<storage::Migration> all_migrations(const std::vector<modules::Module>& modules) {
    std::vector<storage::Migration> all {
        { "figures", 1, "create daily figures", figures::tables() },
    };
    for (const auto steps :
         { record::migrations(), transparency::migrations(), ledger::migrations() }) {
        all.insert(all.end(), steps.begin(), steps.end());
    }
    for (const auto& module : modules) {
        all.insert(all.end(), module.migrations.begin(), module.migrations.end());
    }
    return all;
}

Result<void> Book::create(const BookOptions& options, const Clock& clock) {
    TRY(make_folder(options.data));
    TRY(crypto::MasterKey::create(options.key_file()));
    auto database = TRY(storage::Database::open(options.location()));
    return storage::migrate(*database, all_migrations(all_modules()), clock.now());
}

Result<std::unique_ptr<Book>> Book::open(const BookOptions& options, const Clock& clock) {
    const bool is_file = options.database.empty();
    if (is_file && !std::filesystem::exists(options.location().text)) {
        return fail(
            Errc::not_found,
            compose(
                { "{} 里还没有账本；请先运行 boai init",
                  "there is no book in {}; run boai init first" },
                { options.data.string() }
            )
        );
    }
    auto master = TRY(crypto::MasterKey::load(options.key_file()));
    auto database = TRY(storage::Database::open(options.location()));
    TRY(storage::migrate(*database, all_migrations(all_modules()), clock.now()));
    std::unique_ptr<Book> book { new Book {
        std::move(master), std::move(database), clock, options } };
    TRY(book->start());
    return book;
}

Book::Book(
    crypto::MasterKey master,
    std::unique_ptr<storage::Database> database,
    const Clock& clock,
    BookOptions options
)
    : clock_(clock)
    , options_(std::move(options))
    , master_(std::move(master))
    , vault_(master_)
    , ids_(clock, options_.node)
    , database_(std::move(database))
    , readers_(*database_)
    , modules_(all_modules())
    , registry_(vault_) { }

Book::~Book() {
    // First: what is queued still works with the engine.
    writer_.reset();
}

Result<void> Book::start() {
    for (const auto& module : modules_) {
        TRY(registry_.add(module.declarations));
    }
    writer_ = TRY(storage::Writer::start(*database_));
    engine_ = std::make_unique<record::Engine>(record::EngineParts {
        registry_, *database_, *writer_, readers_, vault_, clock_, ids_ });
    TRY(engine_->use_branches(society::load_branches));
    for (const auto& module : modules_) {
        if (module.on_open) {
            TRY(module.on_open(*engine_));
        }
    }
    return {};
}

std::vector<const figures::Definition*> Book::figures() const {
    std::vector<const figures::Definition*> all;
    for (const auto& module : modules_) {
        all.insert(all.end(), module.figures.begin(), module.figures.end());
    }
    return all;
}

std::shared_ptr<const record::Actor> Book::system() {
    static const auto actor = std::make_shared<const record::Actor>(record::Actor {
        .name = "boai", .is_system = true });
    return actor;
}

}  // namespace boai::app
