// The calendar of duties to disclose: what falls due when, and what closes it.
#include "modules/giving/disclosure/disclosure_calendar.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Id heat { 5 };
const Id school { 6 };

Day day(std::string_view text) {
    return *parse_day(text);
}

CalendarSubject campaign(std::string_view begins, std::string_view ends) {
    return { .campaign = heat,
             .name = "送清凉",
             .begins = day(begins),
             .ends = ends.empty() ? std::nullopt : std::optional { day(ends) } };
}

/// "campaign_end 2020-09-30 waiting".
std::vector<std::string> told(const CalendarGround& ground, int ahead_days = 120) {
    std::vector<std::string> lines;
    for (const auto& due : disclosure_calendar(ground, ahead_days)) {
        lines.push_back(
            std::string { record::choice_of(due.clock).value } + " " + to_string(due.due) + " "
            + std::string { word_of(due.state) }
        );
    }
    return lines;
}

TEST(Calendar, a_campaign_of_more_than_six_months_is_told_every_three_and_in_full_three_after) {
    const CalendarGround ground { .today = day("2020-08-01"),
                                  .subjects = { campaign("2020-01-15", "2020-07-31") } };
    EXPECT_THAT(
        told(ground),
        ElementsAre(
            "campaign_progress 2020-04-15 overdue",
            "campaign_progress 2020-07-15 overdue",
            "campaign_end 2020-10-31 waiting"
        )
    );
}

TEST(Calendar, a_campaign_of_six_months_is_told_at_its_end_alone) {
    const CalendarGround ground { .today = day("2020-08-01"),
                                  .subjects = { campaign("2020-01-15", "2020-07-15") } };
    EXPECT_THAT(told(ground), ElementsAre("campaign_end 2020-10-15 waiting"));
}

TEST(Calendar, one_without_an_end_is_told_once_it_has_lasted_six_months) {
    CalendarGround ground { .today = day("2020-03-01"),
                            .subjects = { campaign("2020-01-15", "") } };
    EXPECT_THAT(told(ground), IsEmpty());
    ground.today = day("2020-08-01");
    EXPECT_THAT(
        told(ground, 20),
        ElementsAre("campaign_progress 2020-04-15 overdue", "campaign_progress 2020-07-15 overdue")
    );
}

TEST(Calendar, a_mark_is_met_by_what_was_published_after_the_one_before) {
    CalendarGround ground { .today = day("2020-08-01"),
                            .subjects = { campaign("2020-01-15", "2020-07-31") } };
    ground.made = {
        { .campaign = heat, .until = day("2020-04-10"), .on = day("2020-04-14"), .label = "N1" },
        { .campaign = heat, .until = day("2020-07-19"), .on = day("2020-07-20"), .label = "N2" }
    };
    EXPECT_THAT(
        told(ground),
        ElementsAre(
            "campaign_progress 2020-04-15 met",
            "campaign_progress 2020-07-15 met_late",
            "campaign_end 2020-10-31 waiting"
        )
    );
    EXPECT_EQ(disclosure_calendar(ground).front().met_by, "N1");
    ground.made.push_back({ .campaign = heat, .until = day("2020-07-31"), .on = day("2020-08-01") }
    );
    EXPECT_EQ(told(ground).back(), "campaign_end 2020-10-31 met") << "it tells to the last day";
}

TEST(Calendar, a_notice_of_all_gifts_or_of_another_campaign_closes_none) {
    CalendarGround ground { .today = day("2020-11-01"),
                            .subjects = { campaign("2020-05-01", "2020-07-31") } };
    ground.made = { { .until = day("2020-08-31"), .on = day("2020-09-01") },
                    { .campaign = school, .until = day("2020-08-31"), .on = day("2020-09-01") } };
    EXPECT_THAT(told(ground), ElementsAre("campaign_end 2020-10-31 overdue"));
}

TEST(Calendar, income_of_an_emergency_is_told_every_five_days) {
    auto flood = campaign("2020-07-10", "2020-07-24");
    flood.is_emergency = true;
    CalendarGround ground { .today = day("2020-07-18"), .subjects = { flood } };
    ground.made = { { .campaign = heat, .until = day("2020-07-13"), .on = day("2020-07-14") } };
    EXPECT_THAT(
        told(ground, 3), ElementsAre("emergency 2020-07-15 met", "emergency 2020-07-20 waiting")
    );
}

TEST(Calendar, a_project_is_a_purpose_with_a_term) {
    CalendarGround ground { .today = day("2020-11-01"),
                            .subjects = { { .purpose = school,
                                            .name = "助学",
                                            .begins = day("2020-02-29"),
                                            .ends = day("2020-09-30") } } };
    ground.made = {
        { .campaign = heat, .purpose = school, .until = day("2020-09-30"), .on = day("2020-10-08") }
    };
    EXPECT_THAT(
        told(ground),
        ElementsAre(
            "project_progress 2020-05-29 met_late",
            "project_progress 2020-08-29 met_late",
            "project_end 2020-12-30 met"
        )
    ) << "a campaign's notice accounts for its purpose";
}

TEST(Calendar, the_years_report_is_due_by_the_end_of_may) {
    CalendarGround ground { .today = day("2020-05-01"), .first_day = day("2019-03-01") };
    EXPECT_THAT(told(ground), ElementsAre("annual 2020-05-31 waiting"));
    ground.made = { { .until = day("2019-12-31"), .on = day("2020-04-01") } };
    EXPECT_THAT(told(ground), ElementsAre("annual 2020-05-31 waiting")) << "a notice is no report";
    ground.made.front().is_annual = true;
    EXPECT_THAT(told(ground), ElementsAre("annual 2020-05-31 met"));
    ground.first_day = {};
    EXPECT_THAT(told(ground), IsEmpty()) << "nothing to tell of";
}

TEST(Calendar, a_society_says_which_duties_it_follows_and_the_newest_word_counts) {
    CalendarGround ground { .today = day("2020-05-01"), .first_day = day("2019-03-01") };
    ground.clocks = { { .clock = ClockKind::annual, .applies = false },
                      { .clock = ClockKind::annual, .applies = true } };
    EXPECT_THAT(told(ground), IsEmpty());
    ground.clocks.push_back({ .clock = ClockKind::regular, .days = 10 });
    ground.made = { { .until = day("2020-04-24"), .on = day("2020-04-25") } };
    EXPECT_THAT(told(ground), ElementsAre("regular 2020-05-05 waiting"));
    ground.today = day("2020-05-06");
    EXPECT_THAT(told(ground), ElementsAre("regular 2020-05-05 overdue"));
}

TEST(Calendar, months_end_on_a_day_there_is) {
    EXPECT_EQ(months_later(day("2019-11-30"), 3), day("2020-02-29"));
    EXPECT_EQ(months_later(day("2020-11-30"), 3), day("2021-02-28"));
    EXPECT_EQ(months_later(day("2020-10-31"), 3), day("2021-01-31"));
}

TEST(Calendar, what_was_disclosed_elsewhere_tells_of_one_thing_and_after_it_was) {
    DisclosureElsewhere one { .covers_until = day("2020-05-01"),
                              .published_on = day("2020-05-02") };
    EXPECT_TRUE(check_elsewhere(one));
    one.published_on = day("2020-04-30");
    EXPECT_FALSE(check_elsewhere(one));
    one = { .campaign = heat, .is_annual = true };
    EXPECT_FALSE(check_elsewhere(one));
}

TEST(Calendar, a_major_move_of_money_is_told_within_thirty_days) {
    CalendarGround ground { .today = day("2020-08-01") };
    ground.moves = { { .purpose = school,
                       .title = "教学楼",
                       .amount = major_move_default,
                       .day = day("2020-06-01"),
                       .entered = day("2020-06-02") },
                     { .title = "帐篷",
                       .amount = major_move_default + Money { -1 },
                       .day = day("2020-07-20"),
                       .entered = day("2020-07-20") } };
    EXPECT_THAT(told(ground), ElementsAre("major_move 2020-07-01 overdue"));
    ground.made = { { .until = day("2020-06-01"), .on = day("2020-06-20") } };
    EXPECT_THAT(told(ground), ElementsAre("major_move 2020-07-01 overdue"))
        << "it was entered after the notice";
    ground.made.push_back({ .purpose = heat, .until = day("2020-06-30"), .on = day("2020-06-30") });
    EXPECT_THAT(told(ground), ElementsAre("major_move 2020-07-01 overdue")) << "another purpose";
    ground.made.push_back({ .purpose = school, .until = day("2020-06-30"), .on = day("2020-07-01") }
    );
    EXPECT_THAT(told(ground), ElementsAre("major_move 2020-07-01 met"));
    ground.clocks = { { .clock = ClockKind::major_move, .amount = Money { 400'000'00 } } };
    EXPECT_THAT(
        told(ground), ElementsAre("major_move 2020-07-01 met", "major_move 2020-08-19 waiting")
    ) << "the society's own amount";
    ground.clocks.front().applies = false;
    EXPECT_THAT(told(ground), IsEmpty());
}

} // namespace
} // namespace boai::giving
