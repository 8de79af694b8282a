/// \file
/// The mask of what is never shown in part.
#pragma once

#include <string>
#include <string_view>

namespace boai::record {

/// For TextField::mask: nothing of the value is left, not even its length.
inline std::string hide(const void* /*record*/, std::string_view /*value*/) {
    return "***";
}

} // namespace boai::record
