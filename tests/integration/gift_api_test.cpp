// Gifts as the console reads them.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class GiftApiTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    GiftApiTest() {
        const auto channel = site_.book.make(
            "giving.channel.create",
            site_.book.city,
            R"({"code":"cash","name":"现金","kind":"cash"})"
        );
        for (const auto branch : { site_.book.city, site_.book.county }) {
            for (const auto* waived : { "false", "true" }) {
                site_.book.make(
                    "giving.record_gift",
                    branch,
                    R"({"donor_name":"孟小舟","amount":"100.00","day":"2020-05-20","channel":")"
                        + to_string(channel) + R"(","receipt_waived":)" + waived + "}"
                );
            }
        }
        viewer_ = site_.add_person("viewer", identity::Role::viewer);
    }

    std::string get(const std::string& target) {
        return body_of(site_.check(viewer_, { .name = target, .target = target }));
    }

    TestSite site_ { GetParam() };
    Person viewer_;
};

const std::string gifts = "/api/v1/records/giving.gift";

TEST_P(GiftApiTest, a_gift_is_labelled_by_its_printed_receipt_number) {
    const auto list = get(gifts);
    EXPECT_THAT(list, HasSubstr(R"("label":"320700-2020-000001")"));
    EXPECT_THAT(list, HasSubstr(R"("label":"320722-2020-000001")"));
    EXPECT_THAT(list, HasSubstr(R"("label":"")"));
    const auto csv = get(gifts + ".csv");
    EXPECT_THAT(csv, HasSubstr("320700-2020-000001"));
}

TEST_P(GiftApiTest, a_printed_receipt_number_finds_the_gift_of_its_branch_alone) {
    const auto found = get(gifts + "?q=320722-2020-000001");
    EXPECT_THAT(found, HasSubstr(R"("label":"320722-2020-000001")"));
    EXPECT_THAT(found, Not(HasSubstr(R"("label":"320700-2020-000001")")));
    EXPECT_THAT(get(gifts + "?q=320722-2020-000009"), HasSubstr(R"("rows":[])"));
    const auto csv = get(gifts + ".csv?q=320722-2020-000001");
    EXPECT_THAT(csv, HasSubstr("320722-2020-000001"));
    EXPECT_THAT(csv, Not(HasSubstr("320700-2020-000001")));
}

TEST_P(GiftApiTest, whoever_may_opens_who_stands_behind_an_alias_and_each_name_is_noted) {
    auto& book = site_.book;
    const auto person = book.make("people.person.create", book.city, R"({"name":"欧阳若兰"})");
    const auto channel = book.text("SELECT CAST(id AS TEXT) FROM giving_channel");
    const auto gift = book.make(
        "giving.record_gift",
        book.city,
        R"({"donor_kind":"alias","donor_name":"一片叶子","donor_person":")" + to_string(person)
            + R"(","amount":"5.00","day":"2020-05-20","channel":")"
            + to_string(Id { std::stoll(channel) }) + R"("})"
    );
    const auto open = [&](const Person& who) {
        return body_of(site_.check(
            who,
            { .name = "reveal",
              .method = http::Method::post,
              .target = gifts + "/" + to_string(gift) + "/reveal",
              .body = R"({"reason":"寄送收据"})" }
        ));
    };
    EXPECT_THAT(get(gifts + "/" + to_string(gift)), Not(HasSubstr("若兰")));
    const auto desk = site_.add_person("desk", identity::Role::desk_officer);
    EXPECT_THAT(open(desk), HasSubstr(R"("donor_person_label":"欧阳若兰")"));
    const auto noted = [&](Id id) {
        return book.number(
            "SELECT count(*) FROM identity_audit_event WHERE record_id = '" + to_string(id) + "'"
        );
    };
    EXPECT_EQ(noted(gift), 1);
    EXPECT_EQ(noted(person), 1);
    const auto finance = site_.add_person("finance", identity::Role::finance_officer);
    EXPECT_THAT(open(finance), Not(HasSubstr("若兰"))) << "may open gifts, but no person";
    EXPECT_EQ(noted(person), 1);
}

TEST_P(GiftApiTest, a_history_names_the_records_it_refers_to) {
    auto& book = site_.book;
    const auto make = [&](const std::string& record, const std::string& json) {
        return book.make(record + ".create", book.city, json);
    };
    const auto flood = make("giving.purpose", R"({"code":"flood","name":"防汛"})");
    const auto school = make("giving.purpose", R"({"code":"school","name":"助学"})");
    const auto campaign = make(
        "giving.campaign",
        R"({"name":"专项","begins":"2020-05-01","purpose":")" + to_string(flood) + R"("})"
    );
    ASSERT_TRUE(book.write(
        "giving.campaign.update",
        book.city,
        campaign,
        R"({"purpose":")" + to_string(school) + R"("})"
    ));
    EXPECT_THAT(
        get("/api/v1/records/giving.campaign/" + to_string(campaign) + "/history"),
        HasSubstr(
            R"({"field":"purpose","from":")" + to_string(flood) + R"(","to":")" + to_string(school)
            + R"(","from_label":"防汛","to_label":"助学"})"
        )
    );
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, GiftApiTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
