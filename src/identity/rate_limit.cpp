#include "identity/rate_limit.hpp"

#include <algorithm>

namespace boai::identity {
namespace {

constexpr std::int64_t units_of_one = 60'000;
/// Longer keys share a bucket by their beginning: memory stays bounded.
constexpr std::size_t key_bytes_max = 200;

}  // namespace

std::list<RateLimit::Bucket>::iterator RateLimit::find_or_add(std::string_view key, Instant now) {
    if (const auto at = by_key_.find(key); at != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, at->second);
        return buckets_.begin();
    }
    if (buckets_.size() >= options_.keys_max) {
        by_key_.erase(buckets_.back().key);
        buckets_.pop_back();
    }
    buckets_.push_front({ std::string { key }, options_.burst * units_of_one, now });
    by_key_.emplace(buckets_.front().key, buckets_.begin());
    return buckets_.begin();
}

Result<void> RateLimit::admit(std::string_view key) {
    const auto now = clock_.now();
    const std::lock_guard lock { mutex_ };
    const auto bucket = find_or_add(key.substr(0, key_bytes_max), now);
    const auto full = options_.burst * units_of_one;
    // A clock that steps back adds nothing; a long pause fills the bucket and no more.
    const auto passed_ms = std::clamp<std::int64_t>(
        now.milliseconds - bucket->filled_at.milliseconds, 0, full / options_.per_minute + 1
    );
    bucket->units = std::min(full, bucket->units + passed_ms * options_.per_minute);
    bucket->filled_at = now;
    if (bucket->units >= units_of_one) {
        bucket->units -= units_of_one;
        return {};
    }
    const auto wait_ms = (units_of_one - bucket->units) / options_.per_minute;
    const auto seconds = std::to_string(wait_ms / 1000 + 1);
    return fail(
        Errc::over_limit,
        compose(
            { "请求过于频繁，请在 {} 秒后再试", "too many requests; try again in {} seconds" },
            { seconds }
        )
    );
}

std::int64_t RateLimit::wait_s(std::string_view key) const {
    const auto now = clock_.now();
    const std::lock_guard lock { mutex_ };
    const auto at = by_key_.find(key.substr(0, key_bytes_max));
    if (at == by_key_.end()) {
        return 0;
    }
    const auto passed_ms
        = std::max<std::int64_t>(0, now.milliseconds - at->second->filled_at.milliseconds);
    const auto missing = units_of_one - at->second->units - passed_ms * options_.per_minute;
    const auto second = options_.per_minute * 1'000;
    return missing <= 0 ? 0 : (missing + second - 1) / second;
}

std::size_t RateLimit::size() const {
    const std::lock_guard lock { mutex_ };
    return buckets_.size();
}

}  // namespace boai::identity
