// An account is signed for a period when its statements cover every day of it and nothing stands in
// the way, to the fen.
#include "modules/giving/statements/reconciliation_record.hpp"
#include "modules/giving/tests/statements_fixture.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;

class ClosingTest : public StatementsTest { };

TEST_P(ClosingTest, it_cannot_be_signed_while_anything_stands_in_the_way_and_says_what) {
    gift("孟小舟", "100.00", "2020-05-02", "B1");
    gift("欧阳静澜", "77.00", "2020-05-03");
    ASSERT_TRUE(import(may(), covering("2020-05-01", "2020-05-20")));
    matched();
    const auto refused = draft("2020-05-01", "2020-05-20");
    EXPECT_THAT(
        failure_of(refused),
        HasSubstr("4 items are neither matched nor named as open: 2020-05-03 50.00, 2020-05-04 "
                  "30.00, 2020-05-05 -5.00, 2020-05-03 77.00")
    );
}

TEST_P(ClosingTest, an_account_that_agrees_to_the_fen_is_signed_by_a_second_person) {
    gift("孟小舟", "100.00", "2020-05-02", "B1");
    gift("李若水", "50.00", "2020-05-03");
    gift("欧阳静澜", "77.00", "2020-05-19");
    ASSERT_TRUE(import(may(), covering("2020-05-01", "2020-05-20")));
    matched();
    ASSERT_TRUE(about("giving.hold_receipt", "line", line(2)));
    const auto entry = book_.number("SELECT entry FROM giving_gift WHERE amount = 7700");
    const auto carried = of_account(
        "giving.carry_items",
        R"(,"lines":")" + to_string(line(3)) + R"(","entries":")" + std::to_string(entry) + '"',
        {},
        { .reason = "在途" }
    );
    ASSERT_TRUE(carried) << failure_of(carried);
    EXPECT_THAT(
        failure_of(draft("2020-05-01", "2020-05-20")), HasSubstr("differed by 1000.00 yuan")
    ) << "the book began with nothing";
    const auto drafted = draft("2020-05-01", "2020-05-20", R"(,"note":"建账前余额")");
    ASSERT_TRUE(drafted) << failure_of(drafted);
    EXPECT_EQ(code_of(sign(drafted->id, book_.officer())), "forbidden");
    const auto done = sign(drafted->id);
    ASSERT_TRUE(done) << failure_of(done);
    const auto record = book_.load<Reconciliation>(reconciliation_type, book_.city, drafted->id);
    EXPECT_EQ(record.state, ReconciliationState::is_signed);
    EXPECT_EQ(record.opening, Money { 1'000'00 });
    EXPECT_EQ(record.closing, Money { 1'175'00 });
    EXPECT_EQ(record.book_balance, Money { 257'00 });
    EXPECT_EQ(record.brought_forward, Money { 1'000'00 });
    EXPECT_EQ(record.open_lines, Money { -5'00 });
    EXPECT_EQ(record.open_entries, Money { 77'00 });
    const auto leaf
        = book_.text("SELECT entry FROM journal_leaf WHERE idx = " + std::to_string(*record.entry));
    EXPECT_THAT(leaf, HasSubstr(R"("type":"reconciliation")"));
    EXPECT_THAT(leaf, HasSubstr(R"("closing":"117500","book":"25700","brought_forward":"100000")"));
    expect_sound();
}

/// The same, signed, with one carried line and one carried entry.
class SignedTest : public ClosingTest {
protected:
    SignedTest() {
        gift("孟小舟", "100.00", "2020-05-02", "B1");
        gift("李若水", "50.00", "2020-05-03");
        EXPECT_TRUE(import(may(), covering("2020-05-01", "2020-05-10")));
        matched();
        EXPECT_TRUE(about("giving.hold_receipt", "line", line(2)));
        EXPECT_TRUE(of_account("giving.carry_items", R"(,"lines":")" + to_string(line(3)) + '"'));
        const auto drafted = draft("2020-05-01", "2020-05-10", R"(,"note":"建账前余额")");
        EXPECT_TRUE(drafted) << failure_of(drafted);
        const auto done = sign(drafted->id);
        EXPECT_TRUE(done) << failure_of(done);
    }
};

TEST_P(SignedTest, a_signed_period_takes_no_more) {
    EXPECT_THAT(
        failure_of(import(bank_file("2020-05-09,B9,甲,1.00,,1176.00\n"))),
        HasSubstr("signed up to 2020-05-10")
    );
    const Id statement { book_.number("SELECT id FROM giving_statement") };
    EXPECT_THAT(
        failure_of(about("giving.undo_statement", "statement", statement)),
        HasSubstr("signed up to 2020-05-10")
    );
    const auto number = R"(,"match_number":)" + std::to_string(match_of(0));
    EXPECT_THAT(failure_of(of_account("giving.unmatch", number)), HasSubstr("signed"));
    EXPECT_THAT(failure_of(draft("2020-05-05", "2020-05-20")), HasSubstr("must be 2020-05-11"));
}

TEST_P(SignedTest, an_entry_made_late_counts_in_the_period_that_is_open) {
    gift("王怀瑾", "8.00", "2020-05-08");
    ASSERT_TRUE(import(
        bank_file("2020-05-12,B12,王怀瑾,8.00,,1183.00\n"), covering("2020-05-11", "2020-05-20")
    ));
    matched();
    EXPECT_EQ(lines()[4], "8.00 matched payer");
    const auto drafted = draft("2020-05-11", "2020-05-20");
    ASSERT_TRUE(drafted) << failure_of(drafted);
    ASSERT_TRUE(sign(drafted->id));
    expect_sound();
}

TEST_P(SignedTest, a_carried_line_is_matched_with_an_entry_of_the_next_period) {
    const auto charged = about("giving.book_charge", "line", line(3), R"(,"kind":"bank_charge")");
    ASSERT_TRUE(charged) << failure_of(charged);
    expect_sound();
    ASSERT_TRUE(import(
        bank_file("2020-05-12,B12,王怀瑾,8.00,,1183.00\n"), covering("2020-05-11", "2020-05-20")
    ));
    gift("王怀瑾", "8.00", "2020-05-12");
    matched();
    const auto drafted = draft("2020-05-11", "2020-05-20");
    ASSERT_TRUE(drafted) << failure_of(drafted);
    ASSERT_TRUE(sign(drafted->id));
    const auto record = book_.load<Reconciliation>(reconciliation_type, book_.city, drafted->id);
    EXPECT_EQ(record.opening, Money { 1'175'00 });
    EXPECT_EQ(record.closing, Money { 1'183'00 });
    EXPECT_EQ(record.open_lines, Money {});
    EXPECT_EQ(record.brought_forward, Money { 1'000'00 });
    expect_sound();
}

TEST_P(SignedTest, a_statement_missing_in_between_stands_in_the_way) {
    ASSERT_TRUE(import(bank_file("2020-05-12,B12,王怀瑾,8.00,,1190.00\n")));
    EXPECT_THAT(
        failure_of(draft("2020-05-11", "2020-05-20")),
        HasSubstr("opens with 1182.00 and the one before closes with 1175.00")
    );
}

TEST_P(SignedTest, the_audit_finds_a_total_a_line_and_a_leaf_that_were_changed) {
    EXPECT_THAT(book_.faults(), ::testing::IsEmpty());
    book_.tamper("UPDATE giving_reconciliation SET open_lines = open_lines + 1");
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("recount")));
    book_.tamper("UPDATE giving_reconciliation SET open_lines = open_lines - 1");
    book_.tamper("UPDATE giving_statement_line SET amount = amount + 1 WHERE amount = 10000");
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("recount")));
}

TEST_P(ClosingTest, days_that_no_statement_covers_are_named) {
    ASSERT_TRUE(import(may()));
    EXPECT_THAT(
        failure_of(draft("2020-05-01", "2020-05-20")),
        HasSubstr("no statement covers 2020-05-01 (银行), 2020-05-06 – 2020-05-20 (银行)")
    );
    // Nothing moved in between, so the balances go on all the same.
    ASSERT_TRUE(
        import(bank_file("2020-05-09,B9,甲,1.00,,1176.00\n"), covering("2020-05-08", "2020-05-20"))
    );
    EXPECT_THAT(
        failure_of(draft("2020-05-02", "2020-05-20")),
        HasSubstr("no statement covers 2020-05-06 – 2020-05-07 (银行)")
    );
    EXPECT_THAT(failure_of(draft("2020-05-02", "2020-05-05")), HasSubstr("neither matched"))
        << "what is covered goes on to the next question";
}

TEST_P(ClosingTest, quiet_days_at_the_end_need_the_statements_own_word) {
    const auto stated = "起始日期：2020-05-01,截止日期：2020-05-18\n" + may();
    EXPECT_THAT(
        failure_of(import(stated, covering("2020-05-01", "2020-05-20"))),
        HasSubstr("goes beyond what the statement says of itself: 2020-05-01 to 2020-05-18")
    );
    ASSERT_TRUE(import(stated));
    EXPECT_THAT(
        failure_of(draft("2020-05-01", "2020-05-20")),
        HasSubstr("no statement covers 2020-05-19 – 2020-05-20 (银行)")
    );
    EXPECT_THAT(failure_of(draft("2020-05-01", "2020-05-18")), HasSubstr("neither matched"));
}

TEST_P(ClosingTest, a_file_that_repeats_lines_goes_on_behind_the_statement_that_holds_them) {
    ASSERT_TRUE(import(may()));
    const auto longer = "起始日期：2020-05-02,截止日期：2020-05-18\n" + may()
        + "2020-05-15,B5,甲,1.00,,1176.00\n";
    ASSERT_TRUE(import(longer, R"(,"leave_out_known":true)"));
    EXPECT_THAT(failure_of(draft("2020-05-02", "2020-05-18")), HasSubstr("neither matched"))
        << "the quiet days from the 6th on are covered";
}

TEST_P(ClosingTest, an_account_is_asked_for_statements_from_its_first_fen_to_its_last) {
    const auto second = book_.make(
        "giving.channel.create", book_.city, R"({"code":"two","name":"二行","kind":"bank"})"
    );
    gift("甲", "100.00", "2020-05-02", "B1");
    gift("乙", "9.00", "2020-05-05", "T1", second);
    ASSERT_TRUE(
        import(bank_file("2020-05-02,B1,甲,100.00,,100.00\n"), covering("2020-05-01", "2020-05-10"))
    );
    ASSERT_TRUE(
        import(bank_file("2020-05-05,T1,乙,9.00,,9.00\n2020-05-06,T2,乙,,9.00,0.00\n"), "", second)
    );
    matched();
    ASSERT_TRUE(of_account(
        "giving.carry_items",
        R"(,"lines":")" + to_string(line(2)) + '"',
        {},
        { .reason = "转入另一银行，在途" }
    ));
    EXPECT_THAT(
        failure_of(draft("2020-05-01", "2020-05-10")),
        HasSubstr("no statement covers 2020-05-07 – 2020-05-10 (二行)")
    );
    const auto closed = book_.write("giving.channel.close", book_.city, second, R"({"version":1})");
    ASSERT_TRUE(closed) << failure_of(closed);
    const auto drafted = draft("2020-05-01", "2020-05-10");
    ASSERT_TRUE(drafted) << failure_of(drafted);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    ClosingTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);
INSTANTIATE_TEST_SUITE_P(
    Databases,
    SignedTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
