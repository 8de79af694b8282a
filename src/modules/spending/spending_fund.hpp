/// \file
/// The funds money is spent from, and the entries that spending posts.
#pragma once

#include "ledger/post.hpp"
#include "record/command.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boai::spending {

/// A fund as spending needs it: the gifts for one purpose, or those without.
struct SpendingFund {
    Id id; ///< of the purpose; none for the unrestricted fund
    std::string code { ledger::unrestricted_code };
    Message name { ledger::unrestricted_name };
    bool is_agency = false;
    bool is_closed = false;
    std::int64_t fee_cap = 0; ///< per mille of what came in
    std::optional<Day> term;

    [[nodiscard]] ledger::Fund view() const { return { id, code, { name.zh, name.en } }; }

    /// The account money of this kind lies on: "1002", or "1801/1002" of an agency fund.
    [[nodiscard]] std::string money(std::string_view account) const;
    /// What stands against money that leaves: the expense, or the liability of an agency fund.
    [[nodiscard]] std::string against(std::string_view account) const;
};

/// Errors: not_found.
Result<SpendingFund> find_fund(record::CommandContext& context, Id purpose);

/// Text of a field of a record known by its name alone; empty when it is not there.
Result<std::string> text_of_record(
    record::CommandContext& context, std::string_view type, Id id, std::string_view field
);

/// One entry being put together. Keeps its texts; not to be moved.
class SpendingEntry {
public:
    SpendingEntry(record::CommandContext& context, ledger::EntryKind kind, Id source, Day day);
    SpendingEntry(const SpendingEntry&) = delete;
    SpendingEntry& operator=(const SpendingEntry&) = delete;
    ~SpendingEntry() = default;

    /// Moves `amount` from the account `credit` to `debit` within a fund.
    void move(const SpendingFund& fund, std::string debit, std::string credit, Money amount);

    void correct(std::int64_t entry) { entry_.corrects = static_cast<std::uint64_t>(entry); }

    /// Errors: as ledger::check.
    Result<ledger::Posted> check();
    /// Writes what was checked.
    Result<void> post();

    /// Of the first movement of this fund, once checked.
    [[nodiscard]] std::int64_t position_in(Id fund, ledger::Flow flow) const;

private:
    struct Move {
        SpendingFund fund;
        std::string debit;
        std::string credit;
        std::int64_t amount = 0;
    };

    record::CommandContext& context_;
    std::string branch_code_;
    std::string public_id_;
    std::vector<Move> moves_;
    std::vector<ledger::Line> lines_;
    ledger::Entry entry_;
    ledger::Checked checked_;
};

/// The code of a branch as in the log.
[[nodiscard]] std::string branch_code(record::CommandContext& context, Id branch);

/// A day of an entry: not after today. Errors: invalid.
Result<void> check_day(const record::CommandContext& context, Day day);

/// Refuses an amount that is not free, by fund, purpose and what is free.
/// Errors: conflict.
Result<void> demand_free(
    record::CommandContext& context,
    const SpendingFund& fund,
    std::string_view account,
    Money amount
);

} // namespace boai::spending
