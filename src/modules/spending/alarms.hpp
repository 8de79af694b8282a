/// \file
/// Alarms: the number of days that counts for a step of the money in a fund.
#pragma once

#include "base/id.hpp"
#include "record/record_table.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace boai::spending {

/// What may take too long, in the order of the money.
enum class Alarm : std::uint8_t { enter, receipt, settle, spend, approve, pay, prove, confirm };

inline constexpr std::size_t alarm_count = 8;

/// The alarms of some branches, read once.
class Alarms {
public:
    /// Errors: as storage.
    static Result<Alarms> read(record::Queries queries, const std::vector<Id>& branches);

    /// What waits longer is late. The fund's rule goes before the number of the purpose itself
    /// (for Alarm::spend), that before the branch's rule, that before the usual number of days.
    [[nodiscard]] std::int64_t days(Id branch, Id fund, Alarm alarm) const;

private:
    using Days = std::array<std::int64_t, alarm_count>;

    Result<void> read_rules(record::Queries queries, const std::vector<Id>& branches);
    Result<void> read_purposes(record::Queries queries);

    std::map<std::pair<Id, Id>, Days> rules_; ///< by branch and fund; none for every fund
    std::map<Id, std::int64_t> purposes_;
};

} // namespace boai::spending
