/// \file
/// What the steps of an allocation share, on either side.
#pragma once

#include "modules/spending/allocation.hpp"
#include "modules/spending/spending_fund.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace boai::spending {

/// The input of a command that asks for nothing but the allocation.
struct OneAllocation {
    Id allocation;
};

inline constexpr record::FieldSpec one_allocation_fields[] = {
    record::field<&OneAllocation::allocation>(record::ReferenceField {
        .label = { "拨款", "Allocation" }, .to = "spending.allocation", .required = true }),
};

/// The fund of an allocation as the sender wrote it down: the receiver may not see the purpose.
[[nodiscard]] SpendingFund fund_of(const Allocation& allocation);

/// The sender's account of what is on its way to the receiver.
[[nodiscard]] std::string in_transit(record::CommandContext& context, const Allocation& allocation);

/// Errors: conflict unless it is in one of these states.
Result<void>
demand_state(const Allocation& allocation, std::initializer_list<AllocationState> wanted);

/// Writes the allocation as it is after a step.
Result<record::Outcome> save(
    record::CommandContext& context,
    const record::Loaded& before,
    Allocation after,
    std::string_view action
);

} // namespace boai::spending
