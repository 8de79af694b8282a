/// \file
/// RuleException: a rule of identity that a small society cannot keep, set aside for a recorded
/// reason, in one branch and those below it.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::record {
struct CommandContext;
}

namespace boai::identity {

/// The rules that may be set aside. The audit administrator is always somebody else.
enum class Rule : std::uint8_t { system_and_security_apart };

enum class ExceptionState : std::uint8_t { allowed, ended };

struct RuleException {
    Rule rule = Rule::system_and_security_apart;
    std::string reason;
    ExceptionState state = ExceptionState::allowed;
};

extern const record::RecordType rule_exception_type;

/// Whether the rule is set aside in the branch of the command or in one above it.
Result<bool> is_excepted(record::CommandContext& context, Rule rule);

}  // namespace boai::identity

namespace boai::record {

inline constexpr Choice identity_rules[] = {
    { "system_and_security_apart",
      { "系统管理员与安全管理员分设", "System and security administrator apart" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::Rule> { identity_rules };

inline constexpr Choice identity_exception_states[] = {
    { "allowed", { "生效", "Allowed" }, Tone::wait },
    { "ended", { "已终止", "Ended" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<identity::ExceptionState> {
    identity_exception_states
};

}  // namespace boai::record
