// Gifts in kind over HTTP: from the desk to the receipt and the public pages.
#include "support/pdf_reading.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class GoodsApiTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        other_ = site_.add_person("other", identity::Role::desk_officer);
        finance_ = site_.add_person("finance", identity::Role::finance_officer);
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

    std::string get(const Person& person, const std::string& target, int status = 200) {
        return body_of(site_.check(person, { .name = target, .target = target, .status = status }));
    }

    std::string pdf(const Person& person, const std::string& target) {
        auto text = text_of_pdf(get(person, target));
        std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
        return text;
    }

    std::string record(const std::string& more = "") {
        return text_in(
            run(desk_, "record_goods", R"({"donor_name":"欧阳小舟","day":"2020-05-20")" + more + "}"
            ),
            "id"
        );
    }

    void add(const std::string& gift, const std::string& more, int status = 200) {
        run(desk_, "add_goods_line", R"({"gift":")" + gift + R"(",)" + more + "}", status);
    }

    static std::string about(const std::string& gift, const std::string& more = "") {
        return R"({"gift":")" + gift + '"' + more + "}";
    }

    /// Masks without a price and tents with an invoice.
    std::string accepted() {
        const auto gift = record();
        add(gift, R"("item":"口罩","specification":"KN95","quantity":"30箱")");
        add(gift,
            R"("item":"帐篷","quantity":"10","unit":"顶","value_basis":"invoice",)"
            R"("value":"3000.00","value_proof":"0451")");
        run(other_, "count_goods", about(gift, R"(,"counted_on":"2020-05-21")"));
        run(desk_, "accept_goods", about(gift));
        site_.pass(1000);
        return gift;
    }

    TestSite site_ { GetParam() };
    Person desk_;
    Person other_;
    Person finance_;
};

const std::string number = "320700-2020-000001";

TEST_P(GoodsApiTest, one_enters_and_another_counts) {
    const auto gift = record();
    add(gift, R"("item":"口罩","quantity":"约300箱")", 422);
    add(gift, R"("item":"口罩","quantity":"300箱")");
    const auto count = about(gift, R"(,"counted_on":"2020-05-21")");
    run(desk_, "accept_goods", about(gift), 409);
    run(desk_, "count_goods", count, 403);
    run(other_, "count_goods", count);
    const auto outcome = run(desk_, "accept_goods", about(gift));
    EXPECT_THAT(outcome, HasSubstr(R"("receipt_number":"320700-2020-000001")"));
    run(desk_, "reverse_goods", about(gift, R"(,"reason":"录错")"), 403);
    run(finance_, "reverse_goods", about(gift, R"(,"reason":"录错")"));
    EXPECT_THAT(get(finance_, "/api/v1/records/giving.goods_gift"), HasSubstr("reversed"));
}

TEST_P(GoodsApiTest, the_receipt_states_goods_by_quantity_and_a_price_only_where_it_is_proved) {
    const auto gift = accepted();
    const auto text = pdf(desk_, "/api/v1/records/giving.goods_gift/" + gift + "/receipt.pdf");
    for (const auto* words : { "欧阳小舟",
                               "口罩KN95",
                               "30箱",
                               "帐篷",
                               "10顶",
                               "3,000.00",
                               "叁仟元整",
                               "有凭证的价值合计",
                               "不写价格" }) {
        EXPECT_THAT(text, HasSubstr(words));
    }
    EXPECT_THAT(text, Not(HasSubstr("货币资金")));
    const auto open
        = site_.texts("SELECT reason FROM identity_audit_event WHERE record = 'giving.goods_gift'");
    EXPECT_EQ(open.size(), 1U) << "the name was opened by printing it";
    const auto viewer = site_.add_person("viewer", identity::Role::viewer);
    const auto hidden = pdf(viewer, "/api/v1/records/giving.goods_gift/" + gift + "/receipt.pdf");
    EXPECT_THAT(hidden, Not(HasSubstr("小舟")));
    EXPECT_THAT(
        pdf(desk_, "/api/v1/records/giving.goods_gift/" + gift + "/certificate.pdf"),
        HasSubstr("口罩30箱等2项物资")
    );
}

TEST_P(GoodsApiTest, a_gift_without_any_proof_has_no_price_on_its_receipt) {
    const auto gift = record();
    add(gift, R"("item":"口罩","quantity":"30箱")");
    run(other_, "count_goods", about(gift, R"(,"counted_on":"2020-05-21")"));
    run(desk_, "accept_goods", about(gift));
    for (const auto* paper : { "a5", "80mm", "58mm" }) {
        const auto text = pdf(
            desk_, "/api/v1/records/giving.goods_gift/" + gift + "/receipt.pdf?paper=" + paper
        );
        EXPECT_THAT(text, HasSubstr("30箱"));
        EXPECT_THAT(text, Not(HasSubstr("￥")));
        EXPECT_THAT(text, Not(HasSubstr("大写")));
    }
}

TEST_P(GoodsApiTest, the_public_sees_the_goods_and_half_a_name) {
    accepted();
    for (const auto* target : { "/r/320700-2020-000001", "/goods" }) {
        const auto page = get({}, target);
        EXPECT_THAT(page, HasSubstr("欧阳**")) << target;
        EXPECT_THAT(page, Not(HasSubstr("小舟"))) << target;
        EXPECT_THAT(page, HasSubstr("口罩 KN95")) << target;
        EXPECT_THAT(page, HasSubstr("3,000.00")) << target;
    }
    const auto csv = get({}, "/goods.csv");
    EXPECT_THAT(csv, HasSubstr("口罩,KN95,30,箱,,"));
    EXPECT_THAT(csv, HasSubstr("帐篷,,10,顶,3000.00,"));
    EXPECT_EQ(get({}, "/goods.csv?receipt=" + number), csv);
    EXPECT_THAT(get({}, "/goods.csv?receipt=320700-2020-000009"), Not(HasSubstr("口罩")));
    EXPECT_THAT(get({}, "/goods?from=2020-05-21"), Not(HasSubstr("口罩")));
    EXPECT_THAT(get({}, "/r/" + number + "/receipt.pdf"), HasSubstr("%PDF"));
    get({}, "/goods?from=yesterday", 422);
}

TEST_P(GoodsApiTest, the_donors_name_finds_goods_too) {
    accepted();
    const auto page = body_of(site_.check(
        {},
        { .name = "by name",
          .method = Method::post,
          .target = "/disclosure",
          .headers = { { "content-type", "application/x-www-form-urlencoded" } },
          .body = "q=%E6%AC%A7%E9%98%B3%E5%B0%8F%E8%88%9F" }
    ));
    EXPECT_THAT(page, HasSubstr("口罩 KN95"));
    EXPECT_THAT(page, HasSubstr("/r/" + number));
}

TEST_P(GoodsApiTest, goods_that_are_listed_refused_or_reversed_are_not_public) {
    const auto gift = record();
    add(gift, R"("item":"口罩","quantity":"30箱")");
    EXPECT_THAT(get({}, "/goods"), Not(HasSubstr("口罩")));
    run(desk_, "refuse_goods", about(gift, R"(,"reason":"已过期")"));
    const auto taken = accepted();
    run(finance_, "reverse_goods", about(taken, R"(,"reason":"录错")"));
    site_.pass(1000);
    EXPECT_THAT(get({}, "/goods"), Not(HasSubstr("口罩")));
    EXPECT_THAT(get({}, "/r/" + number), HasSubstr("冲销"));
}

TEST_P(GoodsApiTest, a_voided_receipt_of_goods_names_the_one_that_replaced_it) {
    const auto gift = accepted();
    run(finance_, "void_goods_receipt", about(gift, R"(,"reissue":true,"reason":"写错")"));
    site_.pass(1000);
    EXPECT_THAT(get({}, "/r/" + number), HasSubstr("已换开 320700-2020-000002"));
    const Id voided { site_.book.number("SELECT id FROM giving_voided_receipt") };
    EXPECT_THAT(
        pdf(finance_,
            "/api/v1/records/giving.voided_receipt/" + to_string(voided) + "/receipt.pdf"),
        HasSubstr("作废")
    );
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, GoodsApiTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
