#include "http/request_parser.hpp"

#include <algorithm>

namespace boai::http {
namespace {

namespace beast = boost::beast;

Method method_of(beast::http::verb word) {
    using beast::http::verb;
    switch (word) {
    case verb::get:
        return Method::get;
    case verb::head:
        return Method::head;
    case verb::post:
        return Method::post;
    case verb::put:
        return Method::put;
    case verb::patch:
        return Method::patch;
    case verb::delete_:
        return Method::remove;
    case verb::options:
        return Method::options;
    default:
        return Method::other;
    }
}

std::string_view view_of(beast::string_view text) {
    return { text.data(), text.size() };
}

} // namespace

void RequestParser::on_request_impl(
    beast::http::verb word, Text /*method*/, Text given, int number, Code& /*error*/
) {
    version = number;
    request.method = method_of(word);
    target = view_of(given);
    request.headers.reserve(12);
}

void RequestParser::on_response_impl(
    int /*status*/, Text /*reason*/, int /*version*/, Code& /*error*/
) { }

void RequestParser::on_field_impl(
    beast::http::field /*name*/, Text text, Text value, Code& /*error*/
) {
    auto& [name, kept] = request.headers.emplace_back(view_of(text), view_of(value));
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
    });
}

void RequestParser::on_header_impl(Code& /*error*/) { }

void RequestParser::on_body_init_impl(
    const boost::optional<std::uint64_t>& content_length, Code& /*error*/
) {
    // What is only announced gets little memory; the rest comes with the bytes.
    request.body.reserve(std::min<std::uint64_t>(content_length.value_or(0), 1U << 20U));
}

std::size_t RequestParser::on_body_impl(Text piece, Code& /*error*/) {
    request.body.append(piece.data(), piece.size());
    return piece.size();
}

void RequestParser::on_chunk_header_impl(
    std::uint64_t /*size*/, Text /*extensions*/, Code& /*error*/
) { }

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remain*/, Text piece, Code& error) {
    return on_body_impl(piece, error);
}

void RequestParser::on_finish_impl(Code& /*error*/) { }

} // namespace boai::http
