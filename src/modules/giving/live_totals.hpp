/// \file
/// LiveTotals: tells listeners the income as it grows, and everybody else that the book changed.
#pragma once

#include "http/message.hpp"
#include "modules/giving/public_gifts.hpp"
#include "record/engine.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace boai::giving {

/// Looks at the book twice a second, whoever wrote to it. Threads: any.
class LiveTotals {
public:
    explicit LiveTotals(record::Engine& engine);
    LiveTotals(const LiveTotals&) = delete;
    LiveTotals& operator=(const LiveTotals&) = delete;
    ~LiveTotals();

    /// Grows within half a second of any change of the book, and at midnight.
    [[nodiscard]] std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

    /// Whether the book has still been what it was when `version` began: no commit of this program
    /// has come since. What others commit is noticed with the next version.
    [[nodiscard]] bool stands_at(std::uint64_t version) const;

    /// Adds a listener to "totals" or "campaign:ID"; it gets the present totals at once.
    /// Errors: not_found for an unknown topic.
    Result<void> listen(const std::string& topic, std::shared_ptr<http::EventStream> stream);
    /// Whether there is such a topic. Errors: not_found.
    [[nodiscard]] Result<Id> campaign_of(const std::string& topic) const;

private:
    struct Listener {
        Id campaign;
        std::shared_ptr<http::EventStream> stream;
    };

    void loop();
    void look(storage::Connection& connection);
    void tell(storage::Connection& connection);

    record::Engine& engine_;
    std::atomic<std::uint64_t> version_ { 1 };
    std::atomic<std::uint64_t> commits_ { 0 }; ///< of this program's writer when the version began
    std::int64_t mark_ = 0;
    Day day_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::list<Listener> listeners_;
    std::thread thread_;
};

} // namespace boai::giving
