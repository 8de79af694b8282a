/// \file
/// NoticeCounts: what becomes of payment notices, as /metrics shows it.
#pragma once

#include "record/engine.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace boai::giving {

/// How a notice that arrived was answered for. The first five are what became of it, and each
/// notice is one of them once; the others tell of notices that come more than once.
enum class NoticeArrival : std::uint8_t {
    booked,
    waiting,
    repeated,
    not_paid,
    refused, ///< what cannot be trusted has no number either: counted as often as it comes
    known, ///< came again under its own number
    put_off, ///< not durable in time: the service sends it again
    failed, ///< the book took nothing; the service sends it again
};

/// What was done with the notices that arrived since the program started. Threads: any.
class NoticeCounts {
public:
    /// By the JSON that giving.take_notice answers with.
    void add(const record::Outcome& outcome);

    void add(NoticeArrival arrival) { arrivals_[static_cast<std::size_t>(arrival)] += 1; }

    /// Notes how long a service waited for its answer.
    void add_answer(std::chrono::milliseconds taken);

    /// Appends all of it, with what waits in the book now.
    void append(std::string& out, record::Engine& engine) const;

private:
    static constexpr std::size_t kinds = static_cast<std::size_t>(NoticeArrival::failed) + 1;
    std::array<std::atomic<std::int64_t>, kinds> arrivals_ {};
    std::atomic<std::int64_t> late_ { 0 };
};

} // namespace boai::giving
