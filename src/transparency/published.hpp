/// \file
/// PublishedLogs: the newest checkpoint of each log that others may see.
#pragma once

#include "base/id.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace boai::transparency {

/// A checkpoint with the signatures of the log and of witnesses.
struct PublishedCheckpoint {
    std::uint64_t size = 0;
    std::string note;
};

/// Threads: any.
class PublishedLogs {
public:
    /// Says whose cosignatures a checkpoint may carry: the keys of the policy's witnesses.
    void name_witnesses(std::vector<std::string> vkeys) {
        const std::lock_guard lock { mutex_ };
        witnesses_ = std::move(vkeys);
    }

    /// The keys of the witnesses, as whoever checks a proof needs them; empty when none is asked.
    [[nodiscard]] std::vector<std::string> witnesses() const {
        const std::lock_guard lock { mutex_ };
        return witnesses_;
    }

    /// Puts a checkpoint before the public; a smaller one than is there already changes nothing.
    void publish(Id branch, PublishedCheckpoint checkpoint) {
        const std::lock_guard lock { mutex_ };
        if (stopped_.contains(branch)) {
            return;
        }
        auto& place = logs_[branch];
        if (place == nullptr || place->size <= checkpoint.size) {
            place = std::make_shared<const PublishedCheckpoint>(std::move(checkpoint));
        }
    }

    /// Publishes nothing more of a log: it was found to contradict what others hold.
    void stop(Id branch) {
        const std::lock_guard lock { mutex_ };
        stopped_.insert(branch);
    }

    [[nodiscard]] bool is_stopped(Id branch) const {
        const std::lock_guard lock { mutex_ };
        return stopped_.contains(branch);
    }

    /// Null when nothing is published.
    [[nodiscard]] std::shared_ptr<const PublishedCheckpoint> find(Id branch) const {
        const std::lock_guard lock { mutex_ };
        const auto at = logs_.find(branch);
        return at == logs_.end() ? nullptr : at->second;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> witnesses_;
    std::unordered_set<Id> stopped_;
    std::unordered_map<Id, std::shared_ptr<const PublishedCheckpoint>> logs_;
};

} // namespace boai::transparency
