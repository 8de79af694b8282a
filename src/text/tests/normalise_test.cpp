#include "text/normalise.hpp"

#include <gtest/gtest.h>

#include <random>

namespace boai::text {
namespace {

TEST(Normalise, makes_full_width_half_width_and_drops_what_does_not_show) {
    EXPECT_EQ(normalise("　１２３，４５６．７８　"), "123,456.78");
    EXPECT_EQ(normalise("\ufeff孟\u200b小\u200e舟\u00ad"), "孟小舟");
    EXPECT_EQ(normalise("孟\u00a0\u3000 小\t舟\r\n"), "孟 小 舟");
    EXPECT_EQ(normalise("葛\U000E0100城"), "葛城");
    EXPECT_EQ(normalise("⽊⼦"), "木子");
    EXPECT_EQ(normalise("ｱﾘｽ"), "アリス");
    EXPECT_EQ(normalise(""), "");
    EXPECT_EQ(normalise("\u200b\u200b"), "");
}

TEST(Clean, leaves_visible_characters_as_written) {
    EXPECT_EQ(clean("  连云港 某某（集团）公司\u200b "), "连云港 某某（集团）公司");
}

TEST(Fold, disregards_case_and_marks) {
    EXPECT_EQ(fold("ＪＯＳÉ Straße"), "josé strasse");
    EXPECT_EQ(fold_marks("José Ñandú 孟小舟 한글"), "jose nandu 孟小舟 한글");
}

TEST(Normalise, replaces_malformed_bytes_and_never_fails) {
    EXPECT_EQ(normalise("孟\xff舟"), "孟\ufffd舟");
    EXPECT_EQ(normalise("\xe5\xad"), "\ufffd");
    EXPECT_EQ(normalise("\xed\xa0\x80").find("\xed\xa0"), std::string::npos);
}

TEST(Normalise, changes_nothing_the_second_time) {
    std::mt19937 random { 20260105 };
    std::uniform_int_distribution<char32_t> any { 1, 0x3FFFF };
    std::uniform_int_distribution<char32_t> low { 1, 0x3200 };
    for (int round = 0; round < 5'000; ++round) {
        std::u32string text;
        for (int at = 0; at < 6; ++at) {
            auto const c = at % 2 == 0 ? low(random) : any(random);
            text += c >= 0xD800 && c < 0xE000 ? U'x' : c;
        }
        auto const once = normalise(to_utf8(text));
        ASSERT_EQ(normalise(once), once) << round;
        auto const folded = fold(once);
        ASSERT_EQ(fold(folded), folded) << round;
    }
}

TEST(Utf8, is_read_and_written_alike) {
    std::string const text = "a·é孟𠮷😀";
    EXPECT_EQ(to_utf32(text).size(), 6U);
    EXPECT_EQ(to_utf8(to_utf32(text)), text);
}

TEST(Characters, are_told_apart) {
    EXPECT_TRUE(is_ideograph(U'孟'));
    EXPECT_TRUE(is_ideograph(U'𠮷'));
    EXPECT_TRUE(is_ideograph(0xE863));
    EXPECT_FALSE(is_ideograph(U'a'));
    EXPECT_TRUE(is_space(0x3000));
    EXPECT_FALSE(is_word(U'·'));
    EXPECT_TRUE(is_word(U'é'));
    EXPECT_TRUE(is_invisible(0xFE0F));
    EXPECT_FALSE(is_invisible(U' '));
}

}  // namespace
}  // namespace boai::text
