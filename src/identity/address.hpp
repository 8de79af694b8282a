/// \file
/// Where a request comes from, as records keep it: only the network.
#pragma once

#include <string>
#include <string_view>

namespace boai::identity {

/// The network of an address: "203.0.113.0/24" or "2001:db8:1::/48"; empty for what is none.
[[nodiscard]] std::string coarse(std::string_view address);

}  // namespace boai::identity
