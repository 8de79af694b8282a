// The public pages, as visitors ask for them.
#include "support/test_site.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace boai {
namespace {

using testing::HasSubstr;
using testing::Not;

class PortalTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    http::Response visit(std::string target, std::string accept, int status) {
        return site.check(
            {},
            { .name = target,
              .target = target,
              .headers = { { "accept", std::move(accept) } },
              .status = status }
        );
    }

    test::TestSite site { GetParam() };
};

TEST_P(PortalTest, shows_browsers_a_page_and_programs_a_problem_where_nothing_is) {
    const auto page = visit("/nowhere", "text/html,*/*", 404);
    EXPECT_THAT(page.content_type, HasSubstr("text/html"));
    EXPECT_THAT(test::body_of(page), HasSubstr("没有这个页面"));
    for (const auto& [target, accept] : { std::pair { "/nowhere", "application/json" },
                                          std::pair { "/api/v1/nothing", "text/html" } }) {
        const auto problem = visit(target, accept, 404);
        EXPECT_THAT(problem.content_type, HasSubstr("application/problem+json")) << target;
        EXPECT_THAT(test::body_of(problem), HasSubstr(R"("code":"not_found")"));
    }
}

/// A folder that is gone after the test.
struct Folder {
    Folder() { std::filesystem::create_directories(path); }

    ~Folder() { std::filesystem::remove_all(path); }

    std::filesystem::path path
        = std::filesystem::temp_directory_path() / ("boai-lockup-" + std::to_string(getpid()));
};

TEST_P(PortalTest, shows_the_societys_own_lockup_in_place_of_the_mark) {
    const auto home = [&](std::string_view target) {
        return test::body_of(visit(std::string { target }, "text/html", 200));
    };
    EXPECT_THAT(home("/"), HasSubstr("/assets/mark.svg\" alt="));
    EXPECT_THAT(home("/?print=1"), HasSubstr("云台市红十字会"));
    visit("/lockup.svg", "image/*", 404);

    const Folder folder;
    std::ofstream { folder.path / "lockup.svg" } << "<svg xmlns='http://www.w3.org/2000/svg'/>";
    site.restart(folder.path);
    const auto picture = visit("/lockup.svg", "image/*", 200);
    EXPECT_THAT(picture.content_type, HasSubstr("image/svg+xml"));
    for (const auto* target : { "/", "/?print=1", "/disclosure" }) {
        const auto page = home(target);
        EXPECT_THAT(page, HasSubstr("<img class=\"lockup\" src=\"/lockup.svg\" alt=\"云台市"));
        EXPECT_THAT(page, Not(HasSubstr("<img src=\"/assets/mark.svg\"")));
    }
}

TEST_P(PortalTest, does_not_start_with_a_lockup_that_is_too_large) {
    const Folder folder;
    std::ofstream { folder.path / "lockup.png" } << std::string((1U << 20U) + 1, 'x');
    EXPECT_ANY_THROW(site.restart(folder.path));
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    PortalTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai
