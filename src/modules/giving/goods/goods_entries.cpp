#include "modules/giving/goods/goods_entries.hpp"

#include "modules/giving/goods/goods_rules.hpp"
#include "record/engine.hpp"
#include "record/sealing.hpp"

namespace boai::giving {
namespace {

using ledger::EntryKind;

constexpr std::string_view from_donor = "X/donor";

} // namespace

Result<void> GoodsEntry::prepare(EntryKind kind, Day day) {
    fund_ = TRY(fund_of(context_, gift_.purpose));
    const auto& vault = context_.engine.vault();
    branch_code_ = context_.engine.branches()->code_of(context_.branch);
    public_id_ = ledger::public_id(vault, gift_id_);
    if (gift_.receipt_number != 0) {
        receipt_ = receipt_text(branch_code_, gift_.receipt_year, gift_.receipt_number);
    }
    for (const auto& loaded : loaded_) {
        const auto& line = loaded.as<GoodsLine>();
        if (line.counted.value_or(0) == 0) {
            continue;
        }
        const auto lot = ledger::public_id(vault, loaded.head.id);
        const auto* const place = gift_.delivery == Delivery::direct ? "X/beneficiary/" : "W/";
        lots_.push_back({ lot, commodity_of(line), "1201/" + lot, place + lot, &line });
    }
    entry_ = { .kind = kind,
               .branch = context_.branch,
               .branch_code = branch_code_,
               .source = gift_id_,
               .public_id = public_id_,
               .day = day,
               .receipt = receipt_ };
    if (kind != EntryKind::goods_gift && gift_.entry) {
        entry_.corrects = static_cast<std::uint64_t>(*gift_.entry);
    }
    return {};
}

/// Goods held for somebody else are no income; what went straight on never lay in store.
void GoodsEntry::add_value(std::int64_t sign) {
    const bool is_agency = fund_.kind == PurposeKind::agency;
    const bool is_direct = gift_.delivery == Delivery::direct;
    if (is_agency && is_direct) {
        return;
    }
    std::int64_t total = 0;
    for (const auto& lot : lots_) {
        const auto value = lot.line->value.value_or(Money {}).fen;
        if (value != 0 && !is_direct) {
            lines_.push_back({ fund_.view(), lot.inventory, sign * value });
        }
        total += value;
    }
    if (total == 0) {
        return;
    }
    if (is_direct) {
        lines_.push_back({ fund_.view(), "5101", sign * total });
    }
    lines_.push_back({ fund_.view(), is_agency ? "2801" : "4103", -sign * total });
}

void GoodsEntry::add_lines(std::int64_t sign) {
    add_value(sign);
    for (const auto& lot : lots_) {
        const auto quantity = sign * lot.line->counted.value_or(0);
        lines_.push_back({ fund_.view(), lot.place, quantity, lot.commodity });
        lines_.push_back({ fund_.view(), from_donor, -quantity, lot.commodity });
    }
}

Result<ledger::Posted> GoodsEntry::check() {
    entry_.lines = lines_;
    entry_.goods = told_;
    checked_ = TRY(ledger::check(context_.tx, entry_));
    return ledger::Posted { checked_.index, checked_.position };
}

Result<ledger::Posted> GoodsEntry::check_goods() {
    TRY(prepare(EntryKind::goods_gift, gift_.day));
    for (const auto& lot : lots_) {
        told_.push_back({ lot.lot,
                          lot.commodity,
                          lot.line->item,
                          lot.line->specification,
                          lot.line->unit,
                          record::choice_of(lot.line->value_basis).value });
    }
    add_lines(1);
    return check();
}

Result<ledger::Posted> GoodsEntry::check_reversal(Day day) {
    TRY(prepare(EntryKind::reversal, day));
    add_lines(-1);
    return check();
}

Result<ledger::Posted> GoodsEntry::check_donor(EntryKind kind) {
    TRY(prepare(kind, context_.today()));
    return check();
}

Result<void> GoodsEntry::post(const std::optional<crypto::SubjectKey>& key) {
    std::vector<ledger::Commitment> commitments;
    const bool tells_donor
        = entry_.kind == EntryKind::goods_gift || entry_.kind == EntryKind::amendment;
    if (key && tells_donor && !gift_.donor_name.empty()) {
        commitments.push_back({ std::string { donor_field },
                                donor_commitment(*key, gift_id_, checked_.index, gift_.donor_name) }
        );
    }
    TRY(ledger::post(context_.tx, checked_, commitments));
    return {};
}

DonorTold goods_donor_told(const record::Head& head, const GoodsGift& gift) {
    return { .head = head,
             .subject = record::subject_of(goods_gift_type, head, &gift),
             .name = gift.donor_name,
             .entry = gift.entry,
             .donor_entry = gift.donor_entry };
}

DonorTold goods_donor_told(const record::Loaded& loaded) {
    return goods_donor_told(loaded.head, loaded.as<GoodsGift>());
}

} // namespace boai::giving
