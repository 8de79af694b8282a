// Fundraising plans: filed in time, kept as filed, and what a public campaign needs of them.
#include "modules/giving/campaigns/campaign_view.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "modules/giving/campaigns/plan_deadlines.hpp"
#include "modules/giving/campaigns/plan_rules.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::Calling;
using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;

Day on_day(std::string_view iso) {
    return *parse_day(iso);
}

FundraisingPlan of_term(std::string_view begins, std::string_view ends) {
    return { .begins = on_day(begins), .ends = on_day(ends), .state = FundraisingState::running };
}

/// "2020-01-21 file_plan" of each that is not met.
std::vector<std::string> due_of(const FundraisingPlan& plan) {
    std::vector<std::string> texts;
    for (const auto& deadline : deadlines_of(plan)) {
        if (!deadline.is_met) {
            texts.push_back(to_string(deadline.due) + " " + std::string { word_of(deadline.duty) });
        }
    }
    return texts;
}

using Texts = std::vector<std::string>;

TEST(PlanRulesTest, is_filed_ten_days_before_it_begins_or_in_an_emergency_ten_days_after) {
    // Source: 慈善法 articles 24 and 73.
    auto plan = of_term("2020-06-11", "2020-07-10");
    EXPECT_FALSE(filing_fault(plan, on_day("2020-06-01")));
    EXPECT_TRUE(filing_fault(plan, on_day("2020-06-02")));
    plan.is_emergency = true;
    EXPECT_FALSE(filing_fault(plan, on_day("2020-06-21")));
    EXPECT_TRUE(filing_fault(plan, on_day("2020-06-22")));
}

TEST(PlanRulesTest, an_emergency_raises_funds_before_it_is_filed_but_not_for_longer_than_ten_days) {
    auto plan = of_term("2020-06-11", "2020-07-10");
    plan.state = FundraisingState::draft;
    EXPECT_FALSE(permits_raising(plan, on_day("2020-06-11")));
    plan.is_emergency = true;
    EXPECT_TRUE(permits_raising(plan, on_day("2020-06-21")));
    EXPECT_FALSE(permits_raising(plan, on_day("2020-06-22")));
    plan.state = FundraisingState::filed;
    EXPECT_TRUE(permits_raising(plan, on_day("2020-06-22")));
    plan.state = FundraisingState::ended;
    EXPECT_FALSE(permits_raising(plan, on_day("2020-06-22")));
}

TEST(PlanDeadlinesTest, a_plan_is_filed_in_time_and_its_surplus_handled_three_months_after) {
    // Source: 慈善法 articles 24 and 58.
    auto plan = of_term("2020-01-31", "2020-02-29");
    EXPECT_EQ(due_of(plan), (Texts { "2020-01-21 file_plan", "2020-05-29 handle_surplus" }));
    plan.filed_on = on_day("2020-01-10");
    EXPECT_EQ(due_of(plan), (Texts { "2020-05-29 handle_surplus" }));
    plan.state = FundraisingState::closed;
    EXPECT_EQ(due_of(plan), Texts {});
}

TEST(PlanDeadlinesTest, one_that_ended_early_counts_from_the_day_it_ended) {
    auto plan = of_term("2020-06-11", "2020-12-30");
    plan.filed_on = on_day("2020-05-01");
    plan.ended_on = on_day("2020-08-31");
    plan.state = FundraisingState::ended;
    EXPECT_EQ(due_of(plan), (Texts { "2020-11-30 handle_surplus" }));
}

class PlanTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    /// A plan with everything the law asks for, then changed.
    Id drafted(const std::string& change = "") {
        const auto id = book_.make(
            "giving.fundraising_plan.create",
            book_.city,
            R"({"name":"防汛","begins":"2020-06-10","ends":"2020-12-31","aim":"救灾",)"
            R"("region":"云台市","person_in_charge":"孟小舟","office_address":"一号",)"
            R"("contact":"0518","query_way":"本站","accepting":"平台","bank_account":"本会",)"
            R"("beneficiaries":"灾民","use":"帐篷","surplus_rule":"同类项目",)"
            R"("certificate_number":"A1"})"
        );
        EXPECT_EQ(change.empty() ? "done" : changed(id, change), "done");
        return id;
    }

    Result<record::Outcome>
    on(const std::string& command, Id plan, const std::string& more = "", Calling calling = {}) {
        calling.actor = calling.actor ? calling.actor : book_.director();
        return book_.call(
            "giving." + command,
            book_.city,
            R"({"plan":")" + to_string(plan) + '"' + (more.empty() ? "" : ",") + more + "}",
            std::move(calling)
        );
    }

    Result<record::Outcome> file(Id plan, const std::string& number = "F1", Calling calling = {}) {
        return on(
            "file_plan",
            plan,
            R"("filed_on":"2020-05-20","filing_number":")" + number + '"',
            std::move(calling)
        );
    }

    std::string changed(Id plan, const std::string& json) {
        return failure_of(
            book_.write("giving.fundraising_plan.update", book_.city, plan, "{" + json + "}")
        );
    }

    Id campaign(const std::string& more) {
        return book_.make(
            "giving.campaign.create",
            book_.city,
            R"({"name":"防汛","begins":"2020-06-10")" + more + "}"
        );
    }

    std::string opened(Id campaign) {
        return failure_of(book_.write(
            "giving.campaign.publish", book_.city, campaign, "", { .actor = book_.director() }
        ));
    }

    FundraisingPlan plan(Id id) {
        return book_.load<FundraisingPlan>(fundraising_plan_type, book_.city, id);
    }

    /// "2020-09-10 campaign_progress" of everything the campaign desk says is due.
    Texts due() {
        auto lease = book_->readers().lend();
        const std::vector branches { book_.city };
        const auto found = view_due(
            book_->engine(), { book_->registry(), record::queries_of(**lease), branches }
        );
        EXPECT_TRUE(found);
        Texts texts;
        for (const auto& one : *found) {
            texts.push_back(to_string(one.due) + " " + std::string { one.duty });
        }
        return texts;
    }

    void go_to(std::string_view iso) {
        book_.clock.set(Instant { std::int64_t { on_day(iso).number } * 86'400'000 + 3'600'000 });
    }

    test::TestBook book_ { GetParam() };
};

TEST_P(PlanTest, what_campaigns_disclose_is_due_by_the_calendar_and_met_by_a_published_notice) {
    // Source: 慈善法 article 79.
    const auto id = drafted();
    ASSERT_TRUE(file(id));
    const auto flood = campaign(
        R"(,"ends":"2020-12-31","plan":")" + to_string(id)
        + R"(","platform":"示例","platform_link":"https://gongyi.example.org/1")"
    );
    ASSERT_EQ(opened(flood), "done");
    go_to("2020-07-01");
    EXPECT_EQ(
        due(),
        (Texts { "2020-09-10 campaign_progress",
                 "2021-03-31 campaign_end",
                 "2021-03-31 handle_surplus" })
    );
    const auto draft = book_.make(
        "giving.draft_notice",
        book_.city,
        R"({"begins_on":"2020-06-10","ends_on":"2020-07-01","campaign":")" + to_string(flood)
            + R"("})"
    );
    const auto on_notice = [&](const std::string& command, Calling calling) {
        return failure_of(book_.call(
            "giving." + command,
            book_.city,
            R"({"notice":")" + to_string(draft) + R"(","accepted":"已核实"})",
            std::move(calling)
        ));
    };
    ASSERT_EQ(on_notice("check_notice", {}), "done");
    ASSERT_EQ(
        failure_of(book_.call(
            "giving.publish_notice",
            book_.city,
            R"({"notice":")" + to_string(draft) + R"("})",
            { .actor = book_.director() }
        )),
        "done"
    );
    EXPECT_EQ(due().front(), "2020-12-10 campaign_progress") << "the next time";
    go_to("2020-12-20");
    EXPECT_EQ(due().front(), "2020-12-10 campaign_progress");
    book_.make(
        "giving.disclosure_elsewhere.create",
        book_.city,
        R"({"campaign":")" + to_string(flood)
            + R"(","covers_until":"2020-12-19","published_on":"2020-12-20","place":"慈善中国"})"
    );
    EXPECT_EQ(due().front(), "2021-03-31 campaign_end");
}

TEST_P(PlanTest, is_not_filed_before_it_says_what_the_law_asks_for) {
    const auto id = drafted(R"("surplus_rule":"","certificate_number":"")");
    EXPECT_THAT(failure_of(file(id)), HasSubstr("Rule for a surplus, Certificate number"));
    EXPECT_EQ(changed(id, R"("surplus_rule":"同类项目","certificate_number":"A1")"), "done");
    EXPECT_EQ(failure_of(file(id)), "done");
    EXPECT_EQ(plan(id).state, FundraisingState::filed);
}

TEST_P(PlanTest, is_filed_in_time_by_somebody_else_than_its_maker) {
    const auto id = drafted(R"("begins":"2020-05-29")");
    EXPECT_EQ(code_of(file(id, "F1", { .actor = book_.officer() })), "forbidden");
    EXPECT_THAT(
        failure_of(file(id)), HasSubstr("filed_on: must be filed at least ten days before")
    );
    EXPECT_THAT(
        failure_of(on("file_plan", id, R"("filed_on":"2020-05-22","filing_number":"F1")")),
        HasSubstr("after today")
    );
    EXPECT_EQ(changed(id, R"("begins":"2020-05-30")"), "done");
    EXPECT_EQ(failure_of(file(id)), "done");
    EXPECT_EQ(code_of(file(id, "F2")), "conflict");
    EXPECT_EQ(code_of(file(drafted(), "F1")), "conflict") << "a filing number stands once";
}

TEST_P(PlanTest, what_was_filed_changes_only_by_filing_again) {
    // Source: 慈善法 article 56.
    const auto id = drafted();
    ASSERT_TRUE(file(id));
    EXPECT_THAT(changed(id, R"("use":"宴请")"), HasSubstr("use: was filed"));
    EXPECT_THAT(changed(id, R"("bank_account":"他人账户")"), HasSubstr("bank_account"));
    EXPECT_EQ(changed(id, R"("contact":"0518-1")"), "done");
    const auto refile = [&](const std::string& more, Calling calling = {}) {
        return failure_of(
            on("refile_plan", id, R"("filed_on":"2020-05-21",)" + more, std::move(calling))
        );
    };
    EXPECT_THAT(refile(R"("filing_number":"F2")"), HasSubstr("say what changes"));
    EXPECT_THAT(refile(R"("filing_number":"F1","use":"板房")"), HasSubstr("new filing"));
    EXPECT_THAT(
        refile(R"("filing_number":"F2","use":"板房")", { .actor = book_.officer() }),
        HasSubstr("somebody else")
    );
    EXPECT_EQ(refile(R"("filing_number":"F2","use":"板房")"), "done");
    EXPECT_EQ(plan(id).use, "板房");
    EXPECT_EQ(plan(id).beneficiaries, "灾民") << "what was left out stays";
    EXPECT_THAT(
        book_.text("SELECT changes FROM record_history WHERE action = 'refile'"), HasSubstr("帐篷")
    ) << "what it was before is kept";
}

TEST_P(PlanTest, partners_are_evaluated_and_named_before_it_is_filed) {
    // Source: 慈善法 article 26.
    const auto id = drafted();
    const auto partner = [&](const std::string& agreed) {
        return failure_of(book_.write(
            "giving.fundraising_partner.create",
            book_.city,
            {},
            R"({"plan":")" + to_string(id)
                + R"(","name":"甲公司","part":"宣传","evaluated_on":"2020-04-02",)"
                  R"("agreement_number":"X1","agreed_on":")"
                + agreed + R"("})"
        ));
    };
    EXPECT_THAT(partner("2020-04-01"), HasSubstr("agreed_on"));
    EXPECT_EQ(partner("2020-04-03"), "done");
    ASSERT_TRUE(file(id));
    EXPECT_THAT(partner("2020-04-03"), HasSubstr("filed with its partners"));
}

TEST_P(PlanTest, a_public_campaign_opens_under_a_filed_plan_within_its_days_and_with_a_link) {
    // Source: 慈善法 articles 24 and 27.
    const auto link = std::string { R"(,"platform_link":"https://gongyi.example.org/p/1")" };
    const auto id = drafted();
    const auto under = R"(,"plan":")" + to_string(id) + '"';
    const auto ends = std::string { R"(,"ends":"2020-12-31")" };
    EXPECT_THAT(opened(campaign(ends + link)), HasSubstr("plan: raising funds publicly needs"));
    const auto waiting = campaign(under + ends + link);
    EXPECT_THAT(opened(waiting), HasSubstr("plan that is filed"));
    ASSERT_TRUE(file(id));
    EXPECT_THAT(opened(campaign(under + ends)), HasSubstr("platform_link"));
    EXPECT_THAT(opened(campaign(under + link)), HasSubstr("ends: is needed"));
    EXPECT_THAT(
        opened(campaign(under + link + R"(,"ends":"2021-01-01")")), HasSubstr("2020-12-31")
    );
    EXPECT_EQ(opened(waiting), "done");
    EXPECT_THAT(
        failure_of(
            book_.write("giving.campaign.update", book_.city, waiting, R"({"platform_link":""})")
        ),
        HasSubstr("platform_link")
    ) << "and stays as it must be";
    EXPECT_EQ(opened(campaign(R"(,"raises_publicly":false)")), "done") << "known donors";
}

TEST_P(PlanTest, ends_after_its_campaigns_and_closes_with_what_became_of_the_surplus) {
    // Source: 慈善法 article 58.
    const auto id = drafted();
    ASSERT_TRUE(file(id));
    EXPECT_THAT(failure_of(on("start_plan", id)), HasSubstr("begins on 2020-06-10"));
    go_to("2020-06-10");
    ASSERT_TRUE(on("start_plan", id));
    const auto open = campaign(
        R"(,"plan":")" + to_string(id)
        + R"(","ends":"2020-12-31","platform_link":"https://gongyi.example.org/p/1")"
    );
    EXPECT_EQ(opened(open), "done");
    EXPECT_THAT(failure_of(on("end_plan", id)), HasSubstr("close it first"));
    ASSERT_TRUE(book_.write("giving.campaign.close", book_.city, open, ""));
    ASSERT_TRUE(on("end_plan", id));
    EXPECT_EQ(plan(id).ended_on, on_day("2020-06-10"));
    EXPECT_THAT(
        failure_of(on("close_plan", id, R"("surplus":"8.00")")), HasSubstr("surplus_handling")
    );
    const auto handled = std::string { R"("surplus":"8.00","surplus_handling":"转入助学")" };
    EXPECT_EQ(code_of(on("close_plan", id, handled, { .actor = book_.officer() })), "forbidden");
    EXPECT_EQ(failure_of(on("close_plan", id, handled)), "done");
    EXPECT_EQ(plan(id).state, FundraisingState::closed);
    EXPECT_EQ(plan(id).surplus, Money { 800 });
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    PlanTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
