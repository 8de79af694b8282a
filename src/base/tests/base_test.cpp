#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"

#include <gtest/gtest.h>

namespace boai {
namespace {

TEST(Money, reads_decimal_yuan_exactly) {
    EXPECT_EQ(parse_money("0.01")->fen, 1);
    EXPECT_EQ(parse_money("1,234.5")->fen, 123450);
    EXPECT_EQ(parse_money("-12.30")->fen, -1230);
    EXPECT_EQ(parse_money("238276.8300")->fen, 23827683);
}

TEST(Money, is_grouped_by_thousands) {
    EXPECT_EQ(grouped(Money { 0 }), "0.00");
    EXPECT_EQ(grouped(Money { -5 }), "-0.05");
    EXPECT_EQ(grouped(Money { 99'999 }), "999.99");
    EXPECT_EQ(grouped(Money { 100'000 }), "1,000.00");
    EXPECT_EQ(grouped(Money { -123'456'789 }), "-1,234,567.89");
    EXPECT_EQ(grouped_count(0), "0");
    EXPECT_EQ(grouped_count(999), "999");
    EXPECT_EQ(grouped_count(-1'000), "-1,000");
    EXPECT_EQ(grouped_count(1'234'567), "1,234,567");
}

TEST(Money, refuses_what_is_not_an_exact_amount) {
    for (auto const* text :
         { "", ".", "-", "1.234", "1,23", "12,34,567", "1e3", "１", "abc", "99999999999999999" }) {
        EXPECT_FALSE(parse_money(text).has_value()) << text;
    }
}

TEST(Money, writes_what_it_reads) {
    EXPECT_EQ(to_string(Money { -5 }), "-0.05");
    EXPECT_EQ(grouped(Money { 123456789 }), "1,234,567.89");
    EXPECT_EQ(grouped(Money { -12345 }), "-123.45");
    EXPECT_EQ(grouped(Money { 100000 }), "1,000.00");
}

TEST(Day, refuses_days_that_do_not_exist) {
    EXPECT_FALSE(parse_day("2021-02-29").has_value());
    EXPECT_FALSE(parse_day("2021-13-01").has_value());
    EXPECT_EQ(to_string(*parse_day("2020-02-29")), "2020-02-29");
}

TEST(Instant, falls_on_the_day_of_the_wall_clock_in_china) {
    EXPECT_EQ(to_string(local_day(*parse_instant("2020-02-05T15:59:59Z"))), "2020-02-05");
    EXPECT_EQ(to_string(local_day(*parse_instant("2020-02-05T16:00:00Z"))), "2020-02-06");
    EXPECT_EQ(to_string(*parse_instant("2020-02-05T15:59:59.123Z")), "2020-02-05T15:59:59.123Z");
}

TEST(Id, grows_even_when_the_clock_steps_back) {
    FixedClock clock { *parse_instant("2026-01-01T00:00:00Z") };
    IdSource ids { clock, 7 };
    auto const first = ids.next();
    clock.set(*parse_instant("2025-01-01T00:00:00Z"));
    auto const second = ids.next();
    EXPECT_LT(first, second);
    EXPECT_EQ(parse_id(to_string(second))->value, second.value);
    EXPECT_FALSE(parse_id("zzzzzzzzzzzzz").has_value());
}

}  // namespace
}  // namespace boai
