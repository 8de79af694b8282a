/// \file
/// The endpoints of docs/formats/api.md, "Session".
#pragma once

namespace boai::http {
class Router;
}

namespace boai::identity {

class IdentityService;

/// Adds them. `service` outlives the router.
void add_session_routes(http::Router& router, IdentityService& service);

}  // namespace boai::identity
