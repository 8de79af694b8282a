/// \file
/// What the endpoints share: the parts, the request with its actor, and the way to an answer.
#pragma once

#include "api/api.hpp"
#include "api/list_request.hpp"
#include "base/limits.hpp"
#include "base/places.hpp"
#include "base/workers.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boai::api {

/// The API while it runs; owned by the routes.
struct Api {
    explicit Api(ApiParts given)
        : parts(std::move(given))
        , workers(parts.threads) { }

    [[nodiscard]] record::Engine& engine() const { return parts.engine; }

    ApiParts parts;
    Places exports { limits::exports_running_max };
    /// When /readyz last saw that the disk takes something (0: it did not), and how many writes had
    /// failed by then.
    std::atomic<std::int64_t> probe_written_at { 0 };
    std::atomic<std::uint64_t> probe_failed { 0 };
    Workers workers;
};

/// One request with what its path said and who sent it.
struct Asked {
    http::Request request;
    http::PathValues path;
    std::shared_ptr<const record::Actor> actor;
};

/// Answers on a thread that may wait for the database.
using Reading = Result<http::Response> (*)(Api& api, const Asked& asked);

/// Answers later by `respond`, which it keeps. Runs on a worker.
using Writing = Result<void> (*)(Api& api, const Asked& asked, const http::Responder& respond);

/// Adds an endpoint that reads. The actor is known when `reading` runs; an answer whose ETag the
/// caller has already is sent as 304 without its body.
void add_reading(
    const std::shared_ptr<Api>& api, http::Method method, std::string pattern, Reading reading
);
/// The same, open to everybody: `asked.actor` is null.
void add_open_reading(
    const std::shared_ptr<Api>& api, http::Method method, std::string pattern, Reading reading
);
/// Adds an endpoint that writes.
void add_writing(
    const std::shared_ptr<Api>& api, http::Method method, std::string pattern, Writing writing
);

/// What a reading must be allowed, and where it was asked for.
struct Scope {
    const record::Actor& actor;
    std::string_view capability;
    const Parameters& parameters;
};

/// The branches a reading is about: the one named by the parameter `branch` (with those below it
/// for `subtree`), or every branch the actor may read. Errors: not_found, forbidden when nothing
/// is left.
Result<std::vector<Id>> branches_asked(const Api& api, const Scope& scope);

/// Every branch where the actor holds the capability.
[[nodiscard]] std::vector<Id>
branches_of(const Api& api, const record::Actor& actor, std::string_view capability);

/// Where the search text is a whole label, such as a printed receipt number, narrows the list to
/// the record it stands for.
void look_for_label(const Api& api, const record::RecordType& type, record::ListQuery& query);

/// The record type named in the path. Errors: not_found.
Result<const record::RecordTable*> record_asked(const Api& api, const Asked& asked);

/// The record type of this name. Errors: not_found, also when the actor may not read it.
Result<const record::RecordTable*>
find_record(const Api& api, const record::Actor& actor, std::string_view name);

/// A reason for opening personal values. Errors: invalid when missing or too long.
Result<void> check_reason(std::string_view reason);

/// The id named in the path. Errors: not_found.
Result<Id> id_asked(const Asked& asked);

/// What every endpoint says when no worker is free.
inline constexpr Text busy { "服务器正忙，请稍后重试", "the server is busy; try again shortly" };

/// Runs `read` on one snapshot with a connection of the pool.
template <class F>
auto on_snapshot(const Api& api, F&& read) -> std::invoke_result_t<F, storage::Connection&> {
    auto lease = TRY(api.engine().readers().lend());
    return storage::in_snapshot(*lease, std::forward<F>(read));
}

/// A JSON answer that may be asked for again with If-None-Match; `tag` as it stands in quotes.
[[nodiscard]] http::Response tagged(std::string json, std::string_view tag);
/// The same with a tag made from the content.
[[nodiscard]] http::Response tagged(std::string json);

/// The code of a branch; its id when the tree does not know it.
[[nodiscard]] std::string code_of(const record::BranchTree& tree, Id branch);

// The groups of endpoints, each in its own file.
void add_record_readings(const std::shared_ptr<Api>& api);
void add_record_writings(const std::shared_ptr<Api>& api);
void add_commands(const std::shared_ptr<Api>& api);
void add_history(const std::shared_ptr<Api>& api);
void add_metadata(const std::shared_ptr<Api>& api);
void add_figures(const std::shared_ptr<Api>& api);
void add_health(const std::shared_ptr<Api>& api);
void add_logs(const std::shared_ptr<Api>& api);

} // namespace boai::api
