/// \file
/// SampleApi: the API over the sample book, asked in the same process, and scenario tables for it.
#pragma once

#include "api/api.hpp"
#include "support/sample_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace boai::test {

/// One request and what must come of it.
struct Scenario {
    std::string name;
    http::Method method = http::Method::get;
    std::string target; ///< path and query
    std::string body {};
    std::vector<std::pair<std::string, std::string>> headers {};
    std::string token = "officer"; ///< whose request it is; empty for nobody's
    int status = 200;
    std::vector<std::string> holds {}; ///< parts the answer must have
    std::vector<std::string> lacks {}; ///< and parts it must not
};

/// Tokens: "officer" may do everything, "reader" reads in the county only, "clerk" may hand over in
/// the county only, "stranger" may do nothing.
class SampleApi {
public:
    explicit SampleApi(storage::Dialect dialect);

    [[nodiscard]] SampleBook& book() { return book_; }

    [[nodiscard]] http::Router& router() { return router_; }

    [[nodiscard]] const std::vector<api::AuditNote>& notes() const { return notes_; }

    /// From now on the audit trail cannot be written.
    void break_audit() { audit_breaks_ = true; }

    /// Sends a request and waits for the answer, but for the body that its source makes.
    http::Response begin(const Scenario& scenario);
    /// The same with the whole body.
    http::Response ask(const Scenario& scenario);
    /// The same, checking the answer.
    http::Response check(const Scenario& scenario);

    /// A parcel handed over; its id.
    std::string add_parcel(const std::string& label, const std::string& branch = "320000");

private:
    SampleBook book_;
    http::Router router_;
    std::vector<api::AuditNote> notes_;
    bool audit_breaks_ = false;
};

/// The text of the first member of this name in some JSON written without spaces.
[[nodiscard]] std::string member_of(std::string_view json, std::string_view name);
/// The value of an answer's header; empty when there is none.
[[nodiscard]] std::string header_of(const http::Response& response, std::string_view name);

} // namespace boai::test
