// The public pages, as visitors ask for them.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai {
namespace {

using testing::HasSubstr;

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

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    PortalTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai
