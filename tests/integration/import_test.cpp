#include "support/test_site.hpp"

#include <chrono>
#include <thread>

namespace boai::test {
namespace {

using http::Method;

const std::string imports = "/api/v1/imports";

class ImportTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (!IsSkipped()) {
            book().make(
                "giving.channel.create",
                book().city,
                R"({"code":"bank","name":"银行","kind":"bank"})"
            );
            desk_ = site_.add_person("desk", identity::Role::desk_officer);
            finance_ = site_.add_person("finance", identity::Role::finance_officer);
        }
    }

    TestBook& book() { return site_.book; }

    http::Response upload(const std::string& content, const std::string& more = {}) {
        return site_.check(
            desk_,
            { .name = "upload",
              .method = Method::post,
              .target = imports + "?branch=320700&file=list.csv" + more,
              .body = content,
              .status = 201 }
        );
    }

    http::Response
    post(const std::string& id, const std::string& step, const std::string& body, int status) {
        return site_.check(
            desk_,
            { .name = step,
              .method = Method::post,
              .target = imports + "/" + id + "/" + step,
              .body = body,
              .status = status }
        );
    }

    http::Response undo(const std::string& plan, int status, const std::string& more = "") {
        return site_.check(
            finance_,
            { .name = "undo",
              .method = Method::post,
              .target = imports + "/" + text_in(show(plan), "batch") + "/undo",
              .body = R"({"reason":"名单传错了")" + more + "}",
              .status = status }
        );
    }

    /// Books a plan and waits until it is done.
    std::string commit(const std::string& id, const std::string& choice = R"({"mode":"all"})") {
        post(id, "commit", choice, 202);
        for (int i = 0; i < 500; ++i) {
            const auto state = text_in(show(id), "state");
            if (state != "running" && state != "planned") {
                return state;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds { 10 });
        }
        return "still running";
    }

    std::string show(const std::string& id) {
        return body_of(site_.check(desk_, { .name = "show", .target = imports + "/" + id }));
    }

    std::int64_t gifts() { return book().number("SELECT count(*) FROM giving_gift"); }

    std::int64_t standing() {
        return book().number("SELECT count(*) FROM giving_gift WHERE state <> 'reversed'");
    }

    TestSite site_ { GetParam() };
    Person desk_;
    Person finance_;  ///< undoing is for other eyes than the maker's
};

TEST_P(ImportTest, shows_a_plan_books_it_once_and_undoes_it_by_reversing_entries) {
    const auto plan = upload("捐赠人,金额,日期\n甲,10,2020-02-05\n,20.5,2020-02-05\n合计,30.5,\n");
    const auto id = text_in(body_of(plan), "id");
    EXPECT_TRUE(body_of(plan).contains(R"("sum":"30.50","stated_sum":"30.50")")) << body_of(plan);
    EXPECT_EQ(gifts(), 0);
    EXPECT_EQ(commit(id), "committed");
    EXPECT_EQ(gifts(), 2);
    post(id, "commit", R"({"mode":"all"})", 409);
    EXPECT_EQ(gifts(), 2) << "a repeated commit books nothing";
    post(id, "undo", R"({"reason":"名单传错了"})", 403);
    undo(id, 200);
    EXPECT_EQ(standing(), 0);
    EXPECT_EQ(gifts(), 2) << "nothing is deleted";
    EXPECT_EQ(book().number("SELECT sum(value) FROM figure_daily"), 0);
    undo(id, 409);
}

TEST_P(ImportTest, keeps_good_rows_only_when_told_and_gives_the_others_as_a_workbook) {
    const auto plan = upload("捐赠人,金额,日期\n甲,10,2020-02-05\n乙,十,2020-02-05\n");
    const auto id = text_in(body_of(plan), "id");
    EXPECT_TRUE(body_of(plan).contains(R"("row":3,"column":"B")")) << body_of(plan);
    post(id, "commit", R"({"mode":"all"})", 409);
    const auto file
        = site_.check(desk_, { .name = "errors", .target = imports + "/" + id + "/errors.xlsx" });
    EXPECT_TRUE(body_of(file).starts_with("PK"));
    EXPECT_EQ(commit(id, R"({"mode":"good_rows"})"), "committed");
    EXPECT_EQ(gifts(), 1);
}

TEST_P(ImportTest, knows_the_same_list_again_and_leaves_doubtful_rows_to_the_officer) {
    const std::string list = "捐赠人,金额,日期\n甲,10,2020-02-05\n乙,20,2020-02-05\n";
    ASSERT_EQ(commit(text_in(body_of(upload(list)), "id")), "committed");
    const auto same = upload(list);
    EXPECT_TRUE(body_of(same).contains(R"("same_file":{"import":)"));
    post(text_in(body_of(same), "id"), "commit", R"({"mode":"all"})", 409);
    const auto longer = upload(list + "丙,30,2020-02-05\n");
    EXPECT_TRUE(body_of(longer).contains(R"("accepted":1,"refused":0,"duplicates":0,"doubtful":2)")
    );
    const auto id = text_in(body_of(longer), "id");
    EXPECT_EQ(commit(id, R"({"mode":"all","doubtful":"skip"})"), "committed");
    EXPECT_EQ(gifts(), 3);
}

TEST_P(ImportTest, books_of_doubtful_rows_those_the_officer_takes_one_by_one) {
    const std::string list = "捐赠人,金额,日期\n甲,10,2020-02-05\n乙,20,2020-02-05\n";
    ASSERT_EQ(commit(text_in(body_of(upload(list)), "id")), "committed");
    const auto plan = body_of(upload(list + "丙,30,2020-02-05\n甲,10,2020-02-05\n"));
    EXPECT_TRUE(plan.contains(R"("accepted_sum":"40.00","doubtful_sum":"30.00")")) << plan;
    const auto id = text_in(plan, "id");
    const auto page = body_of(site_.check(
        desk_, { .name = "doubts", .target = imports + "/" + id + "/doubts?from=1&limit=5" }
    ));
    EXPECT_TRUE(page.starts_with(
        R"({"rows":[{"sheet":"","row":3,"column":"B","donor_name":"乙","amount":"20.00")"
    )) << page;
    EXPECT_TRUE(page.contains(R"("decision":null}],"total":2})")) << page;
    const std::string decide = R"({"mode":"all","doubtful":"decide","decisions":[)";
    post(id, "commit", decide + R"({"row":2,"decision":"skip"}]})", 409);
    const auto wrong = post(id, "commit", decide + R"({"row":4,"decision":"take"}]})", 422);
    EXPECT_TRUE(body_of(wrong).contains(R"("field":"decisions")")) << body_of(wrong);
    post(id, "commit", decide + R"({"row":2,"decision":"maybe"}]})", 422);
    EXPECT_EQ(gifts(), 2) << "nothing was booked by a refused decision";
    const auto booked = commit(
        id,
        decide
            + R"({"row":2,"decision":"skip"},{"sheet":"","row":3,"column":"B","decision":"take"}]})"
    );
    EXPECT_EQ(booked, "committed");
    EXPECT_EQ(gifts(), 5);
    EXPECT_EQ(book().number("SELECT sum(amount) FROM giving_gift"), 9'000);
}

TEST_P(ImportTest, learns_a_mapping_once_and_chooses_it_again_by_the_header) {
    const std::string head = "谁,多少,何时\n";
    const auto id = text_in(body_of(upload(head + "甲,10,2020-02-05\n")), "id");
    const auto mapped = post(
        id,
        "plan",
        R"({"sheets":[{"index":0,"header_row":1,"columns":{"0":"donor_name","1":"amount",)"
        R"("2":"day"}}],"save_profile":"街道名单"})",
        200
    );
    EXPECT_TRUE(body_of(mapped).contains(R"("accepted":1)")) << body_of(mapped);
    const auto next = upload(head + "乙,25,2020-02-06\n");
    EXPECT_TRUE(body_of(next).contains(R"("name":"街道名单")")) << body_of(next);
    EXPECT_EQ(commit(text_in(body_of(next), "id")), "committed");
}

TEST_P(ImportTest, refuses_to_undo_when_a_gift_was_refunded_and_changes_nothing) {
    const auto id
        = text_in(body_of(upload("捐赠人,金额,日期\n甲,10,2020-02-05\n乙,20,2020-02-05\n")), "id");
    ASSERT_EQ(commit(id), "committed");
    const auto gift = book().text("SELECT cast(id AS TEXT) FROM giving_gift ORDER BY id LIMIT 1");
    const auto text = to_string(Id { std::stoll(gift) });
    const auto refunded = book().call(
        "giving.refund_gift",
        book().city,
        R"({"gift":")" + text + R"(","amount":"1.00","day":"2020-02-06"})"
    );
    ASSERT_TRUE(refunded) << failure_of(refunded);
    const auto refused = undo(id, 409);
    EXPECT_TRUE(body_of(refused).contains("refunded"));
    EXPECT_EQ(standing(), 2);
}

TEST_P(ImportTest, rows_outside_the_days_of_their_campaign_are_booked_for_a_reason) {
    const auto campaign = book().make(
        "giving.campaign.create",
        book().city,
        R"({"name":"专项","begins":"2020-02-01","ends":"2020-02-10","raises_publicly":false})"
    );
    ASSERT_TRUE(book().write(
        "giving.campaign.publish", book().city, campaign, "", { .actor = book().director() }
    ));
    const auto plan = upload("捐赠人,金额,日期\n甲,10,2020-02-05\n乙,20,2020-02-11\n");
    const auto id = text_in(body_of(plan), "id");
    const auto channel = text_in(body_of(plan), "channel");
    const auto under = [&](Id chosen) {
        return R"({"sheets":[],"channel":")" + channel + R"(","campaign":")" + to_string(chosen)
            + R"("})";
    };
    post(id, "plan", under(Id { 1 }), 422);
    const auto again = body_of(post(id, "plan", under(campaign), 200));
    EXPECT_TRUE(again.contains(R"("outside_campaign":1)")) << again;
    const auto refused = body_of(post(id, "commit", R"({"mode":"all"})", 422));
    EXPECT_TRUE(refused.contains(R"("field":"reason")")) << refused;
    EXPECT_EQ(commit(id, R"({"mode":"all","reason":"银行隔日入账"})"), "committed");
    EXPECT_EQ(gifts(), 2);
    EXPECT_EQ(
        book().text("SELECT reason FROM record_history WHERE action = 'commit'"), "银行隔日入账"
    );
}

/// A platform's file of a giving day: one row is one gift with what was promised on top of it.
const std::string giving_day = "订单号,捐赠时间,捐赠项目,团队,捐赠人,公众捐款（元）,腾讯配捐（元）,"
                               "企业配捐（元）,激励金（元）\n"
                               "GY1,2020-05-07 09:00:01,博爱助学,一队,*舟,100.00,12.50,50.00,0\n"
                               "GY2,2020-05-07 09:00:01,博爱助学,一队,*舟,100.00,12.50,50.00,0\n"
                               "GY3,2020-05-08 10:30:00,博爱助学,二队,云台造船厂,30.10,3.33,,1.07\n"
                               "GY4,2020-05-09 23:59:59,博爱助学,,,0.01,,,\n"
                               "合计,,,,,230.11,28.33,100.00,1.07\n";

TEST_P(ImportTest, a_giving_days_file_keeps_public_gifts_and_matches_apart_and_is_undone_whole) {
    // Source: guide §1.7.
    const auto campaign = book().make(
        "giving.campaign.create",
        book().city,
        R"({"name":"博爱助学","begins":"2020-05-01","raises_publicly":false})"
    );
    ASSERT_TRUE(book().write(
        "giving.campaign.publish", book().city, campaign, "", { .actor = book().director() }
    ));
    const auto plan = body_of(upload(giving_day));
    EXPECT_TRUE(plan.contains(R"("sum":"230.11","stated_sum":"230.11")")) << plan;
    EXPECT_TRUE(plan.contains("平台 28.33 元，企业 100.00 元，激励金 1.07 元")) << plan;
    const auto id = text_in(plan, "id");
    EXPECT_EQ(commit(id), "committed") << show(id);
    const auto figure = [&](const std::string& name) {
        return book().number(
            "SELECT CAST(coalesce(sum(value), 0) AS BIGINT) FROM figure_daily WHERE dimension = '' "
            "AND figure = 'giving."
            + name + "'"
        );
    };
    EXPECT_EQ(figure("income_amount"), 23'011);
    EXPECT_EQ(figure("income_gifts"), 4) << "gifts, not persons";
    EXPECT_EQ(figure("match_promised"), 2'833 + 10'000 + 107);
    EXPECT_EQ(book().number("SELECT count(*) FROM giving_match_claim"), 3) << "one of each kind";
    EXPECT_EQ(book().number("SELECT count(*) FROM giving_match_part"), 6);
    EXPECT_EQ(book().number("SELECT matched FROM giving_import_batch"), 12'940);
    EXPECT_EQ(book().number("SELECT count(*) FROM giving_campaign_team"), 2);
    const auto path = "/api/v1/giving/campaigns/" + to_string(campaign) + "/reconciliation";
    const auto claim = book().number("SELECT id FROM giving_match_claim WHERE kind = 'platform'");
    const auto settled = book().call(
        "giving.settle_match",
        book().city,
        R"({"claim":")" + to_string(Id { claim })
            + R"(","amount":"20.00","day":"2020-05-20","reference":"B7"})"
    );
    ASSERT_TRUE(settled) << failure_of(settled);
    const auto csv = body_of(site_.check(desk_, { .name = "csv", .target = path + ".csv" }));
    EXPECT_TRUE(csv.contains(
        "一队,2,200.00,200.00,25.00,20.00,100.00,0.00,0.00,0.00,105.00,配捐未到账 105.00\r\n"
    )) << csv;
    EXPECT_TRUE(csv.contains("二队,1,30.10,30.10,3.33,0.00,0.00,0.00,1.07,0.00,4.40,")) << csv;
    EXPECT_TRUE(csv.contains("（不属团队）,1,0.01,0.01,0.00,0.00,0.00,0.00,0.00,0.00,0.00,\r\n"))
        << csv;
    EXPECT_TRUE(csv.contains("合计,4,230.11,230.11,28.33,20.00,100.00,0.00,1.07,0.00,109.40,"))
        << csv;
    const auto shown
        = body_of(site_.check({}, { .name = "page", .target = "/campaigns/" + to_string(campaign) })
        );
    EXPECT_TRUE(shown.contains("平台配捐") && shown.contains("28.33")) << shown;
    const auto gift
        = body_of(site_.check({}, { .name = "gift", .target = "/r/320700-2020-000001" }));
    EXPECT_TRUE(gift.contains("平台配捐") && gift.contains("12.50")) << gift;
    EXPECT_TRUE(gift.contains("100.00")) << "the gift's own amount stands alone";
    const auto asked = body_of(undo(id, 422));
    EXPECT_TRUE(asked.contains("8.33 yuan receivable, 20.00 yuan settled")) << asked;
    EXPECT_EQ(standing(), 4) << "nobody said what becomes of what the bank has";
    undo(id, 200, R"(,"match":"take_back")");
    EXPECT_EQ(standing(), 0);
    EXPECT_EQ(book().number("SELECT CAST(sum(value) AS BIGINT) FROM figure_daily"), 0);
    EXPECT_EQ(book().number("SELECT CAST(sum(amount * amount) AS BIGINT) FROM ledger_balance"), 0);
    EXPECT_EQ(book().text("SELECT DISTINCT state FROM giving_match_claim"), "withdrawn");
}

TEST_P(ImportTest, what_a_platform_collected_is_held_against_what_it_paid_out_and_the_bank_has) {
    const auto campaign = book().make(
        "giving.campaign.create",
        book().city,
        R"({"name":"博爱助学","begins":"2020-05-01","raises_publicly":false})"
    );
    ASSERT_TRUE(book().write(
        "giving.campaign.publish", book().city, campaign, "", { .actor = book().director() }
    ));
    const auto platform = book().make(
        "giving.channel.create",
        book().city,
        R"({"code":"gongyi","name":"示例公益","kind":"platform"})"
    );
    const auto id = text_in(body_of(upload(giving_day)), "id");
    post(id, "plan", R"({"sheets":[],"channel":")" + to_string(platform) + R"("})", 200);
    ASSERT_EQ(commit(id), "committed") << show(id);
    const auto payouts = [&] {
        const auto target = "/api/v1/giving/campaigns/" + to_string(campaign) + "/payouts.csv";
        return body_of(site_.check(desk_, { .name = "payouts", .target = target }));
    };
    EXPECT_TRUE(payouts().contains(",4,230.11,0.00,0.00,0.00,230.11,平台尚未拨付 230.11\r\n"))
        << payouts();
    const auto paid_out = book().call(
        "spending.settle_channel",
        book().city,
        R"({"channel":")" + to_string(platform) + R"(","amount":"150.00","day":"2020-05-20"})"
    );
    ASSERT_TRUE(paid_out) << failure_of(paid_out);
    EXPECT_TRUE(payouts().contains(
        ",4,230.11,150.00,0.00,0.00,230.11,平台尚未拨付 80.11；已登记拨付、银行流水未见 150.00\r\n"
    )) << payouts();
    book().tamper(
        "INSERT INTO giving_book_item (branch_id, id, version, created_at, updated_at, created_by, "
        "account, entry, day, amount, state, reason, match_number, note) SELECT branch_id, 1, 1, "
        "0, "
        "0, 7, '1002', entry, day, amount, 'matched', 'by_hand', 1, '' FROM spending_fund_move"
    );
    EXPECT_TRUE(payouts().contains(",150.00,0.00,150.00,80.11,平台尚未拨付 80.11\r\n"))
        << payouts();
    EXPECT_TRUE(payouts().contains(",2020-05-20,,,150.00,0.00,150.00,,\r\n")) << payouts();
}

TEST_P(ImportTest, undoing_a_giving_days_file_withdraws_its_matches) {
    const auto campaign = book().make(
        "giving.campaign.create",
        book().city,
        R"({"name":"博爱助学","begins":"2020-05-01","raises_publicly":false})"
    );
    ASSERT_TRUE(book().write(
        "giving.campaign.publish", book().city, campaign, "", { .actor = book().director() }
    ));
    const auto id = text_in(body_of(upload(giving_day)), "id");
    ASSERT_EQ(commit(id), "committed") << show(id);
    undo(id, 200);
    EXPECT_EQ(standing(), 0);
    EXPECT_EQ(book().number("SELECT CAST(sum(value) AS BIGINT) FROM figure_daily"), 0);
    EXPECT_EQ(book().number("SELECT CAST(sum(amount * amount) AS BIGINT) FROM ledger_balance"), 0);
    EXPECT_EQ(book().text("SELECT DISTINCT state FROM giving_match_claim"), "withdrawn");
}

TEST_P(ImportTest, an_undone_import_keeps_what_the_bank_has_of_its_match_when_somebody_says_so) {
    const auto id = text_in(body_of(upload(giving_day)), "id");
    ASSERT_EQ(commit(id), "committed") << show(id);
    const auto claim = book().number("SELECT id FROM giving_match_claim WHERE kind = 'platform'");
    ASSERT_TRUE(book().call(
        "giving.settle_match",
        book().city,
        R"({"claim":")" + to_string(Id { claim })
            + R"(","amount":"20.00","day":"2020-05-20","reference":"B7"})"
    ));
    undo(id, 200, R"(,"match":"keep")");
    EXPECT_EQ(standing(), 0);
    EXPECT_EQ(book().number("SELECT CAST(sum(settled) AS BIGINT) FROM giving_match_claim"), 2'000);
    EXPECT_EQ(book().number("SELECT CAST(sum(amount) AS BIGINT) FROM giving_match_return"), 2'000)
        << "each gift's part of it, kept with the reason";
    const auto balance = [&](const std::string& accounts) {
        return book().number(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_balance WHERE account "
            "LIKE '"
            + accounts + "'"
        );
    };
    EXPECT_EQ(balance("1002"), 2'000);
    EXPECT_EQ(balance("1121%"), 0) << "nothing more is receivable";
}

TEST_P(
    ImportTest, what_a_file_states_of_its_matches_is_held_against_its_rows_and_a_difference_kept
) {
    auto wrong = giving_day;
    wrong.replace(wrong.find("28.33"), 5, "29.33");
    const auto plan = body_of(upload(wrong));
    EXPECT_TRUE(plan.contains(R"("column":"G","field":"match_platform","stated":"29.33")")) << plan;
    const auto id = text_in(plan, "id");
    const auto refused = body_of(post(id, "commit", R"({"mode":"all"})", 409));
    EXPECT_TRUE(refused.contains("column G (Platform match): the file states 29.33")) << refused;
    EXPECT_EQ(commit(id, R"({"mode":"all","allow_total_difference":true})"), "committed");
    EXPECT_EQ(
        book().text("SELECT differences FROM giving_import_batch"),
        "!G 平台配捐 Platform match: 29.33 → 28.33 (-1.00)"
    );
}

TEST_P(ImportTest, a_match_that_is_no_amount_refuses_its_row_and_says_why) {
    const auto plan = body_of(upload("订单号,捐赠时间,捐赠人,公众捐款,腾讯配捐,企业配捐,激励金\n"
                                     "GY1,2020-05-07,甲,10.00,一元,,\n"
                                     "GY2,2020-05-07,乙,20.00,,,\n"));
    EXPECT_TRUE(plan.contains(R"("accepted":1,"refused":1)")) << plan;
    EXPECT_TRUE(plan.contains("平台配捐不是金额")) << plan;
    EXPECT_TRUE(plan.contains(R"("sum":"20.00")")) << plan;
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, ImportTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

}  // namespace
}  // namespace boai::test
