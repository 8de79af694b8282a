// Passwords, sessions, second factor, lockout: what signing in holds to.
#include "crypto/totp.hpp"
#include "identity/identity_service.hpp"
#include "identity/sign_in_limits.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boai::identity {
namespace {

using test::ApiScenario;
using test::Person;

constexpr std::string_view path = "/api/v1/session";

class SignInRules : public ::testing::TestWithParam<storage::Dialect> {
protected:
    Result<SignedIn> sign_in(const Person& who, std::string_view password, std::string code = {}) {
        return site->identity().sign_in({ .login = who.login,
                                          .password = std::string { password },
                                          .code = std::move(code),
                                          .address = "203.0.113.9",
                                          .previous_token = {} });
    }

    /// The status of asking for the session with a cookie.
    int status_of(const std::string& session) {
        return site
            .ask(
                { .login = {}, .password = {}, .user = {}, .session = session },
                { .name = "the session", .target = std::string { path } }
            )
            .status;
    }

    /// Puts a second factor on somebody; its secret.
    std::string enrol(const Person& who) {
        const auto target = std::string { path } + "/second-factor";
        const auto begun
            = site.check(who, { .name = "begin", .method = http::Method::post, .target = target });
        auto secret = test::text_in(begun.body, "secret");
        site.check(
            who,
            { .name = "confirm",
              .method = http::Method::put,
              .target = target,
              .body = R"({"code":")" + code_of(secret) + R"("})",
              .status = 204 }
        );
        site.pass(30'000);
        return secret;
    }

    std::string code_of(const std::string& secret) {
        return crypto::totp_code(secret, crypto::totp_step(site.book.clock.now())).value_or("");
    }

    std::int64_t events(std::string_view kind) {
        return site.book.number(
            "SELECT count(*) FROM identity_audit_event WHERE kind = '" + std::string { kind } + "'"
        );
    }

    test::TestSite site { GetParam() };
};

TEST_P(SignInRules, keep_passwords_as_argon2id_only) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    const auto hashes = site.texts("SELECT password_hash FROM identity_credential");
    EXPECT_THAT(hashes, ::testing::Each(::testing::StartsWith("$argon2id$")));
    EXPECT_FALSE(site.book.keeps(desk.password));
    EXPECT_FALSE(site.book.keeps(desk.session));
}

TEST_P(SignInRules, set_a_cookie_that_scripts_and_other_sites_cannot_use) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    const auto answer = site.check(
        {},
        { .name = "sign in",
          .method = http::Method::post,
          .target = std::string { path },
          .headers = { { "x-forwarded-proto", "https" } },
          .body = R"({"login":"desk","password":")" + desk.password + R"("})",
          .absent = { desk.password } }
    );
    const auto cookie = test::header_in(answer, "set-cookie");
    EXPECT_THAT(cookie, ::testing::HasSubstr("; HttpOnly"));
    EXPECT_THAT(cookie, ::testing::HasSubstr("; SameSite=Strict"));
    EXPECT_THAT(cookie, ::testing::HasSubstr("; Secure"));
    EXPECT_EQ(status_of(test::session_in(answer)), 200);
}

TEST_P(SignInRules, refuse_changes_that_a_page_of_another_site_sends_with_the_cookie) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    const auto before = site.fingerprint();
    const ApiScenario scenario { .name = "without X-Boai-Request",
                                 .method = http::Method::post,
                                 .target = "/api/v1/commands/giving.record_gift",
                                 .headers = { { "cookie", "boai_session=" + desk.session } },
                                 .body = "{}",
                                 .status = 403,
                                 .contains = { "X-Boai-Request" } };
    test::run_scenario(site->router(), scenario);
    EXPECT_EQ(site.fingerprint(), before);
}

TEST_P(SignInRules, end_a_session_after_idling_and_after_a_day_whatever_is_done) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    site.pass(session_idle_ms - 1);
    EXPECT_EQ(status_of(desk.session), 200);
    site.pass(session_idle_ms);
    EXPECT_EQ(status_of(desk.session), 401);
    const auto session = site.sign_in(desk);
    for (std::int64_t passed = hour_ms; passed < session_ms; passed += hour_ms) {
        site.pass(hour_ms);
        ASSERT_TRUE(site->identity().authenticate({ .method = http::Method::get,
                                                    .path = "/",
                                                    .query = {},
                                                    .headers
                                                    = { { "cookie", "boai_session=" + session } },
                                                    .body = {},
                                                    .peer = {} }));
    }
    site.pass(hour_ms);
    EXPECT_EQ(status_of(session), 401);
}

TEST_P(SignInRules, give_a_session_a_new_token_after_half_a_day) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    auto who = desk;
    for (std::int64_t passed = 0; passed < session_token_ms; passed += hour_ms) {
        site.pass(hour_ms);
        const auto answer = site.ask(who, { .name = "", .target = std::string { path } });
        if (const auto fresh = test::session_in(answer); !fresh.empty()) {
            who.session = fresh;
        }
    }
    EXPECT_NE(who.session, desk.session);
    EXPECT_EQ(status_of(who.session), 200);
    site.pass(2 * 60'000);
    EXPECT_EQ(status_of(desk.session), 401);
}

TEST_P(SignInRules, end_the_session_that_the_browser_had_before) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    ASSERT_TRUE(site->identity().sign_in({ .login = desk.login,
                                           .password = desk.password,
                                           .code = {},
                                           .address = {},
                                           .previous_token = desk.session }));
    EXPECT_EQ(status_of(desk.session), 401);
}

TEST_P(SignInRules, sign_out_everywhere_when_the_password_changes) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    const auto elsewhere = site.sign_in(desk);
    const auto answer = site.check(
        desk,
        { .name = "change",
          .method = http::Method::post,
          .target = std::string { path } + "/password",
          .body = R"({"old":")" + desk.password + R"(","new":"another long secret 2"})",
          .status = 204 }
    );
    EXPECT_EQ(status_of(elsewhere), 401);
    EXPECT_EQ(status_of(desk.session), 401);
    EXPECT_EQ(status_of(test::session_in(answer)), 200);
    EXPECT_FALSE(sign_in(desk, desk.password));
    EXPECT_TRUE(sign_in(desk, "another long secret 2"));
    EXPECT_EQ(events("password_changed"), 1);
}

TEST_P(SignInRules, ask_for_the_second_factor_once_it_is_enrolled_and_take_no_code_twice) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    const auto secret = enrol(desk);
    const auto without = sign_in(desk, desk.password);
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().fields.front().field, "code");
    const auto code = code_of(secret);
    EXPECT_TRUE(sign_in(desk, desk.password, code));
    EXPECT_EQ(sign_in(desk, desk.password, code).error().code, Errc::unauthenticated);
    site.pass(30'000);
    EXPECT_TRUE(sign_in(desk, desk.password, code_of(secret)));
    EXPECT_FALSE(site.book.keeps(secret));
}

TEST_P(SignInRules, let_the_security_administrator_alone_remove_a_lost_second_factor) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    const auto system = site.add_person("system", Role::system_administrator);
    const auto security = site.add_person("security", Role::security_administrator);
    enrol(desk);
    ApiScenario scenario { .name = "remove",
                           .method = http::Method::post,
                           .target = "/api/v1/commands/identity.remove_second_factor",
                           .body = R"({"branch":"320700","reason":"手机丢失","user":")"
                               + to_string(desk.user) + R"("})",
                           .status = 403 };
    site.check(system, scenario);
    scenario.status = 200;
    site.check(security, scenario);
    EXPECT_TRUE(sign_in(desk, desk.password));
    EXPECT_EQ(events("second_factor_changed"), 2);
}

TEST_P(SignInRules, lock_a_login_out_after_failures_and_say_for_how_long) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    for (std::int64_t i = 0; i < failures_before_lockout; ++i) {
        EXPECT_EQ(sign_in(desk, "wrong").error().code, Errc::unauthenticated);
    }
    const auto locked = sign_in(desk, desk.password);
    ASSERT_FALSE(locked);
    EXPECT_EQ(locked.error().code, Errc::over_limit);
    EXPECT_THAT(locked.error().message.en, ::testing::HasSubstr("15 minutes"));
    EXPECT_EQ(events("sign_in_failed"), failures_before_lockout);
    EXPECT_EQ(events("locked_out"), 1);
    site.pass(lockout_ms);
    EXPECT_TRUE(sign_in(desk, desk.password));
}

TEST_P(SignInRules, treat_an_unknown_login_as_a_known_one_and_write_down_neither) {
    const Person stranger { .login = "nobody-here", .password = {}, .user = {}, .session = {} };
    for (std::int64_t i = 0; i < failures_before_lockout; ++i) {
        EXPECT_EQ(sign_in(stranger, "wrong").error().code, Errc::unauthenticated);
    }
    EXPECT_EQ(sign_in(stranger, "wrong").error().code, Errc::over_limit);
    EXPECT_FALSE(site.book.keeps("nobody-here"));
}

TEST_P(SignInRules, leave_good_and_bad_sign_ins_in_the_trail_with_a_coarse_address) {
    const auto desk = site.add_person("desk", Role::desk_officer);
    EXPECT_FALSE(sign_in(desk, "wrong"));
    EXPECT_TRUE(sign_in(desk, desk.password));
    const auto addresses = site.texts(
        "SELECT address FROM identity_audit_event WHERE kind IN ('sign_in', 'sign_in_failed') "
        "ORDER BY id DESC LIMIT 2"
    );
    EXPECT_THAT(addresses, ::testing::Each(::testing::Eq("203.0.113.0/24")));
    EXPECT_EQ(events("sign_in_failed"), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    SignInRules,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

}  // namespace
}  // namespace boai::identity
