/// \file
/// Module: all that the application sees of one line of work.
#pragma once

#include "base/text.hpp"
#include "figures/figure.hpp"
#include "record/registry.hpp"
#include "storage/migrations.hpp"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::record {
class Engine;
}

namespace boai::http {
class Router;
struct Request;
} // namespace boai::http

namespace boai::payments {
class Accounts;
} // namespace boai::payments

namespace boai::transparency {
class PublishedLogs;
} // namespace boai::transparency

namespace boai::modules {

/// Who sends a request. Errors: unauthenticated; forbidden when a page of another site sent it.
using Authenticate
    = std::function<Result<std::shared_ptr<const record::Actor>>(const http::Request&)>;

/// One opening of personal values by a module's own endpoint, for the audit trail.
struct Opening {
    std::shared_ptr<const record::Actor> actor;
    std::string_view record; ///< the type, such as "giving.gift"
    Id branch;
    Id id;
    std::string reason;
    std::string peer;
};

/// The names of users by their ids; unknown ids are left out.
using UserNames = std::function<
    Result<std::map<Id, std::string>>(record::Queries queries, std::span<const Id> users)>;

/// What a module's own pages and endpoints are made with; references outlive the router.
struct RouteParts {
    http::Router& router;
    record::Engine& engine;
    Authenticate authenticate;
    /// Whether this address may search for a name now. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_search;
    /// Where the society's own logo with its name is served; empty when it has put none there.
    std::string lockup;
    /// Writes to the audit trail before anything is shown; when it fails, nothing may be shown.
    std::function<Result<void>(const Opening&)> note_opening {};
    UserNames user_names {};
    /// Where people reach the program, without a slash at the end; for links on paper.
    std::function<std::string()> public_url {};
    /// The same picture for papers, a PNG; null for none.
    std::shared_ptr<const std::string> lockup_png {};
    /// What is published of the branches' logs; null where none are kept.
    const transparency::PublishedLogs* logs = nullptr;
    /// The society's accounts at payment services; null for none.
    const payments::Accounts* payments = nullptr;
    /// Whether this address may place an order now. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_order {};
    /// Whether this address may send one more notice that is refused. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_refused_notice {};
};

struct Module {
    std::string_view name;
    Text title;
    record::Declarations declarations;
    std::span<const storage::Migration> migrations;
    std::vector<const figures::Definition*> figures;
    /// Brings what is in an opened book up to this program, before anybody is served; may be empty.
    std::function<Result<void>(record::Engine&)> on_open {};
    /// Adds pages and endpoints beyond those derived from records; may be empty. What it returns
    /// is kept until the server has stopped.
    std::function<std::shared_ptr<void>(RouteParts)> add_routes;
};

} // namespace boai::modules
