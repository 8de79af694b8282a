// Notices of payments and the page for giving directly, as services and donors meet them.
#include "app/payment_accounts.hpp"
#include "app/payment_simulator.hpp"
#include "http/router.hpp"
#include "modules/giving/payments/notice_routes.hpp"
#include "support/program.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <future>
#include <iterator>

namespace boai::test {
namespace {

using http::Method;
using payments::Service;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

class PaymentNoticeTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        for (const auto* code : { "wechat", "alipay" }) {
            site_.book.make(
                "giving.channel.create",
                site_.book.city,
                R"({"code":")" + std::string { code } + R"(","name":")" + code + R"(","kind":")"
                    + code + "\"}"
            );
        }
        site_.book.make(
            "giving.purpose.create", site_.book.city, R"({"code":"flood","name":"防汛救灾"})"
        );
    }

    /// Starts the site anew with the simulator's accounts.
    void open_accounts() {
        ASSERT_TRUE(app::write_payment_file(
            folder_.path(), app::simulated_accounts(keys_, site_.book->vault(), "320700")
        ));
        site_.restart(folder_.path());
    }

    /// Sends as the simulator does, without sockets.
    Result<http::ClientAnswer> send(const http::ClientRequest& request) {
        constexpr std::string_view base = "http://site";
        ApiScenario scenario { .name = request.url,
                               .method = request.method == "POST" ? Method::post : Method::get,
                               .target = request.url.substr(base.size()),
                               .headers = { { "content-type", request.content_type } },
                               .body = request.body };
        scenario.headers.insert(
            scenario.headers.end(), request.headers.begin(), request.headers.end()
        );
        auto response = site_.ask({}, scenario);
        // As a donor and a service with patience do: the limits of addresses have tests of their
        // own.
        site_.pass(20'000);
        return http::ClientAnswer { .status = response.status,
                                    .content_type = response.content_type,
                                    .body = body_of(response),
                                    .location = header_in(response, "Location") };
    }

    std::vector<app::SimulatorRow> simulate() {
        auto rows = app::simulate_payments({ .keys = keys_,
                                             .url = "http://site",
                                             .branch_code = "320700",
                                             .clock = site_.book.clock,
                                             .send = [this](const http::ClientRequest& request) {
                                                 return send(request);
                                             } });
        EXPECT_TRUE(rows) << rows.error().message.en;
        return rows ? *rows : std::vector<app::SimulatorRow> {};
    }

    std::int64_t count(const std::string& table, const std::string& where) {
        return site_.book.number(
            "SELECT CAST(count(*) AS BIGINT) FROM " + table + " WHERE " + where
        );
    }

    static std::string order_form(const std::string& more) {
        return "branch=320700&donor_kind=anonymous&service=wechat&" + more;
    }

    http::Response post(const std::string& target, const std::string& body, int status) {
        return site_.check(
            {},
            { .name = target + " " + body,
              .method = Method::post,
              .target = target,
              .headers = { { "content-type", std::string { form_type } } },
              .body = body,
              .status = status }
        );
    }

    std::string page(const std::string& target, int status = 200) {
        return body_of(site_.check({}, { .name = target, .target = target, .status = status }));
    }

    TestSite site_ { GetParam() };
    TempFolder folder_;
    app::SimulatorKeys keys_ = app::SimulatorKeys::make();
};

TEST_P(PaymentNoticeTest, every_notice_of_the_simulator_is_answered_as_it_should_be) {
    open_accounts();
    const auto rows = simulate();
    EXPECT_GE(rows.size(), 25U);
    for (const auto& row : rows) {
        EXPECT_EQ(row.answer, row.expected) << payments::name_of(row.service) << " " << row.what;
    }
    // One gift by WeChat Pay, and by Alipay one more, signed the other way; nothing else is booked.
    EXPECT_EQ(count("giving_gift", "state = 'recorded'"), 3);
    EXPECT_EQ(count("giving_payment_notice", "outcome = 'booked'"), 3);
    EXPECT_EQ(count("giving_payment_notice", "outcome = 'repeated'"), 2);
    EXPECT_EQ(count("giving_payment_notice", "outcome = 'not_paid'"), 2);
    for (const auto* reason : { "wrong_amount", "unknown_order" }) {
        EXPECT_EQ(
            count(
                "giving_payment_notice",
                "outcome = 'waiting' AND reason = '" + std::string { reason } + "'"
            ),
            2
        ) << reason;
    }
    for (const auto& [reason, times] : { std::pair { "wrong_signature", 4 },
                                         std::pair { "unknown_merchant", 2 },
                                         std::pair { "test_signature", 1 },
                                         std::pair { "stale", 1 },
                                         std::pair { "missing_header", 1 } }) {
        EXPECT_EQ(
            count(
                "giving_payment_notice",
                "outcome = 'refused' AND reason = '" + std::string { reason } + "'"
            ),
            times
        ) << reason;
    }
    EXPECT_EQ(
        site_.book.number("SELECT CAST(sum(amount) AS BIGINT) FROM giving_gift"), 666 + 666 + 990
    );
}

TEST_P(PaymentNoticeTest, is_not_taken_without_an_account) {
    for (const auto* target : { "/pay/wechat/notice", "/pay/alipay/notice" }) {
        post(target, "a=b", 404);
    }
    EXPECT_THAT(page("/give"), HasSubstr("没有开通网上直接收款"));
    EXPECT_THAT(page("/"), Not(HasSubstr("href=\"/give\"")));
    EXPECT_EQ(count("giving_payment_notice", "1 = 1"), 0);
}

TEST_P(PaymentNoticeTest, is_answered_in_the_words_each_service_goes_by) {
    open_accounts();
    const auto alipay = post("/pay/alipay/notice", "app_id=x", 401);
    EXPECT_EQ(body_of(alipay), "fail");
    EXPECT_THAT(alipay.content_type, HasSubstr("text/plain"));
    const auto wechat = post("/pay/wechat/notice", "{}", 401);
    EXPECT_THAT(body_of(wechat), HasSubstr(R"("code":"FAIL")"));
    EXPECT_EQ(count("giving_payment_notice", "outcome = 'refused'"), 2);
}

TEST_P(PaymentNoticeTest, bytes_that_are_no_text_are_refused_and_kept) {
    open_accounts();
    post("/pay/alipay/notice", std::string { "app_id=\xFF\x00\xFE", 10 }, 401);
    EXPECT_EQ(count("giving_payment_notice", "reason = 'unknown_key'"), 1);
}

TEST_P(PaymentNoticeTest, an_officer_sees_what_waits_and_books_it) {
    open_accounts();
    simulate();
    const auto finance = site_.add_person("finance", identity::Role::finance_officer);
    const auto desk = site_.add_person("desk", identity::Role::desk_officer);
    const auto list = site_.check(
        finance,
        { .name = "list",
          .target = "/api/v1/records/giving.payment_notice?outcome=waiting&reason=unknown_order",
          .contains = { "\"unknown_order\"", "***" },
          .absent = { "wechatpay-serial", "ciphertext" } }
    );
    const auto id = text_in(body_of(list), "id");
    const auto channel = site_.book.text("SELECT CAST(id AS TEXT) FROM giving_channel LIMIT 1");
    const auto json = R"({"notice":")" + id + R"(","channel":")"
        + to_string(Id { std::stoll(channel) }) + R"(","reason":"门店收款码"})";
    ApiScenario settle { .name = "settle",
                         .method = Method::post,
                         .target = "/api/v1/commands/giving.settle_notice?branch=320700",
                         .body = json,
                         .status = 403 };
    site_.check(desk, settle);
    settle.status = 200;
    settle.contains = { R"("amount":"5.20")", "320700-2020-" };
    site_.check(finance, settle);
    settle.status = 409;
    settle.contains = {};
    site_.check(finance, settle);
    EXPECT_EQ(count("giving_payment_notice", "outcome = 'settled'"), 1);
}

TEST_P(PaymentNoticeTest, the_page_takes_an_order_and_shows_the_code) {
    open_accounts();
    EXPECT_THAT(page("/"), HasSubstr("href=\"/give\""));
    const auto form = page("/give");
    for (const auto* part :
         { "name=\"amount\"", "防汛救灾", "value=\"wechat\"", "value=\"alipay\"" }) {
        EXPECT_THAT(form, HasSubstr(part));
    }
    const auto placed = post("/give", order_form("amount=66.60&use="), 303);
    const auto order = header_in(placed, "Location");
    const auto shown = site_.check(
        {},
        { .name = "order",
          .target = order,
          .contains = { "66.60", "<svg class=\"code\"", "pay.example.org/simulated?order=" },
          .answer_headers
          = { { "Cache-Control", "private, no-store" }, { "X-Robots-Tag", "noindex" } } }
    );
    constexpr std::int64_t two_hours_ms = 7'260'000;
    site_.pass(two_hours_ms);
    const auto late = page(order);
    EXPECT_THAT(late, HasSubstr("已过期"));
    EXPECT_THAT(late, Not(HasSubstr("<svg class=\"code\"")));
    page(order + "x", 404);
    page(order.substr(0, order.rfind('/')) + "/AAAAAAAAAAAAAAAAAAAAAA", 404);
}

TEST_P(PaymentNoticeTest, the_page_says_what_is_wrong_and_keeps_what_was_typed) {
    open_accounts();
    const auto wrong = [&](const std::string& body) { return body_of(post("/give", body, 422)); };
    EXPECT_THAT(wrong(order_form("amount=&use=")), HasSubstr("请填写金额"));
    EXPECT_THAT(wrong(order_form("amount=0.001&use=")), HasSubstr("请填写金额"));
    EXPECT_THAT(wrong(order_form("amount=-5&use=")), HasSubstr("请填写金额"));
    EXPECT_THAT(wrong(order_form("amount=5&use=x")), HasSubstr("请选择用途"));
    EXPECT_THAT(wrong(order_form("amount=5&use=p.0000000000001")), HasSubstr("role=\"alert\""));
    EXPECT_THAT(wrong("branch=320700&amount=5&service=cash"), HasSubstr("请选择付款方式"));
    EXPECT_THAT(wrong("branch=999999&amount=5&service=wechat"), HasSubstr("请选择付款方式"));
    const auto named = wrong("branch=320700&amount=&service=wechat&donor_kind=person&name=%E5%AD%9F"
                             "%3Cb%3E&publish=yes");
    EXPECT_THAT(named, HasSubstr("value=\"孟&lt;b&gt;\""));
    EXPECT_THAT(named, HasSubstr("value=\"yes\" checked"));
    EXPECT_EQ(count("giving_payment_order", "1 = 1"), 0);
    EXPECT_THAT(body_of(post("/give", order_form("amount=%EF%BC%91%EF%BC%90&use="), 303)), "")
        << "full-width digits are digits";
}

TEST_P(PaymentNoticeTest, public_fundraising_only_links_to_the_designated_platform) {
    open_accounts();
    const auto add = [&](const std::string& name, const std::string& more) {
        const auto id = site_.book.make(
            "giving.campaign.create",
            site_.book.city,
            R"({"name":")" + name + R"(","begins":"2020-05-01")" + more + "}"
        );
        EXPECT_TRUE(site_.book.write(
            "giving.campaign.publish", site_.book.city, id, "", { .actor = site_.book.director() }
        ));
        return to_string(id);
    };
    const auto raising = site_.book.raising(site_.book.filed_plan());
    const auto open = add("公开募捐", raising);
    const auto unlinked = add("网址待定", raising);
    // Campaigns of older books were opened before there were plans and links.
    site_.book.tamper("UPDATE giving_campaign SET platform_link = '' WHERE name = '网址待定'");
    const auto direct = add("校友助学", R"(,"raises_publicly":false)");
    const auto form = page("/give");
    EXPECT_THAT(form, HasSubstr("href=\"https://gongyi.example.org/p/1\""));
    EXPECT_THAT(form, HasSubstr("到示例公益捐赠"));
    EXPECT_THAT(form, HasSubstr("平台网址待本会公布"));
    EXPECT_THAT(form, Not(HasSubstr("value=\"c." + open)));
    EXPECT_THAT(form, HasSubstr("value=\"c." + direct));
    post("/give", order_form("amount=5&use=c." + open), 422);
    post("/give", order_form("amount=5&use=c." + direct), 303);
    EXPECT_THAT(page("/campaigns/" + open), HasSubstr("href=\"https://gongyi.example.org/p/1\""));
    EXPECT_THAT(page("/campaigns/" + open), Not(HasSubstr("/give?campaign=")));
    EXPECT_THAT(page("/campaigns/" + unlinked), HasSubstr("平台网址待本会公布"));
    EXPECT_THAT(page("/campaigns/" + direct), HasSubstr("/give?campaign=" + direct));
    EXPECT_THAT(page("/give?campaign=" + direct), HasSubstr("value=\"c." + direct + "\" selected"));
}

TEST_P(PaymentNoticeTest, does_not_start_with_accounts_it_cannot_open) {
    std::ofstream { folder_.path() / "payments.conf" } << "[wechat]\nbranch = 320700\n";
    EXPECT_ANY_THROW(site_.restart(folder_.path())) << "and others may read it";
    std::filesystem::permissions(
        folder_.path() / "payments.conf", std::filesystem::perms::owner_read
    );
    EXPECT_ANY_THROW(site_.restart(folder_.path()));
}

/// All notices counted by what became of them.
std::int64_t notices_in(const std::string& metrics) {
    constexpr std::string_view name = "\nboai_payment_notices_total{outcome=\"";
    std::int64_t sum = 0;
    for (auto at = metrics.find(name); at != std::string::npos; at = metrics.find(name, at + 1)) {
        sum += std::stoll(metrics.substr(metrics.find("} ", at) + 2));
    }
    return sum;
}

/// The endpoint alone, with little patience; answers one request after the other.
class HastyEndpoint {
public:
    HastyEndpoint(TestSite& site, const payments::Accounts& accounts)
        : endpoint_(giving::add_notice_routes(
              {
                  .router = router_,
                  .engine = site.book->engine(),
                  .authenticate = {},
                  .admit_search = {},
                  .lockup = {},
                  .payments = &accounts,
                  .admit_refused_notice = [](std::string_view) { return Result<void> {}; },
                  .add_metrics = [this](auto source) { measure_ = std::move(source); },
              },
              std::chrono::milliseconds { 20 }
          )) { }

    http::Response post(const payments::SignedNotice& notice) {
        std::promise<http::Response> answered;
        router_.handle(
            { .method = Method::post,
              .path = "/pay/alipay/notice",
              .query = {},
              .headers = notice.headers,
              .body = notice.body },
            [&](http::Response response) { answered.set_value(std::move(response)); }
        );
        return answered.get_future().get();
    }

    std::string metrics() {
        std::string text;
        measure_(text);
        return text;
    }

private:
    http::Router router_;
    std::function<void(std::string&)> measure_;
    std::shared_ptr<void> endpoint_;
};

TEST_P(
    PaymentNoticeTest, a_stuck_writer_is_answered_with_try_again_and_nothing_is_lost_or_doubled
) {
    open_accounts();
    const auto placed = post(
        "/give",
        "branch=320700&donor_kind=anonymous&service=alipay&"
        "amount=66.60&use=",
        303
    );
    const auto accounts = app::load_payment_accounts(folder_.path(), site_.book->vault());
    ASSERT_TRUE(accounts);
    HastyEndpoint endpoint { site_, *accounts };
    const auto notice = payments::sign_alipay_form(
        keys_.alipay,
        payments::alipay_form(
            { .notice = "2020052100222",
              .transaction = "2020052122001",
              .order = site_.book.text("SELECT number FROM giving_payment_order"),
              .merchant = accounts->first(Service::alipay)->alipay->merchant,
              .app = accounts->first(Service::alipay)->alipay->app,
              .amount = Money { 6'660 },
              .paid_at = site_.book.clock.now(),
              .succeeded = true,
              .state = "TRADE_SUCCESS" },
            site_.book.clock.now()
        )
    );

    std::promise<void> free;
    const auto freed = free.get_future().share();
    auto& writer = site_.book->engine().writer();
    ASSERT_TRUE(writer.submit({ site_.book.city,
                                [freed](storage::Transaction&) -> Result<void> {
                                    freed.wait();
                                    return {};
                                },
                                [](const Result<void>&) {} }));
    const auto late = endpoint.post(notice);
    EXPECT_EQ(late.status, 503);
    EXPECT_EQ(body_of(late), "fail") << "Alipay sends it again";
    EXPECT_THAT(endpoint.metrics(), HasSubstr("boai_payment_resends_total{reason=\"put_off\"} 1"));
    EXPECT_EQ(notices_in(endpoint.metrics()), 0) << "nothing became of it yet";

    free.set_value();
    ASSERT_TRUE(writer.run(site_.book.city, [](storage::Transaction&) { return Result<void> {}; }));
    EXPECT_EQ(count("giving_gift", "state = 'recorded'"), 1) << "what was begun is finished";
    // With a free writer the endpoint's haste may still be too great for a slow disk.
    auto again = endpoint.post(notice);
    int known = 1;
    for (; known < 100 && again.status == 503; ++known) {
        again = endpoint.post(notice);
    }
    ASSERT_TRUE(writer.run(site_.book.city, [](storage::Transaction&) { return Result<void> {}; }));
    EXPECT_EQ(body_of(again), "success");
    EXPECT_EQ(count("giving_gift", "state = 'recorded'"), 1);
    EXPECT_EQ(count("giving_payment_notice", "1 = 1"), 1);
    const auto metrics = endpoint.metrics();
    EXPECT_THAT(metrics, HasSubstr("{outcome=\"booked\"} 1"));
    EXPECT_EQ(notices_in(metrics), 1) << "one notice is counted once, however often it is sent";
    EXPECT_THAT(metrics, HasSubstr("{reason=\"known\"} " + std::to_string(known) + "\n"));
    EXPECT_THAT(metrics, HasSubstr("boai_payment_answers_late_total 0"));
}

TEST_P(PaymentNoticeTest, metrics_tell_what_became_of_notices_and_how_long_the_oldest_waits) {
    open_accounts();
    EXPECT_THAT(page("/metrics"), HasSubstr("boai_payment_notices_waiting 0"));
    simulate();
    const auto metrics = page("/metrics");
    for (const auto* line : { "boai_payment_notices_total{outcome=\"booked\"} 3",
                              "boai_payment_notices_total{outcome=\"waiting\"} 4",
                              "boai_payment_notices_total{outcome=\"repeated\"} 2",
                              "boai_payment_notices_total{outcome=\"not_paid\"} 2",
                              "boai_payment_resends_total{reason=\"put_off\"} 0",
                              "boai_payment_answers_late_total 0",
                              "boai_payment_notices_waiting 4" }) {
        EXPECT_THAT(metrics, HasSubstr(std::string { line } + "\n"));
    }
    const auto oldest = [](const std::string& text) {
        constexpr std::string_view name = "\nboai_payment_notices_oldest_seconds ";
        return std::stoll(text.substr(text.find(name) + name.size()));
    };
    site_.pass(3'600'000);
    EXPECT_EQ(oldest(page("/metrics")), oldest(metrics) + 3'600);
}

INSTANTIATE_TEST_SUITE_P(
    Databases, PaymentNoticeTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

/// The program itself, as an operator runs it.
class PaymentProgramTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        database_.close();
        const auto made
            = run({ "init", "--code", "320700", "--name", "云台市红十字会", "--name-en", "Yuntai" }
            );
        ASSERT_EQ(made.status, 0) << made.error;
    }

    [[nodiscard]] std::vector<std::string> book() const {
        std::vector<std::string> words { "--data", folder_.file("data") };
        if (GetParam() == storage::Dialect::postgresql) {
            words.insert(words.end(), { "--database", database_.location().text });
        }
        return words;
    }

    [[nodiscard]] Ran run(const std::vector<std::string>& arguments) const {
        auto words = book();
        words.insert(words.end(), arguments.begin(), arguments.end());
        return run_program(words);
    }

    TempFolder folder_;
    TempDatabase database_ { GetParam() };
};

TEST_P(PaymentProgramTest, the_simulator_finds_a_real_server_right) {
    ASSERT_EQ(run({ "simulate", "payments" }).status, 0);
    const ServedBook served { book() };
    const auto url = "http://127.0.0.1:" + std::to_string(served.port());
    const auto ran = run({ "simulate", "payments", "--to", url });
    EXPECT_EQ(ran.status, 0) << ran.out << ran.error;
    EXPECT_THAT(ran.out, Not(HasSubstr("WRONG")));
    for (const auto* part : { "SIGNTEST", "replayed", "wrong amount", "200 success", "401 fail" }) {
        EXPECT_THAT(ran.out, HasSubstr(part));
    }
    const auto audited = run({ "audit" });
    EXPECT_EQ(audited.status, 0) << audited.out << audited.error;
}

TEST_P(PaymentProgramTest, accounts_are_set_shown_and_removed_without_showing_secrets) {
    const auto write = [&](const std::string& name, const std::string& text) {
        const auto path = folder_.file(name);
        std::ofstream { path } << text;
        std::filesystem::permissions(
            path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write
        );
        return path;
    };
    const auto key = write("key.pem", payments::RsaPrivateKey::make().public_key().pem());
    const std::string secret = "an-api-v3-key-of-32-characters-x";
    const auto secret_file = write("secret", secret + "\n");
    std::vector<std::string> set { "payments",
                                   "set",
                                   "wechat",
                                   "--merchant",
                                   "1900000109",
                                   "--app",
                                   "wx01",
                                   "--key",
                                   "PUB_KEY_ID_1=" + key,
                                   "--collection",
                                   "https://p.example.org/{order}" };
    EXPECT_EQ(run(set).status, 3) << "without the APIv3 key";
    set.insert(set.end(), { "--api-key-file", secret_file });
    ASSERT_EQ(run(set).status, 0) << run(set).error;
    const auto shown = run({ "payments", "show" });
    EXPECT_THAT(shown.out, HasSubstr("PUB_KEY_ID_1"));
    EXPECT_THAT(shown.out, HasSubstr("(sealed)"));
    std::ifstream file { folder_.file("data/payments.conf") };
    const std::string kept { std::istreambuf_iterator<char> { file }, {} };
    EXPECT_THAT(shown.out + kept, Not(HasSubstr(secret)));
    EXPECT_EQ(run({ "simulate", "payments" }).status, 5) << "never beside real accounts";
    const auto second = run({ "payments", "set", "wechat", "--key", "PUB_KEY_ID_2=" + key });
    EXPECT_EQ(second.status, 0) << second.error;
    EXPECT_THAT(run({ "payments", "show" }).out, HasSubstr("PUB_KEY_ID_2"));
    EXPECT_EQ(run({ "payments", "remove", "wechat" }).status, 0);
    EXPECT_EQ(run({ "payments", "remove", "wechat" }).status, 4);
    EXPECT_THAT(run({ "payments", "show" }).out, HasSubstr("No payment account"));
    const auto trail = run({ "export", "identity.audit_event", "--format", "ndjson" }).out;
    EXPECT_THAT(trail, HasSubstr("payment account wechat: set"));
}

INSTANTIATE_TEST_SUITE_P(
    Databases, PaymentProgramTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
