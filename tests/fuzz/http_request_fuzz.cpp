// What comes over a connection: the head of a request, its target, its query, its cookies.
#include "expect.hpp"
#include "http/percent.hpp"
#include "http/request_parser.hpp"
#include "http/target.hpp"

#include <boost/asio/buffer.hpp>

namespace {

using boai::fuzz::expect;

void check_target(std::string_view text) {
    const auto target = boai::http::parse_target(text);
    if (!target) {
        return;
    }
    expect(target->path.starts_with('/'), "a path begins at the root");
    expect(boai::http::is_utf8(target->path), "a path is UTF-8");
    expect(!target->path.contains("/../") && !target->path.ends_with("/.."), "a path never climbs");
    expect(target->path.find('\0') == std::string::npos, "a path has no NUL");
    for (const auto& [name, value] : boai::http::parse_form(target->query)) {
        const auto again = boai::http::percent_decode(boai::http::percent_encode(value), false);
        expect(again == value, "a value reads back");
        expect(boai::http::is_utf8(name) && boai::http::is_utf8(value), "parameters are UTF-8");
    }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text { reinterpret_cast<const char*>(data), size };
    check_target(text);
    boai::http::RequestParser parser;
    constexpr std::uint64_t body_bytes_max = 1U << 16U;
    parser.body_limit(body_bytes_max);
    parser.eager(true);
    boost::beast::error_code error;
    std::size_t at = 0;
    while (at < size && !parser.is_done() && !error) {
        const auto taken = parser.put(boost::asio::buffer(text.data() + at, size - at), error);
        if (taken == 0) {
            break;
        }
        at += taken;
    }
    if (parser.is_header_done()) {
        check_target(parser.target);
        static_cast<void>(parser.request.cookie("boai_session"));
        expect(parser.request.body.size() <= body_bytes_max, "a body keeps its limit");
    }
    return 0;
}
