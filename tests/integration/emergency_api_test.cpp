// The board of an emergency, as the console asks for it.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using http::Method;
using ::testing::HasSubstr;

class EmergencyApiTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    TestSite site_ { GetParam() };
};

TEST_P(EmergencyApiTest, the_board_draws_the_steps_of_the_events_fund_as_spending_tells_them) {
    auto& book = site_.book;
    const auto text = [](Id id) { return '"' + to_string(id) + '"'; };
    const auto channel = book.make(
        "giving.channel.create", book.city, R"({"code":"bank","name":"银行","kind":"bank"})"
    );
    const auto fund
        = book.make("giving.purpose.create", book.city, R"({"code":"flood","name":"防汛救灾"})");
    const auto campaign = book.make(
        "giving.campaign.create",
        book.city,
        R"({"name":"洪水救灾","begins":"2020-05-01","raises_publicly":false,"purpose":)"
            + text(fund) + "}"
    );
    ASSERT_TRUE(
        book.write("giving.campaign.publish", book.city, campaign, "", { .actor = book.director() })
    );
    book.make(
        "giving.record_gift",
        book.city,
        R"({"donor_kind":"anonymous","day":"2020-05-21","amount":"100.00","channel":)"
            + text(channel) + R"(,"campaign":)" + text(campaign) + "}"
    );
    const auto emergency = book.make(
        "emergency.open_emergency",
        book.city,
        R"({"name":"暴雨","level":"third","campaign":)" + text(campaign) + "}"
    );
    const auto payment = book.make(
        "spending.request_payment",
        book.city,
        R"({"title":"帐篷","amount":"40.00","payee":"示例商贸","purpose":)" + text(fund) + "}"
    );
    const auto director = site_.add_person("director", identity::Role::director);
    const auto board = [&] {
        return body_of(site_.check(
            director,
            { .name = "board",
              .target = "/api/v1/emergencies/" + to_string(emergency) + "/board?branch=320700" }
        ));
    };
    auto seen = board();
    EXPECT_THAT(
        seen,
        HasSubstr(
            R"("step":"approve_payment","title":{"zh":"用款待审批","en":"Payments to approve"},)"
            R"("count":1,"amount":"40.00","days":0,"late":0)"
        )
    );
    EXPECT_THAT(seen, HasSubstr(R"("step":"spend")"));
    EXPECT_EQ(seen.find(R"("step":"issue_receipt")"), std::string::npos) << "the desk's own";
    ASSERT_TRUE(book.call(
        "spending.approve_payment",
        book.city,
        R"({"payment":)" + text(payment) + "}",
        { .actor = book.director() }
    ));
    seen = board();
    EXPECT_THAT(
        seen,
        HasSubstr(R"("step":"approve_payment","title":{"zh":"用款待审批","en":)"
                  R"("Payments to approve"},"count":0,)")
    );
    EXPECT_THAT(
        seen,
        HasSubstr(R"("step":"pay","title":{"zh":"已批准待支付","en":"Approved, to be paid"},)"
                  R"("count":1,"amount":"40.00","days":0)")
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases, EmergencyApiTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
