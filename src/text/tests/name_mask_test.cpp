#include "text/name_mask.hpp"
#include "text/name_words.hpp"
#include "text/normalise.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace boai::text {
namespace {

struct Row {
    char const* name;
    char const* masked;
};

void expect_masks(std::vector<Row> const& rows) {
    for (auto const& [name, masked] : rows) {
        EXPECT_EQ(mask_name(name, NameKind::person), masked) << name;
    }
}

TEST(NameMask, keeps_the_surname_and_stars_each_character_after_it) {
    expect_masks({
        { "孟舟", "孟*" },
        { "孟小舟", "孟**" },
        { "孟李小舟", "孟***" },
        { "𠮷小舟", "𠮷**" },
        { "孟𠮷", "孟*" },
        { "김하늘", "김**" },
    });
}

TEST(NameMask, keeps_a_compound_surname_whole) {
    expect_masks({
        { "欧阳舟", "欧阳*" },
        { "欧阳小舟", "欧阳**" },
        { "司马小舟", "司马**" },
        { "上官舟", "上官*" },
        { "诸葛小舟", "诸葛**" },
        { "夏侯舟", "夏侯*" },
        { "尉迟小舟", "尉迟**" },
        { "令狐舟", "令狐*" },
        { "長孫小舟", "長孫**" },
        { "歐陽小舟", "歐陽**" },
        { "侯莫陈舟", "侯莫陈*" },
        { "叶赫那拉小舟", "叶赫那拉**" },
    });
}

TEST(NameMask, never_shows_a_whole_name_that_is_nothing_but_a_surname) {
    expect_masks({ { "欧阳", "欧*" },
                   { "东方", "东*" },
                   { "孟", "*" },
                   { "Q", "*" },
                   { "叶赫那拉", "叶***" } });
}

TEST(NameMask, does_not_take_a_single_surname_and_a_given_name_for_a_compound_surname) {
    expect_masks({ { "王孙小", "王**" }, { "贺兰舟", "贺**" }, { "孟东方", "孟**" } });
}

TEST(NameMask, keeps_the_first_part_before_a_name_dot) {
    expect_masks({
        { "阿依努尔·沙迪克", "阿依努尔·**" },
        { "阿依努尔•沙迪克", "阿依努尔·**" },
        { "阿依努尔‧沙迪克", "阿依努尔·**" },
        { "阿依努尔・沙迪克", "阿依努尔·**" },
        { "阿依努尔･沙迪克", "阿依努尔·**" },
        { "阿依努尔.沙迪克", "阿依努尔·**" },
        { "阿依努尔．沙迪克", "阿依努尔·**" },
        { "阿依努尔 · 沙迪克", "阿依努尔·**" },
        { "阿依努尔·沙迪克·吐尔", "阿依努尔·**" },
        { "白玛·次旺", "白玛·**" },
        { "阿·沙迪克", "阿·**" },
        { "Ann·Lee", "A**·**" },
        { "·孟小舟·", "孟**" },
    });
}

TEST(NameMask, keeps_the_first_letter_of_a_latin_name) {
    expect_masks({
        { "Ann", "A**" },
        { "Ann Lee", "A** ***" },
        { "  Ann   Lee ", "A** ***" },
        { "Ａｎｎ", "A**" },
        { "J. Q. Smith", "J* ** *****" },
        { "O'Brien", "O******" },
        { "Lee, Ann", "L*** ***" },
        { "Élise", "É****" },
        { "Иван", "И***" },
        { "Ann小舟", "A****" },
        { "孟Ann", "孟***" },
        { "孟 Ann Lee", "孟******" },
    });
}

TEST(NameMask, ignores_spaces_and_characters_that_do_not_show) {
    expect_masks({
        { "孟 舟", "孟*" },
        { "孟　小　舟", "孟**" },
        { "孟\u200b小\ufeff舟", "孟**" },
        { " 孟小舟\r\n", "孟**" },
        { "欧阳 小舟", "欧阳**" },
        { "", "" },
        { " \u200b ", "" },
        { "。，", "" },
    });
}

TEST(NameMask, leaves_what_is_masked_already) {
    expect_masks({
        { "*舟", "*舟" },
        { "**舟", "**舟" },
        { "*小舟", "*小舟" },
        { "＊舟", "*舟" },
        { "孟*", "孟*" },
        { "孟**", "孟**" },
        { "***", "***" },
        { "A** ***", "A** ***" },
    });
}

TEST(NameMask, finishes_a_mask_that_shows_too_much) {
    expect_masks({
        { "孟*舟", "孟**" },
        { "孟小舟*", "孟***" },
        { "*阳小舟", "****" },
        { "*小*舟", "****" },
    });
}

TEST(NameMask, masks_households_and_groups_and_keeps_the_word_for_them) {
    expect_masks({
        { "孟舟一家", "孟*一家" },
        { "孟小舟全家", "孟**全家" },
        { "孟小舟一家三口", "孟**一家三口" },
        { "孟舟一家3口", "孟*一家3口" },
        { "孟小舟夫妇", "孟**夫妇" },
        { "孟舟等3人", "孟*等3人" },
        { "孟舟等十二人", "孟*等十二人" },
        { "孟先生", "孟先生" },
        { "孟舟先生", "孟*先生" },
        { "欧阳女士", "欧阳女士" },
        { "某某全家", "某*全家" },
        { "孟舟父子", "孟*父子" },
    });
}

TEST(NameMask, does_not_take_a_given_name_for_a_group_word) {
    expect_masks({ { "孟全家", "孟**" },
                   { "孟兄弟", "孟**" },
                   { "孟平等", "孟**" },
                   { "孟一家", "孟**" },
                   { "孟家庭", "孟**" } });
}

TEST(NameMask, masks_each_name_of_a_list) {
    expect_masks({
        { "孟舟、田小野", "孟*、田**" },
        { "孟舟，田小野", "孟*、田**" },
        { "孟舟/田小野", "孟*、田**" },
        { "孟舟；欧阳小野；Ann", "孟*、欧阳**、A**" },
        { "孟舟、匿名", "孟*、匿名" },
        { "孟舟、田野夫妇", "孟*、田*夫妇" },
        { "孟舟、", "孟*" },
        { "孟、舟", "孟**" },
        { "孟舟·田野", "孟*、田*" },
    });
}

TEST(NameMask, tells_names_apart_by_spaces_only_when_each_is_a_name) {
    expect_masks({
        { "孟舟 田野", "孟*、田*" },
        { "孟小舟  田小野 王舟夫妇", "孟**、田**、王*夫妇" },
        { "海州区某某村 孟小舟", "孟**" },
        { "海州 孟小舟 田野", "孟**、田*" },
        { "某某街道居民 阿依努尔·沙迪克", "阿依努尔·**" },
        { "孟 小舟", "孟**" },
        { "孟 方舟", "孟**" },
        { "欧阳 方方", "欧阳**" },
        { "诸葛 孔舟", "诸葛**" },
        { "阿依努尔 · 马木提", "阿依努尔·**" },
        { "阿依努尔· 马木提", "阿依努尔·**" },
    });
}

TEST(NameMask, shows_nothing_of_what_stands_in_brackets) {
    expect_masks({
        { "孟小舟(田野代)", "孟**(**)" },
        { "孟小舟（田野代）", "孟**(**)" },
        { "孟小舟【田野】", "孟**(**)" },
        { "(孟小舟)", "孟**" },
        { "匿名(孟小舟)", "匿名(**)" },
    });
}

TEST(NameMask, leaves_words_for_nobody_in_particular) {
    expect_masks({ { "匿名", "匿名" },
                   { "爱心人士", "爱心人士" },
                   { "无名氏", "无名氏" },
                   { " 匿 名 ", "匿名" } });
}

TEST(NameMask, shows_organisations_and_aliases_as_they_are) {
    EXPECT_EQ(
        mask_name(" 海州某某（集团）有限公司\u200b", NameKind::organisation),
        "海州某某（集团）有限公司"
    );
    EXPECT_EQ(mask_name("某某公司(海州)", NameKind::organisation), "某某公司(海州)");
    EXPECT_EQ(mask_name("某某中心（有限合伙）", NameKind::organisation), "某某中心（有限合伙）");
    EXPECT_EQ(mask_name("某某公司（孟小舟）", NameKind::organisation), "某某公司（**）");
    EXPECT_EQ(mask_name("某某公司（孟小舟、田野600元）", NameKind::organisation), "某某公司（**）");
    EXPECT_EQ(mask_name("某某公司（**）", NameKind::organisation), "某某公司（**）");
    EXPECT_EQ(mask_name("海边的一粒沙", NameKind::alias), "海边的一粒沙");
    EXPECT_EQ(mask_name("舟", NameKind::alias), "舟");
    EXPECT_EQ(mask_name("Sea Breeze", NameKind::alias), "Sea Breeze");
}

using Pieces = std::span<std::u32string_view const>;

/// What turns up in a name column beside names.
constexpr auto marks = std::to_array<std::u32string_view>({
    U"·",
    U".",
    U"•",
    U"*",
    U"**",
    U"、",
    U"，",
    U",",
    U"/",
    U"(",
    U")",
    U"（",
    U"】",
    U"。",
    U";",
    U"&",
});

/// What names and the words around them are made of.
constexpr auto words = std::to_array<std::u32string_view>({
    U"孟",   U"小",   U"舟",   U"欧阳", U"司马", U"侯莫陈", U" ",  U"　",      U"一家",
    U"全家", U"先生", U"夫妇", U"等",   U"3",    U"三",     U"人", U"口",      U"匿名",
    U"A",    U"nn",   U"Lee",  U"'",    U"-",    U"\u200b", U"É",  U"e\u0301", U"公司",
    U"😀",   U"𠮷",   U"王",   U"李",   U"하",   U"名",     U"1",
});

std::u32string any_text(std::mt19937& random, Pieces pieces, int count_max) {
    std::uniform_int_distribution<std::size_t> piece { 0, pieces.size() - 1 };
    std::uniform_int_distribution<int> count { 0, count_max };
    std::u32string text;
    for (int left = count(random); left > 0; --left) {
        text += pieces[piece(random)];
    }
    return text;
}

TEST(NameMask, changes_nothing_the_second_time) {
    std::mt19937 random { 20260105 };
    std::vector<std::u32string_view> pieces { words.begin(), words.end() };
    pieces.insert(pieces.end(), marks.begin(), marks.end());
    for (int round = 0; round < 10'000; ++round) {
        auto const name = to_utf8(any_text(random, pieces, 8));
        auto const once = mask_name(name, NameKind::person);
        ASSERT_EQ(mask_name(once, NameKind::person), once) << name;
    }
}

TEST(NameMask, shows_nothing_behind_the_surname_of_any_plain_name) {
    constexpr std::u32string_view surnames = U"孟田苏单曾仇葛欧东南西王李张";
    constexpr std::u32string_view given = U"一二三小舟阳方宫家全等夫妇先生女士官葛口人名公司厂店匿";
    std::mt19937 random { 7 };
    std::uniform_int_distribution<std::size_t> surname { 0, surnames.size() - 1 };
    std::uniform_int_distribution<std::size_t> any { 0, given.size() - 1 };
    for (int round = 0; round < 10'000; ++round) {
        std::u32string name { surnames[surname(random)], given[any(random)] };
        if (round % 2 == 0) {
            name += given[any(random)];
        }
        auto const ending = name.substr(1);
        if (ending == U"先生" || ending == U"女士" || ending == U"夫妇") {
            continue;
        }
        auto const shown = to_utf32(mask_name(to_utf8(name), NameKind::person));
        auto const kept = surname_size(name) < name.size() ? surname_size(name) : 1;
        ASSERT_EQ(shown, name.substr(0, kept) + std::u32string(name.size() - kept, U'*'))
            << to_utf8(name);
    }
}

TEST(NameMask, shows_no_later_character_whatever_stands_around_it) {
    constexpr std::u32string_view separators = U"、，,/;&";
    std::mt19937 random { 42 };
    for (int round = 0; round < 10'000; ++round) {
        std::u32string text;
        for (int person = 0; person <= round % 3; ++person) {
            text += person == 0 ? U"" : std::u32string(1, separators[random() % separators.size()]);
            text += U"孟" + any_text(random, words, 4) + U"龘" + any_text(random, words, 4);
        }
        auto const shown = mask_name(to_utf8(text), NameKind::person);
        ASSERT_FALSE(shown.contains("龘")) << to_utf8(text);
        if (text.find_first_of(U" 　") == std::u32string::npos) {
            ASSERT_TRUE(shown.starts_with("孟")) << to_utf8(text);
        }
    }
}

TEST(NameMask, shows_nothing_behind_the_first_part_of_a_dotted_name) {
    std::mt19937 random { 43 };
    for (int round = 0; round < 10'000; ++round) {
        auto const text
            = U"阿依努尔·" + any_text(random, words, 3) + U"龘" + any_text(random, words, 3);
        ASSERT_FALSE(mask_name(to_utf8(text), NameKind::person).contains("龘")) << to_utf8(text);
    }
}

}  // namespace
}  // namespace boai::text
