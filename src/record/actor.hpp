/// \file
/// Actor: on whose behalf a command or a reading is done, and what that person may do where.
#pragma once

#include "base/id.hpp"

#include <algorithm>
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
};

/// A person, a program with a token, or the program itself. Immutable once made.
struct Actor {
    Id user;
    std::string name;
    std::vector<Grant> grants;
    bool is_system = false;  ///< the program's own work: may do everything

    [[nodiscard]] bool may(std::string_view capability, Id branch) const {
        if (is_system) {
            return true;
        }
        return !capability.empty() && std::ranges::any_of(grants, [&](const Grant& grant) {
            return grant.capabilities.contains(capability)
                && (grant.everywhere || std::ranges::binary_search(grant.branches, branch));
        });
    }

    /// Whether it may do this in any branch at all.
    [[nodiscard]] bool may_somewhere(std::string_view capability) const {
        return is_system || std::ranges::any_of(grants, [&](const Grant& grant) {
                   return grant.capabilities.contains(capability);
               });
    }
};

}  // namespace boai::record
