#include "text/bigrams.hpp"

#include <gtest/gtest.h>

namespace boai::text {
namespace {

TEST(SearchTerms, are_pairs_for_chinese_and_words_for_the_rest) {
    EXPECT_EQ(search_terms("慈善总会"), "慈善 善总 总会 会");
    EXPECT_EQ(search_terms("某某Tech2020有限公司"), "某某 某 tech2020 有限 限公 公司 司");
    EXPECT_EQ(search_terms("José's Café, No.12"), "jose s cafe no 12");
    EXPECT_EQ(search_terms("  ，。!? "), "");
    EXPECT_EQ(search_terms("舟"), "舟");
    EXPECT_EQ(search_terms("さくら"), "さく くら ら");
    EXPECT_EQ(search_terms(std::string(100, 'a')), std::string(64, 'a'));
}

TEST(SearchTerms, do_not_join_characters_over_a_mark_or_space) {
    EXPECT_EQ(search_terms("海州、赣榆"), "海州 州 赣榆 榆");
}

TEST(SearchQuery, finds_phrases_of_two_characters_or_more_and_prefixes_of_the_rest) {
    EXPECT_EQ(fts5_query("慈善总会"), "\"慈善 善总 总会\"");
    EXPECT_EQ(fts5_query("慈善"), "\"慈善\"");
    EXPECT_EQ(fts5_query("会"), "\"会\"*");
    EXPECT_EQ(fts5_query("慈善 Bo"), "\"慈善\" AND \"bo\"*");
    EXPECT_EQ(tsquery("慈善总会 Bo"), "慈善 <-> 善总 <-> 总会 & bo:*");
    EXPECT_EQ(fts5_query("?!"), "");
    EXPECT_EQ(tsquery(""), "");
}

TEST(SearchQuery, lets_no_operator_through) {
    EXPECT_EQ(
        fts5_query("a\" OR \"b* NEAR(c) -d"),
        "\"a\"* AND \"or\"* AND \"b\"* AND \"near\"* "
        "AND \"c\"* AND \"d\"*"
    );
    EXPECT_EQ(tsquery("a:* | !b & 'c'"), "a:* & b:* & c:*");
}

}  // namespace
}  // namespace boai::text
