#include "exchange/csv_writer.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

bool begins_like_formula(std::string_view text) {
    constexpr std::array<std::string_view, 11> beginnings { "=",  "+",  "-",  "@",  "\t", "\r",
                                                            "\n", "＝", "＋", "－", "＠" };
    return std::ranges::any_of(beginnings, [&](auto mark) { return text.starts_with(mark); });
}

void append_text(std::string& out, std::string_view text) {
    const bool guarded = begins_like_formula(text);
    const bool quoted = text.find_first_of("\",\r\n") != std::string_view::npos
        || text.starts_with(' ') || text.ends_with(' ');
    if (!quoted) {
        out += guarded ? "'" : "";
        out += text;
        return;
    }
    out += guarded ? "\"'" : "\"";
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += '"';
        }
    }
    out += '"';
}

/// Writes each kind of value in its own way.
struct ValueWriter {
    std::string& out;

    void operator()(std::monostate /*nothing*/) const { }

    void operator()(std::string_view text) const { append_text(out, text); }

    void operator()(Money amount) const { out += to_string(amount); }

    void operator()(std::int64_t number) const { out += std::to_string(number); }

    void operator()(Day day) const { out += to_string(day); }
};

} // namespace

void append_csv_row(std::string& out, std::span<const TableValue> values) {
    bool first = true;
    for (const auto& value : values) {
        out += first ? "" : ",";
        first = false;
        std::visit(ValueWriter { out }, value);
    }
    out += "\r\n";
}

} // namespace boai::exchange
