// Statements against the book: imported whole, matched with a reason, held until identified, and
// signed only when they agree to the fen.
#include "modules/giving/gift.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"
#include "modules/giving/tests/statements_fixture.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_P(StatementsTest, a_statement_is_kept_with_its_balances_and_every_line) {
    const auto outcome = import(may());
    ASSERT_TRUE(outcome) << failure_of(outcome);
    const auto kept = book_.load<Statement>(statement_type, book_.city, outcome->id);
    EXPECT_EQ(kept.account, "1002");
    EXPECT_EQ(kept.opening, Money { 1'000'00 });
    EXPECT_EQ(kept.received, Money { 180'00 });
    EXPECT_EQ(kept.paid, Money { 5'00 });
    EXPECT_EQ(kept.closing, Money { 1'175'00 });
    EXPECT_EQ(kept.lines, 4);
    EXPECT_FALSE(book_.keeps("李若水")) << "names are sealed";
}

TEST_P(StatementsTest, the_same_file_is_refused_by_name_and_repeated_lines_are_told) {
    ASSERT_TRUE(import(may()));
    EXPECT_THAT(failure_of(import(may())), HasSubstr("bank.csv (2020-05-02 to 2020-05-05)"));
    const auto longer = may() + "2020-05-06,B5,李若水,20.00,,1195.00\n";
    EXPECT_THAT(failure_of(import(longer)), HasSubstr("4 lines stand in a statement"));
    const auto outcome = import(longer, R"(,"leave_out_known":true)");
    ASSERT_TRUE(outcome) << failure_of(outcome);
    const auto kept = book_.load<Statement>(statement_type, book_.city, outcome->id);
    EXPECT_EQ(kept.lines, 1);
    EXPECT_EQ(kept.opening, Money { 1'175'00 });
}

TEST_P(StatementsTest, a_statement_that_does_not_add_up_is_refused_with_the_line) {
    EXPECT_THAT(
        failure_of(import(bank_file("2020-05-02,B1,甲,100.00,,1100.00\n"
                                    "2020-05-03,B2,乙,50.00,,1151.00\n"))),
        HasSubstr("breaks at row 3: 1100.00 and 50.00 do not make 1151.00")
    );
    EXPECT_THAT(
        failure_of(import(bank_file("2020-05-02,B1,甲,100.00,,1100.00\n"), R"(,"closing":"9.00")")),
        HasSubstr("not the closing balance")
    );
    EXPECT_EQ(book_.number("SELECT CAST(count(*) AS BIGINT) FROM giving_statement"), 0);
}

TEST_P(StatementsTest, lines_are_matched_by_number_then_by_payer_and_the_rest_stays_open) {
    gift("孟小舟", "100.00", "2020-05-02", "B1");
    gift("李若水", "50.00", "2020-05-01");
    gift("欧阳静澜", "77.00", "2020-05-03");
    ASSERT_TRUE(import(may()));
    EXPECT_THAT(
        matched(), HasSubstr(R"("matched":2,"suggested":0,"open_lines":2,"open_entries":1)")
    );
    EXPECT_THAT(
        lines(),
        ElementsAre(
            "100.00 matched reference", "50.00 matched payer", "30.00 open none", "-5.00 open none"
        )
    );
    EXPECT_THAT(matched(), HasSubstr(R"("matched":0)")) << "a second run finds nothing more";
}

TEST_P(StatementsTest, a_suggestion_waits_for_a_word_and_once_refused_is_not_made_again) {
    gift("欧阳静澜", "30.00", "2020-05-05");
    ASSERT_TRUE(import(may()));
    EXPECT_THAT(matched(), HasSubstr(R"("suggested":1)"));
    EXPECT_EQ(lines()[2], "30.00 suggested only_one");
    const auto number = R"(,"match_number":)" + std::to_string(match_of(2));
    ASSERT_TRUE(of_account("giving.refuse_match", number));
    EXPECT_THAT(matched(), HasSubstr(R"("suggested":0)"));
    EXPECT_EQ(lines()[2], "30.00 open none");
    const auto entry = book_.number("SELECT entry FROM giving_gift");
    const auto by_hand = of_account(
        "giving.match_by_hand",
        R"(,"lines":")" + to_string(line(2)) + R"(","entries":")" + std::to_string(entry) + '"'
    );
    ASSERT_TRUE(by_hand) << failure_of(by_hand);
    EXPECT_EQ(lines()[2], "30.00 matched by_hand");
    const auto now = R"(,"match_number":)" + std::to_string(match_of(2));
    EXPECT_EQ(code_of(of_account("giving.accept_match", now)), "conflict");
    ASSERT_TRUE(of_account("giving.unmatch", now));
    EXPECT_EQ(lines()[2], "30.00 open none");
}

TEST_P(StatementsTest, by_hand_many_lines_and_entries_agree_to_the_fen_or_not_at_all) {
    gift("甲", "60.00", "2020-05-02");
    gift("乙", "90.00", "2020-05-02");
    ASSERT_TRUE(import(may()));
    const auto entries = book_.text("SELECT CAST(min(entry) AS TEXT) FROM giving_gift") + " "
        + book_.text("SELECT CAST(max(entry) AS TEXT) FROM giving_gift");
    const auto pick = [&](const std::string& lines) {
        return of_account(
            "giving.match_by_hand", R"(,"lines":")" + lines + R"(","entries":")" + entries + '"'
        );
    };
    EXPECT_THAT(failure_of(pick(to_string(line(0)))), HasSubstr("differ by 50.00"));
    EXPECT_TRUE(pick(to_string(line(0)) + " " + to_string(line(1))));
    EXPECT_THAT(
        failure_of(pick(to_string(line(0)) + " " + to_string(line(1)))),
        HasSubstr("matched already")
    );
}

TEST_P(StatementsTest, what_a_service_kept_back_is_booked_with_the_suggestion) {
    gift("甲", "60.00", "2020-05-02");
    gift("乙", "40.00", "2020-05-02");
    ASSERT_TRUE(import("交易日期,交易流水号,对方户名,收入金额,支出金额,余额,摘要\n"
                       "2020-05-03,S1,某支付公司,99.40,,99.40,清算 手续费0.60\n"));
    EXPECT_THAT(matched(), HasSubstr(R"("suggested":1)"));
    EXPECT_EQ(lines()[0], "99.40 suggested net_of_fee");
    const auto number = R"(,"match_number":)" + std::to_string(match_of(0));
    const auto accepted = of_account("giving.accept_match", number);
    ASSERT_TRUE(accepted) << failure_of(accepted);
    EXPECT_EQ(balance("5301"), 60);
    EXPECT_EQ(balance("1002"), 99'40);
    const auto drafted = draft("2020-05-01", "2020-05-03");
    ASSERT_TRUE(drafted) << failure_of(drafted);
    expect_sound();
}

TEST_P(StatementsTest, an_unidentified_receipt_lies_apart_until_it_is_identified) {
    ASSERT_TRUE(import(may()));
    const auto held = about("giving.hold_receipt", "line", line(2));
    ASSERT_TRUE(held) << failure_of(held);
    EXPECT_EQ(balance("2301"), -30'00);
    EXPECT_EQ(balance("1002"), 30'00);
    const auto fund
        = "SELECT CAST(sum(amount) AS BIGINT) FROM ledger_balance WHERE account = '1002' "
          "AND fund = 0";
    EXPECT_EQ(book_.number(fund), 0) << "nobody can spend it";
    expect_sound();

    book_.clock.set(book_.clock.now() + 5 * statement_day_ms);
    const auto identified = about(
        "giving.identify_receipt",
        "receipt",
        held->id,
        R"(,"donor_kind":"person","donor_name":"孟小舟","purpose":")" + to_string(flood_) + '"'
    );
    ASSERT_TRUE(identified) << failure_of(identified);
    const auto booked = book_.load<Gift>(gift_type, book_.city, identified->id);
    EXPECT_EQ(booked.day, *parse_day("2020-05-04")) << "the day it came";
    EXPECT_EQ(booked.reference, "B3");
    EXPECT_EQ(booked.amount, Money { 30'00 });
    EXPECT_EQ(balance("1002"), 30'00) << "no new money";
    EXPECT_EQ(balance("2301"), 0);
    EXPECT_EQ(balance("4101"), -30'00);
    const auto receipt
        = book_.load<UnidentifiedReceipt>(unidentified_receipt_type, book_.city, held->id);
    EXPECT_EQ(receipt.state, UnidentifiedState::identified);
    EXPECT_EQ(receipt.gift, identified->id);
    EXPECT_EQ(
        code_of(about(
            "giving.identify_receipt",
            "receipt",
            held->id,
            R"(,"donor_kind":"person","donor_name":"李")"
        )),
        "conflict"
    );
    expect_sound();
}

TEST_P(StatementsTest, a_gift_identified_wrongly_is_held_again_when_it_is_reversed) {
    ASSERT_TRUE(import(may()));
    const auto held = about("giving.hold_receipt", "line", line(2));
    ASSERT_TRUE(held) << failure_of(held);
    const auto identified = about(
        "giving.identify_receipt",
        "receipt",
        held->id,
        R"(,"donor_kind":"person","donor_name":"孟小舟")"
    );
    ASSERT_TRUE(identified) << failure_of(identified);
    const auto reversed
        = about("giving.reverse_gift", "gift", identified->id, "", { .actor = book_.director() });
    ASSERT_TRUE(reversed) << failure_of(reversed);
    EXPECT_EQ(balance("2301"), -30'00);
    EXPECT_EQ(balance("1002"), 30'00);
    expect_sound();
    const auto again = about(
        "giving.identify_receipt",
        "receipt",
        held->id,
        R"(,"donor_kind":"person","donor_name":"李若水")"
    );
    ASSERT_TRUE(again) << failure_of(again);
    EXPECT_EQ(balance("2301"), 0);
    expect_sound();
}

TEST_P(StatementsTest, a_receipt_held_by_mistake_is_reversed_and_its_line_is_open_again) {
    ASSERT_TRUE(import(may()));
    const auto held = about("giving.hold_receipt", "line", line(2));
    ASSERT_TRUE(held) << failure_of(held);
    EXPECT_THAT(
        failure_of(of_account("giving.unmatch", R"(,"match_number":)" + std::to_string(match_of(2)))
        ),
        HasSubstr("reverse the receipt")
    );
    const auto withdrawn = about("giving.withdraw_receipt", "receipt", held->id);
    ASSERT_TRUE(withdrawn) << failure_of(withdrawn);
    EXPECT_EQ(lines()[2], "30.00 open none");
    EXPECT_EQ(balance("1002"), 0);
    EXPECT_TRUE(about("giving.hold_receipt", "line", line(2)));
}

TEST_P(StatementsTest, what_nobody_claims_goes_back_by_a_second_person) {
    ASSERT_TRUE(import(may()));
    const auto held = about("giving.hold_receipt", "line", line(2));
    ASSERT_TRUE(held) << failure_of(held);
    const std::string day = R"(,"day":"2020-05-20")";
    EXPECT_EQ(code_of(about("giving.return_receipt", "receipt", held->id, day)), "forbidden");
    const auto back
        = about("giving.return_receipt", "receipt", held->id, day, { .actor = book_.director() });
    ASSERT_TRUE(back) << failure_of(back);
    EXPECT_EQ(balance("2301"), 0);
    EXPECT_EQ(balance("1002"), 0);
    expect_sound();
}

TEST_P(StatementsTest, charges_and_interest_are_booked_from_their_lines_and_can_be_reversed) {
    gift("孟小舟", "100.00", "2020-05-02", "B1");
    ASSERT_TRUE(import(may()));
    EXPECT_EQ(
        code_of(about("giving.book_charge", "line", line(2), R"(,"kind":"bank_charge")")), "invalid"
    ) << "money that came is no charge";
    const auto charged = about("giving.book_charge", "line", line(3), R"(,"kind":"bank_charge")");
    ASSERT_TRUE(charged) << failure_of(charged);
    const auto interest = about("giving.book_charge", "line", line(2), R"(,"kind":"interest")");
    ASSERT_TRUE(interest) << failure_of(interest);
    EXPECT_EQ(balance("5201"), 5'00);
    EXPECT_EQ(balance("4801"), -30'00);
    EXPECT_EQ(lines()[3], "-5.00 matched charge");
    const auto back = about("giving.take_back_charge", "line", line(3));
    ASSERT_TRUE(back) << failure_of(back);
    EXPECT_EQ(balance("5201"), 0);
    EXPECT_EQ(lines()[3], "-5.00 open none");
    expect_sound();
}

TEST_P(StatementsTest, undoing_a_statement_opens_its_matches) {
    gift("孟小舟", "100.00", "2020-05-02", "B1");
    const auto outcome = import(may());
    ASSERT_TRUE(outcome);
    matched();
    const auto undone = about("giving.undo_statement", "statement", outcome->id);
    ASSERT_TRUE(undone) << failure_of(undone);
    EXPECT_EQ(lines()[0], "100.00 undone none");
    EXPECT_EQ(book_.text("SELECT state FROM giving_book_item"), "open");
    ASSERT_TRUE(import(may())) << "and it can be imported again";
    EXPECT_THAT(matched(), HasSubstr(R"("matched":1)"));
}

TEST_P(StatementsTest, a_reversed_gift_and_its_reversal_explain_each_other) {
    const auto wrong = gift("孟小舟", "100.00", "2020-05-02", "B1");
    ASSERT_TRUE(about("giving.reverse_gift", "gift", wrong, "", { .actor = book_.director() }));
    gift("孟小舟", "100.00", "2020-05-02", "B1");
    ASSERT_TRUE(import(may()));
    EXPECT_THAT(
        matched(), HasSubstr(R"("matched":2,"suggested":0,"open_lines":3,"open_entries":0)")
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    StatementsTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
