/// \file
/// Role: what a person is for. What each may do stands in roles.cpp.
#pragma once

#include "base/text.hpp"
#include "record/field.hpp"

#include <cstdint>
#include <string_view>

namespace boai::identity {

enum class Role : std::uint8_t {
    system_administrator,
    security_administrator,
    audit_administrator,
    director,
    finance_officer,
    desk_officer,
    auditor,
    viewer,
    importer,
};

}  // namespace boai::identity

namespace boai::record {

inline constexpr Choice identity_roles[] = {
    { "system_administrator", { "系统管理员", "System administrator" } },
    { "security_administrator", { "安全管理员", "Security administrator" } },
    { "audit_administrator", { "审计管理员", "Audit administrator" } },
    { "director", { "负责人", "Director" } },
    { "finance_officer", { "财务人员", "Finance officer" } },
    { "desk_officer", { "业务人员", "Desk officer" } },
    { "auditor", { "监督人员", "Auditor" } },
    { "viewer", { "查看人员", "Viewer" } },
    { "importer", { "导入程序", "Importer" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::Role> { identity_roles };

}  // namespace boai::record

namespace boai::identity {

/// The word of a role, such as "desk_officer".
[[nodiscard]] constexpr std::string_view name_of(Role role) {
    return record::identity_roles[static_cast<std::size_t>(role)].value;
}

[[nodiscard]] constexpr Text title_of(Role role) {
    return record::identity_roles[static_cast<std::size_t>(role)].label;
}

/// The three kept apart: no person holds two of them.
/// Source: GB/T 22239-2019, separation of administrators.
[[nodiscard]] constexpr bool is_administrator(Role role) {
    return role <= Role::audit_administrator;
}

}  // namespace boai::identity
