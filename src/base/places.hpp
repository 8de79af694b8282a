/// \file
/// Places: how many may do a costly thing at the same time.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>

namespace boai {

/// One taken place; given back when destroyed.
class Place {
private:
    friend class Places;

    struct GiveBack {
        void operator()(std::atomic<std::size_t>* taken) const { --*taken; }
    };

    explicit Place(std::atomic<std::size_t>& taken)
        : taken_(&taken) { }

    std::unique_ptr<std::atomic<std::size_t>, GiveBack> taken_;
};

/// A fixed number of places. Must outlive those taken. Threads: any.
class Places {
public:
    explicit Places(std::size_t max)
        : max_(max) { }

    /// A place; none when all are taken.
    [[nodiscard]] std::optional<Place> take() {
        if (taken_.fetch_add(1) >= max_) {
            --taken_;
            return std::nullopt;
        }
        return Place { taken_ };
    }

private:
    std::size_t max_;
    std::atomic<std::size_t> taken_ { 0 };
};

} // namespace boai
