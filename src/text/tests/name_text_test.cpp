#include "text/name_text.hpp"

#include <gtest/gtest.h>

namespace boai::text {
namespace {

TEST(NormaliseName, brings_one_name_to_one_form) {
    for (auto const* written : { "孟小舟", " 孟 小 舟 ", "孟　小舟", "\ufeff孟\u200b小舟\r\n" }) {
        EXPECT_EQ(normalise_name(written), "孟小舟") << written;
    }
    for (auto const* written : { "阿依努尔·沙迪克",
                                 "阿依努尔•沙迪克",
                                 "阿依努尔.沙迪克",
                                 "阿依努尔．沙迪克",
                                 "阿依努尔・沙迪克",
                                 "阿依努尔‧沙迪克",
                                 "阿依努尔 ･ 沙迪克",
                                 "阿依努尔··沙迪克·" }) {
        EXPECT_EQ(normalise_name(written), "阿依努尔·沙迪克") << written;
    }
    EXPECT_EQ(normalise_name("Ａnn  LEE"), "annlee");
    EXPECT_EQ(normalise_name("J.Smith"), "j.smith");
    EXPECT_EQ(normalise_name("海州某某（集团）公司"), "海州某某(集团)公司");
    EXPECT_EQ(normalise_name(" · "), "");
}

TEST(NormaliseName, tells_different_names_apart) {
    EXPECT_NE(normalise_name("孟小舟"), normalise_name("孟晓舟"));
    EXPECT_NE(normalise_name("阿依努尔·沙迪克"), normalise_name("阿依努尔沙迪克"));
}

TEST(Organisation, is_known_by_its_ending) {
    for (auto const* name : { "海州某某有限公司",
                              "海州某某（集团）有限公司",
                              "某某商会",
                              "海州某某小学",
                              "某某大学",
                              "某某第一人民医院",
                              "某某村民委员会",
                              "某某慈善基金会",
                              "某某机关党支部",
                              "某某集团",
                              "海州某某化工厂",
                              "某某便利店",
                              "海州区某某局",
                              "某某公司工会",
                              "某某有限公司海州分公司",
                              "某某中心（有限合伙）",
                              "某某公司（海州）",
                              "某某公司（孟小舟）",
                              "某某小学三(2)班",
                              "某某公司全体员工",
                              "某某寺院",
                              "Seaside Trading Co., Ltd",
                              "Seaside University",
                              "SEASIDE FOUNDATION",
                              "某某 有限 公司" }) {
        EXPECT_TRUE(looks_like_organisation(name)) << name;
    }
}

TEST(Organisation, is_not_seen_in_a_persons_name) {
    for (auto const* name : { "",
                              "孟小舟",
                              "孟公司",
                              "孟局",
                              "孟大店",
                              "孟家园",
                              "欧阳小厂",
                              "欧阳大局",
                              "库尔班",
                              "阿不都库尔班",
                              "某某有限公司孟小舟",
                              "某某有限公司 孟小舟",
                              "孟小舟(某某公司)",
                              "匿名",
                              "Ann Lee",
                              "Company",
                              "孟舟校友",
                              "阿依努尔·沙迪克" }) {
        EXPECT_FALSE(looks_like_organisation(name)) << name;
    }
}

TEST(AnonymousName, is_empty_or_a_word_for_nobody) {
    for (auto const* name :
         { "", "  ", "\u200b", "匿名", "匿 名", "爱心人士", "Anonymous", "-", "/" }) {
        EXPECT_TRUE(is_anonymous_name(name)) << name;
    }
    for (auto const* name : { "孟小舟", "匿名孟", "*舟" }) {
        EXPECT_FALSE(is_anonymous_name(name)) << name;
    }
}

TEST(Pinyin, reads_surnames_as_surnames_and_drops_tones) {
    EXPECT_EQ(pinyin("孟小舟"), "meng xiao zhou");
    EXPECT_EQ(pinyin("单小舟"), "shan xiao zhou");
    EXPECT_EQ(pinyin("曾小舟"), "zeng xiao zhou");
    EXPECT_EQ(pinyin("吕绿"), "lv lv");
    EXPECT_EQ(pinyin("尉迟小舟"), "yu chi xiao zhou");
    EXPECT_EQ(pinyin("孟Ann"), "meng ann");
    EXPECT_EQ(pinyin("Müller"), "muller");
    EXPECT_EQ(pinyin(""), "");
    EXPECT_EQ(pinyin_initials("单小舟"), "sxz");
    EXPECT_EQ(pinyin_initials("欧阳小舟"), "oyxz");
    EXPECT_EQ(pinyin_initials("Ann Lee"), "al");
}

}  // namespace
}  // namespace boai::text
