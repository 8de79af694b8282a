#include "base/text.hpp"

#include <initializer_list>

namespace boai {
namespace {

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values) {
    std::string filled;
    auto const* next = values.begin();
    while (!pattern.empty()) {
        auto const place = pattern.find("{}");
        filled.append(pattern.substr(0, place));
        if (place == std::string_view::npos) {
            break;
        }
        filled.append(next != values.end() ? *next++ : std::string_view { "{}" });
        pattern.remove_prefix(place + 2);
    }
    return filled;
}

}  // namespace

Message compose(Text pattern, std::initializer_list<std::string_view> values) {
    return { fill(pattern.zh, values), fill(pattern.en, values) };
}

}  // namespace boai
