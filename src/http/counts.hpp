/// \file
/// What a server counts about itself, for /metrics.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace boai::http {

/// Answers by how long they took. Threads: any.
class Latencies {
public:
    /// Upper ends of the buckets, in microseconds; one more bucket takes what is longer.
    static constexpr std::array<std::uint64_t, 12> upper_us { 100,    250,     500,     1'000,
                                                              2'500,  5'000,   10'000,  25'000,
                                                              50'000, 100'000, 500'000, 2'500'000 };

    void add(std::uint64_t taken_us) {
        const auto at = std::ranges::lower_bound(upper_us, taken_us) - upper_us.begin();
        buckets_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
        sum_us_.fetch_add(taken_us, std::memory_order_relaxed);
    }

    /// Answers in one bucket alone; `bucket` from 0 to upper_us.size().
    [[nodiscard]] std::uint64_t count(std::size_t bucket) const {
        return buckets_[bucket].load(std::memory_order_relaxed);
    }

    [[nodiscard]] std::uint64_t sum_us() const { return sum_us_.load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<std::uint64_t>, upper_us.size() + 1> buckets_ {};
    std::atomic<std::uint64_t> sum_us_ { 0 };
};

/// What the server has done since it started. Threads: any.
struct ServerCounts {
    std::atomic<std::uint64_t> requests { 0 };               ///< given to the handler
    std::array<std::atomic<std::uint64_t>, 6> by_class {};   ///< [2] counts 2xx, ...
    std::atomic<std::uint64_t> refused_connections { 0 };
    std::atomic<std::uint64_t> slow_listeners { 0 };         ///< dropped with events waiting
    std::atomic<std::uint64_t> broken_bodies { 0 };          ///< not made to their end
    std::atomic<std::int64_t> in_flight { 0 };               ///< with the handler now
    std::atomic<std::int64_t> connections { 0 };
    std::atomic<std::int64_t> streams { 0 };
    /// From the last byte of the request to the last byte of the answer.
    Latencies latencies;
};

}  // namespace boai::http
