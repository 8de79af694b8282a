#include "modules/spending/approving.hpp"

#include "modules/spending/limits.hpp"

#include <array>
#include <optional>

namespace boai::spending {
namespace {

using record::CommandContext;

constexpr std::string_view approval_capability = "spending.approve_payment";

/// The branch's newest rule, as far as it is about approvals.
struct Rule {
    Money officer_limit { officer_limit_fen };
    bool two_officers = false;
    Money director_limit; ///< 0 for no limit
};

Result<Rule> rule_here(CommandContext& context) {
    Rule rule;
    const std::array key { storage::Param { context.branch } };
    TRY(context.tx.query(
        "SELECT officer_limit, two_officers, director_limit FROM spending_approval_rule WHERE "
        "branch_id = $1 ORDER "
        "BY id DESC LIMIT 1",
        key,
        [&](const storage::Row& row) -> Result<void> {
            rule = { row.money(0), row.number(1) != 0, row.money(2) };
            return {};
        }
    ));
    return rule;
}

/// The most the actor lets go alone; none for no limit. What was set for the actor's roles goes
/// before the branch's rule.
std::optional<Money> limit_of(const CommandContext& context, const Rule& rule) {
    if (const auto own = context.actor.alone_up_to(approval_capability, context.branch)) {
        return own;
    }
    const bool is_director = context.actor.may("spending.approval_rule.write", context.branch);
    if (!is_director) {
        return rule.officer_limit;
    }
    return rule.director_limit.fen == 0 ? std::nullopt : std::optional { rule.director_limit };
}

} // namespace

Result<Verdict> weigh_approval(CommandContext& context, Money amount, Id first_approver) {
    const auto rule = TRY(rule_here(context));
    const auto limit = limit_of(context, rule);
    if (!limit || amount <= *limit) {
        return Verdict::approved;
    }
    if (!rule.two_officers) {
        return fail(
            Errc::forbidden,
            compose(
                { "超过 {} 元须由限额更高的人审批",
                  "more than {} yuan is approved by somebody with a higher limit" },
                { to_string(*limit) }
            )
        );
    }
    if (first_approver == context.actor.user) {
        return fail(
            Errc::conflict,
            Text { "你已审批，超过限额须再由另一人审批",
                   "you approved it already; beyond your limit a second person does too" }
        );
    }
    return first_approver.empty() ? Verdict::half : Verdict::approved;
}

} // namespace boai::spending
