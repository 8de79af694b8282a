// The disclosure of gifts: what it keeps in memory shows what the book holds.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

namespace boai {
namespace {

using testing::HasSubstr;

const Day first_day = parse_day("2020-05-01").value();

class DisclosureTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    DisclosureTest()
        : channel_(book().make(
              "giving.channel.create", book().city, R"({"code":"bank","name":"银行","kind":"bank"})"
          ))
        , campaign_(book().make(
              "giving.campaign.create",
              book().city,
              R"({"name":"助学","begins":"2020-05-01","raises_publicly":false})"
          )) {
        EXPECT_TRUE(book().write(
            "giving.campaign.publish", book().city, campaign_, "", { .actor = book().director() }
        ));
    }

    test::TestBook& book() { return site_.book; }

    Id give(Id branch, Day day, const std::string& more = "") {
        return book().make(
            "giving.record_gift",
            branch,
            R"({"donor_kind":"person","donor_name":"孟小舟","amount":"12.50","day":")"
                + to_string(day) + R"(","channel":")" + to_string(channel_) + "\"" + more + "}"
        );
    }

    std::string page(const std::string& target) {
        return test::body_of(site_.check({}, { .name = target, .target = target }));
    }

    test::TestSite site_ { GetParam() };
    Id channel_;
    Id campaign_;
};

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

/// Every period of some days, of all gifts and of one campaign, in both languages.
std::vector<std::string> questions(Id campaign) {
    std::vector<std::string> found;
    for (const auto* language : { "zh", "en" }) {
        for (const auto& of : { std::string {}, "&campaign=" + to_string(campaign) }) {
            for (const int to : { 40, 12, 3, -1, 1'000 }) {
                for (const int from : { 1'000, 0, 8 }) {
                    auto target = "/disclosure?lang=" + std::string { language } + of;
                    target += from == 1'000 ? "" : "&from=" + to_string(first_day + from);
                    target += to == 1'000 ? "" : "&to=" + to_string(first_day + to);
                    found.push_back(target);
                }
            }
        }
    }
    return found;
}

TEST_P(DisclosureTest, a_page_made_of_kept_parts_is_the_page_made_of_the_book) {
    constexpr int gifts = 150; // three pages of all gifts, none of them of one day alone
    for (int i = 0; i < gifts; ++i) {
        const auto of = i % 4 == 0 ? R"(,"campaign":")" + to_string(campaign_) + "\"" : "";
        give(i % 9 == 0 ? book().county : book().city, first_day + i % 14, i % 9 == 0 ? "" : of);
    }
    const auto slip = give(book().city, first_day + 7);
    EXPECT_TRUE(book().call(
        "giving.reverse_gift",
        book().city,
        R"({"gift":")" + to_string(slip) + "\"}",
        { .actor = book().director() }
    ));
    auto all = questions(campaign_);
    const auto first = page("/disclosure");
    const auto at = first.find("before=");
    ASSERT_NE(at, std::string::npos);
    all.push_back("/disclosure?" + first.substr(at, first.find('"', at) - at));
    all.push_back(all.back() + "&from=" + to_string(first_day + 8));

    site_.restart();
    std::vector<std::string> kept;
    for (const auto& question : all) {
        kept.push_back(page(question));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        site_.restart();
        EXPECT_EQ(kept[i], page(all[i])) << all[i];
    }
}

TEST_P(DisclosureTest, the_rows_and_the_sum_of_a_page_are_of_one_state_of_the_book) {
    constexpr int days = 20;
    for (int i = 0; i < days; ++i) {
        give(book().city, first_day + i);
    }
    for (int i = 0; i < days; ++i) {
        page("/disclosure?from=" + to_string(first_day + i));
        give(book().city, first_day);
        const auto shown = page("/disclosure?to=" + to_string(first_day + (days - i)));
        const auto rows = count_of(shown, "<tr><td");
        EXPECT_THAT(shown, HasSubstr(" 元，" + std::to_string(rows) + " 笔"));
    }
}

TEST_P(DisclosureTest, shows_soon_what_the_server_itself_has_entered) {
    const auto hold = book()->database().claim_server();
    ASSERT_TRUE(hold);
    give(book().city, first_day);
    const auto shows = [&](const std::string& target, const std::string& part) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds { 20 };
        while (!page(target).contains(part) && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds { 20 });
        }
        EXPECT_THAT(page(target), HasSubstr(part));
    };
    shows("/disclosure", "合计 12.50 元，1 笔");
    shows("/", "12.50");
    give(book().city, first_day + 1);
    shows("/disclosure", "合计 25.00 元，2 笔");
    shows("/", "25.00");
}

TEST_P(DisclosureTest, finds_the_gifts_of_a_name_page_by_page_latest_first) {
    constexpr int gifts = 25; // of one name: more than a page
    for (int i = 0; i < gifts; ++i) {
        give(book().city, first_day + i % 7);
    }
    const auto ask = [&](const std::string& form) {
        return test::body_of(site_.check(
            {},
            { .name = form,
              .method = http::Method::post,
              .target = "/disclosure",
              .headers = { { "content-type", "application/x-www-form-urlencoded" } },
              .body = form }
        ));
    };
    const auto first = ask("q=%E5%AD%9F%E5%B0%8F%E8%88%9F");
    EXPECT_EQ(count_of(first, "<tr><td"), 20U);
    EXPECT_EQ(count_of(first, to_string(first_day)), 0U);
    constexpr std::string_view place = "name=\"before\" value=\"";
    const auto at = first.find(place);
    ASSERT_NE(at, std::string::npos);
    const auto begin = at + place.size();
    const auto before = first.substr(begin, first.find('"', begin) - begin);
    const auto second = ask("q=%E5%AD%9F%E5%B0%8F%E8%88%9F&before=" + before);
    EXPECT_EQ(count_of(second, "<tr><td"), 5U);
    EXPECT_EQ(count_of(second, to_string(first_day)), 4U);
    EXPECT_THAT(ask("q="), HasSubstr("name=\"campaign\"")) << "no name is no question";
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    DisclosureTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai
