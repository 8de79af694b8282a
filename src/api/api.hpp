/// \file
/// The API under /api/v1, derived from the registry. Contract: docs/formats/api.md.
#pragma once

#include "base/result.hpp"
#include "figures/figure.hpp"
#include "http/message.hpp"
#include "http/metric_text.hpp"
#include "http/router.hpp"
#include "record/actor.hpp"
#include "record/engine.hpp"
#include "transparency/published.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::api {

/// Who sends the request. Errors: unauthenticated; forbidden when a page of another site sent it.
using Authenticate
    = std::function<Result<std::shared_ptr<const record::Actor>>(const http::Request&)>;

/// One opening of personal values.
struct AuditNote {
    std::shared_ptr<const record::Actor> actor;
    std::string_view record; ///< type, such as "people.person"
    Id branch; ///< of the record; of the list asked for when `id` is none
    Id id; ///< none when a whole list was opened
    std::string reason;
    std::string peer;
};

/// Writes a note to the audit trail before anything is shown; when it fails, nothing is.
using AuditHook = std::function<Result<void>(const AuditNote&)>;

/// The names of users by their ids, for the history; unknown ids are left out.
using UserNames = std::function<
    Result<std::map<Id, std::string>>(record::Queries queries, std::span<const Id> users)>;

/// A module as the metadata names it.
struct ModuleTitle {
    std::string_view name;
    Text title;
};

/// What the API is made of; references outlive the router.
struct ApiParts {
    http::Router& router;
    record::Engine& engine;
    std::vector<ModuleTitle> modules;
    std::vector<const figures::Definition*> figures;
    Authenticate authenticate;
    AuditHook audit;
    UserNames user_names {}; ///< may be empty
    std::vector<http::MetricSource> metrics {};
    std::string openapi {};  ///< the document, served as it is
    std::size_t threads = 2; ///< that read the database
    /// The branches' logs, served below /log/; null for none.
    const transparency::PublishedLogs* logs = nullptr;
    std::chrono::milliseconds writer_patience { 2'000 }; ///< until /readyz calls it stuck
};

/// Adds every route of the API. Handlers that read the database run on threads of their own, which
/// stop when the router goes.
void add_api_routes(ApiParts parts);

} // namespace boai::api
