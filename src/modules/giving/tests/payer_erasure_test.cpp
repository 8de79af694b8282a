// Erasing a donor reaches who is named on statements: nowhere kept, nowhere shown, and everything
// that is counted stays.
#include "modules/giving/statements/unidentified_receipt.hpp"
#include "modules/giving/tests/statements_fixture.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::failure_of;

class PayerErasureTest : public StatementsTest {
protected:
    Id person(std::string_view name) {
        return book_.make(
            "people.person.create", book_.city, R"({"name":")" + std::string { name } + R"("})"
        );
    }

    Id gift_of(Id person, std::string_view amount, std::string_view reference) {
        return book_.make(
            "giving.record_gift",
            book_.city,
            R"({"donor_kind":"person","donor_name":"孟小舟","donor_person":")" + to_string(person)
                + R"(","amount":")" + std::string { amount }
                + R"(","day":"2020-05-02","reference":")" + std::string { reference }
                + R"(","channel":")" + to_string(bank_) + R"("})"
        );
    }

    void erase(Id person) {
        const auto erased = about("people.erase_person", "person", person);
        ASSERT_TRUE(erased) << failure_of(erased);
    }

    /// The payers of lines as the program reads them, in the order of the file.
    std::string payers(std::int64_t count) {
        std::string all;
        for (std::int64_t i = 0; i < count; ++i) {
            const auto loaded = book_.load(statement_line_type, book_.city, line(i));
            const auto& kept = loaded.as<StatementLine>();
            EXPECT_TRUE(!loaded.erased || (kept.payer.empty() && kept.memo.empty()));
            all += (all.empty() ? "" : "|") + (loaded.erased ? "erased" : kept.payer);
        }
        return all;
    }

    static std::string named_file() {
        return "交易日期,交易流水号,对方户名,收入金额,支出金额,余额,摘要\n"
               "2020-05-02,B1,孟小舟,100.00,,100.00,6222020200112230001\n"
               "2020-05-03,B2,孟小舟,40.00,,140.00,捐\n"
               "2020-05-03,B3,李若水,50.00,,190.00,捐\n"
               "2020-05-04,B4,孟小舟,,10.00,180.00,退\n"
               "2020-05-05,B5,孟小舟,30.00,,210.00,捐\n";
    }
};

TEST_P(PayerErasureTest, lines_of_the_persons_gifts_and_open_ones_name_nobody_any_more) {
    const auto donor = person("孟小舟");
    const auto given = gift_of(donor, "100.00", "B1");
    gift("李若水", "50.00", "2020-05-03", "B3");
    ASSERT_TRUE(book_.call(
        "giving.refund_gift",
        book_.city,
        R"({"gift":")" + to_string(given) + R"(","amount":"10.00","day":"2020-05-04"})",
        { .actor = book_.director() }
    ));
    ASSERT_TRUE(import(named_file()));
    matched();
    ASSERT_TRUE(about("giving.hold_receipt", "line", line(4)));
    EXPECT_EQ(lines()[3], "-10.00 matched payer");
    const auto roots = book_.text("SELECT CAST(count(*) AS TEXT) FROM journal_leaf");
    const auto before = lines();
    erase(donor);
    EXPECT_EQ(payers(5), "erased|erased|李若水|erased|erased");
    EXPECT_EQ(lines(), before) << "what is counted stays";
    EXPECT_EQ(
        book_.number("SELECT CAST(count(*) AS BIGINT) FROM journal_leaf"), std::stoll(roots) + 1
    ) << "only the gift's commitment is closed";
    const Id receipt { book_.number("SELECT id FROM giving_unidentified_receipt") };
    EXPECT_TRUE(book_.load(unidentified_receipt_type, book_.city, receipt).erased);
    EXPECT_FALSE(book_.keeps("孟小舟"));
    EXPECT_FALSE(book_.keeps("6222020200112230001"));
    expect_sound();
}

TEST_P(PayerErasureTest, a_receipt_that_became_the_persons_gift_is_reached_with_its_line) {
    const auto donor = person("孟小舟");
    ASSERT_TRUE(import(bank_file("2020-05-02,B1,孟小舟的单位,100.00,,100.00\n"
                                 "2020-05-03,B2,李若水,50.00,,150.00\n")));
    const auto held = about("giving.hold_receipt", "line", line(0));
    ASSERT_TRUE(held) << failure_of(held);
    ASSERT_TRUE(about(
        "giving.identify_receipt",
        "receipt",
        held->id,
        R"(,"donor_kind":"person","donor_name":"孟小舟","donor_person":")" + to_string(donor) + '"'
    ));
    erase(donor);
    EXPECT_EQ(payers(2), "erased|李若水");
    EXPECT_TRUE(book_.load(unidentified_receipt_type, book_.city, held->id).erased);
    expect_sound();
}

TEST_P(PayerErasureTest, of_a_line_that_is_several_donors_gifts_only_the_donors_own_name_goes) {
    const auto donor = person("孟小舟");
    gift_of(donor, "60.00", "");
    gift("李若水", "40.00", "2020-05-02");
    ASSERT_TRUE(import(bank_file("2020-05-02,B1,某支付公司,100.00,,100.00\n")));
    const auto entries = book_.text("SELECT CAST(min(entry) AS TEXT) FROM giving_gift") + " "
        + book_.text("SELECT CAST(max(entry) AS TEXT) FROM giving_gift");
    ASSERT_TRUE(of_account(
        "giving.match_by_hand",
        R"(,"lines":")" + to_string(line(0)) + R"(","entries":")" + entries + '"'
    ));
    erase(donor);
    EXPECT_EQ(payers(1), "某支付公司");
}

TEST_P(PayerErasureTest, a_signed_period_closes_to_the_same_fen_after_an_erasure) {
    const auto donor = person("孟小舟");
    gift_of(donor, "100.00", "B1");
    ASSERT_TRUE(import(bank_file("2020-05-02,B1,孟小舟,100.00,,100.00\n")));
    matched();
    const auto drafted = draft("2020-05-02", "2020-05-02");
    ASSERT_TRUE(drafted) << failure_of(drafted);
    ASSERT_TRUE(sign(drafted->id));
    erase(donor);
    EXPECT_EQ(payers(1), "erased");
    expect_sound();
}

TEST_P(PayerErasureTest, donors_and_payers_who_are_not_on_file_are_erased_one_by_one) {
    const auto given = gift("孟小舟", "100.00", "2020-05-02", "B1");
    ASSERT_TRUE(import(named_file()));
    matched();
    ASSERT_TRUE(about("giving.erase_donor", "gift", given));
    EXPECT_EQ(payers(5), "erased|孟小舟|李若水|孟小舟|孟小舟")
        << "a namesake is not known to be the donor";
    const auto erased = about("giving.erase_payer", "line", line(2));
    ASSERT_TRUE(erased) << failure_of(erased);
    EXPECT_EQ(payers(5), "erased|孟小舟|erased|孟小舟|孟小舟");
    EXPECT_EQ(
        test::code_of(about("giving.erase_payer", "line", line(2), "", { .reason = "" })), "invalid"
    );
    expect_sound();
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    PayerErasureTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
