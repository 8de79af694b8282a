/// \file
/// TestSite: everything the program serves, over a book of its own, with as many people as a test
/// needs; asked in the same process or over a port.
#pragma once

#include "app/site.hpp"
#include "identity/role.hpp"
#include "support/api_scenario.hpp"
#include "support/test_book.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::test {

/// Somebody with an account and a signed-in browser. The empty person is nobody.
struct Person {
    std::string login;
    std::string password;
    Id user;
    std::string session; ///< the cookie's value
};

/// Throws when it cannot be made. Passwords are hashed cheaply, attempts are not limited.
class TestSite {
public:
    explicit TestSite(storage::Dialect dialect, identity::IdentityOptions options = cheap());

    TestBook book;

    [[nodiscard]] app::Site& operator*() { return *site_; }

    [[nodiscard]] app::Site* operator->() { return site_.get(); }

    /// Moves the clock on.
    void pass(std::int64_t milliseconds) { book.clock.set(book.clock.now() + milliseconds); }

    /// Makes the site anew, as when the program is started again; with this data folder.
    void restart(const std::filesystem::path& data = {});

    /// An active user at home in a branch (the city when none is given), signed in; with a role
    /// there when one is given.
    Person add_person(const std::string& login, std::optional<identity::Role> role, Id branch = {});
    /// Grants one more role, as the operator of the machine. Errors: as the command.
    Result<record::Outcome> grant(const Person& person, identity::Role role, Id branch);
    /// Signs in anew, as from another browser; throws when refused.
    std::string sign_in(const Person& person);

    /// Asks without sockets. The request carries the person's cookie and X-Boai-Request: 1.
    http::Response ask(const Person& person, ApiScenario scenario);
    /// The same, checking the answer against the scenario.
    http::Response check(const Person& person, ApiScenario scenario);

    /// The first column of all rows a query gives.
    std::vector<std::string> texts(std::string_view sql);
    /// The number of rows and the versions of every record: changes with any write of one.
    std::string fingerprint();

    static identity::IdentityOptions cheap();

private:
    identity::IdentityOptions options_;
    std::unique_ptr<app::Site> site_;
};

/// Whoever works at the machine itself, by the command line.
[[nodiscard]] Calling operator_of_the_machine();

/// The scenario as the person's browser would send it.
[[nodiscard]] ApiScenario as(const Person& person, ApiScenario scenario);

/// The value of an answer's header; empty when there is none.
[[nodiscard]] std::string header_in(const http::Response& response, std::string_view name);
/// The text of the first member of this name in JSON written without spaces.
[[nodiscard]] std::string text_in(std::string_view json, std::string_view name);
/// The session token that an answer sets; empty when it sets none.
[[nodiscard]] std::string session_in(const http::Response& response);

} // namespace boai::test
