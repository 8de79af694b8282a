#include "api/endpoint.hpp"
#include "api/metrics.hpp"
#include "http/problem.hpp"

#include <chrono>
#include <future>

namespace boai::api {
namespace {

constexpr std::chrono::seconds writer_patience { 2 };

constexpr Text writer_silent { "写入线程没有应答", "the writer does not answer" };

http::Response alive() {
    return http::json_response(R"({"status":"alive"})");
}

Result<void> ask_database(const Api& api) {
    auto lease = TRY(api.engine().readers().lend());
    return lease->query("SELECT 1", {}, [](const storage::Row&) -> Result<void> { return {}; });
}

/// Waits for an empty unit of work to go through the writer.
Result<void> ask_writer(const Api& api) {
    const auto outcome = std::make_shared<std::promise<Result<void>>>();
    auto answer = outcome->get_future();
    TRY(api.engine().writer().submit({ Id {},
                                       [](storage::Transaction&) -> Result<void> { return {}; },
                                       [outcome](Result<void> result) {
                                           outcome->set_value(std::move(result));
                                       } }));
    if (answer.wait_for(writer_patience) != std::future_status::ready) {
        return fail(Errc::unavailable, writer_silent);
    }
    return answer.get();
}

Result<http::Response> ready(Api& api, const Asked&) {
    TRY(ask_database(api));
    TRY(ask_writer(api));
    return http::json_response(R"({"status":"ready"})");
}

Result<http::Response> measure(Api& api, const Asked&) {
    http::Response response { .content_type = "text/plain; version=0.0.4; charset=utf-8" };
    append_writer_metrics(response.body, api.engine().writer().counts());
    if (const auto bytes = api.engine().database().size_bytes()) {
        append_metric(
            response.body, { "boai_database_bytes", "Size of the database.", "gauge" }, *bytes
        );
    }
    append_process_metrics(response.body);
    for (const auto& source : api.parts.metrics) {
        source(response.body);
    }
    return response;
}

} // namespace

void add_health(const std::shared_ptr<Api>& api) {
    // Alive is answered by the network's own thread: it says nothing of the database.
    api->parts.router.add(
        http::Method::get,
        "/healthz",
        [](const http::Request&, const http::PathValues&, const http::Responder& respond) {
            respond(alive());
        }
    );
    add_open_reading(api, http::Method::get, "/readyz", ready);
    add_open_reading(api, http::Method::get, "/metrics", measure);
}

} // namespace boai::api
