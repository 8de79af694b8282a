#include "support/test_book.hpp"

#include "app/audit.hpp"
#include "app/demo.hpp"
#include "identity/roles.hpp"
#include "record/json.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace boai::test {
namespace {

/// The value, or the end of the test.
template <class T>
T must(Result<T> result) {
    if (!result) {
        std::string what = result.error().message.en;
        for (const auto& [field, message] : result.error().fields) {
            what += "; " + field + ": " + message.en;
        }
        throw std::runtime_error(what);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream { path, std::ios::binary };
    return { std::istreambuf_iterator<char> { stream }, {} };
}

std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

} // namespace

TestBook::TestBook(storage::Dialect dialect)
    : database_(dialect) {
    if (database_.location().text.empty()) {
        return; // no server: the test is skipped
    }
    options_.data = folder_.path() / "data";
    if (dialect == storage::Dialect::postgresql) {
        options_.database = database_.location().text;
    }
    database_.close();
    must(app::Book::create(options_, clock));
    book_ = must(app::Book::open(options_, clock));
    capabilities_ = identity::capabilities_of(book_->registry());
    make_branches();
}

void TestBook::make_branches() {
    city = must(app::make_root(*book_, "320700", "云台市红十字会", "Yuntai Red Cross"));
    const auto add = [&](std::string_view code, std::string_view zh, std::string_view en) {
        std::string json;
        JsonObject { json }
            .text("code", code)
            .text("name_zh", zh)
            .text("name_en", en)
            .text("level", "county");
        return make("society.create_branch", city, json);
    };
    county = add("320722", "东海县红十字会", "Donghai Red Cross");
    other_county = add("320723", "灌云县红十字会", "Guanyun Red Cross");
}

Id TestBook::filed_plan() {
    const auto plan = make(
        "giving.fundraising_plan.create",
        city,
        R"({"name":"助学募捐","aim":"资助学生","begins":"2020-01-01","ends":"2020-12-31",)"
        R"("region":"云台市","person_in_charge":"孟小舟","office_address":"云台市一号",)"
        R"("contact":"0518-0000000","query_way":"本站查询","accepting":"指定平台",)"
        R"("bank_account":"本会账户","beneficiaries":"困难学生","use":"学费","surplus_rule":)"
        R"("用于同类项目","certificate_number":"53320700A"})"
    );
    const auto filed = call(
        "giving.file_plan",
        city,
        R"({"plan":")" + to_string(plan) + R"(","filed_on":"2019-12-01","filing_number":"F)"
            + to_string(plan) + R"("})",
        { .actor = director() }
    );
    EXPECT_TRUE(filed) << failure_of(filed);
    return plan;
}

std::string TestBook::raising(Id plan) {
    return R"(,"plan":")" + to_string(plan)
        + R"(","ends":"2020-12-31","platform":"示例公益","platform_link":)"
          R"("https://gongyi.example.org/p/1")";
}

std::shared_ptr<const record::Actor> TestBook::person(std::int64_t user) const {
    auto made = std::make_shared<record::Actor>();
    made->user = Id { user };
    made->name = "经办人" + std::to_string(user);
    made->grants.push_back({ .branches = {}, .capabilities = capabilities_, .everywhere = true });
    return made;
}

std::shared_ptr<const record::Actor> TestBook::person_with(
    std::int64_t user, std::vector<Id> branches, std::set<std::string, std::less<>> capabilities
) {
    auto made = std::make_shared<record::Actor>();
    made->user = Id { user };
    made->name = "经办人" + std::to_string(user);
    std::ranges::sort(branches);
    made->grants.push_back({ std::move(branches), std::move(capabilities) });
    return made;
}

Result<record::Outcome>
TestBook::call(std::string_view command, Id branch, std::string_view json, Calling calling) {
    const auto* type = book_->registry().find_command(command);
    if (type == nullptr) {
        throw std::runtime_error("no command " + std::string { command });
    }
    record::Envelope envelope;
    auto input = TRY(book_->engine().read_input(*type, json, envelope));
    return book_->engine().run({ .actor = calling.actor ? calling.actor : officer(),
                                 .command = type,
                                 .branch = branch,
                                 .input = std::move(input),
                                 .key = std::move(calling.key),
                                 .reason = std::move(calling.reason) });
}

Result<record::Outcome> TestBook::write(
    std::string_view command, Id branch, Id id, std::string_view json, Calling calling
) {
    const auto* type = book_->registry().find_command(command);
    if (type == nullptr) {
        throw std::runtime_error("no command " + std::string { command });
    }
    auto input = std::make_shared<record::RecordWrite>(record::RecordWrite {
        .id = id, .json = std::string { json } });
    return book_->engine().run({ .actor = calling.actor ? calling.actor : officer(),
                                 .command = type,
                                 .branch = branch,
                                 .input = input,
                                 .key = std::move(calling.key),
                                 .reason = std::move(calling.reason) });
}

Id TestBook::make(std::string_view command, Id branch, std::string_view json, Calling calling) {
    const bool is_generic = record::is_generic(*book_->registry().find_command(command));
    return must(
               is_generic ? write(command, branch, {}, json, std::move(calling))
                          : call(command, branch, json, std::move(calling))
    )
        .id;
}

record::Loaded TestBook::load(const record::RecordType& type, Id branch, Id id) {
    const auto lease = must(book_->readers().lend());
    return must(book_->registry().table(type).load(record::queries_of(*lease), branch, id));
}

std::int64_t TestBook::number(std::string_view sql) {
    const auto lease = must(book_->readers().lend());
    std::int64_t value = 0;
    must(lease->query(sql, {}, [&](const storage::Row& row) -> Result<void> {
        value = row.number(0);
        return {};
    }));
    return value;
}

std::string TestBook::text(std::string_view sql) {
    const auto lease = must(book_->readers().lend());
    std::string value;
    must(lease->query(sql, {}, [&](const storage::Row& row) -> Result<void> {
        value = row.text(0);
        return {};
    }));
    return value;
}

void TestBook::tamper(std::string_view sql) {
    const auto connection = must(book_->database().connect());
    must(connection->run_script(sql));
}

bool TestBook::keeps(std::string_view bytes) {
    if (book_->database().dialect() == storage::Dialect::sqlite) {
        for (const auto& file : std::filesystem::directory_iterator { options_.data }) {
            if (file.is_regular_file() && read_file(file.path()).contains(bytes)) {
                return true;
            }
        }
        return false;
    }
    const auto hex = hexadecimal(bytes);
    const auto lease = must(book_->readers().lend());
    std::vector<std::string> tables;
    must(lease->query(
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        {},
        [&](const storage::Row& row) -> Result<void> {
            tables.emplace_back(row.text(0));
            return {};
        }
    ));
    bool found = false;
    for (const auto& table : tables) {
        must(lease->query(
            "SELECT t::text FROM " + table + " t",
            {},
            [&](const storage::Row& row) -> Result<void> {
                found = found || row.text(0).contains(bytes) || row.text(0).contains(hex);
                return {};
            }
        ));
    }
    return found;
}

std::vector<std::string> TestBook::faults() {
    std::vector<std::string> found;
    for (const auto& line : must(app::audit(*book_))) {
        for (const auto& fault : line.faults) {
            found.push_back(line.check + ": " + fault);
        }
    }
    return found;
}

void TestBook::reopen() {
    book_.reset();
    book_ = must(app::Book::open(options_, clock));
}

std::string failure_of(const Result<record::Outcome>& outcome) {
    if (outcome) {
        return "done";
    }
    const auto& error = outcome.error();
    return error.fields.empty()
        ? error.message.en
        : error.fields.front().field + ": " + error.fields.front().message.en;
}

std::string_view code_of(const Result<record::Outcome>& outcome) {
    return outcome ? "done" : name_of(outcome.error().code);
}

} // namespace boai::test
