// Gifts and uses as open data: the page, and the files made while they are sent.
#include "http/body_source.hpp"
#include "modules/giving/disclosure/open_data_pages.hpp"
#include "modules/giving/disclosure/open_data_reader.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/portal_text.hpp"
#include "modules/giving/public_csv.hpp"

#include <utility>

namespace boai::giving {
namespace {

namespace say = portal_text;
using http::Method;
using http::Request;
using http::Responder;
using http::Response;

constexpr Text gifts_title { "捐赠开放数据", "Gifts as open data" };
constexpr Text spending_title { "使用与拨付开放数据", "Uses as open data" };
constexpr std::size_t page_gifts = 500;

/// One download of all gifts, page after page, each as the book is then.
struct OpenGifts {
    record::Engine& engine;
    Place place;
    OpenDataInfo info;
    bool is_json;
    PublicGiftPages pages;
    std::int64_t grants = 0;
    std::int64_t withheld = 0;
    bool is_begun = false;
    bool is_done = false;

    Result<std::optional<std::string>> next() {
        if (is_done) {
            return std::optional<std::string> {};
        }
        auto lease = TRY(engine.readers().lend());
        const auto gifts = TRY(storage::in_snapshot(*lease, [&](storage::Connection& connection) {
            PublicReader reader { engine, connection };
            return pages.next(reader);
        }));
        std::string piece;
        if (!std::exchange(is_begun, true)) {
            piece = is_json ? open_json_head() : open_csv_head();
        }
        const auto tree = engine.branches();
        for (const auto& gift : gifts) {
            const auto grant = grant_of(gift, *tree, info.language);
            piece += is_json ? open_json_grant(grant, grants == 0) : open_csv_grant(grant);
            ++grants;
            withheld += gift.is_named ? 0 : 1;
        }
        if (gifts.empty()) {
            is_done = true;
            piece += is_json ? open_json_end(info, grants, withheld) : std::string {};
        }
        return std::optional { std::move(piece) };
    }
};

std::string_view open_type(bool is_json) {
    return is_json ? "application/json" : "text/csv; charset=utf-8";
}

} // namespace

OpenDataInfo Portal::open_data_info(Text title, const Request& request) const {
    const auto language = pages::preferences_of(request).language;
    const auto base = parts_.public_url ? parts_.public_url() : std::string {};
    return { .title = society(language) + " " + std::string { title.in(language) },
             .publisher = society(language),
             .address = base.empty() ? std::string {} : base + request.path,
             .made = engine_.clock().now(),
             .language = language };
}

void Portal::serve_open_gifts(const Request& request, Responder respond, bool is_json) {
    const auto preferences = pages::preferences_of(request);
    serve(
        {},
        preferences,
        std::move(respond),
        [this, is_json, info = open_data_info(gifts_title, request)](PublicReader& reader
        ) -> Result<Response> {
            auto place = files_.take();
            if (!place) {
                return fail(Errc::unavailable, say::too_many_files);
            }
            const auto download = std::make_shared<OpenGifts>(OpenGifts {
                .engine = engine_,
                .place = std::move(*place),
                .info = info,
                .is_json = is_json,
                .pages = PublicGiftPages { { .limit = page_gifts }, reader.branches() },
            });
            Response response { .content_type = std::string { open_type(is_json) } };
            response.source = http::make_body(workers_, [download] { return download->next(); });
            return response;
        }
    );
}

void Portal::serve_open_spending(const Request& request, Responder respond, bool is_json) {
    const auto info = open_data_info(spending_title, request);
    serve(
        {},
        pages::preferences_of(request),
        std::move(respond),
        [this, is_json, info](PublicReader& reader) -> Result<Response> {
            OpenDataReader open { engine_, reader.connection(), read_moves_, info.language };
            const auto grants = TRY(open.spending());
            std::string file = is_json ? open_json_head() : open_csv_head();
            bool is_first = true;
            for (const auto& grant : grants) {
                file += is_json ? open_json_grant(grant, is_first) : open_csv_grant(grant);
                is_first = false;
            }
            file += is_json ? open_json_end(info, static_cast<std::int64_t>(grants.size()), 0) : "";
            return Response { .content_type = std::string { open_type(is_json) },
                              .body = std::move(file) };
        }
    );
}

void Portal::serve_iati(const Request& request, Responder respond) {
    const auto info = open_data_info(gifts_title, request);
    serve(
        {},
        pages::preferences_of(request),
        std::move(respond),
        [this, info](PublicReader& reader) -> Result<Response> {
            OpenDataReader open { engine_, reader.connection(), read_moves_, info.language };
            return Response { .content_type = "application/xml; charset=utf-8",
                              .body = iati_file(TRY(open.activities()), info) };
        }
    );
}

void Portal::add_open_data() {
    const auto add = [this](const char* path, auto serve_it) {
        parts_.router.add(
            Method::get,
            path,
            [serve_it](const Request& request, const http::PathValues&, Responder respond) {
                serve_it(request, std::move(respond));
            }
        );
    };
    add("/open-data", [this](const Request& request, const Responder& respond) {
        const auto preferences = pages::preferences_of(request);
        respond(pages::html_response(
            document(
                open_data_page(society(preferences.language), preferences.language), preferences
            ),
            preferences
        ));
    });
    for (const bool is_json : { true, false }) {
        const std::string ending = is_json ? ".json" : ".csv";
        add(("/open-data/gifts" + ending).c_str(),
            [this, is_json](const Request& request, Responder respond) {
                serve_open_gifts(request, std::move(respond), is_json);
            });
        add(("/open-data/spending" + ending).c_str(),
            [this, is_json](const Request& request, Responder respond) {
                serve_open_spending(request, std::move(respond), is_json);
            });
    }
    add("/open-data/iati.xml", [this](const Request& request, Responder respond) {
        serve_iati(request, std::move(respond));
    });
}

} // namespace boai::giving
