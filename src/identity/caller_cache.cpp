#include "identity/caller_cache.hpp"

namespace boai::identity {

std::shared_ptr<const Caller> CallerCache::find(const std::string& token_hash, Instant now) const {
    const std::lock_guard lock { mutex_ };
    const auto at = kept_.find(token_hash);
    if (at == kept_.end()) {
        return nullptr;
    }
    const auto& entry = at->second;
    const auto age = now.milliseconds - entry.read_at.milliseconds;
    const bool is_good = entry.changes == permission_changes() && age >= 0 && age < caller_kept_ms;
    return is_good ? entry.caller : nullptr;
}

std::shared_ptr<const Caller> CallerCache::keep(
    const std::string& token_hash,
    std::shared_ptr<Caller> caller,
    Instant now,
    std::uint64_t changes
) {
    constexpr std::size_t kept_max = 20'000;
    const std::lock_guard lock { mutex_ };
    const auto at = kept_.find(token_hash);
    if (at != kept_.end()) {
        const auto before = at->second.caller->seen;
        if (before->at > caller->seen->at) {
            caller->seen = before;
        }
    } else if (kept_.size() >= kept_max) {
        kept_.clear();
    }
    kept_.insert_or_assign(token_hash, Entry { caller, now, changes });
    return caller;
}

}  // namespace boai::identity
