// Gifts, refunds and reversals in the ledger.
#include "crypto/hash.hpp"
#include "ledger/post.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/gift_trace.hpp"
#include "modules/giving/refund.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class EntriesTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    EntriesTest() {
        bank_ = book_.make(
            "giving.channel.create", book_.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        alipay_ = book_.make(
            "giving.channel.create",
            book_.city,
            R"({"code":"alipay","name":"支付宝","kind":"alipay"})"
        );
        flood_ = book_.make(
            "giving.purpose.create", book_.city, R"({"code":"flood","name":"防汛救灾"})"
        );
    }

    Id give(const std::string& amount, Id channel, Id purpose = {}, const std::string& more = {}) {
        std::string json = "{" + more + R"("donor_name":"孟小舟","day":"2020-05-20","amount":")"
            + amount + R"(","channel":")" + to_string(channel) + '"';
        if (!purpose.empty()) {
            json += R"(,"purpose":")" + to_string(purpose) + '"';
        }
        return book_.make("giving.record_gift", book_.city, json + "}");
    }

    Result<record::Outcome> refund(Id gift, const std::string& amount) {
        return book_.call(
            "giving.refund_gift",
            book_.city,
            R"({"gift":")" + to_string(gift) + R"(","day":"2020-05-21","amount":")" + amount
                + R"("})",
            { .actor = book_.director() }
        );
    }

    /// Spends from a fund, as another module would.
    Result<void> spend(Id purpose, std::int64_t amount) {
        const ledger::Fund fund
            = purpose.empty() ? ledger::unrestricted_fund() : ledger::Fund { purpose, "F-flood" };
        const ledger::Line lines[] = { { fund, "5101", amount }, { fund, "1002", -amount } };
        const ledger::Entry entry { .kind = ledger::EntryKind::payment,
                                    .branch = book_.city,
                                    .branch_code = "320700",
                                    .source = { 77 },
                                    .public_id = "x",
                                    .day = local_day(book_.clock.now()),
                                    .lines = lines };
        return book_->writer().run(book_.city, [&](storage::Transaction& tx) -> Result<void> {
            TRY(ledger::post(tx, entry));
            return {};
        });
    }

    Gift gift(Id id) { return book_.load<Gift>(gift_type, book_.city, id); }

    std::string leaf(std::int64_t index) {
        return book_.text(
            book_->database().dialect() == storage::Dialect::sqlite
                ? "SELECT CAST(entry AS TEXT) FROM journal_leaf WHERE idx = "
                    + std::to_string(index)
                : "SELECT convert_from(entry, 'UTF8') FROM journal_leaf WHERE idx = "
                    + std::to_string(index)
        );
    }

    std::int64_t balance(const std::string& account) {
        return book_.number(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE account = '"
            + account + "'"
        );
    }

    test::TestBook book_ { GetParam() };
    Id bank_;
    Id alipay_;
    Id flood_;
};

TEST_P(EntriesTest, a_gift_is_one_entry_on_the_accounts_of_its_channel_and_purpose) {
    give("100.00", bank_);
    const auto second = give("88.80", alipay_, flood_);
    const auto text = leaf(1);
    EXPECT_THAT(text, HasSubstr(R"("type":"gift")"));
    EXPECT_THAT(text, HasSubstr(R"("day":"2020-05-20","branch":"320700")"));
    EXPECT_THAT(text, HasSubstr(R"("receipt":"320700-2020-000002")"));
    EXPECT_THAT(
        text,
        HasSubstr(R"([["F-flood","1003/alipay","CNY","8880"],["F-flood","4101","CNY","-8880"]])")
    );
    EXPECT_EQ(gift(second).entry, 1);
    EXPECT_EQ(gift(second).position, 0) << "each fund has an axis of its own";
    EXPECT_EQ(balance("1002"), 10'000);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(EntriesTest, no_leaf_holds_a_name_or_an_id_that_tells_its_moment) {
    const auto id = give("100.00", bank_);
    EXPECT_THAT(leaf(0), ::testing::Not(HasSubstr("孟小舟")));
    EXPECT_THAT(leaf(0), ::testing::Not(HasSubstr(to_string(id))));
}

TEST_P(EntriesTest, the_donor_can_prove_the_name_until_it_is_erased) {
    const auto id = give("100.00", bank_);
    const auto disclosed = [&] {
        const auto lease = book_->readers().lend();
        return disclose_donor(
            record::queries_of(**lease),
            book_->engine().vault(),
            book_.load(gift_type, book_.city, id)
        );
    };
    const auto kept = disclosed();
    ASSERT_TRUE(kept && *kept);
    const auto salt = crypto::parse_hex((*kept)->salt);
    ASSERT_TRUE(salt);
    const auto commitment = crypto::hex(
        crypto::view(crypto::sha256("charity/commit/v1\ndonor\n" + *salt + (*kept)->value))
    );
    EXPECT_EQ((*kept)->value, "孟小舟");
    EXPECT_THAT(leaf(0), HasSubstr(R"("commit":{"donor":")" + commitment + R"("})"));
    book_.make(
        "giving.erase_donor",
        book_.city,
        R"({"gift":")" + to_string(id) + R"("})",
        { .actor = book_.director() }
    );
    const auto gone = disclosed();
    ASSERT_TRUE(gone);
    EXPECT_FALSE(*gone);
    EXPECT_THAT(leaf(1), HasSubstr(R"("type":"erasure")"));
    EXPECT_THAT(leaf(1), HasSubstr(R"("corrects":"0")"));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(EntriesTest, erasing_a_person_on_file_is_entered_for_each_gift_that_named_the_person) {
    const auto person = book_.make("people.person.create", book_.city, R"({"name":"孟小舟"})");
    const auto duplicate = book_.make("people.person.create", book_.city, R"({"name":"孟小舟"})");
    const auto of = [](Id id) { return R"("donor_person":")" + to_string(id) + "\","; };
    give("100.00", bank_, {}, of(person));
    give("20.00", bank_, {}, of(duplicate));
    give("3.00", bank_);
    book_.make(
        "people.merge_persons",
        book_.city,
        R"({"keep":")" + to_string(person) + R"(","duplicate":")" + to_string(duplicate) + R"("})"
    );
    const auto erase = [&] {
        return book_.call(
            "people.erase_person", book_.city, R"({"person":")" + to_string(person) + R"("})"
        );
    };
    ASSERT_TRUE(erase());
    EXPECT_THAT(leaf(3), HasSubstr(R"("type":"erasure")"));
    EXPECT_THAT(leaf(3), HasSubstr(R"("corrects":"0")"));
    EXPECT_THAT(leaf(4), HasSubstr(R"("type":"erasure")"));
    EXPECT_THAT(leaf(4), HasSubstr(R"("corrects":"1")"));
    ASSERT_TRUE(erase());
    EXPECT_EQ(book_.number("SELECT count(*) FROM journal_leaf"), 5)
        << "the third gift named nobody on file, and asking twice enters nothing";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(EntriesTest, erasing_a_person_is_entered_for_a_gift_that_another_donor_stands_on_now) {
    const auto person = book_.make("people.person.create", book_.city, R"({"name":"孟小舟"})");
    const auto other = book_.make("people.person.create", book_.city, R"({"name":"白鹿"})");
    const auto of = [](Id id) { return R"("donor_person":")" + to_string(id) + "\","; };
    const auto taken = give("100.00", bank_, {}, of(person));
    const auto never = give("20.00", bank_, {}, of(other));
    for (const auto id : { taken, never }) {
        book_.make(
            "giving.amend_donor",
            book_.city,
            R"({"gift":")" + to_string(id) + R"(","donor_name":"白鹿",)" + of(other)
                + R"("publish_name":false})",
            { .actor = book_.director() }
        );
    }
    const auto erase = [&](Id id) {
        book_.make("people.erase_person", book_.city, R"({"person":")" + to_string(id) + R"("})");
    };
    erase(person);
    EXPECT_EQ(book_.number("SELECT count(*) FROM journal_leaf"), 5);
    EXPECT_THAT(leaf(4), HasSubstr(R"("type":"erasure")"));
    EXPECT_THAT(leaf(4), HasSubstr(R"("corrects":"0")"));
    EXPECT_EQ(gift(taken).donor_name, "白鹿") << "who stands on it now stays";
    erase(other);
    EXPECT_EQ(book_.number("SELECT count(*) FROM journal_leaf"), 7) << "once for each gift";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(EntriesTest, erasing_a_person_on_file_hides_the_name_that_was_shown_by_consent) {
    const auto person = book_.make("people.person.create", book_.city, R"({"name":"孟小舟"})");
    const auto named = R"("person":")" + to_string(person) + '"';
    book_.make(
        "people.consent.create",
        book_.city,
        "{" + named + R"(,"purpose":"publish_name","given_on":"2020-05-01"})"
    );
    const auto shown = give(
        "100.00", bank_, {}, R"("publish_name":true,"donor_person":")" + to_string(person) + "\","
    );
    ASSERT_TRUE(gift(shown).publish_name);
    ASSERT_TRUE(book_.call("people.erase_person", book_.city, "{" + named + "}"));
    EXPECT_FALSE(gift(shown).publish_name);
    EXPECT_FALSE(gift(shown).name_consent_on);
    EXPECT_THAT(leaf(1), HasSubstr(R"("type":"erasure")"));
}

TEST_P(EntriesTest, another_donor_is_committed_to_by_an_entry_that_names_the_first) {
    const auto id = give("100.00", bank_);
    book_.make(
        "giving.amend_donor",
        book_.city,
        R"({"gift":")" + to_string(id) + R"(","donor_name":"孟大舟"})",
        { .actor = book_.director() }
    );
    EXPECT_EQ(gift(id).entry, 0);
    EXPECT_EQ(gift(id).donor_entry, 1);
    const auto lease = book_->readers().lend();
    const auto kept = disclose_donor(
        record::queries_of(**lease), book_->engine().vault(), book_.load(gift_type, book_.city, id)
    );
    ASSERT_TRUE(kept && *kept);
    const auto salt = crypto::parse_hex((*kept)->salt);
    EXPECT_THAT(
        leaf(1),
        HasSubstr(crypto::hex(
            crypto::view(crypto::sha256("charity/commit/v1\ndonor\n" + *salt + "孟大舟"))
        ))
    );
}

TEST_P(EntriesTest, a_refund_takes_the_gifts_own_money_and_no_more_than_is_unspent) {
    const auto first = give("100.00", bank_, flood_);
    give("50.00", bank_, flood_);
    ASSERT_TRUE(spend(flood_, 7'000));
    const auto refused = refund(first, "30.01");
    EXPECT_EQ(code_of(refused), "conflict");
    EXPECT_THAT(failure_of(refused), HasSubstr("only 30.00 yuan can be returned"));
    ASSERT_TRUE(refund(first, "30.00"));
    EXPECT_EQ(balance("4109"), 3'000);
    EXPECT_EQ(balance("1002"), 5'000);
    EXPECT_THAT(leaf(3), HasSubstr(R"("corrects":"0")"));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(EntriesTest, a_gift_that_is_spent_cannot_be_reversed) {
    const auto id = give("100.00", bank_);
    ASSERT_TRUE(spend({}, 1));
    const auto refused = book_.call(
        "giving.reverse_gift",
        book_.city,
        R"({"gift":")" + to_string(id) + R"("})",
        { .actor = book_.director() }
    );
    EXPECT_THAT(failure_of(refused), HasSubstr("only 99.99 yuan"));
}

TEST_P(EntriesTest, money_for_others_is_no_income) {
    const auto agency = book_.make(
        "giving.purpose.create", book_.city, R"({"code":"hubei","name":"代转湖北","kind":"agency"})"
    );
    const auto id = give("100.00", alipay_, agency);
    EXPECT_EQ(balance("1801/1003/alipay"), 10'000);
    EXPECT_EQ(balance("2801"), -10'000);
    EXPECT_EQ(balance("4101"), 0);
    ASSERT_TRUE(refund(id, "100.00"));
    EXPECT_EQ(balance("2801"), 0);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(EntriesTest, a_purpose_with_entries_keeps_its_code_and_kind) {
    give("1.00", bank_, flood_);
    EXPECT_EQ(
        code_of(book_.write("giving.purpose.update", book_.city, flood_, R"({"kind":"agency"})")),
        "conflict"
    );
    EXPECT_TRUE(book_.write("giving.purpose.update", book_.city, flood_, R"({"name":"防汛"})"));
}

TEST_P(EntriesTest, older_gifts_get_the_entries_they_would_have_had) {
    const auto first = give("100.00", bank_, flood_);
    const auto second = give("50.00", alipay_);
    ASSERT_TRUE(refund(first, "40.00"));
    const auto third = give("25.00", bank_, flood_);
    std::vector<std::string> before;
    for (int i = 0; i < 4; ++i) {
        before.push_back(leaf(i));
    }
    for (const auto* table : { "ledger_movement",
                               "ledger_balance",
                               "ledger_axis",
                               "ledger_day",
                               "ledger_fund",
                               "journal_leaf",
                               "journal_size" }) {
        book_.tamper("DELETE FROM " + std::string { table });
    }
    book_.tamper("UPDATE giving_gift SET entry = NULL, position = 0");
    book_.tamper("UPDATE giving_refund SET entry = NULL");
    book_.reopen();
    EXPECT_EQ(gift(first).entry, 0);
    EXPECT_EQ(gift(second).entry, 1);
    EXPECT_EQ(gift(third).entry, 3);
    EXPECT_EQ(gift(third).position, 10'000);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(leaf(i), before[static_cast<std::size_t>(i)]) << i;
    }
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(EntriesTest, the_trace_of_a_gift_tells_each_fen) {
    const auto first = give("100.00", bank_, flood_);
    const auto second = give("50.00", bank_, flood_);
    ASSERT_TRUE(spend(flood_, 12'000));
    const auto trace = [&](Id id) {
        const auto lease = book_->readers().lend();
        return *trace_gift(record::queries_of(**lease), book_.city, gift(id));
    };
    EXPECT_EQ(trace(first).uses.at(0).amount, 10'000);
    EXPECT_THAT(trace(first).held, IsEmpty());
    EXPECT_EQ(trace(second).uses.at(0).amount, 2'000);
    ASSERT_EQ(trace(second).held.size(), 1U);
    EXPECT_EQ(trace(second).held[0].amount, 3'000);
    EXPECT_EQ(to_string(trace(second).held[0].since), "2020-05-20");
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    EntriesTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
