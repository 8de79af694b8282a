#include "support/test_site.hpp"

#include "base/json_text.hpp"
#include "http/response_head.hpp"

#include <stdexcept>

namespace boai::test {
namespace {

constexpr std::string_view any_password = "ein langes Passwort 1";

/// The value, or the end of the test.
template <class T>
T must(Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().message.en);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

} // namespace

identity::IdentityOptions TestSite::cheap() {
    return { .password_cost = { .passes = 1, .memory_bytes = 8U << 10U },
             .attempts = { .burst = 100'000, .per_minute = 100'000 } };
}

TestSite::TestSite(storage::Dialect dialect, identity::IdentityOptions options)
    : book(dialect)
    , options_(options) {
    if (!book.city.empty()) {
        restart();
    }
}

void TestSite::restart(const std::filesystem::path& data) {
    site_ = must(app::Site::create(*book, options_, data));
    site_->set_public_url("https://book.example.org");
}

Result<record::Outcome> TestSite::grant(const Person& person, identity::Role role, Id branch) {
    std::string json;
    JsonObject { json }.text("user", to_string(person.user)).text("role", name_of(role));
    return book.call("identity.grant_role", branch, json, operator_of_the_machine());
}

Person
TestSite::add_person(const std::string& login, std::optional<identity::Role> role, Id branch) {
    const auto home = branch.empty() ? book.city : branch;
    std::string json;
    JsonObject { json }.text("login", login).text("name", "测试" + login);
    const auto made
        = must(book.call("identity.create_user", home, json, operator_of_the_machine()));
    Person person { login, std::string { any_password }, made.id, {} };
    if (role) {
        must(grant(person, *role, home));
    }
    auto signed_in = must(site_->identity().use_link({ .token = text_in(made.json, "token"),
                                                       .password = person.password,
                                                       .login = {},
                                                       .name = {},
                                                       .address = "192.0.2.1" }));
    person.session = signed_in.value().token;
    return person;
}

std::string TestSite::sign_in(const Person& person) {
    return must(site_->identity().sign_in({ .login = person.login,
                                            .password = person.password,
                                            .code = {},
                                            .address = "192.0.2.1",
                                            .previous_token = {} })
    ).token;
}

http::Response TestSite::ask(const Person& person, ApiScenario scenario) {
    return test::ask(site_->router(), request_of(as(person, std::move(scenario))));
}

http::Response TestSite::check(const Person& person, ApiScenario scenario) {
    return run_scenario(site_->router(), as(person, std::move(scenario)));
}

std::vector<std::string> TestSite::texts(std::string_view sql) {
    const auto lease = must(book->readers().lend());
    std::vector<std::string> all;
    must(lease->query(sql, {}, [&](const storage::Row& row) -> Result<void> {
        all.emplace_back(row.text(0));
        return {};
    }));
    return all;
}

std::string TestSite::fingerprint() {
    std::string print;
    for (const auto* table : book->registry().records()) {
        const std::string name { table->type().name };
        auto sql_name = name;
        sql_name[sql_name.find('.')] = '_';
        const auto rows = book.number("SELECT count(*) FROM " + sql_name);
        const auto versions
            = book.number("SELECT CAST(coalesce(sum(version), 0) AS bigint) FROM " + sql_name);
        print += name + " " + std::to_string(rows) + " " + std::to_string(versions) + "\n";
    }
    return print;
}

Calling operator_of_the_machine() {
    return { .actor = app::Book::system() };
}

ApiScenario as(const Person& person, ApiScenario scenario) {
    if (!person.session.empty()) {
        scenario.headers.emplace_back("cookie", "boai_session=" + person.session);
    }
    scenario.headers.emplace_back("x-boai-request", "1");
    return scenario;
}

std::string header_in(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (http::same_name(key, name)) {
            return value;
        }
    }
    return {};
}

std::string text_in(std::string_view json, std::string_view name) {
    const auto key = '"' + std::string { name } + "\":\"";
    const auto at = json.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto rest = json.substr(at + key.size());
    return std::string { rest.substr(0, rest.find('"')) };
}

std::string session_in(const http::Response& response) {
    const auto cookie = header_in(response, "set-cookie");
    constexpr std::string_view name = "boai_session=";
    return cookie.starts_with(name) ? cookie.substr(name.size(), cookie.find(';') - name.size())
                                    : std::string {};
}

} // namespace boai::test
