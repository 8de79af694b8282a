/// \file
/// Fills a Request while Boost.Beast parses; included by the connection alone.
#pragma once

#include "http/message.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>

#include <string>
#include <string_view>

namespace boai::http {

/// Parses one request. The target is kept as it came; header names become lower case.
class RequestParser final : public boost::beast::http::basic_parser<true> {
public:
    Request request;
    std::string target;
    int version = 11;  ///< 10 or 11

private:
    using Text = boost::beast::string_view;
    using Code = boost::beast::error_code;

    void on_request_impl(
        boost::beast::http::verb word, Text method, Text given, int number, Code& error
    ) override;
    void on_response_impl(int status, Text reason, int version, Code& error) override;
    void on_field_impl(boost::beast::http::field name, Text text, Text value, Code& error) override;
    void on_header_impl(Code& error) override;
    void
    on_body_init_impl(const boost::optional<std::uint64_t>& content_length, Code& error) override;
    std::size_t on_body_impl(Text piece, Code& error) override;
    void on_chunk_header_impl(std::uint64_t size, Text extensions, Code& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, Text piece, Code& error) override;
    void on_finish_impl(Code& error) override;
};

}  // namespace boai::http
