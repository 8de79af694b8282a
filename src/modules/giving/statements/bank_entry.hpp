/// \file
/// Entries booked from lines of statements: money nobody has claimed, fees and interest.
#pragma once

#include "ledger/post.hpp"
#include "modules/giving/statements/account_book.hpp"
#include "record/command.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// One entry of the unidentified or unrestricted fund, put together and posted.
class BankEntry {
public:
    BankEntry(record::CommandContext& context, ledger::EntryKind kind, Id source, Day day);
    BankEntry(const BankEntry&) = delete;
    BankEntry& operator=(const BankEntry&) = delete;
    ~BankEntry() = default;

    /// Moves `amount`, above zero, from the account `credit` to `debit` within a fund.
    void move(const ledger::Fund& fund, std::string debit, std::string credit, std::int64_t amount);

    /// Takes money out of this part of the fund of unidentified receipts, and not the oldest.
    void take_from(const ledger::OwnPart& part) { entry_.own_part = part; }

    /// The entry it takes back or settles.
    void correct(std::int64_t entry) { entry_.corrects = static_cast<std::uint64_t>(entry); }

    /// Errors: as ledger::check and ledger::post.
    Result<ledger::Posted> post();
    /// What it does to an account; once posted.
    [[nodiscard]] AccountEntry on(std::string_view account) const;

private:
    record::CommandContext& context_;
    std::string branch_code_;
    std::string public_id_;
    std::deque<std::string> accounts_; ///< what lines refer to
    std::vector<ledger::Line> lines_;
    ledger::Entry entry_;
    ledger::Posted posted_;
};

/// A part of the money of unidentified receipts by the account it lies on now.
struct HeldPart {
    std::string account;
    std::int64_t amount = 0;
};

/// Where `amount` of unidentified money lies: on its own account, and what a platform has paid out
/// already on the bank's. Errors: conflict when less is there.
Result<std::vector<HeldPart>>
held_parts(record::CommandContext& context, const std::string& account, std::int64_t amount);

/// The day an entry of `day` is booked on: itself, or today when its month is closed.
Result<Day> open_day(record::CommandContext& context, Day day);

/// What a bank or a service took or added by itself.
enum class ChargeKind : std::uint8_t { platform_fee, bank_charge, interest };

/// Books `amount` (above zero) of a line as a charge, out of or into the unrestricted fund.
/// Errors: conflict when the fund has less on the account.
Result<AccountEntry> book_charge_of(
    record::CommandContext& context,
    ChargeKind kind,
    const std::string& account,
    Id line,
    Day day,
    Money amount
);

/// Books the entries of a charge the other way round. Errors: as ledger::post.
Result<AccountEntry> reverse_charge(
    record::CommandContext& context, const AccountEntry& charge, std::string_view account
);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_charge_kinds[] = {
    { "platform_fee", { "平台手续费", "Fee of a platform" } },
    { "bank_charge", { "银行手续费", "Bank charge" } },
    { "interest", { "利息收入", "Interest" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ChargeKind> { giving_charge_kinds };

} // namespace boai::record
