// The disclosure of gifts in kind, as a page and as a file.
#include "http/body_source.hpp"
#include "modules/giving/goods/goods_pages.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/portal_request.hpp"
#include "modules/giving/portal_text.hpp"

#include <utility>

namespace boai::giving {
namespace {

namespace say = portal_text;
using http::Method;
using http::Request;
using http::Responder;
using http::Response;

/// One download: the head of the file, then page after page, each as the book is then.
struct GoodsDownload {
    record::Engine& engine;
    Place place;
    Language language;
    PublicQuestion question;
    std::string head;
    bool more = true;

    Result<std::optional<std::string>> next() {
        if (!more) {
            return std::optional<std::string> {};
        }
        auto lease = TRY(engine.readers().lend());
        const auto goods = TRY(storage::in_snapshot(*lease, [&](storage::Connection& connection) {
            PublicGoodsReader reader { engine, connection };
            return reader.find(question, more);
        }));
        if (!goods.empty()) {
            question.before = goods.back().id;
            question.before_day = goods.back().day;
        }
        return std::optional { std::exchange(head, {}) + goods_csv_rows(goods, language) };
    }
};

} // namespace

void Portal::serve_goods(const Request& request, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    auto question = question_of(request);
    if (!question) {
        respond(refusal(question.error(), preferences));
        return;
    }
    serve(
        key_of("/goods?" + request.query, preferences),
        preferences,
        std::move(respond),
        [this, preferences, question = *question](PublicReader& reader) -> Result<Response> {
            GoodsDisclosureView view { .society = society(preferences.language),
                                       .question = question };
            PublicGoodsReader goods { engine_, reader.connection() };
            view.goods = TRY(goods.find(question, view.more));
            view.totals = TRY(goods.totals(question));
            view.campaigns = TRY(reader.published());
            return pages::html_response(
                document(goods_page(view, preferences.language), preferences), preferences
            );
        }
    );
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): served as the page beside it
void Portal::serve_goods_csv(const Request& request, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    auto question = question_of(request);
    if (!question) {
        respond(refusal(question.error(), preferences));
        return;
    }
    auto place = files_.take();
    if (!place) {
        respond(refusal({ Errc::unavailable, say::too_many_files, {} }, preferences));
        return;
    }
    constexpr std::size_t page_gifts = 100;
    question->limit = page_gifts;
    const auto download = std::make_shared<GoodsDownload>(GoodsDownload {
        .engine = engine_,
        .place = std::move(*place),
        .language = preferences.language,
        .question = std::move(*question),
        .head = goods_csv_head(preferences.language),
    });
    auto response = csv_response({}, "goods.csv");
    response.source = http::make_body(workers_, [download] { return download->next(); });
    respond(std::move(response));
}

void Portal::add_goods_routes() {
    using Serve = void (Portal::*)(const Request&, Responder);
    const auto add = [this](const char* path, Serve serve_it) {
        parts_.router.add(
            Method::get,
            path,
            [this, serve_it](const Request& request, const http::PathValues&, Responder respond) {
                (this->*serve_it)(request, std::move(respond));
            }
        );
    };
    add("/goods", &Portal::serve_goods);
    add("/goods.csv", &Portal::serve_goods_csv);
}

} // namespace boai::giving
