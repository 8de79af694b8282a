/// \file
/// KeptPlans: the latest plans of files, in memory until they are entered or others come after
/// them.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace boai::giving {

/// Plans that have an `id`. Threads: any.
template <class Plan>
class KeptPlans {
public:
    using Shared = std::shared_ptr<Plan>;

    /// Errors: not_found.
    [[nodiscard]] Result<Shared> find(Id id) const {
        const std::lock_guard lock { mutex_ };
        const auto at = std::ranges::find(kept_, id, [](const Shared& each) { return each->id; });
        if (at == kept_.end()) {
            return fail(
                Errc::not_found,
                Text { "没有这份预览，请重新上传文件",
                       "there is no such preview; send the file again" }
            );
        }
        return *at;
    }

    /// In the place of one with the same id.
    void keep(Shared plan) {
        constexpr std::size_t kept_max = 8;
        const std::lock_guard lock { mutex_ };
        std::erase_if(kept_, [&](const Shared& each) { return each->id == plan->id; });
        kept_.push_back(std::move(plan));
        if (kept_.size() > kept_max) {
            kept_.pop_front();
        }
    }

private:
    mutable std::mutex mutex_;
    std::deque<Shared> kept_;
};

} // namespace boai::giving
