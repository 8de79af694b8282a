#include "modules/spending/allocation_steps.hpp"

#include "modules/spending/states.hpp"
#include "record/engine.hpp"

namespace boai::spending {

using record::CommandContext;
using record::Loaded;
using record::Outcome;

static_assert(record::complete<OneAllocation>(one_allocation_fields));

SpendingFund fund_of(const Allocation& allocation) {
    SpendingFund fund;
    fund.id = allocation.purpose;
    fund.code = allocation.fund_code;
    if (!allocation.purpose.empty()) {
        fund.name = { allocation.fund_code, allocation.fund_code };
    }
    fund.is_agency = allocation.is_agency;
    return fund;
}

std::string in_transit(CommandContext& context, const Allocation& allocation) {
    return "1402/" + branch_code(context, allocation.to_branch);
}

Result<void>
demand_state(const Allocation& allocation, std::initializer_list<AllocationState> wanted) {
    return demand_state(Text { "拨款", "allocation" }, allocation.state, wanted);
}

Result<Outcome>
save(CommandContext& context, const Loaded& before, Allocation after, std::string_view action) {
    return context.engine.update(
        context, allocation_type, before, std::move(after), { .action = action }
    );
}

} // namespace boai::spending
