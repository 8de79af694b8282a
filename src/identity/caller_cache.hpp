/// \file
/// CallerCache: callers kept for a few seconds, because every request asks for one.
#pragma once

#include "identity/caller.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace boai::identity {

/// How long another server's change of permissions may go unnoticed; this program's own changes
/// are seen at once.
inline constexpr std::int64_t caller_kept_ms = 5'000;

/// Threads: any.
class CallerCache {
public:
    /// The caller of a token's hash if it is still good; nothing otherwise.
    [[nodiscard]] std::shared_ptr<const Caller>
    find(const std::string& token_hash, Instant now) const;
    /// Keeps a caller that was read when the count of permission changes was `changes`. When the
    /// same was kept before, the new one goes on counting when it was last seen.
    std::shared_ptr<const Caller> keep(
        const std::string& token_hash,
        std::shared_ptr<Caller> caller,
        Instant now,
        std::uint64_t changes
    );

private:
    struct Entry {
        std::shared_ptr<const Caller> caller;
        Instant read_at;
        std::uint64_t changes = 0;
    };

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> kept_;
};

} // namespace boai::identity
