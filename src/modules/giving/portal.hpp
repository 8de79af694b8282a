/// \file
/// Portal: the public pages at their addresses, with their cache.
#pragma once

#include "base/places.hpp"
#include "base/workers.hpp"
#include "http/router.hpp"
#include "modules/giving/live_totals.hpp"
#include "modules/giving/portal_pages.hpp"
#include "pages/page_cache.hpp"
#include "record/engine.hpp"

#include <functional>
#include <memory>
#include <string>

namespace boai::giving {

/// What the portal needs besides the book.
struct PortalOptions {
    /// Whether this address may search for a name now. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_search;
    std::string lockup {};  ///< address of the society's lockup; empty for none
    std::size_t threads = 2;
    std::size_t cache_bytes_max = 16U << 20U;
};

/// Threads: any. Must outlive the router's use.
class Portal {
public:
    Portal(record::Engine& engine, PortalOptions options);

    /// "/", "/disclosure", "/campaigns/{id}", "/r/{receipt}", their CSV, and /api/v1/events; and
    /// what answers addresses that nothing else does.
    void add_routes(http::Router& router);

private:
    using Make = std::function<Result<http::Response>(PublicReader& reader)>;

    /// Answers from the cache, or on a worker. An empty `key` is not kept.
    void serve(std::string key, pages::Preferences preferences, http::Responder respond, Make make);
    void serve_home(const http::Request& request, http::Responder respond);
    void serve_disclosure(const http::Request& request, http::Responder respond);
    void serve_name(const http::Request& request, http::Responder respond, bool as_csv);
    void serve_csv(const http::Request& request, http::Responder respond);
    Result<http::Response>
    csv_of(PublicReader& reader, const PublicQuestion& question, Language language);
    void serve_campaign(const http::Request& request, Id campaign, http::Responder respond);
    void serve_gift(const http::Request& request, std::string receipt, http::Responder respond);
    void serve_events(const http::Request& request, http::Responder respond);
    void refuse_address(const http::Request& request, const http::Responder& respond) const;
    [[nodiscard]] std::string society(Language language) const;
    /// The page in its frame.
    [[nodiscard]] std::string
    document(pages::Page page, const pages::Preferences& preferences) const;
    [[nodiscard]] http::Response
    refusal(const Error& error, const pages::Preferences& preferences) const;

    record::Engine& engine_;
    PortalOptions options_;
    pages::PageCache cache_;
    LiveTotals live_;
    Places files_;
    Workers workers_;
};

/// A CSV file as an answer.
[[nodiscard]] http::Response csv_response(std::string csv);

} // namespace boai::giving
