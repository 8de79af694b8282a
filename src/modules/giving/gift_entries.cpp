#include "modules/giving/gift_entries.hpp"

#include "base/told.hpp"
#include "ledger/axis.hpp"
#include "record/engine.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;

std::string_view income_account(PurposeKind kind) {
    return kind == PurposeKind::agency ? "2801" : "4101";
}

/// The account that stands against money given back.
std::string_view returned_account(PurposeKind kind) {
    return kind == PurposeKind::agency ? "2801" : "4109";
}

/// What is owed to whoever turns out to have paid.
constexpr std::string_view held_liability = "2301";

std::string in_kind(const std::string& account, PurposeKind kind) {
    return kind == PurposeKind::agency ? "1801/" + account : account;
}

} // namespace

Result<GiftFund> fund_of(CommandContext& context, Id purpose) {
    if (purpose.empty()) {
        return GiftFund {};
    }
    const auto loaded = context.engine.refer(context, purpose_type, purpose);
    if (!loaded && loaded.error().code == Errc::not_found) {
        // The branch was moved away from the one that keeps the purpose; the fund goes with it.
        return GiftFund { purpose,
                          "F-" + to_string(purpose),
                          { to_string(purpose), to_string(purpose) } };
    }
    const auto kept = TRY(loaded);
    const auto& found = kept->as<Purpose>();
    return GiftFund { purpose, "F-" + found.code, { found.name, found.name }, found.kind };
}

std::string asset_account(const Channel& channel, PurposeKind kind) {
    switch (channel.kind) {
    case ChannelKind::cash:
        return in_kind("1001", kind);
    case ChannelKind::bank:
        return in_kind("1002", kind);
    default:
        return in_kind("1003/" + channel.code, kind);
    }
}

Result<void> GiftEntry::prepare(EntryKind kind, Id source, Day day) {
    fund_ = TRY(fund_of(context_, gift_.purpose));
    const auto channel = context_.engine.refer(context_, channel_type, gift_.channel);
    asset_ = channel ? asset_account((*channel)->as<Channel>(), fund_.kind)
                     : in_kind("1002", fund_.kind);
    branch_code_ = context_.engine.branches()->code_of(context_.branch);
    public_id_ = ledger::public_id(context_.engine.vault(), source);
    if (gift_.receipt_number != 0) {
        receipt_ = receipt_text(branch_code_, gift_.receipt_year, gift_.receipt_number);
    }
    entry_ = { .kind = kind,
               .branch = context_.branch,
               .branch_code = branch_code_,
               .source = source,
               .public_id = public_id_,
               .day = day,
               .receipt = receipt_ };
    if (kind != EntryKind::gift && gift_.entry) {
        entry_.corrects = static_cast<std::uint64_t>(*gift_.entry);
    }
    return {};
}

Result<ledger::Posted> GiftEntry::check() {
    entry_.lines = lines_;
    checked_ = TRY(ledger::check(context_.tx, entry_));
    return ledger::Posted { checked_.index, checked_.position };
}

Result<ledger::Posted> GiftEntry::check_gift() {
    TRY(prepare(EntryKind::gift, gift_id_, gift_.day));
    const auto amount = gift_.amount.fen;
    lines_ = { { fund_.view(), asset_, amount },
               { fund_.view(), income_account(fund_.kind), -amount } };
    return check();
}

Result<ledger::Posted> GiftEntry::check_identified(const HeldMoney& held) {
    TRY(prepare(EntryKind::gift, gift_id_, gift_.day));
    const auto amount = gift_.amount.fen;
    // The gift's own fund comes first, so that its place is the entry's.
    for (const auto& [account, part] : held.accounts) {
        lines_.push_back(
            { fund_.view(), accounts_.emplace_back(in_kind(account, fund_.kind)), part }
        );
    }
    lines_.push_back({ fund_.view(), income_account(fund_.kind), -amount });
    lines_.push_back({ ledger::unidentified_fund(), held_liability, amount });
    for (const auto& [account, part] : held.accounts) {
        lines_.push_back({ ledger::unidentified_fund(), account, -part });
    }
    entry_.own_part = held.part;
    entry_.corrects = static_cast<std::uint64_t>(held.entry);
    return check();
}

Result<ledger::Posted> GiftEntry::check_held_again(Id source, Day day) {
    TRY(prepare(EntryKind::reversal, source, day));
    TRY(demand_unspent(gift_.amount));
    TRY(add_returned(gift_.amount));
    const auto back = std::exchange(lines_, {});
    constexpr std::string_view agency_prefix = "1801/";
    for (const auto& line : back) {
        auto account = std::string { line.account };
        if (account.starts_with(agency_prefix)) {
            account.erase(0, agency_prefix.size());
        }
        lines_.push_back({ ledger::unidentified_fund(),
                           accounts_.emplace_back(std::move(account)),
                           -line.amount });
    }
    lines_.push_back({ ledger::unidentified_fund(), held_liability, -gift_.amount.fen });
    lines_.push_back({ fund_.view(), income_account(fund_.kind), gift_.amount.fen });
    lines_.insert(lines_.end(), back.begin(), back.end());
    entry_.own_part = { gift_.position, gift_.amount.fen };
    return check();
}

/// Takes the amount out of where the gift's money lies: its channel, and what the channel has paid
/// out already from the bank.
Result<void> GiftEntry::add_returned(Money amount) {
    static const std::string bank = "1002";
    static const std::string agency_bank = in_kind(bank, PurposeKind::agency);
    const auto& other = fund_.kind == PurposeKind::agency ? agency_bank : bank;
    const auto free = TRY(ledger::free_of(context_.tx, context_.branch, fund_.id, asset_));
    const auto first = other == asset_ ? amount.fen : std::clamp(free, 0L, amount.fen);
    if (first > 0) {
        lines_.push_back({ fund_.view(), asset_, -first });
    }
    if (amount.fen > first) {
        lines_.push_back({ fund_.view(), other, first - amount.fen });
    }
    return {};
}

Result<ledger::Posted> GiftEntry::check_return(Id source, RefundKind kind, Money amount, Day day) {
    const bool is_refund = kind == RefundKind::refund;
    TRY(prepare(is_refund ? EntryKind::refund : EntryKind::reversal, source, day));
    if (!gift_.entry) {
        return fail(
            Errc::internal, Text { "这笔捐款还没有分录", "this gift has no entry in the ledger" }
        );
    }
    TRY(demand_unspent(amount));
    const auto against = is_refund ? returned_account(fund_.kind) : income_account(fund_.kind);
    lines_ = { { fund_.view(), against, amount.fen } };
    TRY(add_returned(amount));
    entry_.own_part = { gift_.position, gift_.amount.fen };
    return check();
}

Result<void> GiftEntry::demand_unspent(Money amount) {
    const ledger::OwnPart part { gift_.position, gift_.amount.fen };
    const auto unspent = TRY(ledger::unspent_of(context_.tx, context_.branch, fund_.id, part));
    if (amount.fen > unspent) {
        return fail(
            Errc::conflict,
            compose_told(
                { "资金“{}”中这笔捐款已有部分使用，可退金额只有 {} 元",
                  "part of this gift to {} is used already; only {} yuan can be returned" },
                { fund_.name, to_string(Money { unspent }) }
            )
        );
    }
    return {};
}

Result<ledger::Posted> GiftEntry::check_donor(EntryKind kind) {
    TRY(prepare(kind, gift_id_, context_.today()));
    return check();
}

Result<void> GiftEntry::post(const std::optional<crypto::SubjectKey>& key) {
    std::vector<ledger::Commitment> commitments;
    const bool tells_donor = entry_.kind == EntryKind::gift || entry_.kind == EntryKind::amendment;
    if (key && tells_donor && !gift_.donor_name.empty()) {
        commitments.push_back({ std::string { donor_field },
                                donor_commitment(*key, gift_id_, checked_.index, gift_.donor_name) }
        );
    }
    TRY(ledger::post(context_.tx, checked_, commitments));
    return {};
}

std::string donor_commitment(
    const crypto::SubjectKey& key, Id gift, std::uint64_t entry, std::string_view name
) {
    return ledger::commit(donor_field, ledger::salt_of(key, { donor_field, gift, entry }), name);
}

DonorTold donor_told(const record::Head& head, const Gift& gift) {
    return { .head = head,
             .subject = record::subject_of(gift_type, head, &gift),
             .name = gift.donor_name,
             .entry = gift.entry,
             .donor_entry = gift.donor_entry };
}

DonorTold donor_told(const record::Loaded& loaded) {
    return donor_told(loaded.head, loaded.as<Gift>());
}

Result<std::optional<crypto::SubjectKey>>
donor_key(CommandContext& context, const DonorTold& told) {
    if (told.name.empty()) {
        return std::optional<crypto::SubjectKey> {};
    }
    return std::optional { TRY(record::key_for_writing(
        context.tx, context.engine.vault(), context.branch, told.subject, false
    )) };
}

Result<std::optional<ledger::Disclosure>>
disclose_donor(record::Queries queries, const crypto::Vault& vault, const DonorTold& told) {
    if (!told.entry || told.name.empty()) {
        return std::optional<ledger::Disclosure> {};
    }
    const std::array params { storage::Param { told.head.branch },
                              storage::Param { told.subject } };
    std::string wrapped;
    TRY(queries(
        "SELECT wrapped FROM subject_key WHERE branch_id = $1 AND id = $2",
        params,
        [&](const storage::Row& row) -> Result<void> {
            wrapped = row.text(0);
            return {};
        }
    ));
    if (wrapped.empty()) {
        return std::optional<ledger::Disclosure> {};
    }
    const auto key = TRY(vault.unwrap(told.subject, wrapped));
    const auto entry = static_cast<std::uint64_t>(told.donor_entry.value_or(*told.entry));
    return std::optional { ledger::disclose(key, { donor_field, told.head.id, entry }, told.name) };
}

Result<std::optional<ledger::Disclosure>>
disclose_donor(record::Queries queries, const crypto::Vault& vault, const record::Loaded& gift) {
    return disclose_donor(queries, vault, donor_told(gift));
}

} // namespace boai::giving
