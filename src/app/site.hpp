/// \file
/// Site: everything that is served, in one router.
#pragma once

#include "app/book.hpp"
#include "app/lockup.hpp"
#include "base/result.hpp"
#include "http/metric_text.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "identity/identity_service.hpp"
#include "payments/accounts.hpp"

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boai::app {

/// Made once, before the server starts. Threads: any.
class Site {
public:
    /// `data` is the folder that may hold the society's lockup. Errors: internal when a role names
    /// an unknown capability; those of read_lockup.
    static Result<std::unique_ptr<Site>> create(
        Book& book, identity::IdentityOptions options = {}, const std::filesystem::path& data = {}
    );

    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;
    ~Site();

    [[nodiscard]] http::Router& router() { return router_; }

    [[nodiscard]] identity::IdentityService& identity() { return *identity_; }

    /// Where people reach the server, without a slash at the end: stands in links on paper. To be
    /// called before the first request.
    void set_public_url(std::string url) { public_url_ = std::move(url); }

    /// Lets /metrics show what the server counts; `counts` outlives the last request.
    void add_counts(const http::ServerCounts& counts) { counts_ = &counts; }

private:
    explicit Site(Book& book);
    void add_api();
    void add_modules();
    void add_files();
    void add_lockup();
    void append_metrics(std::string& out) const;

    Book& book_;
    std::unique_ptr<identity::IdentityService> identity_;
    identity::RateLimit searches_;
    identity::RateLimit orders_;
    identity::RateLimit refused_notices_;
    payments::Accounts payments_;
    std::optional<Lockup> lockup_;
    std::atomic<const http::ServerCounts*> counts_ { nullptr };
    std::string public_url_;
    std::shared_ptr<const std::string> lockup_png_; ///< for papers; null for none
    std::vector<std::shared_ptr<void>> kept_; ///< what the modules' routes work with
    std::vector<http::MetricSource> metrics_; ///< of the modules
    http::Router router_;
};

} // namespace boai::app
