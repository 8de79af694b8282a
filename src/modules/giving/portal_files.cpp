// The disclosure as a file.
#include "http/body_source.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/portal_request.hpp"
#include "modules/giving/portal_text.hpp"
#include "modules/giving/public_csv.hpp"

#include <utility>

namespace boai::giving {
namespace {

namespace say = portal_text;
using http::Response;

/// One download: the head of the file, then page after page.
struct GiftsDownload {
    record::Engine& engine;
    Place place;
    Language language;
    PublicGiftPages pages;
    std::string head;

    Result<std::optional<std::string>> next() {
        auto lease = TRY(engine.readers().lend());
        const auto gifts = TRY(storage::in_snapshot(*lease, [&](storage::Connection& connection) {
            PublicReader reader { engine, connection };
            return pages.next(reader);
        }));
        auto piece = std::exchange(head, {}) + gifts_csv_rows(gifts, language);
        return piece.empty() ? std::optional<std::string> {} : std::move(piece);
    }
};

} // namespace

Response csv_response(std::string csv, std::string_view file) {
    Response response { .content_type = "text/csv; charset=utf-8", .body = std::move(csv) };
    response.headers.emplace_back(
        "Content-Disposition", "attachment; filename=\"" + std::string { file } + "\""
    );
    return response;
}

Result<Response>
Portal::csv_of(PublicReader& reader, const PublicQuestion& question, Language language) {
    if (!question.receipt.empty()) {
        const auto page = TRY(reader.find(question));
        return csv_response(gifts_csv_head(language) + gifts_csv_rows(page.gifts, language));
    }
    auto place = files_.take();
    if (!place) {
        return fail(Errc::unavailable, say::too_many_files);
    }
    const auto download = std::make_shared<GiftsDownload>(GiftsDownload {
        .engine = engine_,
        .place = std::move(*place),
        .language = language,
        .pages = PublicGiftPages { question, reader.branches() },
        .head = gifts_csv_head(language),
    });
    auto response = csv_response({});
    response.source = http::make_body(workers_, [download] { return download->next(); });
    return response;
}

void Portal::serve_csv(const http::Request& request, http::Responder respond) {
    const auto preferences = pages::preferences_of(request);
    auto question = question_of(request);
    if (!question) {
        respond(refusal(question.error(), preferences));
        return;
    }
    constexpr std::size_t page_rows = 500;
    question->limit = page_rows;
    serve(
        {},
        preferences,
        std::move(respond),
        [this, language = preferences.language, question = *question](PublicReader& reader) {
            return csv_of(reader, question, language);
        }
    );
}

} // namespace boai::giving
