#include "http/static_files.hpp"

#include "http/compression.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace boai::http {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t folder_bytes_max = 64U << 20U;
constexpr int thorough = 9;

constexpr Text no_such_file {
    "没有这个文件，请检查地址",
    "there is no such file; check the address",
};
constexpr Text only_read {
    "文件只能读取，请使用 GET",
    "files can only be read; use GET",
};

/// The name of a content. Not a secret and not a proof: FNV-1a, 64 bits.
std::string etag_of(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : bytes) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    std::string text = "\"";
    for (int shift = 60; shift >= 0; shift -= 4) {
        text += digits[(hash >> static_cast<unsigned>(shift)) & 15U];
    }
    return text + '"';
}

/// Weak comparison of each listed tag. Source: RFC 9110 section 13.1.2.
bool matches(std::string_view if_none_match, std::string_view etag) {
    return if_none_match == "*" || if_none_match.contains(etag);
}

std::unexpected<Error> unreadable(const fs::path& path) {
    return fail(
        Errc::unavailable,
        compose(
            { "无法读取 {}，请检查路径和权限", "cannot read {}; check the path and permissions" },
            { path.string() }
        )
    );
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> types { {
        { ".html", "text/html; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".mjs", "text/javascript; charset=utf-8" },
        { ".css", "text/css; charset=utf-8" },
        { ".json", "application/json" },
        { ".map", "application/json" },
        { ".webmanifest", "application/manifest+json" },
        { ".svg", "image/svg+xml" },
        { ".txt", "text/plain; charset=utf-8" },
        { ".xml", "application/xml" },
        { ".png", "image/png" },
        { ".jpg", "image/jpeg" },
        { ".webp", "image/webp" },
        { ".ico", "image/x-icon" },
        { ".woff2", "font/woff2" },
        { ".woff", "font/woff" },
        { ".pdf", "application/pdf" },
        { ".wasm", "application/wasm" },
    } };
    const auto at
        = std::ranges::find_if(types, [&](const auto& type) { return path.ends_with(type.first); });
    return at == types.end() ? "application/octet-stream" : at->second;
}

namespace {

/// Whether a path means a file of a kind that is served, so that its absence is told; a page of the
/// console may have a dot in its address, too, as "records/giving.gift" does.
bool means_file(std::string_view path) {
    return content_type_of(path) != "application/octet-stream";
}

} // namespace

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files, StaticOptions options)
    : StaticFiles(std::move(options)) {
    std::map<std::string_view, std::string_view> by_path;
    for (const auto& file : files) {
        by_path.emplace(file.path, file.bytes);
    }
    for (const auto& [path, bytes] : by_path) {
        if (path.ends_with(".gz") && by_path.contains(path.substr(0, path.size() - 3))) {
            continue; // goes with its plain twin
        }
        const auto packed = by_path.find(std::string { path } + ".gz");
        add(std::string { path },
            std::string { bytes },
            packed == by_path.end() ? std::string_view {} : packed->second);
    }
}

Result<StaticFiles> StaticFiles::from_folder(const fs::path& folder, StaticOptions options) {
    StaticFiles files { std::move(options) };
    std::error_code error;
    std::size_t total = 0;
    fs::recursive_directory_iterator entries { folder, error };
    for (; !error && entries != fs::recursive_directory_iterator {}; entries.increment(error)) {
        if (!entries->is_regular_file(error)) {
            continue;
        }
        std::ifstream stream { entries->path(), std::ios::binary };
        std::string bytes { std::istreambuf_iterator<char> { stream }, {} };
        if (stream.bad() || !stream.is_open()) {
            return unreadable(entries->path());
        }
        total += bytes.size();
        if (total > folder_bytes_max) {
            return fail(
                Errc::over_limit,
                Text {
                    "静态文件夹超过 64 MB，请移走多余的文件",
                    "the folder of static files is over 64 MB; move other files away",
                }
            );
        }
        files.add(
            entries->path().lexically_relative(folder).generic_string(), std::move(bytes), {}
        );
    }
    if (error) {
        return unreadable(folder);
    }
    return files;
}

void StaticFiles::add(std::string path, std::string bytes, std::string_view packed) {
    File file {
        .content_type = std::string { content_type_of(path) },
        .made = std::make_shared<Made>(),
        .never_changes
        = !options_.hashed_folder.empty() && path.starts_with(options_.hashed_folder),
    };
    if (!packed.empty() && packed.size() < bytes.size()) {
        file.made->gzip_body = std::make_shared<const std::string>(packed);
    }
    file.body = std::make_shared<const std::string>(std::move(bytes));
    files_.insert_or_assign(std::move(path), std::move(file));
}

const StaticFiles::Made& StaticFiles::made_of(const File& file) {
    auto& made = *file.made;
    std::call_once(made.once, [&] {
        const auto& bytes = *file.body;
        made.etag = etag_of(bytes);
        if (made.gzip_body != nullptr || bytes.size() < worth_packing_bytes_min
            || !is_text_type(file.content_type)) {
            return;
        }
        auto twin = gzip(bytes, thorough);
        if (twin.size() < bytes.size()) {
            made.gzip_body = std::make_shared<const std::string>(std::move(twin));
        }
    });
    return made;
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
    auto at = files_.find(path);
    if (at == files_.end() && !options_.fallback.empty() && !means_file(path)) {
        at = files_.find(options_.fallback);
    }
    return at == files_.end() ? nullptr : &at->second;
}

Response StaticFiles::answer(const Request& request, std::string_view path) const {
    if (request.method != Method::get && request.method != Method::head) {
        auto response = problem(405, Errc::invalid, only_read);
        response.headers.emplace_back("Allow", "GET, HEAD");
        return response;
    }
    const auto* file = find(path);
    if (file == nullptr) {
        return problem(404, Errc::not_found, no_such_file);
    }
    const auto& made = made_of(*file);
    Response response { .content_type = file->content_type };
    response.headers.emplace_back("ETag", made.etag);
    response.headers.emplace_back(
        "Cache-Control", file->never_changes ? "public, max-age=31536000, immutable" : "no-cache"
    );
    if (matches(request.header("if-none-match"), made.etag)) {
        response.status = 304;
        return response;
    }
    response.shared_body = file->body;
    response.shared_gzip_body = made.gzip_body;
    return response;
}

} // namespace boai::http
