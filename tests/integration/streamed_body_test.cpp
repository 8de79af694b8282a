// Bodies that are made while they are sent, over a socket.
#include "http/body_source.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "support/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace boai {
namespace {

using test::RawClient;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t endless = 1'000'000;
const std::string get = "GET /rows HTTP/1.1\r\nHost: a\r\n\r\n";

class StreamedBody : public ::testing::Test {
protected:
    StreamedBody() {
        router_
            .add(http::Method::get, "/rows", [this](const auto&, const auto&, const auto& respond) {
                http::Response response { .content_type = "text/csv" };
                response.source = http::make_body(workers_, [this] { return make(); });
                source_ = response.source;
                respond(std::move(response));
            });
        start({});
    }

    void start(http::ServerOptions options) {
        options.port = 0;
        options.sweep_every = std::chrono::milliseconds { 10 };
        options.stop_patience = std::chrono::milliseconds { 100 };
        server_ = std::move(http::Server::start(options, router_).value());
    }

    Result<std::optional<std::string>> make() {
        const auto piece = ++made_;
        if (piece > pieces_) {
            return breaks_ ? Result<std::optional<std::string>> { fail(Errc::unavailable, Text {}) }
                           : std::optional<std::string> {};
        }
        // Every other piece is work without bytes.
        return piece % 2 == 0 ? std::string {} : std::string(piece_bytes_, 'x');
    }

    /// Whether the body has been let go of in a while.
    [[nodiscard]] bool is_dropped() const {
        for (int i = 0; i < 3'000 && !source_.expired(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds { 10 });
        }
        return source_.expired();
    }

    Workers workers_ { 1 };
    http::Router router_;
    std::unique_ptr<http::Server> server_;
    std::weak_ptr<http::BodySource> source_;
    std::atomic<std::size_t> made_ { 0 };
    std::size_t pieces_ = 3;
    std::size_t piece_bytes_ = 5;
    bool breaks_ = false;
};

TEST_F(StreamedBody, arrives_in_chunks_and_leaves_the_connection_usable) {
    const RawClient unused { server_->port() };
    RawClient client { server_->port() };
    for (int i = 0; i < 2; ++i) {
        made_ = 0;
        client.send(get);
        const auto answer = client.receive_until("\r\n0\r\n\r\n");
        EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked"));
        EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
        EXPECT_THAT(answer, EndsWith("\r\n\r\n5\r\nxxxxx\r\n5\r\nxxxxx\r\n0\r\n\r\n"));
    }
    EXPECT_TRUE(is_dropped());
}

TEST_F(StreamedBody, ends_with_the_connection_for_clients_older_than_chunks) {
    RawClient client { server_->port() };
    client.send("GET /rows HTTP/1.0\r\n\r\n");
    const auto answer = client.receive_until("never");
    EXPECT_THAT(answer, Not(HasSubstr("chunked")));
    EXPECT_THAT(answer, EndsWith("\r\n\r\nxxxxxxxxxx"));
}

TEST_F(StreamedBody, is_not_made_for_a_question_about_its_head) {
    RawClient client { server_->port() };
    client.send("HEAD /rows HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(test::status_of_answer(client.receive_head()), 200);
    EXPECT_EQ(made_, 0U);
}

TEST_F(StreamedBody, that_fails_on_the_way_is_never_taken_for_whole) {
    breaks_ = true;
    RawClient client { server_->port() };
    client.send(get);
    const auto answer = client.receive_until("\r\n0\r\n\r\n");
    EXPECT_THAT(answer, EndsWith("xxxxx\r\n"));
    EXPECT_TRUE(client.is_closed_within(std::chrono::seconds { 3 }));
    EXPECT_EQ(server_->counts().broken_bodies, 1U);
}

TEST_F(StreamedBody, is_dropped_when_the_client_leaves_before_there_are_bytes) {
    piece_bytes_ = 0;
    pieces_ = endless * endless;
    {
        RawClient client { server_->port() };
        client.send(get);
        EXPECT_THAT(client.receive_head(), HasSubstr("chunked"));
    }
    EXPECT_TRUE(is_dropped());
}

TEST_F(StreamedBody, is_dropped_when_the_client_leaves_in_the_middle) {
    piece_bytes_ = 100'000;
    pieces_ = endless;
    {
        RawClient client { server_->port(), 4096 };
        client.send(get);
        EXPECT_THAT(client.receive_head(), HasSubstr("chunked"));
    }
    EXPECT_TRUE(is_dropped());
}

TEST_F(StreamedBody, waits_for_a_slow_client_without_making_more_and_not_for_ever) {
    piece_bytes_ = 20'000'000;
    pieces_ = endless;
    start({ .body_patience = std::chrono::seconds { 2 } });
    RawClient client { server_->port(), 4096 };
    client.send(get);
    EXPECT_THAT(client.receive_head(), HasSubstr("chunked"));
    EXPECT_TRUE(is_dropped());
    EXPECT_EQ(made_, 1U);
}

} // namespace
} // namespace boai
