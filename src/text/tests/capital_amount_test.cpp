#include "text/capital_amount.hpp"

#include <gtest/gtest.h>

namespace boai::text {
namespace {

TEST(CapitalAmount, writes_amounts_as_receipts_have_them) {
    // The examples of 支付结算办法, annex 1, and the joints of the groups.
    EXPECT_EQ(capital_amount({ 140'950 }), "壹仟肆佰零玖元伍角整");
    EXPECT_EQ(capital_amount({ 600'714 }), "陆仟零柒元壹角肆分");
    EXPECT_EQ(capital_amount({ 168'032 }), "壹仟陆佰捌拾元叁角贰分");
    EXPECT_EQ(capital_amount({ 10'700'053 }), "壹拾万零柒仟元伍角叁分");
    EXPECT_EQ(capital_amount({ 1'640'902 }), "壹万陆仟肆佰零玖元零贰分");
    EXPECT_EQ(capital_amount({ 32'504 }), "叁佰贰拾伍元零肆分");
    EXPECT_EQ(capital_amount({ 1 }), "壹分");
    EXPECT_EQ(capital_amount({ 10 }), "壹角整");
    EXPECT_EQ(capital_amount({ 0 }), "零元整");
    EXPECT_EQ(capital_amount({ 100'000'000 }), "壹佰万元整");
    EXPECT_EQ(capital_amount({ 100'000'500 }), "壹佰万零伍元整");
    EXPECT_EQ(capital_amount({ 1'000'000'000'000 }), "壹佰亿元整");
    EXPECT_EQ(capital_amount({ 100'000'000'000'000 }), "壹万亿元整");
    EXPECT_EQ(capital_amount({ 120'000'000'000'000 }), "壹万贰仟亿元整");
    EXPECT_EQ(capital_amount({ -3'720 }), "负叁拾柒元贰角整");
}

} // namespace
} // namespace boai::text
