#include "base/told.hpp"

namespace boai {
namespace {

std::string
fill(std::string_view pattern, std::initializer_list<Told> values, std::string_view Told::* part) {
    std::string filled;
    auto const* next = values.begin();
    while (!pattern.empty()) {
        auto const place = pattern.find("{}");
        filled.append(pattern.substr(0, place));
        if (place == std::string_view::npos) {
            break;
        }
        filled.append(next != values.end() ? (*next++).*part : std::string_view { "{}" });
        pattern.remove_prefix(place + 2);
    }
    return filled;
}

} // namespace

Message compose_told(Text pattern, std::initializer_list<Told> values) {
    return { fill(pattern.zh, values, &Told::zh), fill(pattern.en, values, &Told::en) };
}

} // namespace boai
