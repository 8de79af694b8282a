// Roles, their branches, the administrators kept apart, tokens of programs, and the audit trail.
#include "support/test_site.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace boai::identity {
namespace {

using test::ApiScenario;
using test::Person;

std::string grant_body(const Person& who, Role role) {
    return R"({"branch":"320700","user":")" + to_string(who.user) + R"(","role":")"
        + std::string { name_of(role) } + R"("})";
}

class RoleRules : public ::testing::TestWithParam<storage::Dialect> {
protected:
    http::Response
    call(const Person& who, const std::string& command, const std::string& body, int status) {
        return site_.check(
            who,
            { .name = command,
              .method = http::Method::post,
              .target = "/api/v1/commands/" + command,
              .body = body,
              .status = status }
        );
    }

    /// A gift of one yuan in a branch; the status of the answer.
    int give(const Person& who, const std::string& branch, const std::string& bearer = {}) {
        ApiScenario scenario { .name = "a gift",
                               .method = http::Method::post,
                               .target = "/api/v1/commands/giving.record_gift",
                               .body = R"({"branch":")" + branch
                                   + R"(","amount":"1.00","day":"2020-05-20","donor_kind":)"
                                   + R"("anonymous","channel":")" + to_string(channel_) + R"("})" };
        if (!bearer.empty()) {
            scenario.headers.emplace_back("authorization", "Bearer " + bearer);
        }
        return site_.ask(who, scenario).status;
    }

    /// An API token of somebody with these scopes; its text.
    std::string token_of(const Person& who, const std::string& scopes, int status = 200) {
        const auto answer = call(
            who,
            "identity.create_api_token",
            R"({"branch":"320700","name":"同步","valid_until":"2020-06-30","scopes":")" + scopes
                + R"("})",
            status
        );
        last_token_ = test::text_in(answer.body, "id");
        return test::text_in(answer.body, "token");
    }

    int read_gifts(const std::string& bearer) {
        return site_
            .ask(
                {},
                { .name = "gifts",
                  .target = "/api/v1/records/giving.gift",
                  .headers = { { "authorization", "Bearer " + bearer } } }
            )
            .status;
    }

    std::vector<std::string> trail(std::string_view kind) {
        return site_.texts(
            "SELECT detail FROM identity_audit_event WHERE kind = '" + std::string { kind }
            + "' ORDER BY id"
        );
    }

    test::TestSite site_ { GetParam() };
    Id channel_ = site_.book.city.empty() ? Id {}
                                          : site_.book.make(
                                                "giving.channel.create",
                                                site_.book.city,
                                                R"({"code":"cash","name":"现金","kind":"cash"})"
                                            );
    std::string last_token_;
};

TEST_P(RoleRules, hold_a_role_to_its_branch_and_those_below) {
    const auto clerk = site_.add_person("clerk", Role::desk_officer, site_.book.county);
    const auto chief = site_.add_person("chief", Role::desk_officer);
    EXPECT_EQ(give(clerk, "320722"), 200);
    EXPECT_EQ(give(clerk, "320723"), 403);
    EXPECT_EQ(give(clerk, "320700"), 403);
    EXPECT_EQ(give(chief, "320722"), 200);
    site_.check(
        clerk,
        { .name = "another branch",
          .target = "/api/v1/records/giving.gift?branch=320723",
          .status = 403 }
    );
}

TEST_P(RoleRules, end_with_the_last_day_of_a_grant_and_at_once_when_revoked) {
    const auto security = site_.add_person("security", Role::security_administrator);
    const auto clerk = site_.add_person("clerk", {});
    EXPECT_EQ(give(clerk, "320700"), 403);
    const auto body = R"({"branch":"320700","role":"desk_officer","valid_until":"2020-05-21",)"
                      R"("user":")"
        + to_string(clerk.user) + R"("})";
    const auto made = call(security, "identity.grant_role", body, 200);
    EXPECT_EQ(give(clerk, "320700"), 200);
    site_.check(
        security,
        { .name = "revoke",
          .method = http::Method::post,
          .target
          = "/api/v1/records/identity.role_grant/" + test::text_in(made.body, "id") + "/revoke",
          .body = R"({"reason":"调岗"})" }
    );
    EXPECT_EQ(give(clerk, "320700"), 403);
    call(security, "identity.grant_role", body, 200);
    site_.pass(std::int64_t { 24 } * 3'600'000);
    auto later = clerk;
    later.session = site_.sign_in(clerk);
    EXPECT_EQ(give(later, "320700"), 403);
}

TEST_P(RoleRules, keep_system_security_and_audit_administrators_three_people) {
    constexpr std::array roles { Role::system_administrator,
                                 Role::security_administrator,
                                 Role::audit_administrator };
    for (const auto first : roles) {
        const auto who = site_.add_person("who" + std::string(name_of(first).substr(0, 3)), first);
        for (const auto second : roles) {
            if (first != second) {
                EXPECT_EQ(test::code_of(site_.grant(who, second, site_.book.city)), "conflict");
                EXPECT_EQ(test::code_of(site_.grant(who, second, site_.book.county)), "conflict");
            }
        }
    }
}

TEST_P(RoleRules, let_a_recorded_exception_join_system_and_security_but_never_audit) {
    const auto system = site_.add_person("system", Role::system_administrator);
    const auto who = site_.add_person("who", Role::security_administrator);
    call(
        system,
        "identity.allow_exception",
        R"({"branch":"320700","rule":"system_and_security_apart","reason":"只有三名职员"})",
        200
    );
    EXPECT_EQ(
        test::code_of(site_.grant(who, Role::audit_administrator, site_.book.city)), "conflict"
    );
    EXPECT_TRUE(site_.grant(who, Role::system_administrator, site_.book.city));
    EXPECT_THAT(
        trail("configuration_changed"), ::testing::ElementsAre("system_and_security_apart allowed")
    );
}

TEST_P(RoleRules, let_nobody_grant_a_role_to_himself) {
    const auto security = site_.add_person("security", Role::security_administrator);
    for (const auto& choice : record::identity_roles) {
        const auto role = static_cast<Role>(&choice - record::identity_roles);
        call(security, "identity.grant_role", grant_body(security, role), 403);
    }
}

TEST_P(RoleRules, let_the_first_administrator_appoint_the_other_two_once) {
    const auto system = site_.add_person("system", Role::system_administrator);
    const auto a = site_.add_person("security", {});
    const auto b = site_.add_person("second", {});
    const std::string appoint = "identity.appoint_administrator";
    call(system, appoint, grant_body(a, Role::security_administrator), 200);
    call(system, appoint, grant_body(b, Role::security_administrator), 409);
    call(system, appoint, grant_body(b, Role::desk_officer), 422);
    call(system, appoint, grant_body(system, Role::audit_administrator), 403);
}

TEST_P(RoleRules, give_a_token_less_than_its_owner_and_never_accounts) {
    const auto owner = site_.add_person("owner", Role::finance_officer);
    const auto reader = token_of(owner, "giving.gift.read");
    EXPECT_EQ(read_gifts(reader), 200);
    EXPECT_EQ(give({}, "320700", reader), 403);
    EXPECT_EQ(give({}, "320700", token_of(owner, "giving.record_gift")), 200);
    token_of(owner, "identity.*.read", 422);
    token_of(owner, "no.such.scope", 422);
    // A scope that the owner does not hold himself gives nothing.
    const auto more = token_of(owner, "people.*.write giving.gift.read");
    site_.check(
        {},
        { .name = "a person",
          .method = http::Method::post,
          .target = "/api/v1/records/people.person",
          .headers = { { "authorization", "Bearer " + more } },
          .body = R"({"branch":"320700","name":"孟小舟"})",
          .status = 404 }
    );
    EXPECT_FALSE(site_.book.keeps(reader));
}

TEST_P(RoleRules, end_a_token_when_it_is_revoked_too_old_or_its_owner_disabled) {
    const auto owner = site_.add_person("owner", Role::finance_officer);
    const auto revoked = token_of(owner, "giving.gift.read");
    site_.check(
        owner,
        { .name = "revoke",
          .method = http::Method::post,
          .target = "/api/v1/records/identity.api_token/" + last_token_ + "/revoke" }
    );
    EXPECT_EQ(read_gifts(revoked), 401);
    const auto kept = token_of(owner, "giving.gift.read");
    EXPECT_EQ(read_gifts(kept), 200);
    ASSERT_TRUE(site_.book.write("identity.user.disable", site_.book.city, owner.user, ""));
    EXPECT_EQ(read_gifts(kept), 401);
    const auto other = site_.add_person("other", Role::finance_officer);
    const auto old = token_of(other, "giving.gift.read");
    site_.pass(std::int64_t { 41 } * 24 * 3'600'000);
    EXPECT_EQ(read_gifts(old), 401);
}

TEST_P(RoleRules, end_every_session_of_a_disabled_user_at_once) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    EXPECT_EQ(give(desk, "320700"), 200);
    ASSERT_TRUE(site_.book.write("identity.user.disable", site_.book.city, desk.user, ""));
    EXPECT_EQ(give(desk, "320700"), 401);
}

TEST_P(RoleRules, write_every_change_of_permission_into_the_trail) {
    const auto security = site_.add_person("security", Role::security_administrator);
    const auto clerk = site_.add_person("clerk", {});
    call(security, "identity.grant_role", grant_body(clerk, Role::desk_officer), 200);
    EXPECT_THAT(trail("role_granted"), ::testing::Contains("desk_officer"));
    const auto owner = site_.add_person("owner", Role::finance_officer);
    token_of(owner, "giving.gift.read");
    EXPECT_THAT(trail("token_created"), ::testing::ElementsAre("同步"));
}

TEST_P(RoleRules, write_the_opening_of_a_personal_value_with_its_reason_and_none_without) {
    const auto desk = site_.add_person("desk", Role::desk_officer);
    const auto person
        = site_.book.make("people.person.create", site_.book.city, R"({"name":"欧阳测试名"})");
    ApiScenario scenario { .name = "without a reason",
                           .method = http::Method::post,
                           .target
                           = "/api/v1/records/people.person/" + to_string(person) + "/reveal",
                           .body = "{}",
                           .status = 422,
                           .absent = { "欧阳测试名" } };
    site_.check(desk, scenario);
    EXPECT_TRUE(trail("personal_value_opened").empty());
    scenario = { .name = "with one",
                 .method = http::Method::post,
                 .target = scenario.target,
                 .body = R"({"reason":"核对收据"})",
                 .contains = { "欧阳测试名" } };
    site_.check(desk, scenario);
    const auto reasons
        = site_.texts("SELECT reason FROM identity_audit_event WHERE kind = 'personal_value_opened'"
        );
    EXPECT_THAT(reasons, ::testing::ElementsAre("核对收据"));
}

TEST_P(RoleRules, let_the_audit_administrator_alone_read_the_trail_and_nobody_change_it) {
    const auto audit = site_.add_person("audit", Role::audit_administrator);
    const ApiScenario list { .name = "the trail",
                             .target = "/api/v1/records/identity.audit_event" };
    site_.check(audit, list);
    const auto event = site_.book.number("SELECT min(id) FROM identity_audit_event");
    const auto one = list.target + "/" + to_string(Id { event });
    for (const auto& choice : record::identity_roles) {
        const auto role = static_cast<Role>(&choice - record::identity_roles);
        const auto who = role == Role::audit_administrator
            ? audit
            : site_.add_person("r" + std::to_string(&choice - record::identity_roles), role);
        auto scenario = list;
        scenario.status = role == Role::audit_administrator ? 200 : 404;
        site_.check(who, scenario);
        const std::pair<http::Method, std::string> changes[] {
            { http::Method::patch, one },
            { http::Method::remove, one },
            { http::Method::post, list.target },
            { http::Method::post, one + "/revoke" },
        };
        for (const auto& [method, target] : changes) {
            const auto status
                = site_.ask(who, { .name = "", .method = method, .target = target, .body = "{}" })
                      .status;
            EXPECT_TRUE(status == 404 || status == 405) << target << " " << status;
        }
    }
    const auto commands = site_.book->registry().commands();
    EXPECT_TRUE(std::ranges::none_of(commands, [](const auto* command) {
        return command->name.starts_with("identity.audit_event.");
    }));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    RoleRules,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

}  // namespace
}  // namespace boai::identity
