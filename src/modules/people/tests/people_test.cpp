#include "modules/people/consent.hpp"
#include "modules/people/duplicate.hpp"
#include "modules/people/person.hpp"
#include "record/list.hpp"
#include "support/test_book.hpp"

#include <gmock/gmock.h>

namespace boai::people {
namespace {

using test::code_of;
using test::failure_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string nana = R"({"name":"欧阳娜娜","phone":"13812345678",)"
                         R"("id_number":"320706199001011234","email":"nana@example.org",)"
                         R"("address":"朝阳路 1 号","note":"由街道介绍"})";

class PeopleTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    Id add(const std::string& json = nana) {
        return book_.make("people.person.create", book_.city, json);
    }

    static std::string pair_of(Id keep, Id duplicate) {
        return R"({"keep":")" + to_string(keep) + R"(","duplicate":")" + to_string(duplicate)
            + R"("})";
    }

    static std::string only(Id person) { return R"({"person":")" + to_string(person) + R"("})"; }

    Result<record::Outcome> on(const std::string& command, const std::string& json) {
        return book_.call("people." + command, book_.city, json);
    }

    Result<record::Outcome> consent(Id person, const std::string& more) {
        return book_.write(
            "people.consent.create",
            book_.city,
            {},
            R"({"person":")" + to_string(person) + R"(","purpose":"publish_name",)" + more + "}"
        );
    }

    /// How many persons the search box finds.
    std::size_t found(const std::string& text) {
        const auto lease = book_->readers().lend();
        const auto& table = book_->registry().table(person_type);
        const auto page = record::list(
            table,
            book_->engine().vault(),
            record::queries_of(**lease),
            { .branches = { book_.city }, .q = text, .may_name_persons = true }
        );
        EXPECT_TRUE(page) << page.error().message.en;
        return page ? page->rows.size() : 99;
    }

    std::int64_t offered(const std::string& state) {
        return book_.number("SELECT count(*) FROM people_duplicate WHERE state = '" + state + "'");
    }

    /// The pair offered last.
    Id pair_id() { return { book_.number("SELECT max(id) FROM people_duplicate") }; }

    PersonState state_of(Id person) {
        return book_.load<Person>(person_type, book_.city, person).state;
    }

    test::TestBook book_ { GetParam() };
};

TEST_P(PeopleTest, the_database_holds_no_personal_value_in_plain_text) {
    add();
    for (const auto* value :
         { "欧阳", "娜娜", "13812345678", "199001011234", "nana@example", "朝阳路", "街道" }) {
        EXPECT_FALSE(book_.keeps(value)) << value;
    }
    EXPECT_TRUE(book_.keeps("320722")) << "a public value shows that the search looks everywhere";
}

TEST_P(PeopleTest, a_person_is_found_by_the_exact_value_however_it_is_written) {
    add();
    EXPECT_EQ(found("欧阳娜娜"), 1U);
    EXPECT_EQ(found("欧阳 娜娜"), 1U);
    EXPECT_EQ(found("１３８１２３４５６７８"), 1U);
    EXPECT_EQ(found("320706199001011234"), 1U);
    EXPECT_EQ(found("欧阳"), 0U) << "a part of a name finds nobody";
}

TEST_P(PeopleTest, history_says_that_a_personal_value_changed_and_not_what_it_was) {
    const auto id = add();
    ASSERT_TRUE(book_.write("people.person.update", book_.city, id, R"({"phone":"13900000000"})"));
    EXPECT_EQ(
        book_.text("SELECT changes FROM record_history WHERE record = 'people.person'"),
        R"([{"field":"phone","redacted":true}])"
    );
    EXPECT_EQ(found("13812345678"), 0U);
    EXPECT_EQ(found("13900000000"), 1U);
}

TEST_P(PeopleTest, erasing_destroys_the_value_everywhere_and_keeps_the_row) {
    const auto id = add();
    const auto other = add(R"({"name":"孟小舟"})");
    const auto outcome = on("erase_person", only(id));
    ASSERT_TRUE(outcome) << failure_of(outcome);
    const auto loaded = book_.load(person_type, book_.city, id);
    EXPECT_TRUE(loaded.erased);
    const auto& person = loaded.as<Person>();
    EXPECT_EQ(person.state, PersonState::erased);
    EXPECT_THAT(person.name + person.phone + person.id_number + person.address, IsEmpty());
    EXPECT_EQ(found("欧阳娜娜"), 0U);
    EXPECT_EQ(found("13812345678"), 0U);
    EXPECT_EQ(found("孟小舟"), 1U) << "nobody else is touched";
    EXPECT_EQ(
        book_.number("SELECT count(*) FROM subject_key WHERE id = " + std::to_string(id.value)), 0
    );
    EXPECT_EQ(book_.load<Person>(person_type, book_.city, other).name, "孟小舟");
}

TEST_P(PeopleTest, a_destroyed_key_is_nowhere_in_the_files) {
    const auto id = add();
    const auto wrapped
        = book_.text("SELECT wrapped FROM subject_key WHERE id = " + std::to_string(id.value));
    ASSERT_GT(wrapped.size(), 32U);
    EXPECT_TRUE(book_.keeps(wrapped));
    ASSERT_TRUE(on("erase_person", only(id)));
    book_.reopen();
    EXPECT_FALSE(book_.keeps(wrapped));
}

TEST_P(PeopleTest, nothing_new_is_entered_for_an_erased_person) {
    const auto id = add();
    ASSERT_TRUE(on("erase_person", only(id)));
    EXPECT_TRUE(on("erase_person", only(id))) << "asking twice is no fault";
    EXPECT_THAT(failure_of(consent(id, R"("given_on":"2020-05-01")")), HasSubstr("erased"));
    EXPECT_FALSE(book_.write("people.person.update", book_.city, id, R"({"phone":"1"})"));
    EXPECT_EQ(
        book_.number("SELECT count(*) FROM subject_key WHERE id = " + std::to_string(id.value)), 0
    ) << "no key comes back";
}

TEST_P(PeopleTest, erasing_reaches_duplicates_of_duplicates) {
    const auto a = add();
    const auto b = add();
    const auto c = add();
    ASSERT_TRUE(on("merge_persons", pair_of(b, a)));
    ASSERT_TRUE(on("merge_persons", pair_of(c, b)));
    ASSERT_TRUE(on("erase_person", only(c)));
    for (const auto id : { a, b, c }) {
        EXPECT_TRUE(book_.load(person_type, book_.city, id).erased);
    }
}

TEST_P(PeopleTest, undoing_a_merge_gives_back_exactly_what_was) {
    const auto keep = add(R"({"name":"孟小舟","phone":"13700000000"})");
    const auto duplicate = add();
    const auto before = book_.load<Person>(person_type, book_.city, duplicate);
    ASSERT_TRUE(on("merge_persons", pair_of(keep, duplicate)));
    const auto merged = book_.load<Person>(person_type, book_.city, duplicate);
    EXPECT_EQ(merged.state, PersonState::merged);
    EXPECT_EQ(merged.merged_into, keep);
    ASSERT_TRUE(on("unmerge_person", only(duplicate)));
    const auto after = book_.load<Person>(person_type, book_.city, duplicate);
    EXPECT_EQ(
        std::tie(before.name, before.phone, before.id_number, before.note, before.merged_into),
        std::tie(after.name, after.phone, after.id_number, after.note, after.merged_into)
    );
    EXPECT_EQ(after.state, PersonState::active);
}

TEST_P(PeopleTest, only_two_different_active_records_merge_and_in_no_circle) {
    const auto a = add();
    const auto b = add();
    EXPECT_EQ(code_of(on("merge_persons", pair_of(a, a))), "conflict");
    ASSERT_TRUE(on("merge_persons", pair_of(a, b)));
    EXPECT_EQ(code_of(on("merge_persons", pair_of(a, b))), "conflict");
    EXPECT_EQ(code_of(on("merge_persons", pair_of(b, a))), "conflict");
    EXPECT_EQ(code_of(on("unmerge_person", only(a))), "conflict");
}

TEST_P(PeopleTest, merging_and_erasing_need_a_reason) {
    const auto a = add();
    EXPECT_THAT(
        failure_of(book_.call("people.erase_person", book_.city, only(a), { .reason = "" })),
        HasSubstr("reason")
    );
}

TEST_P(PeopleTest, one_consent_of_a_kind_stands_at_a_time) {
    const auto id = add();
    const auto first = consent(id, R"("given_on":"2020-05-01")");
    ASSERT_TRUE(first) << failure_of(first);
    EXPECT_EQ(code_of(consent(id, R"("given_on":"2020-05-02")")), "conflict");
    const auto withdraw = [&](const std::string& day) {
        return book_.write(
            "people.consent.update", book_.city, first->id, R"({"withdrawn_on":)" + day + "}"
        );
    };
    EXPECT_THAT(failure_of(withdraw(R"("2020-04-30")")), HasSubstr("withdrawn_on"));
    EXPECT_THAT(failure_of(withdraw(R"("2020-05-22")")), HasSubstr("must not be after today"));
    EXPECT_EQ(code_of(withdraw(R"("2020-05-21")")), "done");
    EXPECT_THAT(failure_of(withdraw("null")), HasSubstr("enter a new consent"));
    EXPECT_EQ(code_of(consent(id, R"("given_on":"2020-05-21")")), "done");
}

TEST_P(PeopleTest, a_consent_is_not_turned_into_another) {
    const auto id = add();
    const auto given = consent(id, R"("given_on":"2020-05-01")");
    ASSERT_TRUE(given);
    EXPECT_THAT(
        failure_of(
            book_.write("people.consent.update", book_.city, given->id, R"({"purpose":"share"})")
        ),
        HasSubstr("purpose: cannot be changed")
    );
    EXPECT_THAT(
        failure_of(consent(id, R"("given_on":"2020-05-22")")), HasSubstr("must not be after today")
    );
}

TEST_P(PeopleTest, a_person_of_another_branch_is_not_referred_to) {
    const auto id = add();
    const auto outcome = book_.write(
        "people.consent.create",
        book_.county,
        {},
        R"({"person":")" + to_string(id) + R"(","purpose":"contact","given_on":"2020-05-01"})"
    );
    EXPECT_THAT(failure_of(outcome), HasSubstr("person: must be a record of the same branch"));
}

TEST_P(PeopleTest, an_organisation_keeps_its_contact_sealed_and_its_code_once) {
    const std::string company
        = R"({"name":"晨光有限公司","credit_code":"91320700MA1000000X","contact_name":"贺知秋"})";
    book_.make("people.organisation.create", book_.city, company);
    EXPECT_FALSE(book_.keeps("贺知秋"));
    EXPECT_EQ(
        code_of(book_.write("people.organisation.create", book_.city, {}, company)), "conflict"
    );
}

TEST_P(PeopleTest, offers_whoever_has_the_same_telephone_or_number_and_merges_nobody) {
    const auto first = add(R"({"name":"甲","phone":"13900000001"})");
    const auto second = add(R"({"name":"乙","phone":"１３９００００0001","id_number":"A1"})");
    add(R"({"name":"丙","phone":"13900000003"})");
    EXPECT_EQ(offered("open"), 1);
    const auto pair = pair_id();
    EXPECT_EQ(book_.load<Duplicate>(duplicate_type, book_.city, pair).person, first);
    EXPECT_TRUE(book_.load<Duplicate>(duplicate_type, book_.city, pair).same_phone);
    EXPECT_FALSE(book_.load<Duplicate>(duplicate_type, book_.city, pair).same_name);
    EXPECT_EQ(state_of(second), PersonState::active) << "it is only offered";
    ASSERT_TRUE(book_.write("people.person.update", book_.city, second, R"({"address":"新地址"})"));
    EXPECT_EQ(offered("open"), 1) << "a pair is offered once";
}

TEST_P(PeopleTest, a_name_alone_is_nothing_between_two_identity_numbers) {
    add(R"({"name":"王伟","id_number":"A1"})");
    add(R"({"name":"王伟","id_number":"A2"})");
    EXPECT_EQ(offered("open"), 0);
    const auto third = add(R"({"name":"王伟"})");
    EXPECT_EQ(offered("open"), 2) << "without a number it may be either";
    ASSERT_TRUE(book_.write("people.person.update", book_.city, third, R"({"id_number":"A1"})"));
    EXPECT_EQ(offered("open"), 2);
}

TEST_P(PeopleTest, a_pair_is_merged_dismissed_and_offered_again_after_a_merge_is_taken_back) {
    add(R"({"name":"甲","phone":"13900000001"})");
    const auto second = add(R"({"name":"乙","phone":"13900000001"})");
    const auto pair = pair_id();
    const auto merge = R"({"pair":")" + to_string(pair) + R"("})";
    ASSERT_TRUE(on("merge_pair", merge));
    EXPECT_EQ(state_of(second), PersonState::merged);
    EXPECT_EQ(offered("settled"), 1);
    EXPECT_EQ(code_of(on("merge_pair", merge)), "conflict");
    ASSERT_TRUE(on("unmerge_person", only(second)));
    EXPECT_EQ(offered("open"), 1);
    ASSERT_TRUE(book_.write("people.duplicate.dismiss", book_.city, pair, ""));
    ASSERT_TRUE(book_.write("people.person.update", book_.city, second, R"({"name":"乙乙"})"));
    EXPECT_EQ(offered("open"), 0) << "what an officer said stands";
    EXPECT_EQ(code_of(on("merge_pair", merge)), "conflict") << "nor is it merged by the way";
    ASSERT_TRUE(book_.write("people.duplicate.reconsider", book_.city, pair, ""));
    ASSERT_TRUE(on("erase_person", only(second)));
    EXPECT_EQ(offered("settled"), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    PeopleTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::people
