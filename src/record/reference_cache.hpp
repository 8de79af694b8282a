/// \file
/// ReferenceCache: records of the small shared types, kept in memory between commands.
#pragma once

#include "base/id.hpp"
#include "record/record_table.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

namespace boai::record {

/// Threads: any.
class ReferenceCache {
public:
    /// The record if it is kept; nothing otherwise.
    [[nodiscard]] std::shared_ptr<const Loaded> find(const RecordType& type, Id id) const {
        const std::lock_guard lock { mutex_ };
        const auto at = kept_.find(id);
        return at == kept_.end() || at->second.type != &type ? nullptr : at->second.loaded;
    }

    /// Keeps a record, unless it was changed by a commit that is not through.
    void keep(const RecordType& type, std::shared_ptr<const Loaded> loaded) {
        const std::lock_guard lock { mutex_ };
        if (changing_.contains(loaded->head.id)) {
            return;
        }
        constexpr std::size_t kept_max = 10'000;
        if (kept_.size() >= kept_max) {
            kept_.clear();
        }
        const auto id = loaded->head.id;
        kept_.insert_or_assign(id, Entry { &type, std::move(loaded) });
    }

    /// Drops a record that is being changed; it is not kept again before settle(). After a commit
    /// that failed it stays out, which costs a query and is never wrong.
    void forget(Id id) {
        const std::lock_guard lock { mutex_ };
        kept_.erase(id);
        changing_.insert(id);
    }

    /// The change is committed.
    void settle(Id id) {
        const std::lock_guard lock { mutex_ };
        changing_.erase(id);
    }

    void clear() {
        const std::lock_guard lock { mutex_ };
        kept_.clear();
    }

private:
    struct Entry {
        const RecordType* type;
        std::shared_ptr<const Loaded> loaded;
    };

    mutable std::mutex mutex_;
    std::unordered_map<Id, Entry> kept_;
    std::unordered_set<Id> changing_;
};

} // namespace boai::record
