// Passwords, sessions, second factor, lockout: what signing in holds to.
#include "crypto/totp.hpp"
#include "identity/identity_commands.hpp"
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
        return site_->identity().sign_in({ .login = who.login,
                                           .password = std::string { password },
                                           .code = std::move(code),
                                           .address = "203.0.113.9",
                                           .previous_token = {} });
    }

    /// The status of asking for the session with a cookie.
    int status_of(const std::string& session) {
        return site_
            .ask(
                { .login = {}, .password = {}, .user = {}, .session = session },
                { .name = "the session", .target = std::string { path } }
            )
            .status;
    }

    /// Puts a second factor on somebody, whose session gets a new token; its secret.
    std::string enrol(Person& who) {
        const auto target = std::string { path } + "/second-factor";
        const auto begun
            = site_.check(who, { .name = "begin", .method = http::Method::post, .target = target });
        auto secret = test::text_in(begun.body, "secret");
        const auto confirmed = site_.check(
            who,
            { .name = "confirm",
              .method = http::Method::put,
              .target = target,
              .body = R"({"code":")" + code_of(secret) + R"("})",
              .status = 204 }
        );
        who.session = test::session_in(confirmed);
        site_.pass(30'000);
        return secret;
    }

    std::string code_of(const std::string& secret) {
        return crypto::totp_code(secret, crypto::totp_step(site_.book.clock.now())).value_or("");
    }

    std::int64_t events(std::string_view kind) {
        return site_.book.number(
            "SELECT count(*) FROM identity_audit_event WHERE kind = '" + std::string { kind } + "'"
        );
    }

    test::TestSite site_ { GetParam() };
};

TEST_P(SignInRules, keep_passwords_as_argon2id_only) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    const auto hashes = site_.texts("SELECT password_hash FROM identity_credential");
    EXPECT_THAT(hashes, ::testing::Each(::testing::StartsWith("$argon2id$")));
    EXPECT_FALSE(site_.book.keeps(desk.password));
    EXPECT_FALSE(site_.book.keeps(desk.session));
}

TEST_P(SignInRules, set_a_cookie_that_scripts_and_other_sites_cannot_use) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    const auto answer = site_.check(
        {},
        { .name = "sign in",
          .method = http::Method::post,
          .target = std::string { path },
          .body = R"({"login":"desk","password":")" + desk.password + R"("})",
          .absent = { desk.password },
          .is_secure = true }
    );
    const auto cookie = test::header_in(answer, "set-cookie");
    EXPECT_THAT(cookie, ::testing::HasSubstr("; HttpOnly"));
    EXPECT_THAT(cookie, ::testing::HasSubstr("; SameSite=Strict"));
    EXPECT_THAT(cookie, ::testing::HasSubstr("; Secure"));
    EXPECT_EQ(status_of(test::session_in(answer)), 200);
}

TEST_P(SignInRules, refuse_changes_that_a_page_of_another_site_sends_with_the_cookie) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    const auto before = site_.fingerprint();
    const ApiScenario scenario { .name = "without X-Boai-Request",
                                 .method = http::Method::post,
                                 .target = "/api/v1/commands/giving.record_gift",
                                 .headers = { { "cookie", "boai_session=" + desk.session } },
                                 .body = "{}",
                                 .status = 403,
                                 .contains = { "X-Boai-Request" } };
    test::run_scenario(site_->router(), scenario);
    EXPECT_EQ(site_.fingerprint(), before);
}

TEST_P(SignInRules, end_a_session_after_idling_and_after_a_day_whatever_is_done) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    site_.pass(session_idle_ms - 1);
    EXPECT_EQ(status_of(desk.session), 200);
    site_.pass(session_idle_ms);
    EXPECT_EQ(status_of(desk.session), 401);
    const auto session = site_.sign_in(desk);
    for (std::int64_t passed = hour_ms; passed < session_ms; passed += hour_ms) {
        site_.pass(hour_ms);
        ASSERT_TRUE(site_->identity().authenticate({ .method = http::Method::get,
                                                     .path = "/",
                                                     .query = {},
                                                     .headers
                                                     = { { "cookie", "boai_session=" + session } },
                                                     .body = {},
                                                     .peer = {} }));
    }
    site_.pass(hour_ms);
    EXPECT_EQ(status_of(session), 401);
}

TEST_P(SignInRules, give_a_session_a_new_token_after_half_a_day) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    auto who = desk;
    for (std::int64_t passed = 0; passed < session_token_ms; passed += hour_ms) {
        site_.pass(hour_ms);
        const auto answer = site_.ask(who, { .name = "", .target = std::string { path } });
        if (const auto fresh = test::session_in(answer); !fresh.empty()) {
            who.session = fresh;
        }
    }
    EXPECT_NE(who.session, desk.session);
    EXPECT_EQ(status_of(who.session), 200);
    site_.pass(std::int64_t { 2 } * 60'000);
    EXPECT_EQ(status_of(desk.session), 401);
}

TEST_P(SignInRules, end_the_session_that_the_browser_had_before) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    ASSERT_TRUE(site_->identity().sign_in({ .login = desk.login,
                                            .password = desk.password,
                                            .code = {},
                                            .address = {},
                                            .previous_token = desk.session }));
    EXPECT_EQ(status_of(desk.session), 401);
}

TEST_P(SignInRules, sign_out_everywhere_when_the_password_changes) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    const auto elsewhere = site_.sign_in(desk);
    const auto answer = site_.check(
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

TEST_P(SignInRules, give_a_session_a_new_token_once_its_user_has_other_roles) {
    auto desk = site_.add_person("desk", Role::desk_officer);
    site_.pass(1'000);
    const ApiScenario look { .name = "look", .target = std::string { path } };
    EXPECT_EQ(test::session_in(site_.check(desk, look)), "");
    ASSERT_TRUE(site_.grant(desk, Role::auditor, site_.book.city));
    site_.pass(1'000);
    const auto fresh = test::session_in(site_.check(desk, look));
    ASSERT_NE(fresh, "");
    ASSERT_NE(fresh, desk.session);
    site_.pass(std::int64_t { 2 } * 60'000);
    EXPECT_EQ(status_of(desk.session), 401);
    EXPECT_EQ(status_of(fresh), 200);
    desk.session = fresh;
    EXPECT_EQ(test::session_in(site_.check(desk, look)), "");
}

TEST_P(SignInRules, give_a_session_a_new_token_when_the_second_factor_changes) {
    auto desk = site_.add_person("desk", Role::desk_officer);
    const auto elsewhere = site_.sign_in(desk);
    const auto old = desk.session;
    enrol(desk);
    EXPECT_EQ(status_of(elsewhere), 401) << "it was opened without the second factor";
    EXPECT_EQ(status_of(old), 401);
    EXPECT_EQ(status_of(desk.session), 200);
    const auto answer = site_.check(
        desk,
        { .name = "remove",
          .method = http::Method::remove,
          .target = std::string { path } + "/second-factor",
          .body = R"({"password":")" + desk.password + R"("})",
          .status = 204 }
    );
    EXPECT_EQ(status_of(desk.session), 401);
    EXPECT_EQ(status_of(test::session_in(answer)), 200);
}

TEST_P(SignInRules, limit_attempts_by_address_and_say_how_long_to_wait) {
    auto options = test::TestSite::cheap();
    options.attempts = IdentityOptions {}.attempts;
    test::TestSite strict { GetParam(), options };
    const auto attempt = [&](std::int64_t number, int status) {
        return strict.check(
            {},
            { .name = "attempt",
              .method = http::Method::post,
              .target = std::string { path },
              .body = R"({"login":"somebody)" + std::to_string(number)
                  + R"(","password":"wrong wrong 1"})",
              .status = status }
        );
    };
    for (std::int64_t i = 0; i < options.attempts.burst; ++i) {
        attempt(i, 401);
    }
    EXPECT_EQ(test::header_in(attempt(98, 429), "Retry-After"), "5");
    strict.pass(5'000);
    attempt(99, 401);
    attempt(100, 429);
    // Another address waits for nobody.
    EXPECT_EQ(
        strict->identity()
            .sign_in({ .login = "somebody", .password = "wrong", .address = "198.51.100.7" })
            .error()
            .code,
        Errc::unauthenticated
    );
}

TEST_P(SignInRules, say_in_the_answer_how_long_a_lockout_lasts) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    for (std::int64_t i = 0; i < failures_before_lockout; ++i) {
        EXPECT_FALSE(sign_in(desk, "wrong"));
    }
    const auto waiting = [&] {
        const auto answer = site_.check(
            {},
            { .name = "locked out",
              .method = http::Method::post,
              .target = std::string { path },
              .body = R"({"login":"desk","password":"x"})",
              .status = 429 }
        );
        return test::header_in(answer, "Retry-After");
    };
    EXPECT_EQ(waiting(), "900");
    site_.pass(std::int64_t { 10 } * 60'000);
    EXPECT_EQ(waiting(), "300");
}

TEST_P(SignInRules, take_an_invitation_and_a_reset_once_and_in_time) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    const auto use = [&](const std::string& token, const std::string& password) {
        return site_->identity().use_link(
            { .token = token, .password = password, .address = "192.0.2.7" }
        );
    };
    const auto invitation = [&](const std::string& login) {
        const auto json = R"({"login":")" + login + R"(","name":"测试"})";
        const auto made = site_.book.call(
            "identity.create_user", site_.book.city, json, test::operator_of_the_machine()
        );
        return test::text_in(made.value().json, "token");
    };
    const auto reset = [&] {
        const auto json = R"({"user":")" + to_string(desk.user) + R"("})";
        const auto made = site_.book.call(
            "identity.reset_password", site_.book.city, json, test::operator_of_the_machine()
        );
        return test::text_in(made.value().json, "token");
    };
    const auto once = invitation("once");
    EXPECT_TRUE(use(once, "ein langes Passwort 2"));
    EXPECT_EQ(use(once, "ein langes Passwort 3").error().code, Errc::unauthenticated);
    const auto late = invitation("late");
    const auto old = reset();
    const auto fresh = reset();
    EXPECT_EQ(use(old, "ein langes Passwort 4").error().code, Errc::unauthenticated);
    EXPECT_EQ(status_of(desk.session), 200);
    EXPECT_TRUE(use(fresh, "ein langes Passwort 5"));
    EXPECT_EQ(status_of(desk.session), 401) << "a reset ends every session";
    EXPECT_EQ(use(fresh, "ein langes Passwort 6").error().code, Errc::unauthenticated);
    const auto stale = reset();
    site_.pass(invitation_ms);
    EXPECT_EQ(use(late, "ein langes Passwort 7").error().code, Errc::unauthenticated);
    EXPECT_EQ(use(stale, "ein langes Passwort 8").error().code, Errc::unauthenticated);
}

TEST_P(SignInRules, ask_for_the_second_factor_once_it_is_enrolled_and_take_no_code_twice) {
    auto desk = site_.add_person("desk", Role::desk_officer);
    const auto secret = enrol(desk);
    const auto without = sign_in(desk, desk.password);
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().fields.front().field, "code");
    const auto code = code_of(secret);
    EXPECT_TRUE(sign_in(desk, desk.password, code));
    EXPECT_EQ(sign_in(desk, desk.password, code).error().code, Errc::unauthenticated);
    site_.pass(30'000);
    EXPECT_TRUE(sign_in(desk, desk.password, code_of(secret)));
    EXPECT_FALSE(site_.book.keeps(secret));
}

TEST_P(SignInRules, let_the_security_administrator_alone_remove_a_lost_second_factor) {
    auto desk = site_.add_person("desk", Role::desk_officer);
    const auto system = site_.add_person("system", Role::system_administrator);
    const auto security = site_.add_person("security", Role::security_administrator);
    enrol(desk);
    ApiScenario scenario { .name = "remove",
                           .method = http::Method::post,
                           .target = "/api/v1/commands/identity.remove_second_factor",
                           .body = R"({"branch":"320700","reason":"手机丢失","user":")"
                               + to_string(desk.user) + R"("})",
                           .status = 403 };
    site_.check(system, scenario);
    scenario.status = 200;
    site_.check(security, scenario);
    EXPECT_TRUE(sign_in(desk, desk.password));
    EXPECT_EQ(events("second_factor_changed"), 2);
}

TEST_P(SignInRules, lock_a_login_out_after_failures_and_say_for_how_long) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    for (std::int64_t i = 0; i < failures_before_lockout; ++i) {
        EXPECT_EQ(sign_in(desk, "wrong").error().code, Errc::unauthenticated);
    }
    const auto locked = sign_in(desk, desk.password);
    ASSERT_FALSE(locked);
    EXPECT_EQ(locked.error().code, Errc::over_limit);
    EXPECT_THAT(locked.error().message.en, ::testing::HasSubstr("15 minutes"));
    EXPECT_EQ(events("sign_in_failed"), failures_before_lockout);
    EXPECT_EQ(events("locked_out"), 1);
    site_.pass(lockout_ms);
    EXPECT_TRUE(sign_in(desk, desk.password));
}

TEST_P(SignInRules, treat_an_unknown_login_as_a_known_one_and_write_down_neither) {
    const Person stranger { .login = "nobody-here", .password = {}, .user = {}, .session = {} };
    for (std::int64_t i = 0; i < failures_before_lockout; ++i) {
        EXPECT_EQ(sign_in(stranger, "wrong").error().code, Errc::unauthenticated);
    }
    EXPECT_EQ(sign_in(stranger, "wrong").error().code, Errc::over_limit);
    EXPECT_FALSE(site_.book.keeps("nobody-here"));
}

TEST_P(SignInRules, leave_good_and_bad_sign_ins_in_the_trail_with_a_coarse_address) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    EXPECT_FALSE(sign_in(desk, "wrong"));
    EXPECT_TRUE(sign_in(desk, desk.password));
    const auto addresses = site_.texts(
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
