// The public pages, as visitors ask for them.
#include "support/test_site.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace boai {
namespace {

using testing::HasSubstr;
using testing::Not;

class PortalTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    http::Response visit(const std::string& target, std::string accept, int status) {
        return site_.check(
            {},
            { .name = target,
              .target = target,
              .headers = { { "accept", std::move(accept) } },
              .status = status }
        );
    }

    test::TestSite site_ { GetParam() };
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
    site_.restart(folder.path);
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
    EXPECT_ANY_THROW(site_.restart(folder.path));
}

TEST_P(PortalTest, downloads_every_gift_of_all_branches_once_latest_day_first) {
    auto& book = site_.book;
    const auto channel = to_string(book.make(
        "giving.channel.create", book.city, R"({"code":"bank","name":"银行","kind":"bank"})"
    ));
    constexpr int gifts = 1'100; // of the city: more than two pages
    for (const auto& [branch, count] : { std::pair { book.city, gifts },
                                         std::pair { book.county, 7 },
                                         std::pair { book.other_county, 0 } }) {
        for (int i = 0; i < count; ++i) {
            const auto day = to_string(parse_day("2020-02-01").value() + i % 28);
            ASSERT_EQ(
                test::failure_of(book.call(
                    "giving.record_gift",
                    branch,
                    R"({"donor_kind":"person","donor_name":"孟小舟","amount":"1.00","day":")" + day
                        + R"(","channel":")" + channel + R"("})"
                )),
                "done"
            );
        }
    }
    const auto response = visit("/disclosure.csv", "text/csv", 200);
    const auto& csv = test::body_of(response);
    EXPECT_EQ(std::ranges::count(csv, '\n'), gifts + 7 + 1);
    EXPECT_THAT(csv, Not(HasSubstr("孟小舟")));
    std::set<std::string> receipts;
    std::string last_day = "9999";
    for (auto at = csv.find('\n') + 1; at < csv.size(); at = csv.find('\n', at) + 1) {
        const auto comma = csv.find(',', at);
        receipts.insert(csv.substr(at, comma - at));
        const auto day = csv.substr(comma + 1, 10);
        EXPECT_LE(day, last_day);
        last_day = day;
    }
    EXPECT_EQ(receipts.size(), gifts + 7U);
    const auto one = visit("/disclosure.csv?receipt=" + *receipts.begin(), "text/csv", 200);
    EXPECT_EQ(std::ranges::count(test::body_of(one), '\n'), 2);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    PortalTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai
