#include "http/compression.hpp"

#include "http/response_head.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace boai::http {
namespace {

/// Larger answers leave as they are: packing one more megabyte holds its thread for 15 ms.
constexpr std::size_t packing_bytes_max = 1U << 20U;
constexpr int quick = 1;
constexpr int gzip_window_bits = 15 + 16;
constexpr int memory_level = 8;

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ') || text.ends_with('\t')) {
        text.remove_suffix(1);
    }
    return text;
}

/// A weight of zero ("q=0", "q=0.000") refuses what it stands behind.
bool is_refused(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) {
        return false;
    }
    const auto weight = trimmed(parameters.substr(at + 2));
    return weight.starts_with('0') && weight.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

std::string gzip(std::string_view bytes, int level) {
    z_stream stream {};
    if (bytes.size() > std::numeric_limits<uInt>::max()
        || deflateInit2(
               &stream, level, Z_DEFLATED, gzip_window_bits, memory_level, Z_DEFAULT_STRATEGY
           ) != Z_OK) {
        return {};
    }
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    // zlib reads but does not write through next_in; its type is older than const.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool is_done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(is_done ? stream.total_out : 0);
    deflateEnd(&stream);
    return packed;
}

Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max) {
    z_stream stream {};
    if (packed.size() > std::numeric_limits<uInt>::max()
        || inflateInit2(&stream, gzip_window_bits) != Z_OK) {
        return fail(Errc::unavailable, Text { "内存不足", "memory is short" });
    }
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    constexpr std::size_t piece = 1U << 16U;
    std::string bytes;
    int state = Z_OK;
    while (state == Z_OK && bytes.size() <= bytes_max) {
        const auto at = bytes.size();
        bytes.resize(at + piece);
        stream.next_out = reinterpret_cast<Bytef*>(bytes.data() + at);
        stream.avail_out = static_cast<uInt>(piece);
        state = inflate(&stream, Z_NO_FLUSH);
        bytes.resize(at + piece - stream.avail_out);
    }
    inflateEnd(&stream);
    if (bytes.size() > bytes_max) {
        return fail(Errc::over_limit, Text { "解压后太大", "it is too large once unpacked" });
    }
    if (state != Z_STREAM_END) {
        return fail(Errc::corrupt, Text { "压缩文件损坏", "the packed file is damaged" });
    }
    return bytes;
}

bool accepts_gzip(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        const auto comma = accept_encoding.find(',');
        const auto item = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(
            comma == std::string_view::npos ? accept_encoding.size() : comma + 1
        );
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto coding = trimmed(item.substr(0, semicolon));
        if (same_name(coding, "gzip") || coding == "*") {
            return !is_refused(item.substr(semicolon));
        }
    }
    return false;
}

bool is_text_type(std::string_view content_type) {
    static constexpr std::array<std::string_view, 9> types {
        "text/",
        "application/json",
        "application/problem+json",
        "application/x-ndjson",
        "application/javascript",
        "application/manifest+json",
        "application/geo+json",
        "application/xml",
        "image/svg+xml",
    };
    return std::ranges::any_of(types, [&](std::string_view type) {
        return content_type.starts_with(type);
    });
}

void pack(Response& response, bool is_accepted) {
    const auto& body = response.shared_body ? *response.shared_body : response.body;
    if (response.shared_gzip_body == nullptr
        && (body.size() < worth_packing_bytes_min || body.size() > packing_bytes_max
            || !is_text_type(response.content_type))) {
        return;
    }
    if (response.on_stream || has_header(response, "Content-Encoding")) {
        return;
    }
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (!is_accepted) {
        return;
    }
    if (response.shared_gzip_body == nullptr) {
        auto packed = gzip(body, quick);
        if (packed.empty()) {
            return;
        }
        response.body = std::move(packed);
        response.shared_body.reset();
    } else {
        response.shared_body = std::move(response.shared_gzip_body);
    }
    response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace boai::http
