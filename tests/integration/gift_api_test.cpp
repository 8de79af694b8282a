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

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, GiftApiTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
