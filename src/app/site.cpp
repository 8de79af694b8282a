#include "app/site.hpp"

#include "api/api.hpp"
#include "api/metrics.hpp"
#include "app/assets.hpp"
#include "app/operations.hpp"
#include "app/payment_accounts.hpp"
#include "http/metric_text.hpp"
#include "http/static_files.hpp"
#include "identity/session_routes.hpp"

#include <array>

namespace boai::app {
namespace {

constexpr identity::RateOptions search_rate { .burst = limits::name_searches_burst,
                                              .per_minute = limits::name_searches_per_minute };

constexpr identity::RateOptions order_rate { .burst = limits::orders_burst,
                                             .per_minute = limits::orders_per_minute };
constexpr identity::RateOptions refused_notice_rate { .burst = limits::refused_notices_burst,
                                                      .per_minute
                                                      = limits::refused_notices_per_minute };

/// What the API writes into the audit trail when personal values are opened.
api::AuditHook audit_hook(identity::IdentityService& identity) {
    return [&identity](const api::AuditNote& note) {
        return identity.note_opening(
            *note.actor, { note.record, note.branch, note.id, note.reason, note.peer }
        );
    };
}

std::vector<api::ModuleTitle> titles_of(const std::vector<modules::Module>& modules) {
    std::vector<api::ModuleTitle> titles;
    titles.reserve(modules.size());
    for (const auto& module : modules) {
        titles.push_back({ module.name, module.title });
    }
    return titles;
}

/// Serves one set of embedded files below a path.
void add_folder(
    http::Router& router,
    const std::string& pattern,
    const std::shared_ptr<const http::StaticFiles>& files,
    const std::string& fixed_path
) {
    router.add(
        http::Method::get,
        pattern,
        [files, fixed_path](
            const http::Request& request,
            const http::PathValues& path,
            const http::Responder& respond
        ) { respond(files->answer(request, fixed_path.empty() ? path["path"] : fixed_path)); }
    );
}

/// How far each branch's log is published: it must follow what is entered.
void append_log_sizes(std::string& out, Book& book) {
    constexpr std::string_view name = "boai_log_published_entries";
    http::append_metric_head(
        out, { name, "Entries under the newest published checkpoint.", "gauge" }
    );
    for (const auto& branch : book.engine().branches()->all()) {
        if (const auto checkpoint = book.published_logs().find(branch.id)) {
            http::append_metric_value(
                out, name, "branch", branch.code, static_cast<std::int64_t>(checkpoint->size)
            );
        }
    }
}

} // namespace

Site::Site(Book& book)
    : book_(book)
    , searches_(book.clock(), search_rate)
    , orders_(book.clock(), order_rate)
    , refused_notices_(book.clock(), refused_notice_rate) { }

Site::~Site() = default;

Result<std::unique_ptr<Site>>
Site::create(Book& book, identity::IdentityOptions options, const std::filesystem::path& data) {
    std::unique_ptr<Site> site { new Site { book } };
    site->lockup_ = TRY(read_lockup(data));
    if (site->lockup_ && site->lockup_->file.ends_with(".png")) {
        site->lockup_png_ = std::make_shared<const std::string>(site->lockup_->bytes);
    }
    site->payments_ = TRY(load_payment_accounts(data, book.vault()));
    site->identity_ = TRY(identity::IdentityService::create(book.engine(), options));
    identity::add_session_routes(site->router_, *site->identity_);
    site->add_api();
    site->add_modules();
    site->add_files();
    site->add_lockup();
    return site;
}

void Site::add_api() {
    api::add_api_routes({
        .router = router_,
        .engine = book_.engine(),
        .modules = titles_of(book_.modules()),
        .figures = book_.figures(),
        .authenticate
        = [this](const http::Request& request) { return identity_->authenticate(request); },
        .audit = audit_hook(*identity_),
        .user_names = identity::user_names,
        .metrics = { [this](std::string& out) { append_metrics(out); } },
        .openapi = openapi_of(book_),
        .logs = &book_.published_logs(),
    });
}

void Site::add_modules() {
    for (const auto& module : book_.modules()) {
        if (module.add_routes) {
            kept_.push_back(module.add_routes({
                .router = router_,
                .engine = book_.engine(),
                .authenticate
                = [this](const http::Request& request) { return identity_->authenticate(request); },
                .admit_search = [this](std::string_view peer) { return searches_.admit(peer); },
                .lockup = lockup_ ? "/" + lockup_->file : std::string {},
                .note_opening =
                    [this](const modules::Opening& opening) {
                        return identity_->note_opening(
                            *opening.actor,
                            { opening.record,
                              opening.branch,
                              opening.id,
                              opening.reason,
                              opening.peer }
                        );
                    },
                .user_names = identity::user_names,
                .public_url = [this] { return public_url_; },
                .lockup_png = lockup_png_,
                .logs = &book_.published_logs(),
                .payments = &payments_,
                .admit_order = [this](std::string_view peer) { return orders_.admit(peer); },
                .admit_refused_notice
                = [this](std::string_view peer) { return refused_notices_.admit(peer); },
                .add_metrics
                = [this](http::MetricSource source) { metrics_.push_back(std::move(source)); },
            }));
        }
    }
}

void Site::add_files() {
    const auto portal = std::make_shared<const http::StaticFiles>(
        portal_files(), http::StaticOptions { .hashed_folder = "" }
    );
    add_folder(router_, "/assets/{path*}", portal, "");
    const auto console = std::make_shared<const http::StaticFiles>(
        console_files(), http::StaticOptions { .fallback = "index.html" }
    );
    add_folder(router_, "/console/{path*}", console, "");
    add_folder(router_, "/console/", console, "index.html");
    router_.add(
        http::Method::get,
        "/console",
        [](const http::Request& request, const http::PathValues&, const http::Responder& respond) {
            http::Response response { .status = 303, .content_type = "" };
            // The console's own address of its first page lacks the slash; its parameters stay.
            const auto query = request.query.empty() ? std::string {} : "?" + request.query;
            response.headers.emplace_back("Location", "/console/" + query);
            respond(std::move(response));
        }
    );
}

void Site::add_lockup() {
    if (!lockup_) {
        return;
    }
    const std::array files { http::EmbeddedFile { lockup_->file, lockup_->bytes } };
    add_folder(
        router_,
        "/" + lockup_->file,
        std::make_shared<const http::StaticFiles>(
            files, http::StaticOptions { .hashed_folder = "" }
        ),
        lockup_->file
    );
}

void Site::append_metrics(std::string& out) const {
    append_log_sizes(out, book_);
    if (const auto* counts = counts_.load()) {
        api::append_server_metrics(out, *counts);
    }
    for (const auto& source : metrics_) {
        source(out);
    }
}

} // namespace boai::app
