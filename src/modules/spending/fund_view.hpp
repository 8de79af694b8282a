/// \file
/// FundView: what lies in each fund, how much of it is free, and how old it is. The clock behind
/// 款物零滞留.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "ledger/entry.hpp"
#include "modules/spending/alarms.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace boai::spending {

/// Money of one age.
struct AgedMoney {
    Day since; ///< the day it came in
    std::int64_t amount = 0; ///< in fen
};

struct FundView {
    Id branch;
    Id fund; ///< of the purpose; none for the unrestricted one
    std::string code { "U" };
    Message name { ledger::unrestricted_name };
    std::int64_t unspent = 0; ///< in fen, reserved included
    std::int64_t ready = 0; ///< of it, in the bank and in cash: not on a platform
    std::int64_t reserved = 0;
    std::vector<AgedMoney> ages; ///< by day, oldest first; together unspent
    std::int64_t idle_days = 0; ///< alarm when money lies longer

    /// Days the oldest fen has lain here; 0 when there is none.
    [[nodiscard]] std::int64_t age(Day today) const;
    /// Unspent for longer than idle_days.
    [[nodiscard]] std::int64_t idle(Day today) const;
};

/// "$1, $2" for the branches, appended to `params`; "NULL" for none.
[[nodiscard]] std::string
places(const std::vector<Id>& branches, std::vector<storage::Param>& params);

/// The funds of some branches. Errors: as storage.
Result<std::vector<FundView>>
view_funds(record::Queries queries, const std::vector<Id>& branches, const Alarms& alarms);

/// What the funds are called.
class FundNames {
public:
    /// Errors: as storage.
    static Result<FundNames> read(record::Queries queries);
    /// Of the purpose with this id; "unrestricted money" for none.
    [[nodiscard]] Message of(Id fund) const;

private:
    std::map<Id, std::string> names_;
};

/// An allocation that its receiver has not answered.
struct InTransit {
    Id branch;
    Id allocation;
    Id to_branch;
    Id fund; ///< of the purpose; none for the unrestricted one
    std::string title;
    std::int64_t amount = 0;
    Day sent_on;
    std::int64_t chase_days = 0;
};

/// What is on its way from or to these branches, oldest first. Errors: as storage.
Result<std::vector<InTransit>>
view_transit(record::Queries queries, const std::vector<Id>& branches, const Alarms& alarms);

/// Sums over branches with what they gave one another taken out.
struct SystemTotals {
    std::int64_t income = 0; ///< gifts less what was returned
    std::int64_t spending = 0;
    std::int64_t sent = 0; ///< to branches among these
    std::int64_t received = 0; ///< from branches among these
    std::int64_t in_transit = 0;

    /// What is left when sent and received are taken out of each other: zero among all branches.
    [[nodiscard]] std::int64_t eliminated() const { return sent - received; }
};

Result<SystemTotals> system_totals(record::Queries queries, const std::vector<Id>& branches);

} // namespace boai::spending
