// Statements over HTTP: from the file to the desk to the signature.
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class StatementsApiTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        finance_ = site_.add_person("finance", identity::Role::finance_officer);
        second_ = site_.add_person("second", identity::Role::finance_officer);
        director_ = site_.add_person("director", identity::Role::director);
        const auto made = body_of(site_.check(
            finance_,
            { .name = "channel",
              .method = Method::post,
              .target = "/api/v1/records/giving.channel?branch=320700",
              .body = R"({"code":"icbc","name":"工商银行","kind":"bank"})",
              .status = 201 }
        ));
        channel_ = text_in(made, "id");
    }

    std::string
    run(const Person& person, const std::string& command, const std::string& json, int status = 200
    ) {
        return body_of(site_.check(
            person,
            { .name = command,
              .method = Method::post,
              .target = "/api/v1/commands/giving." + command + "?branch=320700",
              .body = json,
              .status = status }
        ));
    }

    std::string upload(const Person& person, const std::string& bytes, int status = 201) {
        return body_of(site_.check(
            person,
            { .name = "upload",
              .method = Method::post,
              .target = "/api/v1/statement-imports?branch=320700&file=may.csv",
              .body = bytes,
              .status = status }
        ));
    }

    std::string commit(const std::string& plan, const std::string& more, int status = 200) {
        return body_of(site_.check(
            finance_,
            { .name = "commit",
              .method = Method::post,
              .target = "/api/v1/statement-imports/" + plan + "/commit",
              .body = of_channel(more),
              .status = status }
        ));
    }

    std::string desk(const Person& person, const std::string& state, int status = 200) {
        return body_of(site_.check(
            person,
            { .name = "desk",
              .target = "/api/v1/reconciliation/" + channel_ + "?branch=320700&state=" + state,
              .status = status }
        ));
    }

    [[nodiscard]] std::string of_channel(const std::string& more = "") const {
        return R"({"channel":")" + channel_ + '"' + more + "}";
    }

    TestSite site_ { GetParam() };
    Person desk_;
    Person finance_;
    Person second_;
    Person director_;
    std::string channel_;
};

const std::string may_statement = "交易日期,交易流水号,对方户名,收入金额,支出金额,余额,摘要\n"
                                  "2020-05-02,B1,孟小舟,100.00,,100.00,捐款\n"
                                  "2020-05-04,B2,,30.00,,130.00,\n";

TEST_P(StatementsApiTest, a_statement_goes_from_the_file_to_the_signature) {
    run(finance_,
        "record_gift",
        R"({"donor_name":"孟小舟","amount":"100.00","day":"2020-05-01","channel":")" + channel_
            + "\"}");
    const auto plan = upload(finance_, may_statement);
    EXPECT_THAT(plan, HasSubstr(R"("line_count":2,"received":"130.00","paid":"0.00")"));
    EXPECT_THAT(plan, HasSubstr(R"("opening":"0.00","closing":"130.00")"));
    EXPECT_THAT(
        commit(text_in(plan, "id"), R"(,"ends":"2020-05-10")"),
        HasSubstr(R"("lines":2,"opening":"0.00")")
    );
    EXPECT_THAT(upload(finance_, may_statement), HasSubstr(R"("same_file":{"file":"may.csv")"));
    EXPECT_THAT(
        run(finance_, "match_statements", of_channel()), HasSubstr(R"("matched":1,"suggested":0)")
    );
    const auto open = desk(desk_, "open");
    EXPECT_THAT(open, HasSubstr(R"("counts":{"matched":1,"open":1})"));
    EXPECT_THAT(open, HasSubstr(R"("statement_balance":"130.00")"));
    EXPECT_THAT(open, HasSubstr(R"("more_entries":false,"entries":[])"));
    const auto matched = desk(desk_, "matched");
    EXPECT_THAT(matched, HasSubstr("孟**"));
    EXPECT_THAT(matched, Not(HasSubstr("孟小舟"))) << "names are masked on the desk";
    EXPECT_THAT(matched, HasSubstr("Same payer and amount"));

    const std::string period = R"(,"begins":"2020-05-01","ends":"2020-05-10")";
    EXPECT_THAT(
        run(finance_, "draft_reconciliation", of_channel(period), 409),
        HasSubstr("2020-05-04 30.00")
    );
    const auto line = site_.texts("SELECT CAST(id AS TEXT) FROM giving_statement_line WHERE "
                                  "reference = 'B2'");
    const Id id { std::stoll(line.front()) };
    run(finance_, "hold_receipt", R"({"line":")" + to_string(id) + "\"}");
    const auto drafted = text_in(run(finance_, "draft_reconciliation", of_channel(period)), "id");
    const auto sign = R"({"reconciliation":")" + drafted + "\"}";
    run(finance_, "sign_reconciliation", sign, 403);
    run(desk_, "sign_reconciliation", sign, 403);
    run(director_, "sign_reconciliation", sign);
    run(second_, "sign_reconciliation", sign, 409);
    EXPECT_THAT(desk(desk_, "open"), HasSubstr(R"("signed_to":"2020-05-10")"));
}

TEST_P(StatementsApiTest, a_line_is_split_and_all_lines_are_a_file_with_what_they_are) {
    run(finance_,
        "record_gift",
        R"({"donor_name":"孟小舟","amount":"100.00","day":"2020-05-01","channel":")" + channel_
            + "\"}");
    commit(
        text_in(
            upload(
                finance_,
                "交易日期,交易流水号,对方户名,收入金额,支出金额,余额\n"
                "2020-05-02,B1,孟小舟,129.40,,129.40\n2020-05-04,B2,李若水,30.00,,159.40\n"
            ),
            "id"
        ),
        ""
    );
    const Id line { std::stoll(
        site_.texts("SELECT CAST(id AS TEXT) FROM giving_statement_line WHERE reference = 'B1'")
            .front()
    ) };
    const auto entry = site_.texts("SELECT CAST(entry AS TEXT) FROM giving_gift").front();
    const auto parts = [&](const std::string& held) {
        return R"({"line":")" + to_string(line) + R"(","entries":")" + entry + R"(","held":")"
            + held + R"(","charge":"0.60"})";
    };
    EXPECT_THAT(
        run(finance_, "split_line", parts("29.00"), 409),
        HasSubstr("the parts come to 128.40 yuan and the line is 129.40")
    );
    run(desk_, "split_line", parts("30.00"), 403);
    EXPECT_THAT(run(finance_, "split_line", parts("30.00")), HasSubstr(R"("match_number":1})"));
    EXPECT_THAT(desk(desk_, "matched"), HasSubstr(R"("is_split":true)"));

    const auto file = [&](const std::string& more, int status = 200) {
        return body_of(site_.check(
            desk_,
            { .name = "file",
              .target = "/api/v1/reconciliation/" + channel_ + "/lines.csv?branch=320700" + more,
              .status = status }
        ));
    };
    const auto all = file("");
    EXPECT_THAT(all, HasSubstr("2020-05-02,,129.40,孟**,B1,,已对账,拆分核对,1,3,"));
    EXPECT_THAT(all, HasSubstr("2020-05-04,,30.00,李**,B2,,未核对,,,,,"));
    EXPECT_THAT(all, Not(HasSubstr("孟小舟"))) << "names are masked";
    EXPECT_THAT(file("&state=open"), Not(HasSubstr("B1")));
    EXPECT_THAT(file("&state=matched"), Not(HasSubstr("B2")));
    file("&state=nonsense", 422);
}

TEST_P(StatementsApiTest, what_is_asked_for_wrongly_is_refused_with_the_reason) {
    upload(desk_, may_statement, 403);
    upload(finance_, "", 422);
    desk(desk_, "nonsense", 422);
    desk(desk_, "open&from=many", 422);
    desk(desk_, "open&limit=-1", 422);
    channel_ = "0000000000000";
    desk(desk_, "open", 404);
    const auto plan = text_in(upload(finance_, may_statement), "id");
    site_.check(
        second_,
        { .name = "a plan of somebody else",
          .target = "/api/v1/statement-imports/" + plan,
          .status = 404 }
    );
    commit(plan, "", 422);
    commit("0000000000001", "", 404);
    for (const auto* const body : { "", "[]", "plan {}", "{} {}", R"({"plan":"0000000000001"})" }) {
        site_.check(
            finance_,
            { .name = body,
              .method = Method::post,
              .target = "/api/v1/statement-imports/" + plan + "/commit",
              .body = body,
              .status = 422 }
        );
    }
}

TEST_P(StatementsApiTest, columns_nobody_knows_are_mapped_and_kept_as_a_profile) {
    const std::string odd = "甲,乙,丙\n2020-05-01,孟小舟,5.00\n2020-05-02,李若水,6.00\n";
    const auto plan = upload(finance_, odd);
    EXPECT_THAT(plan, HasSubstr("no column of days and amounts"));
    const auto id = text_in(plan, "id");
    commit(id, "", 409);
    const auto again = body_of(site_.check(
        finance_,
        { .name = "mapping",
          .method = Method::post,
          .target = "/api/v1/statement-imports/" + id + "/plan",
          .body = R"({"sheets":[{"index":0,"header_row":1,"columns":{"0":"day","1":"payer",)"
                  R"("2":"amount"}}],"save_profile":"三列对账单"})" }
    ));
    EXPECT_THAT(again, HasSubstr(R"("line_count":2)"));
    EXPECT_THAT(
        commit(id, R"(,"opening":"1.00")"), HasSubstr(R"("opening":"1.00","closing":"12.00")")
    );
    const auto next = upload(finance_, "甲,乙,丙\n2020-05-03,孟小舟,7.00\n");
    EXPECT_THAT(next, HasSubstr(R"("profile":"三列对账单")"));
    EXPECT_THAT(next, HasSubstr(R"("line_count":1)"));
}

INSTANTIATE_TEST_SUITE_P(
    Databases, StatementsApiTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
