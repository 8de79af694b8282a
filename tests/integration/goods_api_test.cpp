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

    std::string commit(const Person& person, const std::string& plan, int status = 200) {
        return body_of(site_.check(
            person,
            { .name = "commit",
              .method = Method::post,
              .target = "/api/v1/goods-imports/" + plan + "/commit",
              .body = "{}",
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

TEST_P(GoodsApiTest, the_history_calls_what_was_done_by_the_commands_names) {
    const auto gift = record();
    add(gift, R"("item":"口罩","quantity":"30箱")");
    const auto amend = about(gift, R"(,"donor_name":"欧阳晓舟","reason":"写错一字")");
    run(finance_, "amend_goods_donor", amend);
    run(other_, "count_goods", about(gift, R"(,"counted_on":"2020-05-21")"));
    run(desk_, "accept_goods", about(gift));
    run(finance_, "void_goods_receipt", about(gift, R"(,"reason":"写错")"));
    const auto history = get(desk_, "/api/v1/records/giving.goods_gift/" + gift + "/history");
    for (const auto* title : { "添加物资", "更正捐赠人", "清点完成", "接收入库", "作废票据" }) {
        EXPECT_THAT(history, HasSubstr(title));
    }
}

TEST_P(GoodsApiTest, papers_are_attached_and_those_a_taking_rests_on_stay) {
    const auto gift = record();
    add(gift, R"("item":"口罩","quantity":"30箱")");
    const auto attach = [&](int status) {
        return body_of(site_.check(
            desk_,
            { .name = "attach",
              .method = Method::post,
              .target
              = "/api/v1/attachments?record=giving.goods_gift&owner=" + gift + "&kind=invoice",
              .headers = { { "x-boai-file-name", "invoice.pdf" } },
              .body = "%PDF-1.4\n% made up\n%%EOF\n",
              .status = status }
        ));
    };
    const auto withdraw = [&](const std::string& paper, int status) {
        site_.check(
            desk_,
            { .name = "withdraw",
              .method = Method::post,
              .target = "/api/v1/commands/attachments.withdraw?branch=320700",
              .body = R"({"attachment":")" + paper + R"(","reason":"传错了"})",
              .status = status }
        );
    };
    withdraw(text_in(attach(201), "id"), 200);
    const auto kept = text_in(attach(201), "id");
    run(other_, "count_goods", about(gift, R"(,"counted_on":"2020-05-21")"));
    run(desk_, "accept_goods", about(gift));
    withdraw(kept, 409);
    attach(201);
}

const std::string goods_list = "捐赠单位,品名,规格型号,计量单位,数量\n"
                               "甲公司,口罩,KN95,箱,30\n"
                               "甲公司,消毒液,,,1200瓶60箱\n"
                               "乙公司,帐篷,,顶,10\n";

TEST_P(GoodsApiTest, a_list_is_shown_asked_about_and_then_entered_to_be_counted) {
    const auto upload = [&](int status) {
        return body_of(site_.check(
            desk_,
            { .name = "upload",
              .method = Method::post,
              .target = "/api/v1/goods-imports?branch=320700&file=2020-05-20.csv",
              .body = goods_list,
              .status = status }
        ));
    };
    const auto plan = upload(201);
    EXPECT_THAT(plan, HasSubstr(R"("gift_count":2,"line_count":2,"question_count":1)"));
    EXPECT_THAT(plan, HasSubstr(R"("row":3,"item":"消毒液")"));
    const auto id = text_in(plan, "id");
    commit(desk_, id, 409);
    commit(other_, id, 404);
    get(other_, "/api/v1/goods-imports/" + id, 404);
    const auto answered = body_of(site_.check(
        desk_,
        { .name = "answer",
          .method = Method::post,
          .target = "/api/v1/goods-imports/" + id + "/plan",
          .body = R"({"answers":[{"sheet":0,"row":3,"quantity":"60箱"}]})" }
    ));
    EXPECT_THAT(answered, HasSubstr(R"("line_count":3,"question_count":0)"));
    const auto made = commit(desk_, id);
    EXPECT_THAT(made, HasSubstr(R"("gifts":2,"lines":3)"));
    EXPECT_EQ(
        site_.texts(
            "SELECT item || ' ' || quantity || ' ' || unit FROM giving_goods_line ORDER BY id"
        ),
        (std::vector<std::string> { "口罩 30 箱", "消毒液 60 箱", "帐篷 10 顶" })
    );
    commit(desk_, id, 409);
    EXPECT_THAT(upload(201), Not(HasSubstr(R"("known_batch":null)"))) << "the same file again";
}

TEST_P(GoodsApiTest, an_import_of_goods_is_taken_back_as_a_whole) {
    auto short_list = goods_list;
    short_list.erase(
        short_list.find("甲公司,消毒液"), std::string { "甲公司,消毒液,,,1200瓶60箱\n" }.size()
    );
    const auto plan = body_of(site_.check(
        desk_,
        { .name = "upload",
          .method = Method::post,
          .target = "/api/v1/goods-imports?branch=320700&file=2020-05-20.csv",
          .body = short_list,
          .status = 201 }
    ));
    const auto made = commit(desk_, text_in(plan, "id"));
    // One of the two is taken before the list turns out to be wrong.
    const Id first { site_.book.number("SELECT min(id) FROM giving_goods_gift") };
    run(other_, "count_goods", about(to_string(first), R"(,"counted_on":"2020-05-21")"));
    run(desk_, "accept_goods", about(to_string(first)));
    const auto undo = R"({"batch":")" + text_in(made, "id") + R"(","reason":"清单传错了"})";
    run(finance_, "undo_import", undo);
    EXPECT_EQ(
        site_.texts("SELECT state FROM giving_goods_gift ORDER BY id"),
        (std::vector<std::string> { "reversed", "refused" })
    );
    const auto again = body_of(site_.check(
        desk_,
        { .name = "upload again",
          .method = Method::post,
          .target = "/api/v1/goods-imports?branch=320700&file=2020-05-20.csv",
          .body = short_list,
          .status = 201 }
    ));
    EXPECT_THAT(again, HasSubstr(R"("known_batch":null)")) << "it may be entered again";
}

TEST_P(GoodsApiTest, what_is_no_list_of_goods_is_refused_with_the_reason) {
    const auto upload = [&](const std::string& body, const std::string& more, int status) {
        return body_of(site_.check(
            desk_,
            { .name = "upload",
              .method = Method::post,
              .target = "/api/v1/goods-imports?branch=320700" + more,
              .body = body,
              .status = status }
        ));
    };
    upload(goods_list, "", 422);
    upload("", "&file=a.csv", 422);
    const auto plan = upload("接收单位,品名,计量单位,数量\n某区,口罩,箱,3\n", "&file=a.csv", 201);
    EXPECT_THAT(plan, HasSubstr("given out"));
    commit(desk_, text_in(plan, "id"), 409);
    site_.check(
        desk_,
        { .name = "answers that are none",
          .method = Method::post,
          .target = "/api/v1/goods-imports/" + text_in(plan, "id") + "/plan",
          .body = R"({"answers":[{"row":-1}]})",
          .status = 422 }
    );
    const auto viewer = site_.add_person("viewer2", identity::Role::viewer);
    site_.check(
        viewer,
        { .name = "by a viewer",
          .method = Method::post,
          .target = "/api/v1/goods-imports?branch=320700&file=a.csv",
          .body = goods_list,
          .status = 403 }
    );
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, GoodsApiTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
