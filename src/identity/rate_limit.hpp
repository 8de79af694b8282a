/// \file
/// RateLimit: how often one key (an address, a login) may do something. A token bucket per key.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace boai::identity {

/// `burst` at once, and `per_minute` over time; `keys_max` bounds the memory (some 150 bytes each).
struct RateOptions {
    std::int64_t burst = 10;
    std::int64_t per_minute = 10;
    std::size_t keys_max = 100'000;
};

/// When there are more keys than `keys_max`, the one unused for longest is forgotten.
/// Threads: any.
class RateLimit {
public:
    RateLimit(const Clock& clock, RateOptions options)
        : clock_(clock)
        , options_(options) { }

    /// Takes one from the key's bucket. Errors: over_limit, saying for how many seconds to wait.
    Result<void> admit(std::string_view key);
    /// Seconds until the key's next one is admitted; 0 for now.
    [[nodiscard]] std::int64_t wait_s(std::string_view key) const;
    /// How many keys are kept.
    [[nodiscard]] std::size_t size() const;

private:
    /// Filled in units of a 60,000th, so that a millisecond adds `per_minute` of them.
    struct Bucket {
        std::string key;
        std::int64_t units = 0;
        Instant filled_at;
    };

    std::list<Bucket>::iterator find_or_add(std::string_view key, Instant now);

    const Clock& clock_;
    RateOptions options_;
    mutable std::mutex mutex_;
    std::list<Bucket> buckets_; ///< last used first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;
};

} // namespace boai::identity
