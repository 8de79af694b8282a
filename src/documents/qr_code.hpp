/// \file
/// QrCode: a text as the squares that a phone reads. Source: ISO/IEC 18004.
#pragma once

#include "base/result.hpp"

#include <string_view>
#include <vector>

namespace boai::documents {

/// A square of `width` by `width` modules, without the quiet zone around it.
struct QrCode {
    int width = 0;
    std::vector<bool> dark; ///< row by row

    [[nodiscard]] bool is_dark(int x, int y) const {
        return dark
            [(static_cast<std::size_t>(y) * static_cast<std::size_t>(width))
             + static_cast<std::size_t>(x)];
    }
};

/// Light modules around the code that readers need.
inline constexpr int quiet_modules = 4;

/// With error correction M: an eighth of the code may be dirty. `text` of at most 1 kB.
/// Errors: over_limit. Threads: any.
Result<QrCode> encode_qr(std::string_view text);

} // namespace boai::documents
