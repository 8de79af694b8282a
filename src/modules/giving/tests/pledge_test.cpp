// Pledges, their instalments and the donor's consent; teams and their ranking.
#include "modules/giving/campaigns/instalments.hpp"
#include "modules/giving/campaigns/pledge.hpp"
#include "modules/giving/campaigns/pledge_view.hpp"
#include "modules/giving/campaigns/team_ranking.hpp"
#include "modules/giving/gift.hpp"
#include "record/rows.hpp"
#include "support/papers.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::Calling;
using test::code_of;
using test::failure_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(InstalmentsTest, are_read_a_line_each_put_in_order_and_come_to_the_whole) {
    const auto read
        = parse_instalments("2021-06-01 40.00\n\n 2020-06-01\t60\r\n", Money { 10'000 });
    ASSERT_TRUE(read);
    EXPECT_EQ(
        *read,
        (std::vector { Instalment { *parse_day("2020-06-01"), { 6'000 } },
                       Instalment { *parse_day("2021-06-01"), { 4'000 } } })
    );
    const auto fault = [](std::string_view text) {
        return parse_instalments(text, Money { 10'000 }).error().message.en;
    };
    EXPECT_THAT(fault("2020-06-01 60\n2021-06-01"), HasSubstr("line 2"));
    EXPECT_THAT(fault("2020-06-31 100"), HasSubstr("line 1"));
    EXPECT_THAT(fault("2020-06-01 -100"), HasSubstr("line 1"));
    EXPECT_THAT(fault("2020-06-01 99.99"), HasSubstr("99.99"));
    EXPECT_THAT(fault(""), HasSubstr("1 to 120"));
}

TEST(InstalmentsTest, are_settled_the_earliest_first) {
    const std::vector schedule { Instalment { { 1 }, { 60 } }, Instalment { { 2 }, { 40 } } };
    EXPECT_THAT(open_of(schedule, { 0 }), ElementsAre(Money { 60 }, Money { 40 }));
    EXPECT_THAT(open_of(schedule, { 75 }), ElementsAre(Money { 0 }, Money { 25 }));
    EXPECT_THAT(open_of(schedule, { 100 }), ElementsAre(Money { 0 }, Money { 0 }));
}

TEST(TeamRankingTest, teams_with_the_same_amount_have_the_same_rank) {
    const auto team = [](std::string name, std::int64_t fen) {
        return TeamSum { {}, { .name = std::move(name) }, { fen }, 1, 0 };
    };
    std::vector teams { team("丙", 5), team("乙", 9), team("甲", 9), team("丁", 0) };
    rank_teams(teams);
    std::vector<std::size_t> ranks;
    for (const auto& ranked : teams) {
        ranks.push_back(ranked.rank);
    }
    EXPECT_THAT(ranks, ElementsAre(1, 1, 3, 4));
    EXPECT_EQ(teams[2].team.name, "丙");
    EXPECT_EQ(reached_percent({ 199 }, { 200 }), 99) << "not reached before it is";
    EXPECT_EQ(reached_percent({ 5 }, { 0 }), 0);
}

class PledgeTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        school_ = purpose("school");
        flood_ = purpose("flood");
    }

    Id purpose(const std::string& code) {
        return book_.make(
            "giving.purpose.create", book_.city, R"({"code":")" + code + R"(","name":"助学"})"
        );
    }

    static std::string member(const std::string& name, Id id) {
        return '"' + name + R"(":")" + to_string(id) + '"';
    }

    Result<record::Outcome> pledge(const std::string& more = "") {
        return book_.call(
            "giving.record_pledge",
            book_.city,
            R"({"donor_kind":"organisation","donor_name":"云台造船厂","agreed_on":"2020-05-01",)"
                + (more.contains("instalments")
                       ? std::string {}
                       : R"("amount":"100.00","instalments":"2020-05-10 60.00\n2020-06-10 40.00",)")
                + member("purpose", school_) + more + "}"
        );
    }

    Id pledged(const std::string& more = "") {
        const auto outcome = pledge(more);
        EXPECT_TRUE(outcome) << failure_of(outcome);
        return outcome ? outcome->id : Id {};
    }

    Result<record::Outcome> give(
        const std::string& amount, const std::string& more, const std::string& day = "2020-05-20"
    ) {
        return book_.call(
            "giving.record_gift",
            book_.city,
            R"({"donor_kind":"organisation","donor_name":"云台造船厂","day":")" + day
                + R"(","amount":")" + amount + R"(",)" + member("channel", bank_) + "," + more + "}"
        );
    }

    Result<record::Outcome>
    on(const std::string& command, Id id, const std::string& more = "", Calling calling = {}) {
        calling.actor = calling.actor ? calling.actor : book_.director();
        return book_.call(
            "giving." + command,
            book_.city,
            "{" + member(command.contains("pledge") ? "pledge" : "gift", id)
                + (more.empty() ? "" : "," + more) + "}",
            std::move(calling)
        );
    }

    /// A paper of the pledge; its id.
    Id attach_paper(Id id, const std::string& name = "同意书.pdf") {
        const auto kind = attachments::PaperKind::contract;
        const auto outcome = test::attach_paper(book_, "giving.pledge", id, kind, name);
        EXPECT_TRUE(outcome) << failure_of(outcome);
        return outcome ? outcome->id : Id {};
    }

    Result<record::Outcome> withdraw(Id paper) {
        return book_.call(
            "attachments.withdraw", book_.city, "{" + member("attachment", paper) + "}"
        );
    }

    /// How many papers are in a state, and how many files the book can still open.
    std::int64_t papers(const std::string& state) {
        return book_.number(
            "SELECT count(*) FROM attachments_attachment WHERE state = '" + state + "'"
        );
    }

    std::int64_t files() { return book_.number("SELECT count(*) FROM attachments_content"); }

    Pledge load(Id id) { return book_.load<Pledge>(pledge_type, book_.city, id); }

    std::int64_t receivable() {
        return book_.number(
            "SELECT CAST(coalesce(sum(value), 0) AS BIGINT) FROM figure_daily WHERE "
            "figure = 'giving.pledged_receivable' AND dimension = ''"
        );
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id school_;
    Id flood_;
};

TEST_P(PledgeTest, is_no_income_and_falls_as_gifts_pay_of_it) {
    const auto id = pledged();
    EXPECT_EQ(load(id).number, "2020-0001");
    EXPECT_EQ(receivable(), 10'000);
    EXPECT_EQ(
        book_.number("SELECT count(*) FROM figure_daily WHERE figure = 'giving.income_amount'"), 0
    );
    const auto first = give("70.00", member("pledge", id));
    ASSERT_TRUE(first) << failure_of(first);
    EXPECT_EQ(book_.load<Gift>(gift_type, book_.city, first->id).purpose, school_);
    EXPECT_EQ(load(id).paid, Money { 7'000 });
    EXPECT_EQ(receivable(), 3'000);
    EXPECT_THAT(failure_of(give("30.01", member("pledge", id))), HasSubstr("only 30.00 yuan"));
    EXPECT_THAT(
        failure_of(give("30.00", member("pledge", id), "2020-04-30")),
        HasSubstr("before the pledge")
    );
    EXPECT_THAT(
        failure_of(give("30.00", member("pledge", id) + "," + member("purpose", flood_))),
        HasSubstr("purpose: is not that of the pledge")
    );
    ASSERT_TRUE(give("30.00", member("pledge", id)));
    EXPECT_EQ(load(id).state, PledgeState::fulfilled);
    EXPECT_EQ(receivable(), 0);
    EXPECT_EQ(code_of(give("1.00", member("pledge", id))), "invalid");
    ASSERT_TRUE(on("refund_gift", first->id, R"("amount":"5.00","day":"2020-05-21")"));
    EXPECT_EQ(load(id).state, PledgeState::open) << "what was given back is open again";
    EXPECT_EQ(receivable(), 500);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(PledgeTest, overdue_instalments_are_those_not_covered_by_what_was_paid) {
    const auto id = pledged();
    ASSERT_TRUE(give("70.00", member("pledge", id)));
    auto lease = book_->readers().lend();
    ASSERT_TRUE(lease);
    const std::vector branches { book_.city };
    const auto open
        = view_instalments({ book_->registry(), record::queries_of(**lease), branches });
    ASSERT_TRUE(open);
    ASSERT_EQ(open->size(), 1U);
    EXPECT_EQ(open->front().due_on, *parse_day("2020-06-10"));
    EXPECT_EQ(open->front().open, Money { 3'000 });
    EXPECT_EQ(open->front().donor, "云台造船厂");
}

TEST_P(PledgeTest, needs_somebody_behind_it_and_an_agreement_for_works) {
    // Source: 公益事业捐赠法 article 13.
    EXPECT_THAT(
        failure_of(pledge(R"(,"builds_works":true)")), HasSubstr("works need a written agreement")
    );
    EXPECT_EQ(failure_of(pledge(R"(,"builds_works":true,"agreement_number":"X1")")), "done");
    EXPECT_THAT(
        failure_of(pledge(R"(,"amount":"100.00","instalments":"2020-05-10 99.00")")),
        HasSubstr("instalments: come to 99.00")
    );
}

TEST_P(PledgeTest, serves_another_purpose_only_with_the_donors_recorded_consent) {
    // Source: 慈善法 article 56.
    const auto id = pledged();
    const auto consent = member("purpose", flood_)
        + R"(,"consented_by":"孟小舟","consented_on":"2020-05-20","way":"in_writing","paper":"同意书")";
    EXPECT_EQ(
        code_of(on("change_pledge_use", id, consent, { .actor = book_.officer() })), "forbidden"
    );
    EXPECT_EQ(code_of(on("change_pledge_use", id, member("purpose", flood_))), "invalid");
    EXPECT_THAT(failure_of(on("change_pledge_use", id, consent)), HasSubstr("attach the paper"));
    attach_paper(id);
    EXPECT_EQ(failure_of(on("change_pledge_use", id, consent)), "done");
    EXPECT_EQ(load(id).purpose, flood_);
    EXPECT_EQ(book_.text("SELECT paper FROM giving_pledge_consent"), "同意书")
        << "and it is kept how";
    EXPECT_FALSE(book_.keeps("孟小舟")) << "who consented is sealed";
    const auto paid = give("10.00", member("pledge", id));
    ASSERT_TRUE(paid) << failure_of(paid);
    EXPECT_EQ(book_.load<Gift>(gift_type, book_.city, paid->id).purpose, flood_);
}

TEST_P(PledgeTest, lets_a_wrong_paper_go_until_something_rests_on_it) {
    const auto id = pledged();
    const auto wrong = attach_paper(id, "别人的协议.pdf");
    EXPECT_EQ(failure_of(withdraw(wrong)), "done");
    EXPECT_EQ(code_of(withdraw(wrong)), "conflict") << "once";
    const auto consent = member("purpose", flood_)
        + R"(,"consented_by":"孟小舟","consented_on":"2020-05-20","paper":"同意书")";
    EXPECT_THAT(failure_of(on("change_pledge_use", id, consent)), HasSubstr("attach the paper"))
        << "one that was withdrawn is no paper of a consent";
    const auto right = attach_paper(id);
    ASSERT_TRUE(on("change_pledge_use", id, consent));
    EXPECT_THAT(failure_of(withdraw(right)), HasSubstr("change of purpose rests on"));
    const auto other = pledged();
    const auto agreement = attach_paper(other);
    ASSERT_TRUE(give("100.00", member("pledge", other)));
    EXPECT_THAT(failure_of(withdraw(agreement)), HasSubstr("paid in full or ended"));
    EXPECT_EQ(papers("kept"), 2);
    EXPECT_EQ(papers("withdrawn"), 1);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(PledgeTest, that_ended_is_not_expected_whatever_is_given_back_later) {
    const auto id = pledged();
    const auto first = give("70.00", member("pledge", id));
    ASSERT_TRUE(first);
    ASSERT_TRUE(on("refund_gift", first->id, R"("amount":"1.00","day":"2020-05-21")"));
    EXPECT_EQ(code_of(on("end_pledge", id, "", { .actor = book_.officer() })), "forbidden");
    ASSERT_TRUE(on("end_pledge", id));
    EXPECT_EQ(receivable(), 0);
    EXPECT_EQ(code_of(give("1.00", member("pledge", id))), "invalid");
    ASSERT_TRUE(on("refund_gift", first->id, R"("amount":"2.00","day":"2020-05-21")"));
    EXPECT_EQ(receivable(), 0);
    ASSERT_TRUE(on("refund_gift", first->id, R"("amount":"3.00","day":"2020-05-20")"));
    EXPECT_EQ(receivable(), 0) << "also for a day before it ended";
    EXPECT_EQ(load(id).state, PledgeState::ended);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(PledgeTest, a_gift_is_credited_to_a_team_of_its_campaign) {
    const auto campaign = [&](const std::string& name) {
        const auto id = book_.make(
            "giving.campaign.create",
            book_.city,
            R"({"name":")" + name + R"(","begins":"2020-05-01","raises_publicly":false})"
        );
        EXPECT_TRUE(book_.write(
            "giving.campaign.publish", book_.city, id, "", { .actor = book_.director() }
        ));
        return id;
    };
    const auto ours = campaign("助学");
    const auto other = campaign("防汛");
    const auto team = book_.make(
        "giving.campaign_team.create",
        book_.city,
        "{" + member("campaign", ours) + R"(,"name":"一队","goal":"10.00"})"
    );
    EXPECT_THAT(
        failure_of(give("1.00", member("team", team) + "," + member("campaign", other))),
        HasSubstr("team of another campaign")
    );
    const auto gift = give("4.00", member("team", team));
    ASSERT_TRUE(gift) << failure_of(gift);
    EXPECT_EQ(book_.load<Gift>(gift_type, book_.city, gift->id).campaign, ours);
    EXPECT_EQ(
        book_.number("SELECT value FROM figure_daily WHERE figure = 'giving.income_amount' AND "
                     "dimension = 'team'"),
        400
    );
    EXPECT_THAT(
        failure_of(book_.write(
            "giving.campaign_team.update", book_.city, team, "{" + member("campaign", other) + "}"
        )),
        HasSubstr("stays with its campaign")
    );
    ASSERT_TRUE(book_.write("giving.campaign_team.close", book_.city, team, ""));
    EXPECT_THAT(failure_of(give("1.00", member("team", team))), HasSubstr("team is closed"));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(PledgeTest, a_donor_who_is_not_on_file_can_be_erased_with_the_gifts_that_paid) {
    // Source: PIPL article 47.
    const auto id = pledged();
    const auto paid = give("10.00", member("pledge", id));
    ASSERT_TRUE(paid) << failure_of(paid);
    ASSERT_TRUE(withdraw(attach_paper(id, "云台造船厂的草稿.pdf")));
    attach_paper(id, "云台造船厂的协议.pdf");
    attach_paper(pledged(), "另一份协议.pdf");
    const auto outcome = on("erase_pledge_donor", id);
    ASSERT_TRUE(outcome) << failure_of(outcome);
    const auto& table = book_->registry().table(pledge_type);
    auto lease = book_->readers().lend();
    ASSERT_TRUE(lease);
    const auto erased = table.load(record::queries_of(**lease), book_.city, id);
    ASSERT_TRUE(erased);
    EXPECT_TRUE(erased->erased);
    EXPECT_EQ(erased->as<Pledge>().donor_name, "");
    EXPECT_EQ(erased->as<Pledge>().paid, Money { 1'000 }) << "amounts stand";
    EXPECT_EQ(book_.load<Gift>(gift_type, book_.city, paid->id).donor_name, "");
    EXPECT_EQ(
        book_.number("SELECT count(*) FROM giving_pledge WHERE donor_name_index IS NOT NULL"), 1
    ) << "the other pledge's alone";
    EXPECT_EQ(book_.number("SELECT count(*) FROM journal_leaf"), 5)
        << "the gift, that its name was erased, and three papers";
    EXPECT_EQ(papers("erased"), 2) << "its papers, a withdrawn one too";
    EXPECT_EQ(papers("kept"), 1) << "and none of another pledge";
    EXPECT_EQ(files(), 1);
    EXPECT_EQ(
        book_.number(
            "SELECT count(*) FROM attachments_attachment WHERE state = 'erased' AND sha256 = ''"
        ),
        0
    ) << "what was signed can still be told by its hash";
    EXPECT_EQ(code_of(on("erase_pledge_donor", id)), "conflict");
    const auto again = give("5.00", member("pledge", id));
    EXPECT_TRUE(again) << failure_of(again) << ": who comes to pay is named by the gift";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(PledgeTest, who_consented_is_erased_with_the_donor) {
    const auto person = book_.make("people.person.create", book_.city, R"({"name":"孟小舟"})");
    const auto id = pledged("," + member("donor_person", person));
    EXPECT_EQ(
        failure_of(on("erase_pledge_donor", id)), "the donor is a person on file; erase that record"
    );
    attach_paper(id);
    EXPECT_EQ(
        failure_of(
            on("change_pledge_use",
               id,
               member("purpose", flood_)
                   + R"(,"consented_by":"孟小舟","consented_on":"2020-05-20","paper":"同意书")")
        ),
        "done"
    );
    ASSERT_TRUE(book_.call("people.erase_person", book_.city, "{" + member("person", person) + "}")
    );
    auto lease = book_->readers().lend();
    ASSERT_TRUE(lease);
    const auto left = record::all_of(
        record::queries_of(**lease), book_->registry().table(pledge_consent_type), "", {}
    );
    ASSERT_TRUE(left);
    EXPECT_TRUE(left->front().erased);
    EXPECT_EQ(papers("erased"), 1) << "and the paper that names who consented";
    EXPECT_EQ(files(), 0);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    PledgeTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
