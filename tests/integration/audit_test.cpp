// `boai audit` names the first fault, whatever was changed behind the program's back.
#include "app/audit.hpp"
#include "crypto/hash.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AuditTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    AuditTest() {
        channel_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        for (int i = 0; i < 3; ++i) {
            gifts_.push_back(book_.make(
                "giving.record_gift",
                book_.city,
                R"({"donor_name":"孟小舟","amount":"100.00","day":"2020-05-20","channel":")"
                    + to_string(channel_) + R"("})"
            ));
        }
        book_.make(
            "giving.refund_gift",
            book_.city,
            R"({"gift":")" + to_string(gifts_[0]) + R"(","amount":"30","day":"2020-05-21"})",
            { .actor = book_.director() }
        );
    }

    [[nodiscard]] std::string id(std::size_t gift) const {
        return std::to_string(gifts_[gift].value);
    }

    /// Bytes as the database writes them in SQL.
    static std::string bytes(std::string_view plain) {
        return GetParam() == storage::Dialect::sqlite
            ? "X'" + crypto::hex(plain) + "'"
            : "decode('" + crypto::hex(plain) + "', 'hex')";
    }

    /// Puts another name on a gift as somebody would who holds the keys: under the same seal.
    void reseal(std::size_t gift, std::string_view name) {
        const auto wrapped = book_.text("SELECT wrapped FROM subject_key WHERE id = " + id(gift));
        const auto key = book_->vault().unwrap(gifts_[gift], wrapped);
        ASSERT_TRUE(key);
        book_.tamper(
            "UPDATE giving_gift SET donor_name = "
            + bytes(crypto::Vault::seal(*key, "donor_name", name)) + " WHERE id = " + id(gift)
        );
    }

    TestBook book_ { GetParam() };
    Id channel_;
    std::vector<Id> gifts_;
};

TEST_P(AuditTest, a_book_that_nobody_touched_is_green_and_was_looked_at) {
    EXPECT_THAT(book_.faults(), IsEmpty());
    const auto lines = app::audit(*book_);
    std::size_t looked_at = 0;
    for (const auto& line : *lines) {
        looked_at += line.looked_at;
    }
    EXPECT_GT(looked_at, 20U);
}

TEST_P(AuditTest, names_a_changed_cell_of_a_figure_with_both_numbers) {
    book_.tamper("UPDATE figure_daily SET value = value + 1 WHERE figure = 'giving.income_amount' "
                 "AND dimension = '' AND value = 30000");
    const auto found = book_.faults();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0], HasSubstr("giving.income_amount"));
    EXPECT_THAT(found[0], HasSubstr("2020-05-20 whole: posted 30001, counted 30000"));
}

TEST_P(AuditTest, names_gifts_whose_receipts_were_exchanged) {
    book_.tamper("UPDATE giving_gift SET receipt_number = 99 WHERE id = " + id(1));
    book_.tamper("UPDATE giving_gift SET receipt_number = 2 WHERE id = " + id(2));
    book_.tamper("UPDATE giving_gift SET receipt_number = 3 WHERE id = " + id(1));
    const auto found = book_.faults();
    ASSERT_EQ(found.size(), 2U) << "the numbers have no gap, and the refunds add up";
    EXPECT_THAT(found[0], HasSubstr("its leaf tells the receipt 320700-2020-00000"));
}

TEST_P(AuditTest, names_a_gift_whose_day_was_changed) {
    book_.tamper("UPDATE giving_gift SET day = day + 1 WHERE id = " + id(1));
    EXPECT_THAT(
        book_.faults(), ::testing::Contains(HasSubstr("its leaf tells the day 2020-05-20"))
    );
}

TEST_P(AuditTest, accepts_a_receipt_that_was_voided_and_issued_again) {
    ASSERT_TRUE(book_.call(
        "giving.void_receipt",
        book_.city,
        R"({"gift":")" + to_string(gifts_[1]) + R"(","reissue":true})",
        { .actor = book_.director() }
    ));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(AuditTest, names_a_cell_that_was_taken_away) {
    book_.tamper("DELETE FROM figure_daily WHERE figure = 'giving.income_gifts' "
                 "AND dimension = 'channel'");
    const auto found = book_.faults();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0], HasSubstr("posted 0, counted 3"));
}

TEST_P(AuditTest, names_a_changed_amount) {
    book_.tamper("UPDATE giving_gift SET amount = 20000 WHERE id = " + id(1));
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("posted 30000, counted 40000")));
}

TEST_P(AuditTest, names_a_missing_receipt_number) {
    book_.tamper("UPDATE giving_gift SET receipt_number = 0 WHERE id = " + id(1));
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("year 2020: 3 comes after 1")));
}

TEST_P(AuditTest, names_a_missing_last_receipt) {
    book_.tamper("UPDATE giving_gift SET receipt_number = 0 WHERE id = " + id(2));
    EXPECT_THAT(
        book_.faults(), ::testing::Contains(HasSubstr("the counter is at 3, the last receipt is 2"))
    );
}

TEST_P(AuditTest, names_a_refund_that_is_not_what_the_gift_says) {
    book_.tamper("UPDATE giving_gift SET refunded = 2000 WHERE id = " + id(0));
    EXPECT_THAT(book_.faults(), ::testing::ElementsAre(HasSubstr("gift " + to_string(gifts_[0]))));
}

TEST_P(AuditTest, names_a_damaged_seal) {
    book_.tamper(
        "UPDATE giving_gift SET donor_name = (SELECT donor_name FROM giving_gift WHERE id = "
        + id(2) + ") WHERE id = " + id(1)
    );
    EXPECT_THAT(
        book_.faults(),
        ::testing::ElementsAre(
            HasSubstr("gift " + to_string(gifts_[1]) + " of branch"),
            HasSubstr("records giving.gift can be read")
        )
    );
}

TEST_P(AuditTest, names_a_donor_who_was_exchanged_under_the_seal) {
    reseal(1, "白鹿");
    const auto found = book_.faults();
    ASSERT_EQ(found.size(), 1U) << "the seal is whole; only the log knows better";
    EXPECT_THAT(found[0], HasSubstr("leaves commit to the donors' names as kept"));
    EXPECT_THAT(found[0], HasSubstr("gift " + to_string(gifts_[1])));
    EXPECT_THAT(found[0], HasSubstr("another donor than is kept"));
    reseal(1, "孟小舟");
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(AuditTest, names_a_donor_who_was_taken_away_or_put_there) {
    book_.tamper("UPDATE giving_gift SET donor_name = NULL WHERE id = " + id(1));
    EXPECT_THAT(
        book_.faults(), ::testing::Contains(HasSubstr("commits to a donor, and none is kept"))
    );
    reseal(1, "孟小舟");
    const auto nameless = book_.make(
        "giving.record_gift",
        book_.city,
        R"({"donor_kind":"anonymous","amount":"5.00","day":"2020-05-20","channel":")"
            + to_string(channel_) + R"("})"
    );
    gifts_.push_back(nameless);
    EXPECT_THAT(book_.faults(), IsEmpty());
    const auto lent = book_->vault().new_subject_key(nameless);
    book_.tamper(
        "INSERT INTO subject_key (branch_id, id, wrapped) VALUES ("
        + std::to_string(book_.city.value) + ", " + id(3) + ", " + bytes(lent.wrapped.bytes) + ")"
    );
    reseal(3, "孟小舟");
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("its leaf commits to no donor")));
}

TEST_P(AuditTest, holds_an_amended_donor_against_the_amendment_and_passes_an_erased_one) {
    ASSERT_TRUE(book_.call(
        "giving.amend_donor",
        book_.city,
        R"({"gift":")" + to_string(gifts_[1]) + R"(","donor_name":"白鹿"})",
        { .actor = book_.director() }
    ));
    EXPECT_THAT(book_.faults(), IsEmpty());
    reseal(1, "孟小舟");
    EXPECT_THAT(book_.faults(), ::testing::ElementsAre(HasSubstr("another donor than is kept")))
        << "the first donor is not the one that counts";
    reseal(1, "白鹿");
    ASSERT_TRUE(book_.call(
        "giving.erase_donor",
        book_.city,
        R"({"gift":")" + to_string(gifts_[2]) + R"("})",
        { .actor = book_.director() }
    ));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(AuditTest, names_a_word_that_no_field_knows) {
    book_.tamper("UPDATE giving_gift SET state = 'lost' WHERE id = " + id(1));
    EXPECT_THAT(book_.faults(), ::testing::Contains(HasSubstr("state holds an unknown value")));
}

INSTANTIATE_TEST_SUITE_P(
    Databases, AuditTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
