#include "http/client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <optional>
#include <variant>

namespace boai::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

struct Place {
    bool is_secure = false;
    std::string host;
    std::string port;
    std::string target;
};

/// Errors: invalid.
Result<Place> parse_url(std::string_view url) {
    Place place;
    const auto take = [&](std::string_view scheme) {
        const bool has = url.starts_with(scheme);
        url.remove_prefix(has ? scheme.size() : 0);
        return has;
    };
    place.is_secure = take("https://");
    const bool known = place.is_secure || take("http://");
    auto authority = url.substr(0, url.find('/'));
    place.target = url.substr(authority.size());
    place.target = place.target.empty() ? "/" : place.target;
    place.port = place.is_secure ? "443" : "80";
    const auto end_of_host = authority.starts_with('[') ? authority.find(']') : 0;
    if (const auto colon = authority.find(':', std::min(end_of_host, authority.size()));
        colon != std::string_view::npos) {
        place.port = authority.substr(colon + 1);
        authority = authority.substr(0, colon);
    }
    if (authority.starts_with('[') && authority.ends_with(']')) {
        authority = authority.substr(1, authority.size() - 2);
    }
    place.host = authority;
    const auto is_bad = [](unsigned char c) { return c <= ' ' || c == '@' || c == 0x7F; };
    if (!known || place.host.empty() || place.port.empty()
        || std::ranges::any_of(place.host, is_bad)
        || std::ranges::any_of(place.target, [](unsigned char c) { return c <= ' '; })) {
        return fail(
            Errc::invalid, Text { "不是 http 或 https 网址", "this is no http or https address" }
        );
    }
    return place;
}

/// One exchange, driven by callbacks: only these know time limits.
template <class Stream>
class Exchange {
public:
    Exchange(Stream& stream, const Place& place, const ClientRequest& request, std::size_t body_max)
        : stream_(stream)
        , place_(place) {
        message_.method_string(request.method);
        message_.target(place.target);
        message_.version(11);
        message_.set(beast::http::field::host, place.host + ":" + place.port);
        message_.set(beast::http::field::user_agent, "boai");
        message_.set(beast::http::field::connection, "close");
        if (!request.content_type.empty()) {
            message_.set(beast::http::field::content_type, request.content_type);
        }
        for (const auto& [name, value] : request.headers) {
            message_.set(name, value);
        }
        message_.body() = request.body;
        message_.prepare_payload();
        parser_.body_limit(body_max);
    }

    void connect(const asio::ip::tcp::resolver::results_type& found) {
        beast::get_lowest_layer(stream_).async_connect(found, [this](error_code error, auto) {
            if (next(error)) {
                connected();
            }
        });
    }

    [[nodiscard]] error_code outcome() const { return outcome_; }

    [[nodiscard]] bool is_done() const { return is_done_; }

    [[nodiscard]] ClientAnswer answer() {
        auto& message = parser_.get();
        const auto type = message[beast::http::field::content_type];
        const auto location = message[beast::http::field::location];
        return { static_cast<int>(message.result_int()),
                 { type.data(), type.size() },
                 std::move(message.body()),
                 { location.data(), location.size() } };
    }

private:
    bool next(error_code error) {
        outcome_ = error;
        return !error;
    }

    void connected() {
        if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
            write();
        } else {
            stream_.async_handshake(asio::ssl::stream_base::client, [this](error_code error) {
                if (next(error)) {
                    write();
                }
            });
        }
    }

    void write() {
        beast::http::async_write(stream_, message_, [this](error_code error, std::size_t) {
            if (next(error)) {
                read();
            }
        });
    }

    void read() {
        beast::http::async_read(stream_, buffer_, parser_, [this](error_code error, std::size_t) {
            is_done_ = next(error);
        });
    }

    Stream& stream_;
    const Place& place_;
    beast::http::request<beast::http::string_body> message_;
    beast::http::response_parser<beast::http::string_body> parser_;
    beast::flat_buffer buffer_;
    error_code outcome_;
    bool is_done_ = false;
};

std::unexpected<Error> no_answer(const Place& place, const std::string& why) {
    return fail(
        Errc::unavailable,
        compose({ "{} 没有应答：{}", "{} does not answer: {}" }, { place.host, why })
    );
}

template <class Stream>
Result<ClientAnswer> exchange(
    asio::io_context& loop,
    Stream& stream,
    const Place& place,
    const ClientRequest& request,
    const ClientOptions& options
) {
    Exchange<Stream> exchange { stream, place, request, options.body_bytes_max };
    beast::get_lowest_layer(stream).expires_after(options.timeout);
    // Looking up a name knows no limit of its own: the loop has one.
    asio::ip::tcp::resolver resolver { loop };
    error_code not_found;
    resolver.async_resolve(place.host, place.port, [&](error_code error, const auto& found) {
        not_found = error;
        if (!error) {
            exchange.connect(found);
        }
    });
    loop.run_for(options.timeout);
    if (not_found) {
        return no_answer(place, not_found.message());
    }
    if (!exchange.is_done()) {
        const auto why = exchange.outcome();
        return no_answer(place, why ? why.message() : "timeout");
    }
    return exchange.answer();
}

Result<ClientAnswer>
send_secure(const Place& place, const ClientRequest& request, const ClientOptions& options) {
    asio::ssl::context context { asio::ssl::context::tls_client };
    error_code error;
    context.set_default_verify_paths(error);
    context.set_verify_mode(asio::ssl::verify_peer, error);
    asio::io_context loop;
    beast::ssl_stream<beast::tcp_stream> stream { loop, context };
    stream.set_verify_callback(asio::ssl::host_name_verification { place.host }, error);
    if (error || SSL_set_tlsext_host_name(stream.native_handle(), place.host.c_str()) != 1) {
        return no_answer(place, "TLS");
    }
    return exchange(loop, stream, place, request, options);
}

} // namespace

Result<ClientAnswer> send(const ClientRequest& request, const ClientOptions& options) {
    const auto place = TRY(parse_url(request.url));
    if (place.is_secure) {
        return send_secure(place, request, options);
    }
    asio::io_context loop;
    beast::tcp_stream stream { loop };
    return exchange(loop, stream, place, request, options);
}

} // namespace boai::http
