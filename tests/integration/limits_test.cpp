// Every limit of base/limits.hpp: told in docs/formats/limits.md, and refused by name beyond it.
#include "app/payment_accounts.hpp"
#include "app/payment_simulator.hpp"
#include "base/limits.hpp"
#include "crypto/totp.hpp"
#include "exchange/workbook_reader.hpp"
#include "exchange/xlsx_writer.hpp"
#include "http/problem.hpp"
#include "http/server.hpp"
#include "support/machine.hpp"
#include "support/raw_client.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <future>
#include <iterator>
#include <map>

namespace boai {
namespace {

using http::Method;
using test::RawClient;

/// Status and code, as the table tells them. A page for people has no code.
std::string told(int status, std::string_view code) {
    return std::to_string(status) + (code.empty() ? "" : " ") + std::string { code };
}

std::string told(const http::Response& response) {
    return told(response.status, test::text_in(test::body_of(response), "code"));
}

std::string told(const Error& error) {
    return told(http::status_of(error.code), name_of(error.code));
}

std::string head(const std::string& line, const std::string& headers = "") {
    return line + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
}

/// Goes beyond one limit; what the answer was.
using Beyond = std::function<std::string()>;
using Cases = std::map<std::string_view, Beyond>;

std::string repeated(std::size_t times, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

/// A sheet file that says of itself that it unpacks to more than is taken.
std::string bomb() {
    const std::array columns { exchange::WrittenColumn { "金额" } };
    auto file = exchange::XlsxWriter::create("名单", columns).value().finish().value();
    const auto last_entry = file.rfind("PK\x01\x02");
    const auto size = static_cast<std::uint32_t>(limits::unpacked_bytes_max + 1);
    file.replace(last_entry + 24, sizeof size, reinterpret_cast<const char*>(&size), sizeof size);
    return file;
}

class Limits : public ::testing::Test {
protected:
    Limits() { start({}); }

    void start(http::ServerOptions options) {
        options.port = 0;
        options.sweep_every = std::chrono::milliseconds { 10 };
        options.stop_patience = std::chrono::milliseconds { 100 };
        server_ = std::move(http::Server::start(options, site_->router()).value());
    }

    /// What comes back for these bytes.
    [[nodiscard]] std::string send(const std::string& bytes) const {
        RawClient client { server_->port() };
        client.send(bytes);
        const auto answer = client.receive();
        const auto body = test::body_of_answer(answer);
        return told(test::status_of_answer(answer), test::text_in(body, "code"));
    }

    /// For a body that is one byte too large.
    [[nodiscard]] std::string send_more_than(std::size_t bytes, const std::string& target) const {
        return send(head("POST " + target, "Content-Length: " + std::to_string(bytes + 1) + "\r\n")
        );
    }

    std::string get(const std::string& target) {
        return told(site_.ask(desk_, { .name = target, .target = target }));
    }

    std::string post(const std::string& target, const std::string& body) {
        return told(site_.ask(
            desk_, { .name = target, .method = Method::post, .target = target, .body = body }
        ));
    }

    /// Asks without waiting for the answer.
    std::future<http::Response> ask_soon(const test::ApiScenario& scenario) {
        const auto promise = std::make_shared<std::promise<http::Response>>();
        site_->router().handle(
            test::request_of(test::as(desk_, scenario)),
            [promise](http::Response response) { promise->set_value(std::move(response)); }
        );
        return promise->get_future();
    }

    /// Asks until one more than `max` are under way, and gives the last answer.
    std::string ask_together(std::size_t max, const test::ApiScenario& scenario) {
        std::vector<http::Response> kept;
        for (std::size_t i = 0; i < max; ++i) {
            kept.push_back(ask_soon(scenario).get());
            EXPECT_EQ(kept.back().status, 200) << i;
        }
        return told(ask_soon(scenario).get());
    }

    /// Asks while nothing can be read, until one request is refused at once.
    std::string ask_while_readers_are_lent(std::size_t max, const test::ApiScenario& scenario) {
        std::vector<storage::ReaderPool::Lease> leases;
        constexpr std::size_t readers = 8;
        for (std::size_t i = 0; i < readers; ++i) {
            leases.push_back(std::move(site_.book->readers().lend().value()));
        }
        std::vector<std::future<http::Response>> waiting;
        std::string refused;
        constexpr std::size_t threads_max = 8; // that have taken one each from the queue
        for (std::size_t i = 0; i <= max + threads_max && refused.empty(); ++i) {
            waiting.push_back(ask_soon(scenario));
            if (waiting.back().wait_for(std::chrono::seconds { 0 }) == std::future_status::ready) {
                EXPECT_GE(i, max);
                refused = told(waiting.back().get());
                waiting.pop_back();
            }
        }
        leases.clear();
        for (auto& one : waiting) {
            one.wait();
        }
        return refused;
    }

    /// Sends a service's notices without a signature, one more than one address may.
    static std::string last_refused_notice() {
        test::TestSite taking { storage::Dialect::sqlite };
        const test::TempFolder folder;
        const auto keys = app::SimulatorKeys::make();
        EXPECT_TRUE(app::write_payment_file(
            folder.path(), app::simulated_accounts(keys, taking.book->vault(), "320700")
        ));
        taking.restart(folder.path());
        const test::ApiScenario notice {
            .name = "notice", .method = Method::post, .target = "/pay/wechat/notice", .body = "{}"
        };
        for (std::int64_t i = 0; i < limits::refused_notices_burst; ++i) {
            EXPECT_EQ(told(taking.ask({}, notice)), "401 FAIL");
        }
        return told(taking.ask({}, notice));
    }

    std::string import(const std::string& content) {
        return post("/api/v1/imports?branch=320700&file=list.csv", content);
    }

    Cases of_requests() {
        const std::string events = head("GET /api/v1/events?topic=totals");
        return {
            { "request_body_bytes_max",
              [&] {
                  return send_more_than(limits::request_body_bytes_max, "/api/v1/records/a.b");
              } },
            { "bulk_body_bytes_max",
              [&] { return send_more_than(limits::bulk_body_bytes_max, "/api/v1/commands/a.b"); } },
            { "session_body_bytes_max",
              [&] { return send_more_than(limits::session_body_bytes_max, "/api/v1/session"); } },
            { "payment_notice_bytes_max",
              [&] {
                  return send_more_than(limits::payment_notice_bytes_max, "/pay/wechat/notice");
              } },
            { "form_body_bytes_max",
              [&] { return send_more_than(limits::form_body_bytes_max, "/disclosure"); } },
            { "header_bytes_max",
              [&] {
                  const std::string long_header(limits::header_bytes_max, 'x');
                  return send(head("GET /", "X: " + long_header + "\r\n"));
              } },
            { "bodies_bytes_max",
              [&] {
                  start({ .bodies_bytes_max = 1'000 });
                  return send_more_than(2'000, "/disclosure");
              } },
            { "connections_max",
              [&] {
                  start({ .connections_max = 1 });
                  RawClient held { server_->port() };
                  held.send(head("GET /healthz"));
                  EXPECT_EQ(test::status_of_answer(held.receive()), 200);
                  return send(head("GET /healthz"));
              } },
            { "event_listeners_max",
              [this, events] {
                  start({ .streams_max = 1 });
                  RawClient held { server_->port() };
                  held.send(events);
                  EXPECT_EQ(test::status_of_answer(held.receive_head()), 200);
                  return send(events);
              } },
            { "request_timeout_s",
              [&] {
                  start({ .request_timeout = std::chrono::milliseconds { 50 } });
                  return send("GET / HTTP/1.1\r\nHost: a\r\n");
              } },
        };
    }

    Cases of_queues() {
        const test::ApiScenario ready { .name = "ready", .target = "/readyz" };
        const test::ApiScenario sign_in { .name = "sign in",
                                          .method = Method::post,
                                          .target = "/api/v1/session",
                                          .body = R"({"login":"a","password":"b"})" };
        const test::ApiScenario file { .name = "file",
                                       .target = "/api/v1/records/giving.gift.csv" };
        const test::ApiScenario public_file { .name = "file", .target = "/disclosure.csv" };
        return {
            { "readings_waiting_max",
              [this, ready] {
                  return ask_while_readers_are_lent(limits::readings_waiting_max, ready);
              } },
            { "sign_ins_waiting_max",
              [this, sign_in] {
                  return ask_while_readers_are_lent(limits::sign_ins_waiting_max, sign_in);
              } },
            { "writer_queue_max", [this] { return write_while_the_writer_is_stuck(); } },
            { "exports_running_max",
              [this, file] { return ask_together(limits::exports_running_max, file); } },
            { "public_files_running_max",
              [this, public_file] {
                  return ask_together(limits::public_files_running_max, public_file)
                      + " unavailable";
              } },
        };
    }

    Cases of_lists_and_commands() {
        const std::string list = "/api/v1/records/giving.gift";
        const std::string search = "/api/v1/records/giving.gift/search";
        const std::string gift = "/api/v1/commands/giving.record_gift?branch=320700";
        return {
            { "page_rows_max",
              [=, this] {
                  return get(list + "?limit=" + std::to_string(limits::page_rows_max + 1));
              } },
            { "list_parameters_max",
              [=, this] {
                  return get(list + "?" + repeated(limits::list_parameters_max + 1, "state=&"));
              } },
            { "filter_values_max",
              [=, this] {
                  return get(
                      list + "?" + repeated(limits::filter_values_max + 1, "state=recorded&")
                  );
              } },
            { "search_characters_max",
              [=, this] {
                  const auto q = repeated(limits::search_characters_max + 1, "博");
                  return post(search, R"({"q":")" + q + "\"}");
              } },
            { "cursor_bytes_max",
              [=, this] {
                  const std::string cursor(limits::cursor_bytes_max + 1, 'a');
                  return post(search, R"({"cursor":")" + cursor + "\"}");
              } },
            { "reason_bytes_max",
              [=, this] {
                  const std::string reason(limits::reason_bytes_max + 1, 'a');
                  return post(list + ".csv", R"({"reason":")" + reason + "\"}");
              } },
            { "request_key_bytes_max",
              [=, this] {
                  const std::string key(limits::request_key_bytes_max + 1, 'k');
                  return told(site_.ask(
                      desk_,
                      { .name = "key",
                        .method = Method::post,
                        .target = gift,
                        .headers = { { "idempotency-key", key } },
                        .body = gift_json() }
                  ));
              } },
            { "bulk_lines_max",
              [=, this] {
                  return told(site_.ask(
                      desk_,
                      { .name = "lines",
                        .method = Method::post,
                        .target = gift,
                        .headers = { { "content-type", "application/x-ndjson" } },
                        .body = std::string(limits::bulk_lines_max + 1, '\n') }
                  ));
              } },
        };
    }

    Cases of_files() {
        return {
            { "import_rows_max",
              [this] { return import(repeated(limits::import_rows_max + 1, "1,2\n")); } },
            { "import_columns_max",
              [this] { return import(repeated(limits::import_columns_max + 1, "1,") + "\n"); } },
            { "import_cell_bytes_max",
              [this] {
                  return import(std::string(limits::import_cell_bytes_max + 1, 'x') + ",1\n");
              } },
            { "unpacked_bytes_max", [this] { return import(bomb()); } },
        };
    }

    /// A payment to attach papers to, made once.
    const std::string& payment() {
        if (payment_.empty()) {
            site_.book.make("giving.record_gift", site_.book.city, gift_json());
            payment_ = to_string(site_.book.make(
                "spending.request_payment", site_.book.city, R"({"title":"被褥","amount":"1.00"})"
            ));
        }
        return payment_;
    }

    std::string attach(const std::string& name, std::size_t bytes) {
        std::string body = "%PDF-1.4";
        body.resize(bytes, ' ');
        return told(site_.ask(
            desk_,
            { .name = "attach",
              .method = Method::post,
              .target = "/api/v1/attachments?record=spending.payment&owner=" + payment(),
              .headers = { { "x-boai-file-name", name } },
              .body = std::move(body) }
        ));
    }

    Cases of_papers() {
        return {
            { "attachment_bytes_max",
              [this] { return attach("a.pdf", limits::attachment_bytes_max + 1); } },
            { "attachment_name_bytes_max",
              [this] {
                  return attach(std::string(limits::attachment_name_bytes_max, 'a') + ".pdf", 9);
              } },
            { "attachments_per_record_max",
              [this] {
                  for (std::size_t i = 0; i < limits::attachments_per_record_max; ++i) {
                      EXPECT_EQ(attach("a.pdf", 9), "201");
                  }
                  return attach("a.pdf", 9);
              } },
        };
    }

    Cases of_people() {
        return {
            { "attempts_burst",
              [this] {
                  auto options = test::TestSite::cheap();
                  options.attempts = identity::IdentityOptions {}.attempts;
                  test::TestSite strict { storage::Dialect::sqlite, options };
                  return last_of(strict, limits::attempts_burst, "another");
              } },
            { "failures_before_lockout",
              [this] { return last_of(site_, limits::failures_before_lockout, "stranger"); } },
            { "name_searches_burst",
              [this] {
                  for (std::int64_t i = 0; i < limits::name_searches_burst; ++i) {
                      EXPECT_EQ(post("/disclosure", "q=a"), "200");
                  }
                  return post("/disclosure", "q=a") + " over_limit";
              } },
            { "orders_burst",
              [this] {
                  for (std::int64_t i = 0; i < limits::orders_burst; ++i) {
                      EXPECT_EQ(post("/give", "amount="), "422");
                  }
                  return post("/give", "amount=") + " over_limit";
              } },
            { "refused_notices_burst", [] { return last_refused_notice(); } },
            { "session_hours", [this] { return session_after(limits::session_hours * 2, 2); } },
            { "session_idle_hours",
              [this] { return session_after(limits::session_idle_hours, 1); } },
            { "first_link_hours",
              [this] {
                  const auto link = site_->identity().first_link().value().value();
                  pass_hours(limits::first_link_hours);
                  return told(site_->identity().describe_link(link.token, "192.0.2.1").error());
              } },
            { "invitation_days",
              [this] {
                  const auto made = site_.book.call(
                      "identity.create_user", site_.book.city, R"({"login":"boss","name":"甲"})"
                  );
                  const auto token = test::text_in(made.value().json, "token");
                  pass_hours(limits::invitation_days * 24);
                  return told(site_->identity().describe_link(token, "192.0.2.1").error());
              } },
        };
    }

    [[nodiscard]] Cases all() {
        auto cases = of_requests();
        for (auto more :
             { of_queues(), of_lists_and_commands(), of_files(), of_papers(), of_people() }) {
            cases.merge(more);
        }
        return cases;
    }

    void pass_hours(std::int64_t hours) {
        constexpr std::int64_t hour_ms = 3'600'000;
        site_.pass(hours * hour_ms);
    }

    /// Asks for the session every half hour, and once more after `pause_half_hours` of rest.
    std::string session_after(std::int64_t half_hours, std::int64_t steps) {
        const auto who = test::Person { .session = site_.sign_in(desk_) };
        constexpr std::int64_t half_hour_ms = 1'800'000;
        if (steps == 1) {
            site_.pass(half_hours * 2 * half_hour_ms);
        }
        for (std::int64_t i = 0; i < half_hours && steps == 2; ++i) {
            site_.ask(who, { .name = "busy", .target = "/api/v1/session" });
            site_.pass(half_hour_ms);
        }
        return told(site_.ask(who, { .name = "over", .target = "/api/v1/session" }));
    }

    /// Signs in with wrong passwords; the answer to the one after `times`.
    std::string last_of(test::TestSite& where, std::int64_t times, const std::string& login) {
        std::string answer;
        for (std::int64_t i = 0; i <= times; ++i) {
            const auto own = times == limits::attempts_burst ? login + std::to_string(i) : login;
            answer = told(where.ask(
                {},
                { .name = "sign in",
                  .method = Method::post,
                  .target = "/api/v1/session",
                  .body = R"({"login":")" + own + R"(","password":"wrong wrong 1"})" }
            ));
            if (i < times) {
                EXPECT_EQ(answer, "401 unauthenticated") << i;
            }
        }
        return answer;
    }

    std::string write_while_the_writer_is_stuck() {
        std::promise<void> begun;
        std::promise<void> free;
        const auto freed = free.get_future().share();
        auto& writer = site_.book->engine().writer();
        const auto idle = [](const Result<void>&) { };
        EXPECT_TRUE(writer.submit({ {},
                                    [&begun, freed](storage::Transaction&) -> Result<void> {
                                        begun.set_value();
                                        freed.wait();
                                        return {};
                                    },
                                    idle }));
        // What it has taken with this is no longer in the queue.
        begun.get_future().wait();
        std::size_t queued = 0;
        while (writer.submit({ {}, [](storage::Transaction&) { return Result<void> {}; }, idle })) {
            ++queued;
        }
        EXPECT_GE(queued, limits::writer_queue_max - 1);
        const auto answer = post("/api/v1/commands/giving.record_gift?branch=320700", gift_json());
        free.set_value();
        return answer;
    }

    std::string gift_json() {
        return R"({"donor_kind":"anonymous","amount":"1.00","day":"2020-02-05","channel":")"
            + to_string(channel_) + "\"}";
    }

    test::TestSite site_ { storage::Dialect::sqlite };
    test::Person desk_ = site_.add_person("desk", identity::Role::desk_officer);
    Id channel_ = site_.book.make(
        "giving.channel.create", site_.book.city, R"({"code":"bank","name":"银行","kind":"bank"})"
    );
    std::unique_ptr<http::Server> server_;
    std::string payment_;
};

TEST_F(Limits, are_refused_by_name_each) {
    auto cases = all();
    for (const auto& limit : limits::table) {
        const auto at = cases.find(limit.name);
        if (limit.answer.empty()) {
            EXPECT_EQ(at, cases.end()) << limit.name;
            continue;
        }
        ASSERT_NE(at, cases.end()) << limit.name << " is refused, and nothing here shows it";
        EXPECT_EQ(at->second(), limit.answer) << limit.name;
        cases.erase(at);
    }
    EXPECT_TRUE(cases.empty()) << cases.begin()->first << " is not in the table";
}

/// docs/formats/limits.md.
std::string document() {
    std::string text
        = "# Limits\n\nWhat somebody outside the program can meet. The values stand in "
          "`src/base/limits.hpp`; this page is made from there.\n"
          "A field's own limits are in the [API's description](api.md): "
          "`/api/v1/openapi.json`.\n\n"
          "`over_limit` with status 429 passes by itself, and `Retry-After` says when; "
          "with any other status, send less.\n\n"
          "| limit | value | of | beyond it |\n|---|---|---|---|\n";
    for (const auto& limit : limits::table) {
        text += "| `" + std::string { limit.name } + "` | " + std::to_string(limit.value) + " "
            + std::string { limit.unit } + " | " + std::string { limit.about } + " | "
            + std::string { limit.answer } + " |\n";
    }
    return text;
}

TEST(LimitsDocument, says_what_the_table_says) {
    const std::string path = BOAI_DOCUMENTS "/formats/limits.md";
    if (test::environment("BOAI_REGENERATE")) {
        std::ofstream { path } << document();
        return;
    }
    std::ifstream file { path };
    const std::string there { std::istreambuf_iterator<char> { file }, {} };
    EXPECT_EQ(there, document()) << "run this test with BOAI_REGENERATE=1";
}

} // namespace
} // namespace boai
