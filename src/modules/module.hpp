/// \file
/// Module: all that the application sees of one line of work.
#pragma once

#include "base/text.hpp"
#include "figures/figure.hpp"
#include "record/registry.hpp"
#include "storage/migrations.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace boai::record {
class Engine;
}

namespace boai::http {
class Router;
struct Request;
} // namespace boai::http

namespace boai::modules {

/// Who sends a request. Errors: unauthenticated; forbidden when a page of another site sent it.
using Authenticate
    = std::function<Result<std::shared_ptr<const record::Actor>>(const http::Request&)>;

/// What a module's own pages and endpoints are made with; references outlive the router.
struct RouteParts {
    http::Router& router;
    record::Engine& engine;
    Authenticate authenticate;
    /// Whether this address may search for a name now. Errors: over_limit.
    std::function<Result<void>(std::string_view peer)> admit_search;
    /// Where the society's own logo with its name is served; empty when it has put none there.
    std::string lockup;
};

struct Module {
    std::string_view name;
    Text title;
    record::Declarations declarations;
    std::span<const storage::Migration> migrations;
    std::vector<const figures::Definition*> figures;
    /// Adds pages and endpoints beyond those derived from records; may be empty. What it returns
    /// is kept until the server has stopped.
    std::function<std::shared_ptr<void>(RouteParts)> add_routes;
};

} // namespace boai::modules
