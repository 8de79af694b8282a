#include "http/compression.hpp"
#include "pages/page_cache.hpp"

#include <gtest/gtest.h>

namespace boai::pages {
namespace {

const std::string page(5'000, 'p');

http::Response answer(std::string body) {
    return { .content_type = "text/html", .body = std::move(body) };
}

TEST(PageCache, forgets_what_was_made_of_an_older_book) {
    PageCache cache { 100'000 };
    auto response = answer(page);
    cache.keep("/", 1, response);
    EXPECT_EQ(*cache.find("/", 1, false)->shared_body, page);
    EXPECT_FALSE(cache.find("/", 2, false));
    EXPECT_FALSE(cache.find("/", 1, false));
}

TEST(PageCache, packs_a_page_once_for_all_who_take_gzip) {
    PageCache cache { 100'000 };
    auto response = answer(page);
    cache.keep("/", 1, response);
    EXPECT_EQ(cache.find("/", 1, false)->shared_gzip_body, nullptr);
    const auto packed = cache.find("/", 1, true)->shared_gzip_body;
    ASSERT_NE(packed, nullptr);
    EXPECT_LT(packed->size(), page.size() / 10);
    EXPECT_EQ(cache.find("/", 1, true)->shared_gzip_body, packed);
    EXPECT_EQ(*cache.find("/", 1, false)->shared_body, page);
}

TEST(PageCache, leaves_small_answers_as_they_are) {
    PageCache cache { 100'000 };
    auto response = answer("small");
    cache.keep("/", 1, response);
    EXPECT_EQ(cache.find("/", 1, true)->shared_gzip_body, nullptr);
}

TEST(PageCache, keeps_no_more_than_it_may_and_drops_what_was_unused_longest) {
    PageCache cache { 2 * page.size() + 100 };
    for (const auto* key : { "a", "b", "a", "c" }) {
        if (!cache.find(key, 1, false)) {
            auto response = answer(page);
            cache.keep(key, 1, response);
        }
    }
    EXPECT_TRUE(cache.find("a", 1, false));
    EXPECT_FALSE(cache.find("b", 1, false));
    EXPECT_TRUE(cache.find("c", 1, false));
}

} // namespace
} // namespace boai::pages
