#include "exchange/quantity_reading.hpp"

#include <gmock/gmock.h>

namespace boai::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "98 个 护目镜; 198 副 手套", or "?" for a question.
std::string read(std::string_view text, std::string_view unit = "") {
    const auto reading = read_quantity(text, unit);
    EXPECT_NE(reading.parts.empty(), !reading.question.has_value()) << text;
    if (reading.question) {
        EXPECT_FALSE(reading.question->zh.empty() || reading.question->en.empty()) << text;
        return "?";
    }
    std::string told;
    for (const auto& part : reading.parts) {
        told += (told.empty() ? "" : "; ") + std::to_string(part.number) + " " + part.unit
            + (part.item.empty() ? "" : " " + part.item);
    }
    return told;
}

TEST(Quantity, reads_a_number_with_its_unit) {
    EXPECT_EQ(read("198箱"), "198 箱");
    EXPECT_EQ(read("198 箱"), "198 箱");
    EXPECT_EQ(read("１９８箱"), "198 箱") << "full-width digits";
    EXPECT_EQ(read("1,400瓶"), "1400 瓶");
    EXPECT_EQ(read("100人份"), "100 人份") << "the longest unit counts";
    EXPECT_EQ(read("2.0吨"), "2 吨");
}

TEST(Quantity, takes_the_unit_of_the_column_for_a_bare_number) {
    EXPECT_EQ(read("1 ", "件"), "1 件");
    EXPECT_EQ(read("2000\u00A0", "桶"), "2000 桶");
    EXPECT_EQ(read("5", "台套"), "5 台套") << "whatever the office counts in";
    EXPECT_EQ(read("198箱", "箱"), "198 箱");
    EXPECT_EQ(read("12"), "?") << "twelve of what?";
}

TEST(Quantity, splits_what_says_itself_how_to_be_split) {
    EXPECT_EQ(read("1400瓶60箱"), "1400 瓶; 60 箱") << "60 boxes do not hold 1400 bottles evenly";
    EXPECT_EQ(read("护目镜98个，医用橡胶手套198副"), "98 个 护目镜; 198 副 医用橡胶手套");
    EXPECT_EQ(read("护目镜98个、手术衣210*160mm5500片"), "98 个 护目镜; 5500 片 手术衣210*160mm");
    EXPECT_EQ(read("84消毒液30瓶"), "30 瓶 84消毒液");
    EXPECT_EQ(read("超声仪2台；多功能床3张"), "2 台 超声仪; 3 张 多功能床");
}

TEST(Quantity, asks_where_the_same_goods_may_be_counted_twice) {
    EXPECT_EQ(read("1200瓶60箱"), "?") << "may be 60 boxes of 20 bottles";
    EXPECT_EQ(read("60箱1200瓶"), "?");
    EXPECT_EQ(read("60箱60瓶"), "?");
}

TEST(Quantity, asks_about_what_a_package_holds) {
    EXPECT_EQ(read("200个/箱"), "?");
    EXPECT_EQ(read("20瓶*5箱"), "?");
    EXPECT_EQ(read("100箱(每箱20瓶)"), "?");
    EXPECT_EQ(read("01g*24", "盒"), "?");
}

TEST(Quantity, asks_about_slips_of_the_pen) {
    EXPECT_EQ(read("84消费液", "箱"), "?");
    EXPECT_EQ(read("198箱", "件"), "?") << "text and column contradict each other";
    EXPECT_EQ(read("5台套"), "?");
    EXPECT_EQ(read("防护服-5件"), "?");
    EXPECT_EQ(read("第3箱"), "?");
}

TEST(Quantity, never_guesses_at_what_is_not_exact) {
    for (const auto* text :
         { "约300箱", "300余箱", "300箱左右", "十箱", "数箱", "若干", "3箱多" }) {
        EXPECT_EQ(read(text), "?") << text;
    }
}

TEST(Quantity, offers_only_what_is_read_back_as_it_is_meant) {
    const auto offered = [](std::string_view text, std::string_view unit) {
        return read_quantity(text, unit).readings;
    };
    EXPECT_THAT(offered("1200瓶60箱", ""), ElementsAre("1200瓶", "60箱", "1200瓶+60箱"));
    EXPECT_THAT(
        offered("A4 1200张60包", ""), ElementsAre("A4 1200张", "A4 60包", "A4 1200张+A4 60包")
    ) << "the number of the item is none of the sheets";
    EXPECT_THAT(offered("300副", "个"), ElementsAre("300副", "300个"));
    EXPECT_THAT(offered("300副", "批"), ElementsAre("300副")) << "批 is no unit that is counted";
    for (const auto* text : { "约300箱", "200个/箱", "十箱", "口罩1200只60箱、手套1200只60箱" }) {
        EXPECT_THAT(offered(text, ""), IsEmpty()) << text;
    }
}

TEST(Quantity, an_answer_names_its_unit_itself_and_adds_up_only_where_it_says_so) {
    EXPECT_EQ(read_answer("60箱", "瓶").parts, (std::vector<Quantity> { { 60, "箱", "" } }));
    EXPECT_EQ(read_answer("60", "瓶").parts, (std::vector<Quantity> { { 60, "瓶", "" } }));
    EXPECT_EQ(read_answer("1200瓶＋60箱", "").parts.size(), 2U);
    EXPECT_TRUE(read_answer("1200瓶60箱", "").question) << "the same text again is no answer";
    EXPECT_TRUE(read_quantity("1200瓶+60箱", "").question) << "a list may add up what is one lot";
    EXPECT_TRUE(read_answer("约60箱", "").question);
}

TEST(Quantity, refuses_what_is_no_count) {
    for (const auto* text : { "", "-", "/", "0箱", "2.5吨", "9999999999999个", "10亿零一个" }) {
        EXPECT_EQ(read(text), "?") << text;
    }
    EXPECT_EQ(read("1000000000", "只"), "1000000000 只");
    EXPECT_EQ(read("1000000001", "只"), "?");
    std::string many;
    for (std::size_t i = 0; i < quantity_parts_max; ++i) {
        many += "口罩7只、";
    }
    EXPECT_NE(read(many), "?");
    EXPECT_EQ(read(many + "口罩7只"), "?");
}

}  // namespace
}  // namespace boai::exchange
