// Requests nobody honest sends, over a socket to the whole program: each is refused by name, and
// nothing is changed.
#include "http/problem.hpp"
#include "http/server.hpp"
#include "support/raw_client.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>

namespace boai {
namespace {

using namespace std::string_literals; // for texts with a NUL inside

using test::RawClient;

std::string hostile_head(std::string_view line, std::string_view headers = "") {
    return std::string { line } + " HTTP/1.1\r\nHost: a\r\n" + std::string { headers } + "\r\n";
}

std::string post(std::string_view target, std::string_view headers, std::string_view body) {
    return hostile_head(
               "POST " + std::string { target },
               std::string { headers } + "Content-Length: " + std::to_string(body.size()) + "\r\n"
           )
        + std::string { body };
}

class HostileRequests : public ::testing::Test {
public:
    ~HostileRequests() override { EXPECT_EQ(site_.fingerprint(), before_) << "something changed"; }

protected:
    HostileRequests() {
        desk_ = site_.add_person("desk", identity::Role::desk_officer);
        const http::ServerOptions options { .port = 0,
                                            .connections_max = 30,
                                            .request_timeout = std::chrono::milliseconds { 300 },
                                            .idle_timeout = std::chrono::milliseconds { 2'000 },
                                            .sweep_every = std::chrono::milliseconds { 20 },
                                            .stop_patience = std::chrono::milliseconds { 100 } };
        server_ = std::move(http::Server::start(options, site_->router()).value());
        before_ = site_.fingerprint();
    }

    /// The headers of the desk officer's browser.
    [[nodiscard]] std::string own() const {
        return "Cookie: boai_session=" + desk_.session + "\r\nX-Boai-Request: 1\r\n";
    }

    std::string ask(std::string_view bytes) {
        RawClient client { server_->port() };
        client.send(bytes);
        return client.receive();
    }

    /// Sends the bytes and wants a problem of this status.
    void refuse(std::string_view name, std::string_view bytes, int status) {
        const auto answer = ask(bytes);
        EXPECT_EQ(test::status_of_answer(answer), status) << name << ": " << answer;
        EXPECT_TRUE(answer.contains("Content-Type: application/problem+json")) << name;
        simdjson::dom::parser parser;
        std::string_view code;
        const simdjson::padded_string body { test::body_of_answer(answer) };
        EXPECT_EQ(parser.parse(body)["code"].get(code), simdjson::SUCCESS) << name << answer;
    }

    test::TestSite site_ { storage::Dialect::sqlite };
    test::Person desk_;
    std::unique_ptr<http::Server> server_;
    std::string before_;
};

TEST_F(HostileRequests, with_a_broken_head_are_refused) {
    const struct {
        std::string_view name;
        std::string bytes;
        int status;
    } cases[] {
        { "no HTTP at all", "rubbish rubbish\r\n\r\n", 400 },
        { "a wrong version", "GET / HTTP/3.7\r\nHost: a\r\n\r\n", 400 },
        { "no host", "GET / HTTP/1.1\r\n\r\n", 400 },
        { "two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
        { "a folded header", "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", 400 },
        { "a NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n"s, 400 },
        { "a header flood", hostile_head("GET /", "X: " + std::string(20'000, 'x') + "\r\n"), 431 },
        { "a long address", hostile_head("GET /" + std::string(20'000, 'x')), 431 },
        { "an unknown expectation", hostile_head("POST /disclosure", "Expect: tea\r\n"), 417 },
        { "a path that climbs", hostile_head("GET /assets/../../etc/passwd"), 400 },
        { "a path that climbs in disguise",
          hostile_head("GET /assets/%2e%2e/%2e%2e/etc/passwd"),
          400 },
        { "a path of backslashes", hostile_head("GET /assets/..%5c..%5cpasswd"), 400 },
        { "a path with NUL", hostile_head("GET /assets/a%00b"), 400 },
        { "a path that is no UTF-8", hostile_head("GET /assets/%ff%fe"), 400 },
        { "a half percent", hostile_head("GET /assets/%4"), 400 },
        { "a wrong method", hostile_head("DELETE /healthz"), 405 },
        { "an unknown method", hostile_head("BREW /healthz"), 405 },
        { "an unknown address", hostile_head("GET /api/v1/nothing"), 404 },
    };

    for (const auto& one : cases) {
        refuse(one.name, one.bytes, one.status);
    }
    EXPECT_THAT(
        ask(hostile_head("DELETE /healthz")), ::testing::HasSubstr("\r\nAllow: GET, HEAD\r\n")
    );
}

TEST_F(HostileRequests, that_hide_a_second_request_are_refused_and_the_connection_closed) {
    constexpr std::string_view hidden = "POST /api/v1/session HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string_view shapes[] {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999999\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
    };
    for (const auto shape : shapes) {
        RawClient client { server_->port() };
        client.send(hostile_head("POST /disclosure", shape) + "0\r\n\r\n" + std::string { hidden });
        const auto answer = client.receive();
        EXPECT_EQ(test::status_of_answer(answer), 400) << shape << answer;
        EXPECT_TRUE(client.is_closed_within(std::chrono::seconds { 3 })) << shape;
    }
}

TEST_F(HostileRequests, with_a_broken_body_are_refused) {
    const std::string target = "/api/v1/commands/giving.record_gift?branch=320700";
    const auto chunked = hostile_head("POST " + target, own() + "Transfer-Encoding: chunked\r\n");
    refuse("a chunk size that is none", chunked + "zz\r\n{}\r\n0\r\n\r\n", 400);
    refuse("a chunk size beyond all", chunked + "ffffffffffffffffff\r\n{}\r\n", 400);
    refuse("a chunk without its end", chunked + "2\r\n{}xx0\r\n\r\n", 400);
    refuse("a body too large", hostile_head("POST /disclosure", "Content-Length: 5000\r\n"), 413);
    refuse(
        "a body too large in chunks",
        hostile_head("POST /disclosure", "Transfer-Encoding: chunked\r\n") + "2000\r\n"
            + std::string(0x2000, 'x'),
        413
    );
    const std::string deep(50'000, '[');

    const struct {
        std::string_view name;
        std::string body;
    } bodies[] {
        { "nothing", "" },
        { "half an object", R"({"amount":)" },
        { "an array", "[]" },
        { "a number", "1" },
        { "depth", deep },
        { "depth in an object", R"({"amount":)" + deep },
        { "a name twice", R"({"amount":"1.00","amount":"2.00"})" },
        { "an unknown name", R"({"amount":"1.00","no_such_field":1})" },
        { "a huge number", R"({"amount":1e999})" },
        { "a number of many digits", R"({"amount":"99999999999999999999999999"})" },
        { "an object for a text", R"({"donor_name":{"a":1}})" },
        { "NUL in a text", "{\"donor_name\":\"a\\u0000b\"}" },
        { "a bare NUL", "{\"donor_name\":\"a\0b\"}"s },
        { "no UTF-8", "{\"donor_name\":\"\xff\xfe\"}" },
        { "half a surrogate pair", R"({"donor_name":"\ud800"})" },
        { "two objects", "{}{}" },
    };

    for (const auto& one : bodies) {
        refuse(one.name, post(target, own(), one.body), 422);
    }
}

TEST_F(HostileRequests, that_drip_in_are_answered_with_408) {
    for (const auto& begun :
         { std::string { "GET / HTTP/1.1\r\nHost: a\r\n" },
           hostile_head("POST /disclosure", "Content-Length: 100\r\n") + "q=" }) {
        RawClient client { server_->port() };
        client.send(begun);
        EXPECT_EQ(test::status_of_answer(client.receive()), 408);
    }
}

TEST_F(HostileRequests, of_too_many_connections_are_turned_away_until_there_is_room) {
    std::vector<std::unique_ptr<RawClient>> held;
    for (int i = 0; i < 30; ++i) {
        held.push_back(std::make_unique<RawClient>(server_->port()));
        held.back()->send(hostile_head("GET /healthz"));
        EXPECT_EQ(test::status_of_answer(held.back()->receive()), 200);
    }
    EXPECT_EQ(test::status_of_answer(ask(hostile_head("GET /healthz"))), 503);
    held.clear();
    int status = 0;
    for (int i = 0; i < 100 && status != 200; ++i) {
        status = test::status_of_answer(ask(hostile_head("GET /healthz")));
    }
    EXPECT_EQ(status, 200);
}

TEST_F(HostileRequests, get_answers_that_browsers_handle_safely) {
    const auto page = ask(hostile_head("GET /"));
    for (const std::string_view part : { "X-Content-Type-Options: nosniff",
                                         "Referrer-Policy: same-origin",
                                         "Content-Security-Policy: default-src 'self'",
                                         "frame-ancestors 'none'" }) {
        EXPECT_THAT(page, ::testing::HasSubstr(part));
    }
    const auto data = ask(hostile_head("GET /healthz"));
    EXPECT_THAT(data, ::testing::HasSubstr("Content-Security-Policy: default-src 'none'"));
    EXPECT_THAT(data, ::testing::Not(::testing::HasSubstr("Strict-Transport-Security")));
    const auto encrypted = ask(hostile_head("GET /healthz", "X-Forwarded-Proto: https\r\n"));
    EXPECT_THAT(encrypted, ::testing::HasSubstr("Strict-Transport-Security: max-age=31536000"));
}

TEST_F(HostileRequests, cannot_pretend_to_come_over_https_or_from_elsewhere) {
    const http::ServerOptions options { .port = 0, .proxies = { "192.0.2.77" } };
    const auto direct = std::move(http::Server::start(options, site_->router()).value());
    RawClient client { direct->port() };
    client.send(hostile_head("GET /healthz", "X-Forwarded-Proto: https\r\n"));
    EXPECT_THAT(
        client.receive(), ::testing::Not(::testing::HasSubstr("Strict-Transport-Security"))
    );
}

/// Tells who is asking.
class WhoAsks final : public http::Handler {
public:
    void handle(http::Request request, http::Responder respond) override {
        respond(http::json_response(request.peer + (request.is_secure ? " secure" : "")));
    }

    [[nodiscard]] std::size_t body_bytes_max(http::Method, std::string_view) const override {
        return 0;
    }
};

TEST(ForwardedHeaders, are_believed_up_to_the_last_stranger) {
    WhoAsks handler;
    const auto who = [&](std::vector<std::string> proxies, const std::string& headers) {
        const http::ServerOptions options { .port = 0, .proxies = std::move(proxies) };
        const auto server = std::move(http::Server::start(options, handler).value());
        RawClient client { server->port() };
        client.send(hostile_head("GET /", headers));
        return std::string { test::body_of_answer(client.receive()) };
    };
    const std::vector<std::string> own { "127.0.0.1", "::1" };
    const std::vector<std::string> chain { "127.0.0.1", "10.0.0.9" };
    EXPECT_EQ(who(own, ""), "127.0.0.1");
    EXPECT_EQ(who(own, "X-Forwarded-For: 203.0.113.5\r\n"), "203.0.113.5");
    EXPECT_EQ(who(own, "X-Forwarded-For: 198.51.100.1, 203.0.113.5 \r\n"), "203.0.113.5");
    EXPECT_EQ(
        who(own, "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.5\r\n"), "203.0.113.5"
    );
    EXPECT_EQ(
        who(chain, "X-Forwarded-For: 198.51.100.1, 203.0.113.5, 10.0.0.9\r\n"), "203.0.113.5"
    );
    EXPECT_EQ(who(own, "X-Forwarded-Proto: https\r\n"), "127.0.0.1 secure");
    EXPECT_EQ(who({}, "X-Forwarded-For: 203.0.113.5\r\nX-Forwarded-Proto: https\r\n"), "127.0.0.1");
}

/// Requests made of good parts put together wrongly; the seed makes them the same every time.
class Mixer {
public:
    std::string next() {
        static const std::vector<std::string> methods { "GET",  "POST", "PUT", "PATCH",  "DELETE",
                                                        "HEAD", "X",    "",    "OPTIONS" };
        static const std::vector<std::string> paths { "/",
                                                      "/api/v1/records/giving.gift",
                                                      "/api/v1/records/people.person/search",
                                                      "/api/v1/commands/giving.record_gift",
                                                      "/api/v1/figures/giving.income_amount",
                                                      "/api/v1/imports",
                                                      "/api/v1/session/password",
                                                      "/disclosure",
                                                      "/r/1",
                                                      "/campaigns/0",
                                                      "/api/v1/records/giving.gift/00000000000aa",
                                                      "/api/v1/events",
                                                      "/metrics",
                                                      "%",
                                                      "*" };
        static const std::vector<std::string> queries { "",
                                                        "?branch=320700",
                                                        "?branch=%00",
                                                        "?limit=-1&cursor=x",
                                                        "?sort=-&q=%ff",
                                                        "?from=x",
                                                        "?limit=99999999999999999999",
                                                        "?topic=campaign:",
                                                        "?by=branch&subtree=1",
                                                        "?&&==" };
        static const std::vector<std::string> bodies { "",
                                                       "{}",
                                                       "[]",
                                                       "{\"amount\":",
                                                       "{\"branch\":\"320700\",\"amount\":\"x\"}",
                                                       "q=%zz",
                                                       "\xff",
                                                       R"({"reason":"a","sort":["a",1]})",
                                                       R"({"limit":"500","q":"a"})" };
        static const std::vector<std::string> types { "",
                                                      "Content-Type: application/x-ndjson\r\n",
                                                      "Content-Type: text/xml\r\n",
                                                      "If-None-Match: *\r\n",
                                                      "If-Match: \"x\r\n",
                                                      "Idempotency-Key: \x7f\r\n" };
        auto request = any(methods) + " " + any(paths) + any(queries) + " HTTP/1.1\r\nHost: a\r\n"
            + any(types);
        const auto body = any(bodies);
        request += "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n";
        request += own + "\r\n" + body;
        for (auto changes = random_() % 3; changes > 0; --changes) {
            request[random_() % request.size()] = static_cast<char>(random_() % 256);
        }
        return request;
    }

    std::string own;

private:
    const std::string& any(const std::vector<std::string>& items) {
        return items[random_() % items.size()];
    }

    std::mt19937 random_ { 20'220'512 };
};

TEST_F(HostileRequests, of_any_random_shape_are_never_answered_with_500) {
    Mixer mixer;
    for (int i = 0; i < 1'500; ++i) {
        mixer.own = i % 2 == 0 ? own() : std::string {};
        const auto request = mixer.next();
        RawClient client { server_->port() };
        client.send(request);
        const auto answer = client.receive_head();
        EXPECT_NE(test::status_of_answer(answer), 500) << request;
        if (HasFailure()) {
            break;
        }
    }
    EXPECT_EQ(test::status_of_answer(ask(hostile_head("GET /readyz"))), 200);
}

}  // namespace
}  // namespace boai
