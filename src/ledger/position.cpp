#include "ledger/position.hpp"

#include <algorithm>

namespace boai::ledger {

Stretch overlap(const Stretch& a, const Stretch& b) {
    const auto from = std::max(a.from, b.from);
    return { from, std::max<std::int64_t>(0, std::min(a.end(), b.end()) - from) };
}

Taken take(
    std::int64_t cursor, std::int64_t end, std::span<const Stretch> holes, std::int64_t amount
) {
    Taken taken { .parts = {}, .cursor = cursor, .missing = amount };
    const auto take_until = [&](std::int64_t stop) {
        const auto length = std::min(stop - cursor, taken.missing);
        if (length <= 0) {
            return;
        }
        if (!taken.parts.empty() && taken.parts.back().end() == cursor) {
            taken.parts.back().length += length;
        } else {
            taken.parts.push_back({ cursor, length });
        }
        cursor += length;
        taken.missing -= length;
        taken.cursor = cursor;
    };
    for (const auto& hole : holes) {
        take_until(std::min(hole.from, end));
        if (taken.missing == 0) {
            return taken;
        }
        cursor = std::max(cursor, hole.end());
    }
    take_until(end);
    return taken;
}

Stretch still_unspent(const Stretch& part, std::int64_t returned, std::int64_t cursor) {
    const auto end = part.end() - returned;
    const auto from = std::max(part.from, std::min(cursor, end));
    return { from, end - from };
}

} // namespace boai::ledger
