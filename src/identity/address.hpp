/// \file
/// Where a request comes from: for rate limits in full, for the records only the network.
#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace boai::identity {

/// The address of the client. A proxy on the same machine is believed (its X-Forwarded-For); any
/// other is not, since everybody can send that header.
[[nodiscard]] std::string client_address(const http::Request& request);

/// Whether the browser's side of the connection is encrypted, as a proxy in front says.
[[nodiscard]] bool is_encrypted(const http::Request& request);

/// The network of an address: "203.0.113.0/24" or "2001:db8:1::/48"; empty for what is none.
[[nodiscard]] std::string coarse(std::string_view address);

}  // namespace boai::identity
