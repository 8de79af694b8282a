#include "http/target.hpp"

#include "http/percent.hpp"

#include <algorithm>

namespace boai::http {
namespace {

/// Takes "http://host" off a target in absolute form, which every server must understand.
std::string_view without_origin(std::string_view target) {
    for (const std::string_view scheme : { "http://", "https://" }) {
        if (target.starts_with(scheme)) {
            const auto slash = target.find_first_of("/?", scheme.size());
            return slash == std::string_view::npos ? std::string_view { "/" }
                                                   : target.substr(slash);
        }
    }
    return target;
}

/// A path that cannot climb and holds nothing that a file name or a log line should not.
bool is_good_path(std::string_view path) {
    const bool climbs = path.contains("/../") || path.ends_with("/..") || path.contains("/./")
        || path.ends_with("/.") || path.contains("//");
    return path.starts_with('/') && !climbs && is_utf8(path)
        && std::ranges::none_of(path, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7F;
           });
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
    target = without_origin(target);
    const auto question = target.find('?');
    auto path = percent_decode(target.substr(0, question), false);
    if (!path || !is_good_path(*path)) {
        return std::nullopt;
    }
    const auto query
        = question == std::string_view::npos ? std::string_view {} : target.substr(question + 1);
    return Target { std::move(*path), std::string { query } };
}

}  // namespace boai::http
