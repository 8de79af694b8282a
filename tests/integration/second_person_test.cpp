// Limits of roles, what a second person approves, and lists that hold what duplicates have.
#include "support/test_site.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace boai::test {
namespace {

using http::Method;

class SecondPersonTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        bank_ = site_.book.make(
            "giving.channel.create",
            site_.book.city,
            R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        finance_ = site_.add_person("finance", identity::Role::finance_officer);
        security_ = site_.add_person("security", identity::Role::security_administrator);
    }

    http::Response
    run(const Person& person, const std::string& command, const std::string& json, int status) {
        return site_.check(
            person,
            { .name = command,
              .method = Method::post,
              .target = "/api/v1/commands/" + command + "?branch=320700",
              .body = json,
              .status = status }
        );
    }

    std::string limit(const std::string& role, const std::string& command) {
        const auto made = site_.check(
            security_,
            { .name = "limit",
              .method = Method::post,
              .target = "/api/v1/records/identity.role_limit?branch=320700",
              .body
              = R"({"role":")" + role + R"(","command":")" + command + R"(","amount":"500.00"})",
              .status = 201 }
        );
        return text_in(body_of(made), "id");
    }

    [[nodiscard]] std::string gift(const std::string& amount, const std::string& more = "") const {
        return R"({"donor_name":"甲","day":"2020-05-20","channel":")" + to_string(bank_)
            + R"(","amount":")" + amount + '"' + more + "}";
    }

    TestSite site_ { GetParam() };
    Id bank_;
    Person desk_;
    Person finance_;
    Person security_;
};

TEST_P(SecondPersonTest, beyond_a_roles_limit_somebody_else_must_approve_each_time) {
    run(desk_, "giving.record_gift", gift("800.00"), 200);
    limit("desk_officer", "giving.record_gift");
    run(desk_, "giving.record_gift", gift("500.00"), 200);
    const auto refused = run(desk_, "giving.record_gift", gift("800.00"), 403);
    EXPECT_TRUE(body_of(refused).contains(R"("field":"amount")")) << body_of(refused);
    run(finance_, "giving.record_gift", gift("800.00"), 200);
    const std::string approval = R"({"act":"record_gift","amount":"800.00"})";
    run(desk_, "giving.approve", approval, 403);
    run(finance_, "giving.approve", approval, 200);
    run(finance_, "giving.approve", R"({"act":"refund_gift","amount":"800.00"})", 422);
    run(desk_, "giving.record_gift", gift("800.01"), 403);
    run(desk_, "giving.record_gift", gift("800.00"), 200);
    run(desk_, "giving.record_gift", gift("800.00"), 403);
    EXPECT_EQ(
        site_.texts("SELECT state FROM giving_approval"), std::vector<std::string> { "used" }
    );
}

TEST_P(SecondPersonTest, a_limit_is_for_a_command_that_stops_at_it) {
    for (const auto* command : { "giving.record_gifts", "giving.void_receipt" }) {
        const auto refused = site_.check(
            security_,
            { .name = command,
              .method = Method::post,
              .target = "/api/v1/records/identity.role_limit?branch=320700",
              .body = R"({"role":"desk_officer","command":")" + std::string { command }
                  + R"(","amount":"500.00"})",
              .status = 422 }
        );
        EXPECT_TRUE(body_of(refused).contains(R"("field":"command")")) << body_of(refused);
    }
}

TEST_P(SecondPersonTest, refunds_are_approved_for_one_gift_by_whoever_may_do_as_much) {
    const auto id = text_in(body_of(run(desk_, "giving.record_gift", gift("900.00"), 200)), "id");
    const auto other = site_.add_person("other", identity::Role::finance_officer);
    const auto director = site_.add_person("director", identity::Role::director);
    limit("finance_officer", "giving.refund_gift");
    const auto refund
        = R"({"gift":")" + id + R"(","amount":"700.00","day":"2020-05-21","reason":"捐赠人要求"})";
    const auto approval = R"({"act":"refund_gift","amount":"700.00","gift":")" + id + R"("})";
    run(finance_, "giving.refund_gift", refund, 403);
    run(other, "giving.approve", approval, 422);
    run(director, "giving.approve", approval, 200);
    run(finance_, "giving.refund_gift", refund, 200);
    const auto rest
        = R"({"gift":")" + id + R"(","amount":"100.00","day":"2020-05-21","reason":"捐赠人要求"})";
    run(finance_, "giving.refund_gift", rest, 403);  // small, but the gift's refunds are 800.00
}

TEST_P(SecondPersonTest, an_import_is_undone_by_somebody_else_than_its_maker) {
    const auto both = site_.add_person("both", identity::Role::finance_officer);
    const auto uploaded = site_.check(
        both,
        { .name = "upload",
          .method = Method::post,
          .target = "/api/v1/imports?branch=320700&file=list.csv",
          .body = "捐赠人,金额,日期\n甲,10,2020-02-05\n",
          .status = 201 }
    );
    const auto plan = "/api/v1/imports/" + text_in(body_of(uploaded), "id");
    site_.check(
        both,
        { .name = "commit",
          .method = Method::post,
          .target = plan + "/commit",
          .body = R"({"mode":"all"})",
          .status = 202 }
    );
    std::vector<std::string> batches;
    for (int i = 0; i < 500 && batches.empty(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds { 10 });
        batches = site_.texts("SELECT CAST(id AS TEXT) FROM giving_import_batch");
    }
    ASSERT_EQ(batches.size(), 1U);
    const auto batch = to_string(Id { std::stoll(batches.front()) });
    const auto undo = [&](const Person& person, int status) {
        site_.check(
            person,
            { .name = "undo",
              .method = Method::post,
              .target = "/api/v1/imports/" + batch + "/undo",
              .body = R"({"reason":"名单传错了"})",
              .status = status }
        );
    };
    undo(both, 403);
    undo(finance_, 200);
}

TEST_P(SecondPersonTest, the_gifts_of_a_person_are_those_of_merged_duplicates_too) {
    auto& book = site_.book;
    const auto person = [&](const std::string& name) {
        return to_string(
            book.make("people.person.create", book.city, R"({"name":")" + name + R"("})")
        );
    };
    const auto keep = person("甲");
    const auto first = person("甲甲");
    const auto second = person("甲甲甲");
    for (const auto& giver : { keep, first, second, person("乙") }) {
        run(desk_, "giving.record_gift", gift("1.00", R"(,"donor_person":")" + giver + '"'), 200);
    }
    const auto gifts_of = [&](const std::string& giver) {
        const auto page = body_of(site_.check(
            desk_,
            { .name = "list",
              .target = "/api/v1/records/giving.gift?branch=320700&donor_person=" + giver }
        ));
        std::size_t count = 0;
        for (auto at = page.find(R"("version":)"); at != std::string::npos;
             at = page.find(R"("version":)", at + 1)) {
            ++count;
        }
        return count;
    };
    EXPECT_EQ(gifts_of(keep), 1U);
    const auto merge = [&](const std::string& into, const std::string& duplicate) {
        ASSERT_TRUE(book.call(
            "people.merge_persons",
            book.city,
            R"({"keep":")" + into + R"(","duplicate":")" + duplicate + R"("})"
        ));
    };
    merge(first, second);
    merge(keep, first);
    EXPECT_EQ(gifts_of(keep), 3U) << "at any remove";
    EXPECT_EQ(gifts_of(second), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases,
    SecondPersonTest,
    ::testing::ValuesIn(TempDatabase::kinds()),
    TempDatabase::name_of
);

}  // namespace
}  // namespace boai::test
