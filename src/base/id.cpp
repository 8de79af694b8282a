#include "base/id.hpp"

#include "base/id_time.hpp"

#include <algorithm>

namespace boai {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t text_size = 13;
constexpr std::int64_t epoch_2020_ms = 1'577'836'800'000;
constexpr int sequence_bits = 13;
constexpr int node_bits = 8;

}  // namespace

std::string to_string(Id id) {
    std::string text(text_size, '0');
    auto rest = static_cast<std::uint64_t>(id.value);
    for (auto at = text.rbegin(); at != text.rend(); ++at) {
        *at = alphabet[rest & 31U];
        rest >>= 5U;
    }
    return text;
}

Result<Id> parse_id(std::string_view text) {
    std::uint64_t value = 0;
    bool good = text.size() == text_size && text.front() >= '0' && text.front() <= '7';
    for (char const c : text) {
        auto const lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        auto const digit = alphabet.find(lower);
        good = good && digit != std::string_view::npos;
        value = value << 5U | (digit & 31U);
    }
    if (!good) {
        return fail(
            Errc::invalid, Text { "编号应为 13 位字母数字", "an id has 13 letters and digits" }
        );
    }
    return Id { static_cast<std::int64_t>(value) };
}

Id IdSource::next() {
    std::int64_t const now = (clock_.now().milliseconds - epoch_2020_ms) << sequence_bits;
    std::int64_t last = last_.load(std::memory_order_relaxed);
    std::int64_t made = 0;
    do {
        made = std::max(now, last + 1);
    } while (!last_.compare_exchange_weak(last, made, std::memory_order_relaxed));
    std::int64_t const milliseconds = made >> sequence_bits;
    std::int64_t const sequence = made & ((1 << sequence_bits) - 1);
    return { (milliseconds << (node_bits + sequence_bits))
             | (static_cast<std::int64_t>(node_) << sequence_bits) | sequence };
}

Id first_id_at(Instant at) {
    const auto since = std::max<std::int64_t>(at.milliseconds - epoch_2020_ms, 0);
    return { since << (node_bits + sequence_bits) };
}

}  // namespace boai
