// Who gave goods: corrected by a second person, hidden again, erased.
#include "crypto/hash.hpp"
#include "goods_fixture.hpp"
#include "modules/giving/goods/goods_entries.hpp"
#include "record/engine.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class GoodsDonorTest : public GoodsFixture {
protected:
    Result<record::Outcome> amend(Id gift, const std::string& more, test::Calling calling = {}) {
        return on("amend_goods_donor", gift, more, std::move(calling));
    }

    Id person(const std::string& name) {
        return book_.make("people.person.create", book_.city, R"({"name":")" + name + R"("})");
    }

    static std::string of(Id person) { return R"("donor_person":")" + to_string(person) + '"'; }

    std::int64_t leaves() { return book_.number("SELECT count(*) FROM journal_leaf"); }
};

TEST_P(GoodsDonorTest, another_donor_is_committed_to_by_an_entry_that_names_the_first) {
    const auto id = accepted();
    const auto outcome = amend(id, R"("donor_name":"贺知秋")");
    ASSERT_TRUE(outcome) << failure_of(outcome);
    EXPECT_EQ(gift(id).donor_name, "贺知秋");
    EXPECT_EQ(gift(id).entry, 0);
    EXPECT_EQ(gift(id).donor_entry, 1);
    EXPECT_EQ(gift(id).receipt_number, 1) << "the receipt stays, and is printed with the new name";
    EXPECT_EQ(gift(id).receipt_state, GoodsReceipt::issued);
    const auto text = leaf(1);
    EXPECT_THAT(text, HasSubstr(R"("type":"amendment")"));
    EXPECT_THAT(text, HasSubstr(R"("corrects":"0")"));
    EXPECT_THAT(text, HasSubstr(R"("lines":[])")) << "nothing moves";
    const auto lease = book_->readers().lend();
    const auto kept = disclose_donor(
        record::queries_of(**lease),
        book_->engine().vault(),
        goods_donor_told(book_.load(goods_gift_type, book_.city, id))
    );
    ASSERT_TRUE(kept && *kept);
    const auto salt = crypto::parse_hex((*kept)->salt);
    const auto hash = crypto::sha256("charity/commit/v1\ndonor\n" + *salt + "贺知秋");
    EXPECT_THAT(text, HasSubstr(crypto::hex(crypto::view(hash))));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsDonorTest, a_donor_corrected_before_the_goods_are_taken_stands_in_their_first_entry) {
    const auto id = record();
    add_masks(id);
    ASSERT_TRUE(amend(id, R"("donor_name":"贺知秋")"));
    EXPECT_EQ(leaves(), 0);
    ASSERT_TRUE(count(id));
    ASSERT_TRUE(on("accept_goods", id));
    EXPECT_EQ(gift(id).donor_entry, std::nullopt);
    EXPECT_EQ(leaves(), 1);
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsDonorTest, correcting_the_donor_is_for_a_second_person_with_a_reason) {
    const auto id = accepted();
    const std::string name = R"("donor_name":"贺知秋")";
    EXPECT_EQ(code_of(amend(id, name, { .actor = book_.officer() })), "forbidden");
    EXPECT_THAT(failure_of(amend(id, name, { .reason = "" })), HasSubstr("reason"));
    EXPECT_THAT(failure_of(amend(id, R"("donor_kind":"anonymous",)" + name)), HasSubstr("name"));
    EXPECT_THAT(failure_of(amend(id, R"("donor_kind":"person")")), HasSubstr("donor_name"));
    ASSERT_TRUE(amend(id, R"("donor_kind":"anonymous")"));
    EXPECT_THAT(leaf(1), Not(HasSubstr("commit"))) << "nobody is committed to";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsDonorTest, a_corrected_donor_leaves_a_history_without_names) {
    const auto id = accepted();
    ASSERT_TRUE(amend(id, R"("donor_name":"贺知秋")"));
    const auto changes
        = book_.text("SELECT changes FROM record_history WHERE action = 'amend_donor'");
    EXPECT_THAT(changes, HasSubstr(R"("field":"donor_name","redacted":true)"));
    EXPECT_FALSE(book_.keeps("贺知秋"));
    EXPECT_FALSE(book_.keeps("孟小舟"));
}

TEST_P(GoodsDonorTest, no_name_is_put_on_a_gift_of_a_person_who_is_merged_or_erased) {
    const auto id = accepted();
    const auto merged = person("孟小舟");
    const auto kept = person("孟晓舟");
    const auto erased = person("白鹿");
    book_.make(
        "people.merge_persons",
        book_.city,
        R"({"duplicate":")" + to_string(merged) + R"(","keep":")" + to_string(kept) + R"("})",
        { .actor = book_.director() }
    );
    book_.make("people.erase_person", book_.city, R"({"person":")" + to_string(erased) + R"("})");
    const std::string name = R"("donor_name":"孟晓舟",)";
    EXPECT_THAT(failure_of(amend(id, name + of(merged))), HasSubstr("donor_person"));
    EXPECT_THAT(failure_of(amend(id, name + of(erased))), HasSubstr("donor_person"));
    EXPECT_THAT(
        failure_of(amend(id, name + R"("publish_name":true,)" + of(kept))),
        HasSubstr("publish_name")
    ) << "the consent is not entered";
    EXPECT_TRUE(amend(id, name + of(kept)));
}

TEST_P(GoodsDonorTest, erasing_a_person_is_entered_for_goods_that_another_donor_stands_on_now) {
    const auto before = person("孟小舟");
    const auto now = person("白鹿");
    const auto id = accepted(R"("donor_name":"孟小舟",)" + of(before));
    const auto corrected_early = record(R"("donor_name":"孟小舟",)" + of(before));
    add_masks(corrected_early);
    for (const auto gift : { id, corrected_early }) {
        ASSERT_TRUE(amend(gift, R"("donor_name":"白鹿",)" + of(now)));
    }
    ASSERT_TRUE(count(corrected_early));
    ASSERT_TRUE(on("accept_goods", corrected_early));
    ASSERT_EQ(leaves(), 3);
    const auto erase = [&](Id erased) {
        book_.make(
            "people.erase_person", book_.city, R"({"person":")" + to_string(erased) + R"("})"
        );
    };
    erase(before);
    EXPECT_EQ(leaves(), 4) << "no entry ever committed to the first donor of the second gift";
    EXPECT_THAT(leaf(3), HasSubstr(R"("type":"erasure")"));
    EXPECT_THAT(leaf(3), HasSubstr(R"("corrects":"0")"));
    EXPECT_EQ(gift(id).donor_name, "白鹿");
    erase(now);
    EXPECT_EQ(leaves(), 6) << "once for each gift";
    EXPECT_THAT(book_.faults(), IsEmpty());
}

TEST_P(GoodsDonorTest, a_consent_taken_back_hides_the_name_on_goods_too) {
    const auto person = book_.make("people.person.create", book_.city, R"({"name":"孟小舟"})");
    const auto consent = book_.make(
        "people.consent.create",
        book_.city,
        R"({"person":")" + to_string(person)
            + R"(","purpose":"publish_name","given_on":"2020-05-01"})"
    );
    const auto id = accepted(
        R"("donor_name":"孟小舟","publish_name":true,"donor_person":")" + to_string(person) + '"'
    );
    EXPECT_TRUE(gift(id).publish_name);
    const auto withdrawn = book_.write(
        "people.consent.update", book_.city, consent, R"({"withdrawn_on":"2020-05-21"})"
    );
    ASSERT_TRUE(withdrawn) << failure_of(withdrawn);
    EXPECT_FALSE(gift(id).publish_name);
}

TEST_P(GoodsDonorTest, an_erased_donor_is_gone_from_goods_and_the_log_says_so) {
    const auto id = accepted();
    const auto outcome = on("erase_goods_donor", id);
    ASSERT_TRUE(outcome) << failure_of(outcome);
    EXPECT_TRUE(book_.load(goods_gift_type, book_.city, id).erased);
    EXPECT_THAT(leaf(1), HasSubstr(R"("type":"erasure")"));
    EXPECT_THAT(book_.faults(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    GoodsDonorTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::giving
