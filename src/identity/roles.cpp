#include "identity/roles.hpp"

#include <algorithm>
#include <array>

namespace boai::identity {
namespace {

// One list per role. Names and patterns are held against the registry when the program starts.

/// Users and the tree of branches; no gifts, no roles but the first of the other administrators.
constexpr std::string_view system_administrator[] = {
    "identity.user.read",
    "identity.user.write",
    "identity.user.reveal",
    "identity.user.disable",
    "identity.create_user",
    "identity.reset_password",
    "identity.appoint_administrator",
    "identity.allow_exception",
    "identity.rule_exception.read",
    "identity.role_grant.read",
    "identity.api_token.read",
    "society.branch.read",
    "society.branch.write",
};

/// Who may do what, and who is kept out.
constexpr std::string_view security_administrator[] = {
    "identity.user.read",       "identity.user.lock",
    "identity.unlock_user",     "identity.remove_second_factor",
    "identity.role_grant.read", "identity.role_grant.write",
    "identity.grant_role",      "identity.rule_exception.read",
    "identity.role_limit.read", "identity.role_limit.write",
    "identity.api_token.read",  "identity.api_token.revoke",
    "society.branch.read",
};

/// Reads what the others did; changes nothing.
constexpr std::string_view audit_administrator[] = {
    "identity.*.read",
    "society.branch.read",
};

constexpr std::string_view director[] = {
    "emergency.*.read",
    "emergency.open_emergency",
    "emergency.enter_duty",
    "spending.*.read",
    "spending.approve_payment",
    "spending.approval_rule.write",
    "spending.alarm_rule.write",
    "spending.budget.write",
    "spending.confirm_allocation",
    "attachments.*.read",
    "attachments.*.reveal",
    "society.branch.read",
    "people.*.read",
    "giving.*.read",
    "giving.campaign.write",
    "giving.campaign.publish",
    "giving.fundraising_plan.write",
    "giving.file_plan",
    "giving.campaign_team.write",
    "giving.change_pledge",
    "giving.settle_match",
    "people.erase_person",
    "giving.approve",
    "giving.sign_reconciliation",
    "giving.count_goods",
    "giving.allow_near_expiry",
    "giving.draft_notice",
    "giving.publish_notice",
    "giving.disclosure_clock.write",
    "giving.disclosure_elsewhere.write",
    "identity.role_limit.read",
    "identity.create_api_token",
    "identity.api_token.read",
    "identity.api_token.revoke",
};

constexpr std::string_view finance_officer[] = {
    "emergency.*.read",
    "emergency.open_emergency",
    "emergency.enter_duty",
    "society.branch.read",
    "people.*.read",
    "giving.*.read",
    "giving.*.write",
    "giving.*.reveal",
    "giving.file_plan",
    "giving.record_pledge",
    "giving.change_pledge",
    "giving.record_match",
    "giving.settle_match",
    "giving.record_gift",
    "giving.record_goods",
    "giving.count_goods",
    "giving.accept_goods",
    "giving.allow_near_expiry",
    "giving.refund_gift",
    "giving.reverse_gift",
    "giving.void_receipt",
    "giving.amend_donor",
    "giving.settle_notice",
    "giving.draft_notice",
    "giving.publish_notice",
    "giving.import_statement",
    "giving.reconcile",
    "giving.sign_reconciliation",
    "giving.commit_import",
    "giving.undo_import",
    "giving.approve",
    "spending.*.read",
    "spending.*.reveal",
    "spending.budget.write",
    "spending.request_payment",
    "spending.approve_payment",
    "spending.pay",
    "spending.confirm_allocation",
    "spending.take_fee",
    "spending.settle_channel",
    "spending.close_month",
    "attachments.*.read",
    "attachments.*.reveal",
    "attachments.attach",
    "identity.create_api_token",
    "identity.api_token.read",
    "identity.api_token.revoke",
};

constexpr std::string_view desk_officer[] = {
    "emergency.*.read",
    "emergency.enter_duty",
    "society.branch.read",
    "people.*.read",
    "people.*.write",
    "people.*.reveal",
    "people.merge_persons",
    "giving.*.read",
    "giving.*.reveal",
    "giving.campaign.write",
    "giving.fundraising_plan.write",
    "giving.campaign_team.write",
    "giving.record_pledge",
    "giving.record_match",
    "giving.import_profile.write",
    "giving.record_gift",
    "giving.record_goods",
    "giving.count_goods",
    "giving.accept_goods",
    "giving.amend_donor",
    "giving.draft_notice",
    "giving.disclosure_elsewhere.write",
    "giving.commit_import",
    "spending.*.read",
    "spending.request_payment",
    "attachments.*.read",
    "attachments.*.reveal",
    "attachments.attach",
};

/// Everything with its history, personal values masked; not the audit trail.
constexpr std::string_view auditor[] = {
    "*.*.read",
    "identity.create_api_token",
    "identity.api_token.revoke",
};
constexpr std::string_view auditor_without[] = { "identity.audit_event.read" };

constexpr std::string_view viewer[] = {
    "society.branch.read",
    "emergency.*.read",
    "giving.*.read",
    "spending.*.read",
};

/// For the token of a program that brings gifts in.
constexpr std::string_view importer[] = {
    "society.branch.read",       "people.*.read",           "giving.*.read",
    "giving.record_gift",        "giving.record_goods",     "giving.commit_import",
    "identity.create_api_token", "identity.api_token.read", "identity.api_token.revoke",
};

constexpr RoleDefinition definitions[] = {
    { Role::system_administrator, system_administrator },
    { Role::security_administrator, security_administrator },
    { Role::audit_administrator, audit_administrator },
    { Role::director, director },
    { Role::finance_officer, finance_officer },
    { Role::desk_officer, desk_officer },
    { Role::auditor, auditor, auditor_without },
    { Role::viewer, viewer },
    { Role::importer, importer },
};
static_assert(std::size(definitions) == std::size(record::identity_roles));

std::string_view take_part(std::string_view& rest) {
    const auto part = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
}

bool fits(std::string_view name, std::string_view pattern) {
    while (!name.empty() && !pattern.empty()) {
        const auto wanted = take_part(pattern);
        const auto part = take_part(name);
        if (wanted != "*" && wanted != part) {
            return false;
        }
    }
    return name.empty() && pattern.empty();
}

std::string_view module_of(std::string_view capability) {
    return capability.substr(0, capability.find('.'));
}

Result<Capabilities> expand(const Capabilities& all, const RoleDefinition& definition) {
    Capabilities granted;
    for (const auto pattern : definition.capabilities) {
        auto found = matching(all, pattern);
        const auto module = module_of(pattern);
        const bool is_here = std::ranges::any_of(all, [&](const std::string& name) {
            return module_of(name) == module;
        });
        if (found.empty() && is_here) {
            return fail(
                Errc::internal,
                compose(
                    { "角色 {} 引用了不存在的权限 {}",
                      "the role {} names the capability {}, which nothing asks for" },
                    { name_of(definition.role), pattern }
                )
            );
        }
        granted.merge(found);
    }
    for (const auto pattern : definition.without) {
        for (const auto& name : matching(all, pattern)) {
            granted.erase(name);
        }
    }
    return granted;
}

void add(Capabilities& all, std::string_view capability) {
    if (!capability.empty()) {
        all.emplace(capability);
    }
}

}  // namespace

std::span<const RoleDefinition> role_definitions() {
    return definitions;
}

Capabilities capabilities_of(const record::Registry& registry) {
    Capabilities all;
    for (const auto* table : registry.records()) {
        const auto& permissions = table->type().permissions;
        add(all, permissions.read);
        add(all, permissions.write);
        add(all, permissions.reveal);
    }
    for (const auto* command : registry.commands()) {
        add(all, command->capability);
    }
    return all;
}

Capabilities matching(const Capabilities& all, std::string_view pattern) {
    Capabilities found;
    std::ranges::copy_if(all, std::inserter(found, found.end()), [&](const std::string& name) {
        return fits(name, pattern);
    });
    return found;
}

Result<Roles> Roles::create(const record::Registry& registry) {
    Roles roles;
    roles.all_ = capabilities_of(registry);
    for (const auto& definition : definitions) {
        roles.by_role_.push_back(TRY(expand(roles.all_, definition)));
    }
    return roles;
}

}  // namespace boai::identity
