/// \file
/// Actor: on whose behalf a command or a reading is done, and what that person may do where.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace boai::record {

/// A set of capabilities that holds in a set of branches (a subtree, resolved to its ids).
struct Grant {
    std::vector<Id> branches;  ///< sorted
    std::set<std::string, std::less<>> capabilities;
    bool everywhere = false;  ///< in every branch; `branches` is not looked at
    std::string role {};      ///< the word of the role it comes from

    [[nodiscard]] bool holds_in(Id branch) const {
        return everywhere || std::ranges::binary_search(branches, branch);
    }
};

/// The most that holders of a role do alone by one capability, in a set of branches.
struct AmountLimit {
    std::vector<Id> branches;  ///< sorted
    std::string role;
    std::string capability;
    Money amount;
};

/// A person, a program with a token, or the program itself. Immutable once made.
struct Actor {
    Id user;
    std::string name;
    std::vector<Grant> grants;
    bool is_system = false;  ///< the program's own work: may do everything
    std::vector<AmountLimit> limits {};

    [[nodiscard]] bool may(std::string_view capability, Id branch) const {
        if (is_system) {
            return true;
        }
        return !capability.empty() && std::ranges::any_of(grants, [&](const Grant& grant) {
            return grant.capabilities.contains(capability)
                && (grant.everywhere || std::ranges::binary_search(grant.branches, branch));
        });
    }

    /// The most it may do alone by a capability: what the freest of its roles may; none for no
    /// limit.
    [[nodiscard]] std::optional<Money> alone_up_to(std::string_view capability, Id branch) const {
        std::optional<Money> most;
        if (is_system || limits.empty()) {
            return most;
        }
        for (const auto& grant : grants) {
            if (!grant.capabilities.contains(capability) || !grant.holds_in(branch)) {
                continue;
            }
            const auto limit = limit_of(grant.role, capability, branch);
            if (!limit) {
                return std::nullopt;
            }
            most = most ? std::max(*most, *limit) : *limit;
        }
        return most;
    }

    /// Whether it may do this in any branch at all.
    [[nodiscard]] bool may_somewhere(std::string_view capability) const {
        return is_system || std::ranges::any_of(grants, [&](const Grant& grant) {
                   return grant.capabilities.contains(capability);
               });
    }

private:
    /// The strictest limit that holds for a role here.
    [[nodiscard]] std::optional<Money>
    limit_of(std::string_view role, std::string_view capability, Id branch) const {
        std::optional<Money> least;
        for (const auto& limit : limits) {
            if (limit.role == role && limit.capability == capability
                && std::ranges::binary_search(limit.branches, branch)) {
                least = least ? std::min(*least, limit.amount) : limit.amount;
            }
        }
        return least;
    }
};

}  // namespace boai::record
