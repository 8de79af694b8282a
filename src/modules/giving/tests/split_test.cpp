// One line that stands for several entries and a rest: in parts whose sum is the line, to the fen.
#include "modules/giving/gift.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"
#include "modules/giving/tests/statements_fixture.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;

class SplitTest : public StatementsTest {
protected:
    SplitTest() {
        gift("孟小舟", "60.00", "2020-05-02");
        gift("李若水", "40.00", "2020-05-02");
        EXPECT_TRUE(import(
            bank_file("2020-05-03,S1,某支付公司,129.40,,129.40\n"),
            covering("2020-05-03", "2020-05-10")
        ));
        entries_ = book_.text("SELECT CAST(min(entry) AS TEXT) FROM giving_gift") + " "
            + book_.text("SELECT CAST(max(entry) AS TEXT) FROM giving_gift");
    }

    Result<record::Outcome> split(const std::string& more) {
        return about(
            "giving.split_line", "line", line(0), R"(,"entries":")" + entries_ + '"' + more
        );
    }

    std::string entries_; ///< of both gifts
};

TEST_P(SplitTest, a_line_is_gifts_and_a_part_nobody_claimed_less_a_fee) {
    const auto done = split(R"(,"held":"30.00","charge":"0.60")");
    ASSERT_TRUE(done) << failure_of(done);
    EXPECT_EQ(lines()[0], "129.40 matched split");
    EXPECT_EQ(balance("1002"), 129'40);
    EXPECT_EQ(balance("2301"), -30'00);
    EXPECT_EQ(balance("5301"), 60);
    const auto drafted = draft("2020-05-02", "2020-05-10");
    ASSERT_TRUE(drafted) << failure_of(drafted);
    ASSERT_TRUE(sign(drafted->id));
    expect_sound();
    // What was held becomes a gift later, without new money.
    const Id receipt { book_.number("SELECT id FROM giving_unidentified_receipt") };
    const auto identified = about(
        "giving.identify_receipt",
        "receipt",
        receipt,
        R"(,"donor_kind":"person","donor_name":"欧阳静澜")"
    );
    ASSERT_TRUE(identified) << failure_of(identified);
    EXPECT_EQ(book_.load<Gift>(gift_type, book_.city, identified->id).amount, Money { 30'00 });
    EXPECT_EQ(balance("1002"), 129'40);
    expect_sound();
}

TEST_P(SplitTest, parts_that_are_not_the_line_to_the_fen_are_refused_and_leave_nothing) {
    EXPECT_THAT(
        failure_of(split(R"(,"held":"30.00","charge":"0.59")")),
        HasSubstr("the parts come to 129.41 yuan and the line is 129.40")
    );
    EXPECT_THAT(failure_of(split("")), HasSubstr("come to 100.00 yuan"));
    EXPECT_THAT(
        failure_of(about("giving.split_line", "line", line(0), R"(,"held":"129.40")")),
        HasSubstr("two parts at least")
    );
    EXPECT_EQ(lines()[0], "129.40 open none");
    EXPECT_EQ(balance("2301"), 0);
    EXPECT_EQ(balance("1002"), 100'00);
}

TEST_P(SplitTest, a_split_is_undone_as_a_whole_and_can_be_made_again) {
    ASSERT_TRUE(split(R"(,"held":"30.00","charge":"0.60")"));
    const Id receipt { book_.number("SELECT id FROM giving_unidentified_receipt") };
    const auto number = R"(,"match_number":)" + std::to_string(match_of(0));
    EXPECT_THAT(failure_of(of_account("giving.unmatch", number)), HasSubstr("undo the split"));
    EXPECT_THAT(
        failure_of(about("giving.withdraw_receipt", "receipt", receipt)),
        HasSubstr("undo the split")
    );
    EXPECT_THAT(
        failure_of(about("giving.take_back_charge", "line", line(0))), HasSubstr("undo the split")
    );
    const Id statement { book_.number("SELECT id FROM giving_statement") };
    EXPECT_EQ(code_of(about("giving.undo_statement", "statement", statement)), "conflict");
    const auto undone = about("giving.undo_split", "line", line(0));
    ASSERT_TRUE(undone) << failure_of(undone);
    EXPECT_EQ(lines()[0], "129.40 open none");
    EXPECT_EQ(balance("1002"), 100'00);
    EXPECT_EQ(balance("2301"), 0);
    EXPECT_EQ(balance("5301"), 0);
    expect_sound();
    ASSERT_TRUE(split(R"(,"held":"29.40")"));
    EXPECT_EQ(
        code_of(about("giving.undo_split", "line", line(0), "", { .reason = "" })), "invalid"
    );
    expect_sound();
}

TEST_P(SplitTest, what_became_of_the_held_part_keeps_the_split) {
    ASSERT_TRUE(split(R"(,"held":"29.40")"));
    const Id receipt { book_.number("SELECT id FROM giving_unidentified_receipt") };
    ASSERT_TRUE(about(
        "giving.identify_receipt",
        "receipt",
        receipt,
        R"(,"donor_kind":"person","donor_name":"欧阳静澜")"
    ));
    EXPECT_THAT(
        failure_of(about("giving.undo_split", "line", line(0))), HasSubstr("identified or returned")
    );
}

TEST_P(SplitTest, an_entry_is_in_one_split_only) {
    ASSERT_TRUE(split(R"(,"held":"29.40")"));
    ASSERT_TRUE(import(bank_file("2020-05-12,S2,某支付公司,129.40,,258.80\n")));
    EXPECT_THAT(
        failure_of(about(
            "giving.split_line", "line", line(1), R"(,"held":"29.40","entries":")" + entries_ + '"'
        )),
        HasSubstr("matched already")
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    SplitTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
