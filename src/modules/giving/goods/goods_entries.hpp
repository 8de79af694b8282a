/// \file
/// Entries of gifts in kind: goods by quantity on accounts of their lots, and by value where that
/// is proved.
#pragma once

#include "ledger/post.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "record/command.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boai::giving {

/// One entry about a gift in kind, in two steps as GiftEntry: `check...` before the record names
/// its entry, `post` after. Borrows the gift and its lines.
class GoodsEntry {
public:
    GoodsEntry(
        record::CommandContext& context,
        Id gift_id,
        const GoodsGift& gift,
        std::span<const record::Loaded> lines
    )
        : context_(context)
        , gift_id_(gift_id)
        , gift_(gift)
        , loaded_(lines) { }

    GoodsEntry(const GoodsEntry&) = delete;
    GoodsEntry& operator=(const GoodsEntry&) = delete;
    ~GoodsEntry() = default;

    /// The goods as they were counted, into store or straight to their recipient.
    /// Errors: as ledger::check.
    Result<ledger::Posted> check_goods();
    /// The same lines the other way. Errors: conflict when the goods are not there any more; as
    /// ledger::check.
    Result<ledger::Posted> check_reversal(Day day);
    /// Another donor stands on the gift, or the donor's values were destroyed; nothing moves.
    /// Errors: as ledger::check.
    Result<ledger::Posted> check_donor(ledger::EntryKind kind);

    /// Writes what was checked; commits to the donor's name when there is a key.
    Result<void> post(const std::optional<crypto::SubjectKey>& key);

private:
    /// What the entry borrows of one line.
    struct Lot {
        std::string lot;
        std::string commodity;
        std::string inventory; ///< "1201/LOT"
        std::string place; ///< "W/LOT", or "X/beneficiary/LOT" when it went straight on
        const GoodsLine* line = nullptr;
    };

    Result<void> prepare(ledger::EntryKind kind, Day day);
    void add_lines(std::int64_t sign);
    void add_value(std::int64_t sign);
    Result<ledger::Posted> check();

    record::CommandContext& context_;
    Id gift_id_;
    const GoodsGift& gift_;
    std::span<const record::Loaded> loaded_;
    GiftFund fund_;
    std::string branch_code_;
    std::string public_id_;
    std::string receipt_;
    std::vector<Lot> lots_;
    std::vector<ledger::GoodsTold> told_;
    std::vector<ledger::Line> lines_;
    ledger::Entry entry_;
    ledger::Checked checked_;
};

/// What the leaf of a gift in kind tells of its donor.
[[nodiscard]] DonorTold goods_donor_told(const record::Head& head, const GoodsGift& gift);
[[nodiscard]] DonorTold goods_donor_told(const record::Loaded& gift);

} // namespace boai::giving
