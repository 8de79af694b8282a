#include "app/cli.hpp"
#include "app/logs.hpp"
#include "base/json_text.hpp"
#include "identity/identity_service.hpp"
#include "record/generic_commands.hpp"

#include <simdjson.h>

#include <array>
#include <cstdio>

namespace boai::app {
namespace {

/// Runs one command as the operator of the machine. `id` is for steps of a record's workflow.
Result<record::Outcome>
call(Book& book, const std::string& name, Id branch, const std::string& json, Id id = {}) {
    const auto* command = book.registry().find_command(name);
    if (command == nullptr) {
        return fail(Errc::internal, compose({ "没有命令 {}", "there is no command {}" }, { name }));
    }
    std::map<std::string, std::string, std::less<>> envelope;
    auto input = TRY(book.engine().read_input(*command, json, envelope));
    if (record::is_generic(*command)) {
        static_cast<record::RecordWrite*>(input.get())->id = id;
    }
    return book.engine().run(
        { Book::system(), command, branch, std::move(input), {}, "by the operator on the machine" }
    );
}

/// The user of this login with the branch it belongs to. Errors: not_found.
Result<std::pair<Id, Id>> find_user(Book& book, const std::string& login) {
    auto lease = TRY(book.readers().lend());
    std::pair<Id, Id> found;
    const std::array params { storage::Param { login } };
    TRY(lease->query(
        "SELECT branch_id, id FROM identity_user WHERE login = $1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = { row.id(0), row.id(1) };
            return {};
        }
    ));
    if (found.second.empty()) {
        return fail(
            Errc::not_found,
            compose({ "没有登录名为 {} 的用户", "there is no user with the login {}" }, { login })
        );
    }
    return found;
}

/// Prints the one-time link in the answer of a command that made one.
Result<void> print_link(const UserOptions& options, const std::string& answer) {
    simdjson::dom::parser parser;
    std::string_view token;
    std::string_view expires_at;
    const auto link = parser.parse(answer)["link"];
    if (link["token"].get(token) != simdjson::SUCCESS
        || link["expires_at"].get(expires_at) != simdjson::SUCCESS) {
        return fail(Errc::internal, Text { "没有得到链接", "no link came back" });
    }
    const identity::OneTimeLink one_time { std::string { token }, TRY(parse_instant(expires_at)) };
    std::printf(
        "%s sets a password and signs in by this link, once, until %s:\n  %s%s\n",
        options.login.c_str(),
        wall_clock(one_time.expires_at).c_str(),
        options.public_url.c_str(),
        one_time.path().c_str()
    );
    return {};
}

Result<void> create(Book& book, Id branch, const UserOptions& options) {
    std::string json;
    JsonObject { json }
        .text("login", options.login)
        .text("name", options.name.empty() ? options.login : options.name);
    const auto made = TRY(call(book, "identity.create_user", branch, json));
    if (!options.role.empty()) {
        const auto [home, user] = TRY(find_user(book, options.login));
        json.clear();
        JsonObject { json }.text("user", to_string(user)).text("role", options.role);
        TRY(call(book, "identity.grant_role", branch, json));
    }
    return print_link(options, made.json);
}

} // namespace

Result<void> run_user(const CommonOptions& common, const UserOptions& options) {
    const SystemClock clock;
    auto book = TRY(Book::open(common.book, clock));
    TRY(Logs::begin(*book)); // nothing is written to a book that was rolled back
    if (options.action == "create") {
        return create(*book, TRY(branch_of(*book, common.branch)), options);
    }
    const auto [home, user] = TRY(find_user(*book, options.login));
    std::string json;
    JsonObject { json }.text("user", to_string(user));
    if (options.action == "disable") {
        TRY(call(*book, "identity.user.disable", home, "{}", user));
        std::printf("%s can no longer sign in.\n", options.login.c_str());
        return {};
    }
    if (options.action == "link") {
        const auto outcome = TRY(call(*book, "identity.reset_password", home, json));
        return print_link(options, outcome.json);
    }
    TRY(call(*book, "identity.unlock_user", home, json));
    std::printf("%s can sign in again.\n", options.login.c_str());
    return {};
}

} // namespace boai::app
