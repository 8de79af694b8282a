// Campaigns over HTTP: plans, what is due, and what everybody sees of them.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class CampaignApiTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        director_ = site_.add_person("director", identity::Role::director);
        viewer_ = site_.add_person("viewer", identity::Role::viewer);
        stranger_ = site_.add_person("stranger", identity::Role::viewer, site_.book.county);
    }

    std::string post(
        const Person& person, const std::string& target, const std::string& json, int status = 200
    ) {
        return body_of(site_.check(
            person,
            { .name = target,
              .method = Method::post,
              .target = "/api/v1/" + target + "?branch=320700",
              .body = json,
              .status = status }
        ));
    }

    std::string get(const Person& person, const std::string& target, int status = 200) {
        return body_of(site_.check(person, { .name = target, .target = target, .status = status }));
    }

    std::string page(const std::string& target, int status = 200) {
        return get({}, target, status);
    }

    std::string plan() {
        return text_in(
            post(
                desk_,
                "records/giving.fundraising_plan",
                R"({"name":"防汛募捐","begins":"2020-06-10","ends":"2020-12-31","aim":"救助灾民",)"
                R"("region":"云台市","person_in_charge":"孟小舟","office_address":"云台路一号",)"
                R"("contact":"0518-0000000","query_way":"本站按票据号查询","accepting":"指定平台",)"
                R"("bank_account":"云台支行 0000","beneficiaries":"灾民","use":"帐篷和被褥",)"
                R"("surplus_rule":"用于同类项目","certificate_number":"53320700A",)"
                R"("cost":"120.00"})",
                201
            ),
            "id"
        );
    }

    void file(const Person& person, const std::string& plan, int status) {
        post(
            person,
            "commands/giving.file_plan",
            R"({"plan":")" + plan + R"(","filed_on":"2020-05-20","filing_number":"53320700A0001"})",
            status
        );
    }

    TestSite site_ { GetParam() };
    Person desk_;
    Person director_;
    Person viewer_;
    Person stranger_;
};

TEST_P(CampaignApiTest, a_plan_is_drafted_by_the_desk_and_filed_by_the_director) {
    const auto id = plan();
    file(desk_, id, 403);
    file(viewer_, id, 403);
    file(director_, id, 200);
    file(director_, id, 409);
}

TEST_P(CampaignApiTest, what_is_due_is_told_to_those_who_read_campaigns_there) {
    const auto id = plan();
    const auto due = get(viewer_, "/api/v1/giving/deadlines?branch=320700");
    EXPECT_THAT(due, HasSubstr(R"("duty":"file_plan")"));
    EXPECT_THAT(
        due, HasSubstr(R"("due":"2020-05-31","days_left":10,"is_met":false,"is_late":false)")
    );
    EXPECT_THAT(due, HasSubstr(R"("plan":")" + id + '"'));
    file(director_, id, 200);
    EXPECT_THAT(
        get(viewer_, "/api/v1/giving/deadlines?branch=320700"), Not(HasSubstr("file_plan"))
    );
    EXPECT_THAT(get(viewer_, "/api/v1/giving/deadlines"), HasSubstr("handle_surplus"));
    EXPECT_THAT(get(stranger_, "/api/v1/giving/deadlines"), Not(HasSubstr("handle_surplus")));
    get(stranger_, "/api/v1/giving/deadlines?branch=320700", 403);
    get({}, "/api/v1/giving/deadlines", 401);
}

TEST_P(CampaignApiTest, everybody_sees_plan_certificate_and_contact_of_a_public_campaign) {
    // Source: 慈善法 article 25.
    const auto id = plan();
    const auto campaign = text_in(
        post(
            desk_,
            "records/giving.campaign",
            R"({"name":"防汛救灾","begins":"2020-06-10","ends":"2020-12-31","plan":")" + id
                + R"(","platform":"示例公益","platform_link":"https://gongyi.example.org/1"})",
            201
        ),
        "id"
    );
    const auto publish = "records/giving.campaign/" + campaign + "/publish";
    EXPECT_THAT(post(director_, publish, "{}", 422), HasSubstr("募捐方案"));
    file(director_, id, 200);
    post(director_, publish, "{}");
    const auto shown = page("/campaigns/" + campaign);
    for (const auto* fact : { "云台市红十字会",
                              "53320700A",
                              "53320700A0001",
                              "救助灾民",
                              "2020-06-10 至 2020-12-31",
                              "孟小舟",
                              "云台路一号",
                              "云台支行 0000",
                              "帐篷和被褥",
                              "120.00",
                              "用于同类项目",
                              "0518-0000000",
                              "本站按票据号查询",
                              "https://gongyi.example.org/1" }) {
        EXPECT_THAT(shown, HasSubstr(fact));
    }
    const auto told = get(viewer_, "/api/v1/giving/campaigns/" + campaign);
    EXPECT_THAT(told, HasSubstr(R"("filing_number":"53320700A0001")"));
    EXPECT_THAT(told, HasSubstr(R"("duty":"campaign_progress","title")"));
    EXPECT_THAT(get(viewer_, "/api/v1/giving/campaigns"), HasSubstr(R"("name":"防汛救灾")"));
    get(stranger_, "/api/v1/giving/campaigns/" + campaign, 404);
    get(viewer_, "/api/v1/giving/campaigns/none", 404);
}

TEST_P(CampaignApiTest, a_team_has_a_page_with_its_progress_and_rank) {
    const auto id = text_in(
        post(
            desk_,
            "records/giving.campaign",
            R"({"name":"校友助学","begins":"2020-05-01","raises_publicly":false})",
            201
        ),
        "id"
    );
    post(director_, "records/giving.campaign/" + id + "/publish", "{}");
    const auto team = [&](const std::string& name) {
        return text_in(
            post(
                desk_,
                "records/giving.campaign_team",
                R"({"campaign":")" + id + R"(","name":")" + name
                    + R"(","goal":"200.00","leader":"大海"})",
                201
            ),
            "id"
        );
    };
    const auto first = team("一队");
    const auto second = team("二队");
    const auto channel = to_string(site_.book.make(
        "giving.channel.create", site_.book.city, R"({"code":"bank","name":"银行","kind":"bank"})"
    ));
    post(
        desk_,
        "commands/giving.record_gift",
        R"({"donor_name":"孟小舟","amount":"50.00","day":"2020-05-20","channel":")" + channel
            + R"(","team":")" + second + R"("})"
    );
    const auto shown = page("/campaigns/" + id + "/teams/" + second);
    for (const auto* part : { "二队", "大海", "50.00", "第 1 名，共 2 队", "已完成 25%", "孟**" }) {
        EXPECT_THAT(shown, HasSubstr(part));
    }
    EXPECT_THAT(shown, Not(HasSubstr("孟小舟")));
    EXPECT_THAT(page("/campaigns/" + id + "/teams/" + first), HasSubstr("第 2 名"));
    EXPECT_THAT(page("/campaigns/" + id), HasSubstr("/teams/" + second));
    page("/campaigns/" + id + "/teams/" + id, 404);
    page("/campaigns/" + first + "/teams/" + second, 404);
    EXPECT_THAT(
        get(viewer_, "/api/v1/giving/campaigns/" + id),
        HasSubstr(R"("amount":"50.00","gifts":1,"rank":1)")
    );
}

TEST_P(CampaignApiTest, instalments_that_are_due_are_told_without_the_donors_full_name) {
    post(
        desk_,
        "commands/giving.record_pledge",
        R"({"donor_name":"孟小舟","amount":"9.00","agreed_on":"2020-05-01",)"
        R"("instalments":"2020-05-20 4.00\n2020-06-20 5.00"})"
    );
    const auto told = get(viewer_, "/api/v1/giving/instalments?branch=320700");
    EXPECT_THAT(told, HasSubstr(R"("open":"4.00","days_left":-1,"is_late":true)"));
    EXPECT_THAT(told, HasSubstr("孟**"));
    EXPECT_THAT(told, Not(HasSubstr("孟小舟")));
    get(stranger_, "/api/v1/giving/instalments?branch=320700", 403);
}

INSTANTIATE_TEST_SUITE_P(
    Databases, CampaignApiTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
