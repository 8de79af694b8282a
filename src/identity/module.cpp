#include "identity/module.hpp"

#include "identity/api_token.hpp"
#include "identity/audit_event.hpp"
#include "identity/identity_commands.hpp"
#include "identity/migrations/migrations.hpp"
#include "identity/role_grant.hpp"
#include "identity/role_limit.hpp"
#include "identity/rule_exception.hpp"
#include "identity/user.hpp"

namespace boai::identity {

modules::Module module() {
    return {
        .name = "identity",
        .title = { "用户与权限", "Users and permissions" },
        .declarations = { .records = { &user_type,
                                       &role_grant_type,
                                       &api_token_type,
                                       &rule_exception_type,
                                       &role_limit_type,
                                       &audit_event_type },
                          .commands = identity_commands() },
        .migrations = identity_migrations(),
    };
}

}  // namespace boai::identity
