#include "text/number_mask.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace boai::text {
namespace {

TEST(Phone, is_read_however_it_is_written) {
    std::vector<std::pair<char const*, char const*>> const rows {
        { "13800000000", "13800000000" },
        { "138 0000 0000", "13800000000" },
        { "138-0000-0000", "13800000000" },
        { "+86 13800000000", "13800000000" },
        { "8613800000000", "13800000000" },
        { "008613800000000", "13800000000" },
        { "１３８００００００００", "13800000000" },
        { "0518-85000000", "051885000000" },
        { "(0518)85000000", "051885000000" },
        { "+86 518 8500 0000", "051885000000" },
        { "010-60000000", "01060000000" },
        { "400-000-0000", "4000000000" },
        { "+1 202 555 0100", "+12025550100" },
        { "19900000000", "19900000000" },
    };
    for (auto const& [written, read] : rows) {
        auto const result = parse_phone(written);
        ASSERT_TRUE(result.has_value()) << written;
        EXPECT_EQ(*result, read) << written;
    }
}

TEST(Phone, is_refused_when_it_cannot_be_one) {
    for (auto const* text : { "",
                              "1380000000",
                              "138000000000",
                              "12000000000",
                              "85000000",
                              "00518850000",
                              "13800000abc",
                              "+",
                              "+8612345",
                              "+012345678",
                              "+12345678901234567",
                              "电话" }) {
        auto const result = parse_phone(text);
        ASSERT_FALSE(result.has_value()) << text;
        EXPECT_EQ(result.error().fields.at(0).field, "phone");
    }
}

// The example of the standard itself.
constexpr auto standard_example = "11010519491231002X";

TEST(IdNumber, of_the_standard_is_accepted) {
    EXPECT_EQ(*parse_id_number(standard_example), standard_example);
    EXPECT_EQ(*parse_id_number("11010519491231002x"), standard_example);
    EXPECT_EQ(*parse_id_number(" 110105 19491231 002Ｘ "), standard_example);
    EXPECT_EQ(to_string(*birthday_of(standard_example)), "1949-12-31");
}

TEST(IdNumber, is_refused_when_one_character_is_wrong_or_two_are_swapped) {
    std::string const good = standard_example;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (char const c : std::string { "0123456789X" }) {
            auto bad = good;
            bad[at] = c;
            EXPECT_EQ(parse_id_number(bad).has_value(), bad == good) << bad;
        }
        auto swapped = good;
        std::swap(swapped[at], swapped[(at + 1) % good.size()]);
        EXPECT_EQ(parse_id_number(swapped).has_value(), swapped == good) << swapped;
    }
}

TEST(IdNumber, says_what_is_wrong) {
    std::vector<std::pair<char const*, char const*>> const rows {
        { "", "18 digits" },
        { "110105194912310", "out of use" },
        { "1101051949123100", "18 digits" },
        { "1101051949123100XX", "18 digits" },
        { "99010519491231002X", "region" },
        { "11010519490231002X", "birthday" },
        { "110105194912310021", "check character" },
    };
    for (auto const& [text, reason] : rows) {
        auto const result = parse_id_number(text);
        ASSERT_FALSE(result.has_value()) << text;
        EXPECT_TRUE(result.error().message.en.contains(reason)) << result.error().message.en;
        EXPECT_EQ(result.error().fields.at(0).field, "id_number");
    }
}

TEST(NumberMasks, show_the_ends_only) {
    EXPECT_EQ(mask_phone("13800000001"), "138****0001");
    EXPECT_EQ(mask_phone("+86 138 0000 0001"), "138****0001");
    EXPECT_EQ(mask_phone("0518-85000001"), "********0001");
    EXPECT_EQ(mask_phone("8500001"), "*******");
    EXPECT_EQ(mask_phone(""), "");
    EXPECT_EQ(mask_id_number("11010519491231002X"), "110105********002X");
    EXPECT_EQ(mask_id_number("110105491231002"), "110105*****1002");
    EXPECT_EQ(mask_id_number("E10000001"), "*******01");
    EXPECT_EQ(mask_id_number("E1001"), "*****");
    EXPECT_EQ(mask_bank_card("6222 0000 0000 0001 234"), "****1234");
    EXPECT_EQ(mask_bank_card("12345"), "****");
    EXPECT_EQ(mask_bank_card(""), "****");
}

TEST(NumberMasks, change_nothing_the_second_time_and_show_no_more_than_they_say) {
    std::mt19937 random { 20260105 };
    std::uniform_int_distribution<std::size_t> any_size { 0, 24 };
    std::string const characters = "0123456789X*+- ()a";
    std::uniform_int_distribution<std::size_t> any { 0, characters.size() - 1 };
    for (int round = 0; round < 5'000; ++round) {
        std::string text;
        for (auto left = any_size(random); left > 0; --left) {
            text += characters[any(random)];
        }
        auto const shown = [](std::string const& masked) {
            return std::ranges::count_if(masked, [](char c) { return c != '*'; });
        };
        auto const phone = mask_phone(text);
        auto const id = mask_id_number(text);
        auto const card = mask_bank_card(text);
        ASSERT_EQ(mask_phone(phone), phone) << text;
        ASSERT_EQ(mask_id_number(id), id) << text;
        ASSERT_EQ(mask_bank_card(card), card) << text;
        ASSERT_LE(shown(phone), 7) << text;
        ASSERT_LE(shown(id), 10) << text;
        ASSERT_LE(shown(card), 4) << text;
    }
}

}  // namespace
}  // namespace boai::text
