#include "storage/postgresql/postgresql_inserts.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace boai::storage {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

/// The places of the columns named in "ON CONFLICT (a, b) DO UPDATE"; empty when it is not that.
/// `unknown` tells that what stands there is not a list of columns.
std::vector<std::size_t> conflict_key(const InsertShape& shape, bool& unknown) {
    std::vector<std::size_t> places;
    unknown = false;
    const std::string_view text { shape.conflict };
    if (!text.contains("DO UPDATE")) {
        return places;
    }
    const auto open = text.find('(');
    const auto close = text.find(')');
    for (auto at = open; at < close && close != std::string_view::npos;) {
        const auto end = std::min(text.find(',', at + 1), close);
        const auto name = trimmed(text.substr(at + 1, end - at - 1));
        const auto column = std::ranges::find(shape.columns, name, &InsertColumn::name);
        unknown = unknown || column == shape.columns.end();
        places.push_back(static_cast<std::size_t>(column - shape.columns.begin()));
        at = end;
    }
    unknown = unknown || places.empty();
    return places;
}

std::string key_of(Params row, const std::vector<std::size_t>& places) {
    std::string key;
    for (const auto place : places) {
        const auto& value = row[place];
        key += value.kind() == Kind::number ? std::to_string(value.number())
                                            : std::to_string(value.text().size());
        key.append(":").append(value.text());
    }
    return key;
}

} // namespace

std::size_t one_statement(const InsertShape& shape, Params values) {
    constexpr std::size_t rows_max = 8192;
    const auto width = shape.columns.size();
    const auto end = std::min(values.size(), rows_max * width);
    bool unknown = false;
    const auto places = conflict_key(shape, unknown);
    if (unknown) {
        return width;
    }
    std::unordered_set<std::string> keys;
    for (std::size_t at = 0; at < end && !places.empty(); at += width) {
        if (!keys.insert(key_of(values.subspan(at, width), places)).second) {
            return at;
        }
    }
    return end;
}

} // namespace boai::storage
