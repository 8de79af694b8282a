// The first administrator of a new book: by a link that is there until somebody has become one.
#include "support/test_site.hpp"

#include <gtest/gtest.h>

namespace boai::identity {
namespace {

constexpr std::string_view good_password = "ein langes Passwort 1";

class FirstLink : public ::testing::TestWithParam<storage::Dialect> {
protected:
    /// Uses a link as the page of it does.
    Result<std::optional<SignedIn>> use(const OneTimeLink& link, const std::string& login) {
        return site_->identity().use_link({ .token = link.token,
                                            .password = std::string { good_password },
                                            .login = login,
                                            .name = "测试",
                                            .address = "192.0.2.7" });
    }

    OneTimeLink link() {
        auto made = site_->identity().first_link();
        EXPECT_TRUE(made && *made) << "no link for the first administrator";
        return made && *made ? **made : OneTimeLink {};
    }

    bool is_offered() {
        const auto made = site_->identity().first_link();
        return made && made->has_value();
    }

    test::TestSite site_ { GetParam() };
};

TEST_P(FirstLink, is_offered_while_there_are_other_users_but_no_administrator) {
    site_.add_person("desk", Role::desk_officer);
    site_.add_person("security", Role::security_administrator);
    const auto signed_in = use(link(), "admin");
    ASSERT_TRUE(signed_in && *signed_in);
    EXPECT_EQ((*signed_in)->caller->roles, std::vector { Role::system_administrator });
    EXPECT_FALSE(is_offered());
}

TEST_P(FirstLink, is_offered_until_an_invited_administrator_has_accepted) {
    const auto made = site_.book.call(
        "identity.create_user", site_.book.city, R"({"login":"boss","name":"甲"})"
    );
    ASSERT_TRUE(made);
    const test::Person boss { .login = "boss", .password = {}, .user = made->id, .session = {} };
    ASSERT_TRUE(site_.grant(boss, Role::system_administrator, site_.book.city));
    const auto first = link();
    const OneTimeLink invitation { test::text_in(made->json, "token"), {} };
    ASSERT_TRUE(use(invitation, ""));
    EXPECT_FALSE(is_offered());
    const auto late = use(first, "admin");
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Errc::conflict);
}

TEST_P(FirstLink, is_not_offered_again_after_the_administrator_was_disabled) {
    const auto boss = site_.add_person("boss", Role::system_administrator);
    ASSERT_TRUE(site_.book.write("identity.user.disable", site_.book.city, boss.user, ""));
    EXPECT_FALSE(is_offered());
}

TEST_P(FirstLink, is_good_once_and_a_new_one_voids_the_one_before) {
    const auto old = link();
    const auto fresh = link();
    EXPECT_EQ(use(old, "admin").error().code, Errc::unauthenticated);
    EXPECT_TRUE(use(fresh, "admin"));
    EXPECT_EQ(use(fresh, "admin2").error().code, Errc::unauthenticated);
}

TEST_P(FirstLink, is_good_for_a_day) {
    const auto made = link();
    site_.pass(first_link_ms - 1);
    EXPECT_TRUE(site_->identity().describe_link(made.token, "192.0.2.7"));
    site_.pass(1);
    EXPECT_EQ(use(made, "admin").error().code, Errc::unauthenticated);
}

TEST_P(FirstLink, keeps_the_link_when_the_login_or_the_password_is_refused) {
    site_.add_person("desk", Role::desk_officer);
    const auto made = link();
    EXPECT_EQ(use(made, "desk").error().code, Errc::conflict);
    EXPECT_EQ(use(made, "x").error().code, Errc::invalid);
    EXPECT_TRUE(use(made, "admin"));
}

TEST_P(FirstLink, leaves_its_making_and_its_use_in_the_audit_trail) {
    ASSERT_TRUE(use(link(), "admin"));
    const auto kinds
        = site_.texts("SELECT kind FROM identity_audit_event WHERE detail = 'first' ORDER BY id");
    EXPECT_EQ(kinds, (std::vector<std::string> { "link_made", "link_used" }));
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    FirstLink,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

}  // namespace
}  // namespace boai::identity
