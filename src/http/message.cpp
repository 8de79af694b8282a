#include "http/message.hpp"

#include "http/percent.hpp"

namespace boai::http {

std::string_view Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

std::optional<std::string> Request::parameter(std::string_view name) const {
    for (const auto& [key, value] : parameters()) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> Request::parameters() const {
    return parse_form(query);
}

std::string_view Request::cookie(std::string_view name) const {
    std::string_view rest = header("cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        auto part = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        while (part.starts_with(' ')) {
            part.remove_prefix(1);
        }
        if (part.starts_with(name) && part.substr(name.size()).starts_with('=')) {
            return part.substr(name.size() + 1);
        }
    }
    return {};
}

}  // namespace boai::http
