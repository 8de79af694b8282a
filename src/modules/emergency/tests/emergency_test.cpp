// The switch of the emergency mode, the duty log, and what its board shows.
#include "modules/emergency/board_view.hpp"
#include "modules/emergency/duty_entry.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace boai::emergency {
namespace {

using test::Calling;
using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t minute_ms = 60'000;

Instant minutes(std::int64_t number) {
    return { number * minute_ms };
}

/// "30-60" of each gap, in minutes.
std::vector<std::string> gaps_of(const DutyCoverage& coverage) {
    std::vector<std::string> texts;
    for (const auto& gap : coverage.gaps) {
        texts.push_back(
            std::to_string(gap.from.milliseconds / minute_ms) + "-"
            + std::to_string(gap.until.milliseconds / minute_ms)
        );
    }
    return texts;
}

using Texts = std::vector<std::string>;

TEST(DutyCoverageTest, is_without_gaps_while_each_relieves_the_last) {
    const std::array marks { DutyMark { DutyKind::take_over, Id { 7 }, minutes(0) },
                             DutyMark { DutyKind::note, Id { 7 }, minutes(5) },
                             DutyMark { DutyKind::take_over, Id { 8 }, minutes(480) } };
    const auto coverage = coverage_of(marks, minutes(0), minutes(600));
    EXPECT_THAT(gaps_of(coverage), IsEmpty());
    ASSERT_TRUE(coverage.on_duty);
    EXPECT_EQ(coverage.on_duty->officer, Id { 8 });
    EXPECT_EQ(coverage.on_duty->since, minutes(480));
}

TEST(DutyCoverageTest, tells_the_time_before_anybody_came_and_after_somebody_left) {
    const std::array marks { DutyMark { DutyKind::take_over, Id { 7 }, minutes(30) },
                             DutyMark { DutyKind::leave, Id { 7 }, minutes(60) },
                             DutyMark { DutyKind::take_over, Id { 8 }, minutes(90) },
                             DutyMark { DutyKind::leave, Id { 7 }, minutes(95) },
                             DutyMark { DutyKind::leave, Id { 8 }, minutes(100) } };
    const auto coverage = coverage_of(marks, minutes(0), minutes(120));
    EXPECT_EQ(gaps_of(coverage), (Texts { "0-30", "60-90", "100-120" }));
    EXPECT_FALSE(coverage.on_duty);
}

TEST(DutyCoverageTest, is_one_gap_when_nobody_ever_came) {
    EXPECT_EQ(gaps_of(coverage_of({}, minutes(10), minutes(20))), Texts { "10-20" });
    EXPECT_THAT(gaps_of(coverage_of({}, minutes(10), minutes(10))), IsEmpty());
}

TEST(DisclosureClockTest, runs_five_days_from_the_event_and_from_each_notice) {
    const auto day = [](std::string_view iso) { return *parse_day(iso); };
    const auto began = day("2020-05-10");
    EXPECT_EQ(disclosure_clock(began, {}, day("2020-05-15")).due, day("2020-05-15"));
    EXPECT_FALSE(disclosure_clock(began, {}, day("2020-05-15")).is_late);
    EXPECT_TRUE(disclosure_clock(began, {}, day("2020-05-16")).is_late);
    EXPECT_EQ(disclosure_clock(began, day("2020-05-13"), began).due, day("2020-05-18"));
    EXPECT_EQ(disclosure_clock(began, day("2020-05-01"), began).due, day("2020-05-15"))
        << "a notice from before the event tells nothing of it";
}

class EmergencyTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        campaign_ = open_campaign("洪水救灾");
        channel_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"cash","name":"现金","kind":"cash"})"
        );
    }

    /// An appeal to known donors, which needs no plan, published by a second person.
    Id open_campaign(const std::string& name) {
        const auto id = book_.make(
            "giving.campaign.create",
            book_.city,
            R"({"name":")" + name + R"(","begins":"2020-05-01","raises_publicly":false})"
        );
        EXPECT_TRUE(book_.write(
            "giving.campaign.publish", book_.city, id, "{}", { .actor = book_.director() }
        ));
        return id;
    }

    Result<record::Outcome> open(Id campaign, const std::string& more = "") {
        return book_.call(
            "emergency.open_emergency",
            book_.city,
            R"({"name":"暴雨","level":"third","campaign":")" + to_string(campaign) + '"' + more
                + "}"
        );
    }

    Result<record::Outcome> close(Id emergency) {
        return book_.call(
            "emergency.close_emergency",
            book_.city,
            R"({"emergency":")" + to_string(emergency) + R"(","conclusion":"水退，余款转灾后重建"})"
        );
    }

    Result<record::Outcome>
    duty(Id emergency, const std::string& kind, const std::string& text = "", int who = 7) {
        return book_.call(
            "emergency.enter_duty",
            book_.city,
            R"({"emergency":")" + to_string(emergency) + R"(","kind":")" + kind + R"(","text":")"
                + text + R"("})",
            { .actor = book_.person(who) }
        );
    }

    Result<record::Outcome> give(const std::string& amount, int who = 7) {
        return book_.call(
            "giving.record_gift",
            book_.city,
            R"({"donor_kind":"anonymous","day":"2020-05-21","amount":")" + amount
                + R"(","channel":")" + to_string(channel_) + R"(","campaign":")"
                + to_string(campaign_) + R"("})",
            { .actor = book_.person(who) }
        );
    }

    Board board(Id emergency) {
        auto lease = book_->engine().readers().lend();
        const std::vector branches { book_.city };
        auto found = storage::in_snapshot(**lease, [&](storage::Connection& snapshot) {
            const BoardScope scope { book_->engine().registry(),
                                     record::queries_of(snapshot),
                                     branches,
                                     book_.clock.now() };
            return view_board(scope, emergency, read_waiting_);
        });
        EXPECT_TRUE(found) << found.error().message.en;
        return std::move(*found);
    }

    void pass(std::int64_t minutes_passed) {
        book_.clock.set(book_.clock.now() + minutes_passed * minute_ms);
    }

    test::TestBook book_ { GetParam() };
    modules::ReadMoneyWaiting read_waiting_; ///< of a fund, as another module would
    Id campaign_;
    Id channel_;
};

TEST_P(EmergencyTest, is_switched_on_once_for_a_campaign_and_again_when_it_is_off) {
    const auto first = open(campaign_);
    ASSERT_TRUE(first) << failure_of(first);
    const auto again = open(campaign_);
    EXPECT_EQ(code_of(again), "conflict");
    EXPECT_THAT(failure_of(again), HasSubstr("campaign"));
    ASSERT_TRUE(close(first->id));
    EXPECT_TRUE(open(campaign_));
    EXPECT_EQ(code_of(close(first->id)), "conflict");
}

TEST_P(EmergencyTest, refuses_a_campaign_that_is_not_open) {
    const auto draft = book_.make(
        "giving.campaign.create",
        book_.city,
        R"({"name":"筹备中","begins":"2020-05-01","raises_publicly":false})"
    );
    EXPECT_EQ(code_of(open(draft)), "invalid");
}

TEST_P(EmergencyTest, refuses_a_campaign_whose_plan_is_not_one_for_an_emergency) {
    const auto plan = book_.filed_plan();
    const auto id = book_.make(
        "giving.campaign.create",
        book_.city,
        R"({"name":"日常募捐","begins":"2020-05-01")" + book_.raising(plan) + "}"
    );
    ASSERT_TRUE(
        book_.write("giving.campaign.publish", book_.city, id, "{}", { .actor = book_.director() })
    );
    const auto refused = open(id);
    EXPECT_EQ(code_of(refused), "invalid");
    EXPECT_THAT(failure_of(refused), HasSubstr("major emergency"));
}

TEST_P(EmergencyTest, began_today_or_in_the_last_ninety_days) {
    EXPECT_EQ(code_of(open(campaign_, R"(,"began_on":"2020-05-22")")), "invalid");
    EXPECT_EQ(code_of(open(campaign_, R"(,"began_on":"2020-02-20")")), "invalid");
    const auto opened = open(campaign_, R"(,"began_on":"2020-02-21")");
    ASSERT_TRUE(opened) << failure_of(opened);
    EXPECT_TRUE(board(opened->id).clock.is_late);
}

TEST_P(EmergencyTest, keeps_a_duty_log_in_which_only_who_is_on_duty_goes_off) {
    const auto opened = open(campaign_);
    ASSERT_TRUE(opened);
    EXPECT_EQ(code_of(duty(opened->id, "leave")), "conflict") << "nobody is on duty";
    pass(10);
    ASSERT_TRUE(duty(opened->id, "take_over"));
    EXPECT_EQ(code_of(duty(opened->id, "take_over")), "conflict");
    EXPECT_EQ(code_of(duty(opened->id, "note")), "invalid") << "a note says something";
    ASSERT_TRUE(duty(opened->id, "note", "收到省会通知", 8));
    pass(20);
    ASSERT_TRUE(duty(opened->id, "take_over", "", 8));
    EXPECT_EQ(code_of(duty(opened->id, "leave")), "conflict") << "the other one is on duty";
    pass(30);
    ASSERT_TRUE(duty(opened->id, "leave", "", 8));
    pass(5);
    const auto seen = board(opened->id);
    EXPECT_FALSE(seen.duty.on_duty);
    ASSERT_THAT(seen.duty.gaps, SizeIs(2)) << "before the first came, and since the last left";
    EXPECT_EQ(
        seen.duty.gaps[0].until.milliseconds - seen.duty.gaps[0].from.milliseconds, 10 * minute_ms
    );
    EXPECT_EQ(
        seen.duty.gaps[1].until.milliseconds - seen.duty.gaps[1].from.milliseconds, 5 * minute_ms
    );
    ASSERT_THAT(seen.log, SizeIs(4));
    EXPECT_EQ(seen.log[2].text, "收到省会通知");
    ASSERT_TRUE(close(opened->id));
    EXPECT_EQ(code_of(duty(opened->id, "note", "补记")), "conflict") << "it is over";
}

TEST_P(EmergencyTest, shows_what_each_officer_took_by_hour_and_what_waits) {
    const auto opened = open(campaign_);
    ASSERT_TRUE(opened);
    ASSERT_TRUE(give("100.00"));
    pass(60);
    const auto second = give("20.00", 9);
    ASSERT_TRUE(second);
    ASSERT_TRUE(give("0.01", 9));
    auto seen = board(opened->id);
    EXPECT_EQ(seen.all.amount, 12'001);
    EXPECT_EQ(seen.all.gifts, 3);
    EXPECT_EQ(seen.today.amount, 12'001);
    EXPECT_EQ(seen.hours.back().amount, 2'001);
    EXPECT_EQ(seen.hours[seen.hours.size() - 2].amount, 10'000);
    ASSERT_THAT(seen.desks, SizeIs(2));
    EXPECT_EQ(seen.desks[0].officer, Id { 9 });
    EXPECT_EQ(seen.desks[0].intake.gifts, 2);
    EXPECT_EQ(seen.desks[1].intake.amount, 10'000);
    const auto waiting = [&] {
        std::int64_t count = 0;
        for (const auto& backlog : seen.backlog) {
            count += backlog.count;
        }
        return count;
    };
    EXPECT_EQ(waiting(), 0);
    ASSERT_TRUE(book_.call(
        "giving.void_receipt",
        book_.city,
        R"({"gift":")" + to_string(second->id) + R"("})",
        { .actor = book_.director(), .reason = "抬头有误" }
    ));
    seen = board(opened->id);
    EXPECT_EQ(waiting(), 1);
    EXPECT_EQ(seen.backlog.front().name, "receipts");
}

TEST_P(EmergencyTest, shows_what_waits_of_the_fund_its_campaign_has) {
    const auto fund
        = book_.make("giving.purpose.create", book_.city, R"({"code":"flood","name":"防汛救灾"})");
    book_.tamper(
        "UPDATE giving_campaign SET purpose = " + std::to_string(fund.value)
        + " WHERE id = " + std::to_string(campaign_.value)
    );
    const auto opened = open(campaign_);
    ASSERT_TRUE(opened);
    read_waiting_ = [&](const modules::MoneyWaitingQuestion& asked
                    ) -> Result<std::vector<modules::MoneyWaiting>> {
        EXPECT_EQ(asked.purpose, fund);
        EXPECT_EQ(asked.branches, std::vector { book_.city });
        return std::vector { modules::MoneyWaiting {
            .step = "pay", .title = { "待支付", "To pay" }, .count = 2, .amount = Money { 300 } } };
    };
    const auto seen = board(opened->id);
    ASSERT_THAT(seen.money, SizeIs(1));
    EXPECT_EQ(seen.money.front().amount.fen, 300);
}

TEST_P(EmergencyTest, several_desks_take_gifts_at_once_and_no_number_is_lost) {
    const auto opened = open(campaign_);
    ASSERT_TRUE(opened);
    constexpr int desks = 6;
    constexpr int gifts_each = 40;
    {
        std::vector<std::jthread> threads;
        for (int desk = 0; desk < desks; ++desk) {
            threads.emplace_back([this, desk] {
                for (int i = 0; i < gifts_each; ++i) {
                    const auto given = give("1.00", 20 + desk);
                    EXPECT_TRUE(given) << failure_of(given);
                }
            });
        }
    }
    const auto seen = board(opened->id);
    EXPECT_EQ(seen.all.gifts, desks * gifts_each);
    EXPECT_EQ(seen.all.amount, desks * gifts_each * 100);
    ASSERT_THAT(seen.desks, SizeIs(desks));
    for (const auto& desk : seen.desks) {
        EXPECT_EQ(desk.intake.gifts, gifts_each);
    }
    EXPECT_EQ(book_.number("SELECT max(receipt_number) FROM giving_gift"), desks * gifts_each);
    EXPECT_EQ(
        book_.number("SELECT count(DISTINCT receipt_number) FROM giving_gift"), desks * gifts_each
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    EmergencyTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::emergency
