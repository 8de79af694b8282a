#include "identity/sign_in_limits.hpp"

#include <algorithm>

namespace boai::identity {

std::int64_t login_number(const crypto::Vault& vault, std::string_view login) {
    return vault.blind_index("identity.login", login);
}

Failures after_failure(Failures failures, Instant now) {
    if (failures.last_at + failures_kept_ms < now) {
        failures = {};
    }
    failures.count += 1;
    failures.last_at = now;
    if (failures.count % failures_before_lockout == 0) {
        constexpr std::int64_t doublings_max = 10;
        const auto lockouts = failures.count / failures_before_lockout;
        const auto doublings = std::min(lockouts - 1, doublings_max);
        failures.locked_until = now + std::min(lockout_ms << doublings, lockout_ms_max);
    }
    return failures;
}

}  // namespace boai::identity
