/// \file
/// Portal: the public pages at their addresses, with their cache.
#pragma once

#include "base/places.hpp"
#include "base/workers.hpp"
#include "http/router.hpp"
#include "modules/giving/disclosure/open_data.hpp"
#include "modules/giving/kept_disclosure.hpp"
#include "modules/giving/live_totals.hpp"
#include "modules/giving/portal_pages.hpp"
#include "modules/module.hpp"
#include "pages/page_cache.hpp"
#include "record/engine.hpp"
#include "transparency/proof.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace boai::giving {

struct PortalOptions {
    std::size_t threads = 2;
    std::size_t cache_bytes_max = 6U << 20U; ///< of whole answers
    std::size_t parts_bytes_max = 8U << 20U; ///< of what answers are made of
};

/// Under which the answer to `what` is kept, as a reader prefers it.
[[nodiscard]] std::string key_of(std::string_view what, const pages::Preferences& preferences);

/// Where a gift is shown: to everybody, or to its donor.
struct GiftAddress {
    std::string receipt;
    std::string token; ///< the donor's own; empty for everybody
};

/// A team of a campaign.
struct TeamAddress {
    Id campaign;
    Id team;
};

/// Threads: any. Must outlive the router's use.
class Portal {
public:
    Portal(
        modules::RouteParts parts, modules::ReadMoneyMoves read_moves, PortalOptions options = {}
    );

    /// "/", "/disclosure", "/goods", "/notices", "/open-data", "/campaigns/{id}" with its teams,
    /// "/r/{receipt}" with its papers, their CSV, and /api/v1/events; and what answers addresses
    /// that nothing else does.
    void add_routes();

private:
    using Make = std::function<Result<http::Response>(PublicReader& reader)>;

    /// What somebody asks of the book as it was at `version`; the answer is kept under `key`, if
    /// that is not empty.
    struct Asked {
        std::string key;
        pages::Preferences preferences;
        std::uint64_t version = 0;
    };

    /// Answers from the cache, if it can.
    bool serve_kept(const Asked& asked, const http::Responder& respond);
    /// Answers on a worker.
    void serve_from_book(const Asked& asked, const http::Responder& respond, Make make);
    /// Answers from the cache, or on a worker.
    void serve(
        const std::string& key,
        pages::Preferences preferences,
        const http::Responder& respond,
        Make make
    );
    void serve_home(const http::Request& request, http::Responder respond);
    void serve_disclosure(const http::Request& request, const http::Responder& respond);
    /// Of parts that are kept as long as the book stays as it is.
    Result<DisclosureAnswer>
    disclosure_answer(PublicReader& reader, const PublicQuestion& question, const Asked& asked);
    [[nodiscard]] http::Response disclosure_response(
        const PublicQuestion& question,
        DisclosureAnswer answer,
        const pages::Preferences& preferences
    ) const;
    void serve_name(const http::Request& request, http::Responder respond, bool as_csv);
    /// On the first page of an answer to a name: what the same donor gave in kind, the latest.
    Result<void> add_goods_of_name(PublicReader& reader, DisclosureView& view);
    void serve_csv(const http::Request& request, http::Responder respond);
    Result<http::Response>
    csv_of(PublicReader& reader, const PublicQuestion& question, Language language);
    void serve_campaign(const http::Request& request, Id campaign, http::Responder respond);
    void serve_team(const http::Request& request, TeamAddress address, http::Responder respond);
    void add_team_routes();
    void serve_goods(const http::Request& request, http::Responder respond);
    void serve_goods_csv(const http::Request& request, http::Responder respond);
    void add_goods_routes();
    void serve_notices(const http::Request& request, http::Responder respond);
    void
    serve_notice(const http::Request& request, const std::string& asked, http::Responder respond);
    void serve_kept_notice(const std::string& number, http::Responder respond);
    Result<http::Response> notice_file(
        PublicReader& reader, const std::string& number, const std::string& file, Language language
    );
    void add_notice_pages();
    [[nodiscard]] OpenDataInfo open_data_info(Text title, const http::Request& request) const;
    void serve_open_gifts(const http::Request& request, http::Responder respond, bool is_json);
    void serve_open_spending(const http::Request& request, http::Responder respond, bool is_json);
    void serve_iati(const http::Request& request, http::Responder respond);
    void add_open_data();
    void add_gift_routes();
    void
    serve_gift(const http::Request& request, const GiftAddress& address, http::Responder respond);
    void
    serve_paper(const http::Request& request, const GiftAddress& address, http::Responder respond);
    void serve_certificate(
        const http::Request& request, const GiftAddress& address, http::Responder respond
    );
    void
    serve_proof(const http::Request& request, const GiftAddress& address, http::Responder respond);
    Result<http::Response> answer_gift(
        PublicReader& reader, const GiftAddress& address, const pages::Preferences& preferences
    );
    void serve_events(const http::Request& request, const http::Responder& respond);
    void refuse_address(const http::Request& request, const http::Responder& respond) const;
    [[nodiscard]] std::string society(Language language) const;
    /// Whether the society has an account to give to directly.
    [[nodiscard]] bool takes_gifts() const;
    /// The page in its frame.
    [[nodiscard]] std::string
    document(pages::Page page, const pages::Preferences& preferences) const;
    [[nodiscard]] http::Response
    refusal(const Error& error, const pages::Preferences& preferences) const;

    modules::RouteParts parts_;
    modules::ReadMoneyMoves read_moves_;
    record::Engine& engine_;
    transparency::Prover prover_;
    pages::PageCache cache_;
    KeptDisclosure disclosure_;
    LiveTotals live_;
    Places files_;
    Workers workers_;
};

/// A CSV file as an answer.
[[nodiscard]] http::Response csv_response(std::string csv, std::string_view file = "gifts.csv");

} // namespace boai::giving
