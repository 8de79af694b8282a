// Published notices: the list, each as a page and as a file.
#include "http/body_source.hpp"
#include "modules/giving/disclosure/notice_file.hpp"
#include "modules/giving/disclosure/notice_pages.hpp"
#include "modules/giving/disclosure/notice_paper.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/portal_text.hpp"

#include <charconv>

namespace boai::giving {
namespace {

namespace say = portal_text;
using http::Method;
using http::Request;
using http::Responder;
using http::Response;

constexpr std::size_t notices_shown = 500;

/// What of a notice is asked for: "320700-2020-N001.pdf".
struct NoticeAddress {
    std::string number;
    std::string file; ///< "pdf"; empty for the page
};

NoticeAddress address_of(const std::string& text) {
    const auto point = text.rfind('.');
    return point == std::string::npos
        ? NoticeAddress { text, {} }
        : NoticeAddress { text.substr(0, point), text.substr(point + 1) };
}

std::size_t page_asked(const Request& request) {
    const auto text = request.parameter("page").value_or("");
    std::size_t page = 0;
    std::from_chars(text.data(), text.data() + text.size(), page);
    constexpr std::size_t pages_max = 1'000'000;
    return std::min(page, pages_max);
}

Response notice_response(std::string bytes, std::string_view type, const std::string& file) {
    Response response { .content_type = std::string { type }, .body = std::move(bytes) };
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
    return response;
}

std::string_view type_of(std::string_view file) {
    if (file == "pdf") {
        return "application/pdf";
    }
    if (file == "csv") {
        return "text/csv; charset=utf-8";
    }
    if (file == "json") {
        return "application/json";
    }
    return file == "xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                          : "";
}

/// A paper while it is sent: everything it borrows, and how far it is.
struct NoticeDownload {
    Place place;
    PublicNotice notice;
    std::optional<NoticeTable> table;
    std::optional<NoticePaper> paper;
};

} // namespace

void Portal::serve_notices(const Request& request, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    serve(
        key_of("/notices", preferences),
        preferences,
        std::move(respond),
        [this, preferences](PublicReader& reader) -> Result<Response> {
            PublicNoticeReader notices { engine_, reader.connection() };
            NoticeListView view { .society = society(preferences.language) };
            view.notices = TRY(notices.list(notices_shown));
            return pages::html_response(
                document(notices_page(view, preferences.language), preferences), preferences
            );
        }
    );
}

Result<Response> Portal::notice_file(
    PublicReader& reader, const std::string& number, const std::string& file, Language language
) {
    auto place = files_.take();
    if (!place) {
        return fail(Errc::unavailable, say::too_many_files);
    }
    PublicNoticeReader notices { engine_, reader.connection() };
    auto notice = TRY(notices.find(number));
    TRY(notices.name_donors(notice, 0, notice.notice.rows.size()));
    const auto type = type_of(file);
    const auto name = number + "." + file;
    if (file == "json") {
        return notice_response(write_notice_file(notice.notice, notice.donors), type, name);
    }
    if (file != "pdf") {
        const NoticeTable table { notice, language, level_words(engine_.registry()) };
        auto bytes = file == "csv" ? Result<std::string> { notice_csv(table) } : notice_xlsx(table);
        return notice_response(TRY(std::move(bytes)), type, name);
    }
    const auto download = std::make_shared<NoticeDownload>(NoticeDownload {
        std::move(*place), std::move(notice), {}, {} });
    download->table.emplace(download->notice, language, level_words(engine_.registry()));
    const auto base = parts_.public_url ? parts_.public_url() : std::string {};
    download->paper = TRY(NoticePaper::create(
        *download->table, { society(language), base + "/notices/" + number, engine_.clock().now() }
    ));
    auto response = notice_response({}, type, name);
    response.source = http::make_body(workers_, [download] { return download->paper->next(); });
    return response;
}

void Portal::serve_notice(const Request& request, const std::string& asked, Responder respond) {
    const auto preferences = pages::preferences_of(request);
    const auto address = address_of(asked);
    if (!address.file.empty()) {
        if (type_of(address.file).empty()) {
            refuse_address(request, respond);
            return;
        }
        serve(
            {},
            preferences,
            std::move(respond),
            [this, address, language = preferences.language](PublicReader& reader) {
                return notice_file(reader, address.number, address.file, language);
            }
        );
        return;
    }
    const auto page = page_asked(request);
    serve(
        key_of("/notices/" + asked + "?" + std::to_string(page), preferences),
        preferences,
        std::move(respond),
        [this, preferences, address, page](PublicReader& reader) -> Result<Response> {
            PublicNoticeReader notices { engine_, reader.connection() };
            auto notice = TRY(notices.find(address.number));
            TRY(notices.name_donors(notice, page * notice_rows_per_page, notice_rows_per_page));
            const NoticeTable table { notice,
                                      preferences.language,
                                      level_words(engine_.registry()) };
            const NoticeView view { .society = society(preferences.language),
                                    .page = page,
                                    .has_proof = parts_.logs != nullptr };
            return pages::html_response(
                document(notice_page(table, view), preferences), preferences
            );
        }
    );
}

void Portal::serve_kept_notice(const std::string& number, Responder respond) {
    serve({}, {}, std::move(respond), [this, number](PublicReader& reader) -> Result<Response> {
        PublicNoticeReader notices { engine_, reader.connection() };
        auto notice = TRY(notices.find(number));
        return notice_response(
            std::move(notice.bytes), "application/json", number + ".content.json"
        );
    });
}

void Portal::add_notice_pages() {
    auto& router = parts_.router;
    router.add(
        Method::get,
        "/notices",
        [this](const Request& request, const http::PathValues&, Responder respond) {
            serve_notices(request, std::move(respond));
        }
    );
    router.add(
        Method::get,
        "/notices/{number}",
        [this](const Request& request, const http::PathValues& path, Responder respond) {
            serve_notice(request, std::string { path["number"] }, std::move(respond));
        }
    );
    router.add(
        Method::get,
        "/notices/{number}/content.json",
        [this](const Request&, const http::PathValues& path, Responder respond) {
            serve_kept_notice(std::string { path["number"] }, std::move(respond));
        }
    );
}

} // namespace boai::giving
