#include "transparency/tests/log_book.hpp"

#include <gmock/gmock.h>

namespace boai::transparency {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using test::city;
using test::county;

class LogTest : public test::LogBookTest { };

TEST_P(LogTest, each_branch_numbers_its_entries_from_nought) {
    EXPECT_EQ(enter(city, "alpha"), 0U);
    EXPECT_EQ(enter(county, "of the county"), 0U);
    EXPECT_EQ(enter(city, "bravo"), 1U);
    EXPECT_THAT(entries(city), ElementsAre("alpha", "bravo"));
    EXPECT_THAT(entries(county), ElementsAre("of the county"));
}

TEST_P(LogTest, an_entry_goes_with_what_failed_beside_it_and_leaves_no_gap) {
    ASSERT_EQ(enter(city, "alpha"), 0U);
    const auto failed = writer_->run(city, [&](storage::Transaction& tx) -> Result<void> {
        TRY(append(tx, city, "never happened"));
        return fail(Errc::invalid, Text { "不行", "no" });
    });
    EXPECT_FALSE(failed);
    EXPECT_EQ(enter(city, "bravo"), 1U);
    EXPECT_THAT(entries(city), ElementsAre("alpha", "bravo"));
}

TEST_P(LogTest, entries_of_a_failed_attempt_inside_a_batch_leave_no_gap) {
    std::vector<bool> good;
    for (int i = 0; i < 40; ++i) {
        ASSERT_TRUE(writer_->submit(
            { city,
              [i](storage::Transaction& tx) -> Result<void> {
                  TRY(append(tx, city, "entry " + std::to_string(i)));
                  return i % 3 == 1 ? Result<void> { fail(Errc::invalid, Text { "不行", "no" }) }
                                    : Result<void> {};
              },
              [&](const Result<void>& outcome) { good.push_back(outcome.has_value()); } }
        ));
    }
    writer_.reset();
    EXPECT_EQ(std::ranges::count(good, true), 27);
    EXPECT_EQ(entries(city).size(), 27U);
}

TEST_P(LogTest, any_bytes_are_an_entry) {
    const std::string bytes { "\0\xff\n\0", 4 };
    ASSERT_TRUE(enter(city, bytes));
    ASSERT_TRUE(enter(city, ""));
    EXPECT_THAT(entries(city), ElementsAre(bytes, ""));
}

TEST_P(LogTest, an_entry_longer_than_its_length_can_tell_is_refused) {
    ASSERT_EQ(enter(city, std::string(65'535, 'x')), 0U);
    const auto refused = enter(city, std::string(65'536, 'x'));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::over_limit);
    EXPECT_EQ(entries(city).size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    LogTest,
    ::testing::ValuesIn(boai::test::TempDatabase::kinds()),
    boai::test::TempDatabase::name_of
);

} // namespace
} // namespace boai::transparency
