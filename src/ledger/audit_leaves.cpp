#include "ledger/audit_leaves.hpp"

#include "ledger/leaf.hpp"
#include "transparency/rollback.hpp"

#include <array>
#include <functional>
#include <string_view>
#include <unordered_map>

namespace boai::ledger {
namespace {

using storage::Param;
using storage::Row;

/// Entries compared together; a block that differs is looked at entry by entry.
constexpr std::uint64_t block = 1'024;

/// Sums over the lines of many entries that are equal, but for one chance in 2^64, only when the
/// lines are: each amount times a number made of its entry, fund, account and commodity. Movements
/// come in the order of their funds and leaves in that of entries, and neither has to be sorted.
using Sums = std::unordered_map<std::uint64_t, std::uint64_t>;

std::uint64_t mix(std::uint64_t value) {
    // Source: SplitMix64, S. Vigna, public domain.
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

std::uint64_t weight(
    std::uint64_t entry, std::int64_t fund, std::string_view account, std::string_view commodity
) {
    const std::hash<std::string_view> hash;
    auto value = mix(entry) ^ static_cast<std::uint64_t>(fund);
    value = mix(value) ^ hash(account);
    return mix(mix(value) ^ hash(commodity));
}

/// Where sums of one branch are gathered.
struct BranchSums {
    Sums leaves;
    Sums movements;
};

class LeafCheck {
public:
    LeafCheck(Queries queries, const BranchCodes& branches)
        : queries_(queries)
        , branches_(branches) { }

    Result<void> run();

    Finding finding { "leaves of the log are told by their movements", 0, {} };

private:
    Result<void> read_funds();
    Result<void> add_leaves();
    Result<void> add_movements();
    Result<void> name_entries(Id branch, std::uint64_t number);
    void
    add_leaf(Id branch, std::uint64_t entry, std::string_view bytes, Sums& sums, bool by_entry);
    void fault(Id branch, std::uint64_t entry, std::string_view what);

    Queries queries_;
    const BranchCodes& branches_;
    LeafReader reader_;
    std::map<Id, std::map<std::string, std::int64_t, std::less<>>> funds_;
    std::map<Id, BranchSums> sums_;
};

void LeafCheck::fault(Id branch, std::uint64_t entry, std::string_view what) {
    if (finding.faults.size() < faults_max) {
        finding.faults.push_back(
            "branch " + to_string(branch) + " entry " + std::to_string(entry) + ": "
            + std::string { what }
        );
    }
}

Result<void> LeafCheck::read_funds() {
    return queries_(
        "SELECT branch_id, code, id FROM ledger_fund",
        {},
        [&](const Row& row) -> Result<void> {
            funds_[row.id(0)].emplace(row.text(1), row.number(2));
            return {};
        }
    );
}

void LeafCheck::add_leaf(
    Id branch, std::uint64_t entry, std::string_view bytes, Sums& sums, bool by_entry
) {
    if (transparency::is_rollback(bytes)) {
        return;
    }
    const auto leaf = reader_.read(bytes);
    if (!leaf) {
        return fault(branch, entry, "the leaf is not an entry");
    }
    if (const auto code = branches_.find(branch);
        code != branches_.end() && code->second != leaf->branch) {
        fault(branch, entry, "the leaf names another branch");
    }
    auto& sum = sums[by_entry ? entry : entry / block];
    auto& funds = funds_[branch];
    std::int64_t total = 0;
    for (const auto& line : leaf->lines) {
        const auto fund = line.fund == unrestricted_code ? 0 : funds[line.fund];
        sum += weight(entry, fund, line.account, line.commodity)
            * static_cast<std::uint64_t>(line.amount);
        total += line.commodity == renminbi ? line.amount : 0;
    }
    if (total != 0) {
        fault(branch, entry, "the leaf does not sum to zero");
    }
}

Result<void> LeafCheck::add_leaves() {
    return queries_(
        "SELECT branch_id, idx, entry FROM journal_leaf ORDER BY branch_id, idx",
        {},
        [&](const Row& row) -> Result<void> {
            ++finding.looked_at;
            const auto entry = static_cast<std::uint64_t>(row.number(1));
            add_leaf(row.id(0), entry, row.text(2), sums_[row.id(0)].leaves, false);
            return {};
        }
    );
}

void add_row(const Row& row, Sums& sums, bool by_entry) {
    const auto entry = static_cast<std::uint64_t>(row.number(1));
    const auto fund = row.number(2);
    const auto amount = static_cast<std::uint64_t>(row.number(6));
    sums[by_entry ? entry : entry / block] += (weight(entry, fund, row.text(3), row.text(5))
                                               - weight(entry, fund, row.text(4), row.text(5)))
        * amount;
}

constexpr std::string_view movements_told
    = "SELECT branch_id, entry, fund, debit, credit, commodity, amount FROM ledger_movement";

Result<void> LeafCheck::add_movements() {
    return queries_(movements_told, {}, [&](const Row& row) -> Result<void> {
        add_row(row, sums_[row.id(0)].movements, false);
        return {};
    });
}

/// Compares a block again, entry by entry, to name those that differ.
Result<void> LeafCheck::name_entries(Id branch, std::uint64_t number) {
    const std::array params { Param { branch },
                              Param { static_cast<std::int64_t>(number * block) },
                              Param { static_cast<std::int64_t>((number + 1) * block) } };
    Sums leaves;
    Sums movements;
    TRY(queries_(
        "SELECT branch_id, idx, entry FROM journal_leaf WHERE branch_id = $1 AND idx >= $2 AND "
        "idx < $3",
        params,
        [&](const Row& row) -> Result<void> {
            const auto entry = static_cast<std::uint64_t>(row.number(1));
            add_leaf(branch, entry, row.text(2), leaves, true);
            return {};
        }
    ));
    const auto sql
        = std::string { movements_told } + " WHERE branch_id = $1 AND entry >= $2 AND entry < $3";
    TRY(queries_(sql, params, [&](const Row& row) -> Result<void> {
        add_row(row, movements, true);
        return {};
    }));
    for (auto entry = number * block; entry < (number + 1) * block; ++entry) {
        if (leaves[entry] != movements[entry]) {
            fault(branch, entry, "the movements are not the lines of the leaf");
        }
    }
    return {};
}

Result<void> LeafCheck::run() {
    TRY(read_funds());
    TRY(add_leaves());
    TRY(add_movements());
    for (auto& [branch, sums] : sums_) {
        for (const auto& [number, sum] : sums.movements) {
            sums.leaves.try_emplace(number, 0);
        }
        const std::map<std::uint64_t, std::uint64_t> in_order { sums.leaves.begin(),
                                                                sums.leaves.end() };
        for (const auto& [number, sum] : in_order) {
            if (sum != sums.movements[number] && finding.faults.size() < faults_max) {
                TRY(name_entries(branch, number));
            }
        }
    }
    return {};
}

} // namespace

Result<Finding> check_leaves(Queries queries, const BranchCodes& branches) {
    LeafCheck check { queries, branches };
    TRY(check.run());
    return std::move(check.finding);
}

} // namespace boai::ledger
