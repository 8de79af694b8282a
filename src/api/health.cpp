#include "api/endpoint.hpp"
#include "api/metrics.hpp"
#include "http/metric_text.hpp"
#include "http/problem.hpp"

#include <array>
#include <chrono>
#include <future>

namespace boai::api {
namespace {

constexpr Text writer_silent { "写入线程没有应答", "the writer does not answer" };

http::Response alive() {
    return http::json_response(R"({"status":"alive"})");
}

Result<void> ask_database(const Api& api) {
    auto lease = TRY(api.engine().readers().lend());
    return lease->query("SELECT 1", {}, [](const storage::Row&) -> Result<void> { return {}; });
}

/// A row that is written and taken away again: on a full disk it cannot be committed.
Result<void> write_something(storage::Transaction& transaction) {
    const std::array params { storage::Param { "readiness" }, storage::Param { 0 } };
    TRY(transaction.execute(
        "INSERT INTO schema_migration (room, number, name, applied_at) VALUES ($1, $2, '', 0)",
        params
    ));
    TRY(transaction.execute("DELETE FROM schema_migration WHERE room = $1 AND number = $2", params)
    );
    return {};
}

/// Whether it is time to see if the disk takes something: after every failure, while it is not
/// known to be over, and now and then. Other probes write nothing, as they come often.
bool must_write(Api& api, std::uint64_t failed) {
    constexpr std::int64_t every_ms = 5'000;
    const auto written_at = api.probe_written_at.load();
    return api.probe_failed != failed || written_at == 0
        || api.engine().clock().now().milliseconds - written_at >= every_ms;
}

/// Waits for a unit of work to go through the writer.
Result<void> ask_writer(Api& api) {
    const auto failed = api.engine().writer().counts().failed;
    const bool writes = must_write(api, failed);
    const auto outcome = std::make_shared<std::promise<Result<void>>>();
    auto answer = outcome->get_future();
    TRY(api.engine().writer().submit({ Id {},
                                       [writes](storage::Transaction& transaction) {
                                           return writes ? write_something(transaction)
                                                         : Result<void> {};
                                       },
                                       [outcome](Result<void> result) {
                                           outcome->set_value(std::move(result));
                                       } }));
    if (answer.wait_for(api.parts.writer_patience) != std::future_status::ready) {
        return fail(Errc::unavailable, writer_silent);
    }
    auto result = answer.get();
    if (!result) {
        api.probe_written_at = 0;
    } else if (writes) {
        api.probe_failed = failed;
        api.probe_written_at = api.engine().clock().now().milliseconds;
    }
    return result;
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
        http::append_metric(
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
