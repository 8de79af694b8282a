/// \file
/// Roles: what each role may do, from the table in roles.cpp and the capabilities the program has.
#pragma once

#include "base/result.hpp"
#include "figures/figure.hpp"
#include "identity/role.hpp"
#include "record/registry.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::identity {

using Capabilities = std::set<std::string, std::less<>>;

/// One role as declared. A `*` in a pattern stands for one part of a capability's name.
struct RoleDefinition {
    Role role;
    std::span<const std::string_view> capabilities;
    std::span<const std::string_view> without {};  ///< taken out again
};

/// Every role, in the order of the enumeration.
[[nodiscard]] std::span<const RoleDefinition> role_definitions();

/// Every capability that a record, a step or a command of the program asks for.
[[nodiscard]] Capabilities capabilities_of(const record::Registry& registry);

/// The capabilities a pattern stands for; none when it fits none.
[[nodiscard]] Capabilities matching(const Capabilities& all, std::string_view pattern);

/// Immutable once made. Threads: any.
class Roles {
public:
    /// Errors: internal when a role names a capability that a module of the program does not have.
    /// Modules that are not in the program are passed over.
    static Result<Roles> create(const record::Registry& registry);

    [[nodiscard]] const Capabilities& of(Role role) const {
        return by_role_[static_cast<std::size_t>(role)];
    }

    [[nodiscard]] const Capabilities& all() const { return all_; }

private:
    Capabilities all_;
    std::vector<Capabilities> by_role_;
};

/// Who may do what, as CSV: one line per action of a record, per command and per figure, one column
/// per role. A command of the program alone has "(program)" for its capability.
Result<std::string> permission_matrix(
    const record::Registry& registry, std::span<const figures::Definition* const> figures
);

} // namespace boai::identity
