/// \file
/// Entries of gifts in the ledger: the accounts a gift, its refund and its reversal move, and what
/// their leaves commit to.
#pragma once

#include "ledger/commitment.hpp"
#include "ledger/post.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/purpose.hpp"
#include "modules/giving/refund.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::giving {

/// The fund that gifts for one purpose make up.
struct GiftFund {
    Id id; ///< of the purpose; none for the unrestricted fund
    std::string code { ledger::unrestricted_code };
    Message name { ledger::unrestricted_name };
    PurposeKind kind = PurposeKind::restricted;

    [[nodiscard]] ledger::Fund view() const { return { id, code, { name.zh, name.en } }; }
};

/// Errors: not_found.
Result<GiftFund> fund_of(record::CommandContext& context, Id purpose);

/// Where money of this channel lies: "1001", "1002" or "1003/alipay"; for an agency fund behind
/// "1801/".
[[nodiscard]] std::string asset_account(const Channel& channel, PurposeKind kind);

/// Money that lay unidentified and turns out to be a gift.
struct HeldMoney {
    ledger::OwnPart part; ///< its place on the axis of the fund of unidentified receipts
    std::int64_t entry = 0; ///< by which it came
    std::vector<std::pair<std::string, std::int64_t>> accounts; ///< where it lies now, in fen
};

/// One entry about a gift, in two steps: `check` before the record is written, because the record
/// names its entry, and `post` after.
class GiftEntry {
public:
    GiftEntry(record::CommandContext& context, Id gift_id, const Gift& gift)
        : context_(context)
        , gift_id_(gift_id)
        , gift_(gift) { }

    GiftEntry(const GiftEntry&) = delete;
    GiftEntry& operator=(const GiftEntry&) = delete;
    ~GiftEntry() = default;

    /// The gift as it came. Errors: as ledger::check.
    Result<ledger::Posted> check_gift();
    /// The gift out of money that came before; no account of money changes. `held` outlives this.
    /// Errors: as ledger::check.
    Result<ledger::Posted> check_identified(const HeldMoney& held);
    /// A gift that was made out of unidentified money is unidentified again. `source` is the
    /// reversal. Errors: conflict when part of the gift is used; as ledger::check.
    Result<ledger::Posted> check_held_again(Id source, Day day);
    /// Money taken back, from the part of the gift that is not used. `source` is the refund.
    /// Errors: conflict when less is unused; as ledger::check.
    Result<ledger::Posted> check_return(Id source, RefundKind kind, Money amount, Day day);
    /// Another donor stands on the gift; no money moves.
    Result<ledger::Posted> check_donor(ledger::EntryKind kind);

    /// Writes what was checked; commits to the donor's name when there is a key.
    Result<void> post(const std::optional<crypto::SubjectKey>& key);

private:
    Result<void> prepare(ledger::EntryKind kind, Id source, Day day);
    Result<void> add_returned(Money amount);
    Result<void> demand_unspent(Money amount);
    Result<ledger::Posted> check();

    record::CommandContext& context_;
    Id gift_id_;
    const Gift& gift_;
    GiftFund fund_;
    std::string asset_;
    std::string branch_code_;
    std::string public_id_;
    std::string receipt_;
    std::vector<ledger::Line> lines_;
    std::deque<std::string> accounts_; ///< what lines refer to besides
    ledger::Entry entry_;
    ledger::Checked checked_;
};

/// What a leaf of the log tells of a gift's donor, in cash or in kind.
struct DonorTold {
    record::Head head; ///< of the gift
    Id subject; ///< whose key seals the name
    std::string name; ///< empty for nobody
    std::optional<std::int64_t> entry;
    std::optional<std::int64_t> donor_entry {}; ///< that commits to the donor, when it is another
};

[[nodiscard]] DonorTold donor_told(const record::Head& head, const Gift& gift);
[[nodiscard]] DonorTold donor_told(const record::Loaded& gift);

/// The key the donor's name is sealed with; none when there is no name.
/// Errors: as record::key_for_writing.
Result<std::optional<crypto::SubjectKey>>
donor_key(record::CommandContext& context, const DonorTold& told);

/// What a leaf commits to, of the donor.
inline constexpr std::string_view donor_field = "donor";

/// The hash by which the leaf of `entry` tells who gave: of a gift, or of its amendment.
[[nodiscard]] std::string donor_commitment(
    const crypto::SubjectKey& key, Id gift, std::uint64_t entry, std::string_view name
);

/// What the donor keeps beside the leaf's proof: salt and name. None when nothing was committed to
/// or the key is gone. Errors: as storage.
Result<std::optional<ledger::Disclosure>>
disclose_donor(record::Queries queries, const crypto::Vault& vault, const DonorTold& told);
/// The same of a gift in cash.
Result<std::optional<ledger::Disclosure>>
disclose_donor(record::Queries queries, const crypto::Vault& vault, const record::Loaded& gift);

} // namespace boai::giving
