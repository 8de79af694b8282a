/// \file
/// gzip for answers. Source: RFC 1952; RFC 9110 section 12.5.3 (Accept-Encoding).
#pragma once

#include "base/result.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace boai::http {

/// Smaller bodies do not shrink enough to be worth packing.
inline constexpr std::size_t worth_packing_bytes_min = 1U << 10U;

/// Packs bytes. `level` from 1 (fast) to 9 (small).
[[nodiscard]] std::string gzip(std::string_view bytes, int level);

/// Unpacks what gzip packed, to at most `bytes_max`. Errors: corrupt; over_limit.
[[nodiscard]] Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max);

/// True when the value of an Accept-Encoding header takes gzip.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

/// True for types that shrink: text, JSON, scripts, SVG.
[[nodiscard]] bool is_text_type(std::string_view content_type);

/// Sends the packed twin of a shared body, or packs a text body between 1 KB and 1 MB, when
/// `is_accepted`; says in Vary that the answer depends on it. An ETag stays as it is: it names the
/// version of what is asked for, and If-Match compares it.
void pack(Response& response, bool is_accepted);

}  // namespace boai::http
