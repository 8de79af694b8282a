// Every command of spending over the API: what it does, and what it refuses, in both languages.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace boai::spending {
namespace {

using identity::Role;
using test::ApiScenario;
using test::Person;
using test::text_in;
using ::testing::IsEmpty;

class SpendingApiTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        maker_ = site_.add_person("maker", Role::finance_officer);
        checker_ = site_.add_person("checker", Role::finance_officer);
        director_ = site_.add_person("director", Role::director);
        viewer_ = site_.add_person("viewer", Role::viewer);
        county_ = site_.add_person("county", Role::finance_officer, site_.book.county);
        bank_ = make("giving.channel.create", R"({"code":"bank","name":"银行","kind":"bank"})");
        alipay_
            = make("giving.channel.create", R"({"code":"alipay","name":"支付宝","kind":"alipay"})");
        flood_
            = make("giving.purpose.create", R"({"code":"flood","name":"防汛救灾","fee_cap":50})");
        give("100.00", bank_, flood_);
        give("50000.00", bank_, "");
        give("60.00", alipay_, flood_);
    }

    std::string make(const std::string& command, const std::string& json) {
        return to_string(site_.book.make(command, site_.book.city, json));
    }

    void give(const std::string& amount, const std::string& channel, const std::string& purpose) {
        make(
            "giving.record_gift",
            R"({"donor_name":"孟小舟","day":"2020-05-20","amount":")" + amount + R"(","channel":")"
                + channel + '"' + (purpose.empty() ? "" : R"(,"purpose":")" + purpose + '"') + "}"
        );
    }

    /// One command with the rest of its JSON, in the city unless that names a branch; a refusal may
    /// be asked for parts of its words.
    http::Response
    run(const Person& person,
        const std::string& command,
        const std::string& rest,
        int status,
        std::vector<std::string> contains = {}) {
        const std::string city = rest.contains(R"("branch":)") ? "" : R"("branch":"320700",)";
        return site_.check(
            person,
            { .name = person.login + " " + command + " " + rest,
              .method = http::Method::post,
              .target = "/api/v1/commands/spending." + command,
              .body = "{" + city + rest + "}",
              .status = status,
              .contains = std::move(contains) }
        );
    }

    std::string made(const http::Response& response) {
        return text_in(test::body_of(response), "id");
    }

    std::string requested(const std::string& amount, const std::string& purpose = "") {
        return made(
            run(maker_,
                "request_payment",
                R"("title":"购买被褥","payee":"示例商行","amount":")" + amount + '"'
                    + (purpose.empty() ? "" : R"(,"purpose":")" + purpose + '"'),
                200)
        );
    }

    static std::string payment(const std::string& id, const std::string& more = "") {
        return R"("payment":")" + id + '"' + (more.empty() ? "" : "," + more);
    }

    static std::string allocation(const std::string& id) {
        return R"("allocation":")" + id + R"(","reason":"测试")";
    }

    /// The rest of a command's JSON, for the county instead of the city.
    static std::string in_county(const std::string& rest) { return R"("branch":"320722",)" + rest; }

    void attach_proof(const std::string& owner, int status) {
        site_.check(
            maker_,
            { .name = "proof",
              .method = http::Method::post,
              .target = "/api/v1/attachments?record=spending.payment&kind=proof&owner=" + owner,
              .headers = { { "x-boai-file-name", "slip.pdf" } },
              .body = "%PDF-1.4 slip",
              .status = status }
        );
    }

    /// Sessions end meanwhile: everybody signs in anew.
    void wait_days(std::int64_t days) {
        site_.pass(days * 86'400'000);
        for (auto* person : { &maker_, &checker_, &director_, &viewer_, &county_ }) {
            person->session = site_.sign_in(*person);
        }
    }

    test::TestSite site_ { GetParam() };
    Person maker_;
    Person checker_;
    Person director_;
    Person viewer_;
    Person county_;
    std::string bank_;
    std::string alipay_;
    std::string flood_;
};

TEST_P(SpendingApiTest, a_payment_goes_from_request_to_proof_by_two_people) {
    const auto id = requested("40.00", flood_);
    run(viewer_, "approve_payment", payment(id), 403);
    run(maker_, "approve_payment", payment(id), 403, { "经办人以外", "somebody else" });
    run(checker_, "pay", payment(id, R"("day":"2020-05-21")"), 409, { "待审批", "Requested" });
    run(checker_, "approve_payment", payment(id), 200);
    run(checker_, "approve_payment", payment(id), 409, { "已批准", "Approved" });
    attach_proof(id, 409);
    run(maker_, "pay", payment(id, R"("day":"2020-05-22")"), 422, { "不能晚于今天", "after today" }
    );
    run(maker_, "pay", payment(id, R"("day":"2020-05-21")"), 200);
    run(maker_, "reject_payment", payment(id, R"("reason":"晚了")"), 409);
    run(maker_, "prove_payment", payment(id, R"("proof":"2020-7")"), 409, { "凭证文件", "slip" });
    attach_proof(id, 201);
    run(maker_, "prove_payment", payment(id, R"("proof":"")"), 422);
    run(maker_, "prove_payment", payment(id, R"("proof":"2020-7")"), 200);
    site_.check(
        viewer_,
        { .name = "proved",
          .target = "/api/v1/records/spending.payment/" + id,
          .contains = { R"("state":"proved")", R"("proof":"2020-7")" },
          .absent = { "示例商行" } }
    );
    EXPECT_THAT(site_.book.faults(), IsEmpty());
}

TEST_P(SpendingApiTest, a_refusal_names_the_fund_the_purpose_and_what_is_free) {
    const auto asked = [&](const std::string& more, int status, std::vector<std::string> words) {
        run(maker_, "request_payment", R"("title":"购买被褥",)" + more, status, std::move(words));
    };
    const auto of_flood = R"("purpose":")" + flood_ + R"(","amount":)";
    asked(
        of_flood + R"("100.01")",
        409,
        { "资金“防汛救灾”（F-flood）可用余额只有 100.00 元，不足以支出 100.01 元",
          "fund 防汛救灾 (F-flood) has only 100.00 yuan free, not 100.01" }
    );
    asked(
        R"("amount":"50000.01")",
        409,
        { "资金“非定向资金”（U）可用余额只有 50000.00 元",
          "fund unrestricted money (U) has only 50000.00 yuan free" }
    );
    asked(of_flood + R"("1.00","category":"management")", 422, { "category", "防汛救灾" });
    asked(of_flood + R"("0.00")", 422, { "amount" });
    asked(of_flood + R"("-1.00")", 422, { "amount" });
    asked(of_flood + R"("1.001")", 422, { "amount" });
    asked(R"("purpose":"0000000000001","amount":"1.00")", 422, { "purpose" });
    run(maker_, "request_payment", R"("amount":"1.00")", 422, { "title" });
    run(viewer_, "request_payment", R"("title":"a","amount":"1.00")", 403);
    run(county_, "request_payment", R"("title":"a","amount":"1.00")", 403);
    run({}, "request_payment", R"("title":"a","amount":"1.00")", 401);
}

TEST_P(SpendingApiTest, each_role_approves_up_to_its_limit_and_beyond_all_of_them_two_do) {
    const auto rule = [&](const std::string& more) {
        make(
            "spending.approval_rule.create",
            R"({"officer_limit":"1000.00","director_limit":"20000.00")" + more + "}"
        );
    };
    rule("");
    run(checker_, "approve_payment", payment(requested("1000.00")), 200);
    const auto middle = requested("1000.01");
    run(checker_, "approve_payment", payment(middle), 403, { "超过 1000.00 元", "1000.00 yuan" });
    run(director_, "approve_payment", payment(middle), 200);
    const auto large = requested("20000.01");
    run(director_, "approve_payment", payment(large), 403, { "超过 20000.00 元" });
    rule(R"(,"two_officers":true)");
    run(checker_, "approve_payment", payment(large), 200);
    run(checker_, "approve_payment", payment(large), 409, { "再由另一人", "second person" });
    run(checker_, "pay", payment(large, R"("day":"2020-05-21")"), 409, { "待审批" });
    run(director_, "approve_payment", payment(large), 200);
    run(checker_, "pay", payment(large, R"("day":"2020-05-21")"), 200);
}

TEST_P(SpendingApiTest, a_rejection_needs_a_reason_and_gives_the_money_free) {
    const auto id = requested("100.00", flood_);
    run(checker_, "reject_payment", payment(id), 422, { "reason" });
    run(viewer_, "reject_payment", payment(id, R"("reason":"重复")"), 403);
    run(checker_, "reject_payment", payment(id, R"("reason":"重复")"), 200);
    run(checker_, "reject_payment", payment(id, R"("reason":"重复")"), 409, { "已驳回" });
    requested("100.00", flood_);
}

TEST_P(SpendingApiTest, money_that_came_back_is_no_more_than_was_paid) {
    const auto id = requested("40.00", flood_);
    const auto back = [&](const std::string& amount, int status, std::vector<std::string> words) {
        run(maker_,
            "return_payment",
            payment(id, R"("day":"2020-05-21","reason":"账号有误","amount":")" + amount + '"'),
            status,
            std::move(words));
    };
    back("1.00", 409, { "待审批" });
    run(checker_, "approve_payment", payment(id), 200);
    run(maker_, "pay", payment(id, R"("day":"2020-05-21")"), 200);
    back("40.01", 409, { "未退回的只有 40.00 元", "only 40.00 yuan of this payment stand" });
    back("15.00", 200, {});
    back("25.01", 409, { "25.00" });
    back("25.00", 200, {});
    back("0.01", 409, { "已退回" });
    EXPECT_THAT(site_.book.faults(), IsEmpty());
}

TEST_P(SpendingApiTest, an_allocation_is_sent_by_a_second_person_and_answered_by_the_receiver) {
    const auto ask = [&](const std::string& to, const std::string& amount, int status) {
        return run(
            maker_,
            "request_allocation",
            R"("to":")" + to + R"(","title":"转拨东海","amount":")" + amount + '"',
            status
        );
    };
    ask("320700", "1.00", 422);
    ask("999999", "1.00", 404);
    ask("320722", "50000.01", 409);
    const auto id = made(ask("320722", "700.00", 200));
    run(county_, "confirm_allocation", in_county(allocation(id)), 409, { "待审批" });
    run(maker_, "send_allocation", allocation(id), 403, { "经办人以外" });
    run(checker_, "send_allocation", allocation(id), 200);
    run(checker_, "reject_allocation", allocation(id), 409, { "在途" });
    run(maker_, "confirm_allocation", allocation(id), 404, { "没有拨给本机构" });
    run(county_, "confirm_allocation", allocation(id), 403);
    site_.check(
        county_,
        { .name = "in transit",
          .target = "/api/v1/spending/transit?branch=320722",
          .contains = { R"("amount":"700.00")", R"("age_days":0)", R"("is_late":false)" } }
    );
    wait_days(4);
    site_.check(
        county_,
        { .name = "chased",
          .target = "/api/v1/spending/waiting?branch=320722",
          .contains = { R"("step":"confirm_allocation")", R"("age_days":4,"late":1)" } }
    );
    run(county_, "confirm_allocation", in_county(allocation(id)), 200);
    run(county_, "refuse_allocation", in_county(allocation(id)), 409);
    const auto second = made(ask("320722", "5.00", 200));
    run(checker_, "reject_allocation", allocation(second), 200);
    const auto third = made(ask("320722", "6.00", 200));
    run(checker_, "send_allocation", allocation(third), 200);
    const auto no_reason = in_county(R"("allocation":")" + third + '"');
    run(county_, "refuse_allocation", no_reason, 422, { "reason" });
    run(county_, "refuse_allocation", in_county(allocation(third)), 200);
}

TEST_P(SpendingApiTest, the_fee_keeps_within_its_cap_and_the_platform_within_what_it_holds) {
    const auto fee = [&](const std::string& amount, const std::string& more, int status) {
        run(maker_,
            "take_fee",
            R"("purpose":")" + flood_ + R"(","day":"2020-05-21","amount":")" + amount + '"' + more,
            status,
            status == 409 ? std::vector<std::string> { "防汛救灾", "F-flood", "8.00" }
                          : std::vector<std::string> {});
    };
    fee("8.00", "", 422);
    fee("8.01", R"(,"reason":"按协议提取")", 409);
    fee("8.00", R"(,"reason":"按协议提取")", 200);
    const auto settle = [&](const Person& who, const std::string& amount, int status) {
        run(who,
            "settle_channel",
            R"("channel":")" + alipay_ + R"(","day":"2020-05-21","amount":")" + amount + '"',
            status);
    };
    settle(maker_, "60.01", 409);
    settle(director_, "60.00", 403);
    settle(maker_, "60.00", 200);
    settle(maker_, "0.01", 409);
    EXPECT_THAT(site_.book.faults(), IsEmpty());
}

TEST_P(SpendingApiTest, a_closed_month_takes_no_more_entries) {
    const auto close = [&](const Person& who, const std::string& day, int status) {
        run(who, "close_month", R"("reason":"月结","day":")" + day + '"', status);
    };
    close(maker_, "2020-05-01", 422);
    close(director_, "2020-04-01", 403);
    close(maker_, "2020-04-15", 200);
    close(maker_, "2020-04-01", 409);
    const auto id = requested("40.00", flood_);
    run(checker_, "approve_payment", payment(id), 200);
    run(maker_, "pay", payment(id, R"("day":"2020-04-30")"), 409, { "2020-4 已结账", "is closed" });
    run(maker_, "pay", payment(id, R"("day":"2020-05-01")"), 200);
}

TEST_P(SpendingApiTest, what_waits_is_told_step_by_step_with_its_age) {
    const auto first = requested("40.00", flood_);
    const auto second = requested("20.00", flood_);
    run(checker_, "approve_payment", payment(second), 200);
    wait_days(5);
    site_.check(
        viewer_,
        { .name = "waiting",
          .target = "/api/v1/spending/waiting?branch=320700",
          .contains
          = { R"("step":"settle_channel")",
              R"("step":"approve_payment","title":{"zh":"用款待审批","en":"Payments to approve"},"record":"spending.payment","state":"requested","capability":"spending.approve_payment","count":1,"amount":"40.00","oldest":"2020-05-21","age_days":5,"late":1)",
              R"("step":"pay")",
              R"("count":1,"amount":"20.00")" } }
    );
    site_.check(
        viewer_,
        { .name = "funds",
          .target = "/api/v1/spending/funds?branch=320700",
          .contains
          = { R"("name":{"zh":"防汛救灾","en":"防汛救灾"},"unspent":"160.00","on_platforms":"60.00","reserved":"60.00","free":"40.00")",
              R"("name":{"zh":"非定向资金","en":"unrestricted money"})",
              R"("oldest":"2020-05-20")" } }
    );
    site_.check(
        viewer_,
        { .name = "opened",
          .target = "/api/v1/spending/waiting/approve_payment?branch=320700",
          .contains
          = { R"("late":1,"late_amount":"40.00","funds":[{"branch":"320700",)",
              R"("name":{"zh":"防汛救灾","en":"防汛救灾"},"alarm_days":3,"count":1)",
              R"("entries":[{"id":")" + first + R"(","title":"购买被褥")",
              R"("since":"2020-05-21","until":"","age_days":5,"alarm_days":3,"count":1,"is_late":true)" } }
    );
    site_.check(viewer_, { .target = "/api/v1/spending/waiting/nothing", .status = 404 });
    site_.check({}, { .target = "/api/v1/spending/waiting/pay", .status = 401 });
}

INSTANTIATE_TEST_SUITE_P(
    Databases,
    SpendingApiTest,
    ::testing::ValuesIn(test::TempDatabase::kinds()),
    test::TempDatabase::name_of
);

} // namespace
} // namespace boai::spending
