#include "modules/giving/statements/matching_names.hpp"

#include "modules/giving/gift.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace boai::giving {
namespace {

using ledger::EntryKind;
using record::CommandContext;
using storage::Param;
using storage::Row;

constexpr std::size_t ids_at_once = 400;

/// "$2, $3, ..." for ids after the branch.
std::vector<Param> id_params(Id branch, std::span<const Id> ids, std::string& places) {
    std::vector<Param> params { Param { branch } };
    places.clear();
    for (const auto id : ids) {
        params.emplace_back(id);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return params;
}

/// A text field of records of a type, by id; of types this module does not know as well.
Result<void> texts_of(
    CommandContext& context,
    std::string_view type_name,
    std::string_view field_name,
    const std::vector<Id>& ids,
    std::unordered_map<Id, std::string>& out
) {
    const auto* table = context.engine.registry().find_record(type_name);
    const auto* field = table == nullptr ? nullptr : table->type().find_field(field_name);
    if (field == nullptr) {
        return {};
    }
    std::string places;
    for (std::size_t at = 0; at < ids.size(); at += ids_at_once) {
        const auto part = std::span { ids }.subspan(at, std::min(ids_at_once, ids.size() - at));
        const auto params = id_params(context.branch, part, places);
        TRY(table->select(
            record::queries_of(context.tx),
            " WHERE t.branch_id = $1 AND t.id IN (" + places + ")",
            params,
            [&](const record::Loaded& loaded) -> Result<void> {
                const auto value = field->get(loaded.value.get());
                out[loaded.head.id] = value.is_text() ? std::string { value.text() } : "";
                return {};
            }
        ));
    }
    return {};
}

/// The gifts of refunds.
Result<std::unordered_map<Id, Id>> gifts_of_refunds(CommandContext& context, std::vector<Id> ids) {
    std::unordered_map<Id, Id> gifts;
    std::string places;
    for (std::size_t at = 0; at < ids.size(); at += ids_at_once) {
        const auto part = std::span { ids }.subspan(at, std::min(ids_at_once, ids.size() - at));
        const auto params = id_params(context.branch, part, places);
        TRY(context.tx.query(
            "SELECT id, gift FROM giving_refund WHERE branch_id = $1 AND id IN (" + places + ")",
            params,
            [&](const Row& row) -> Result<void> {
                gifts[row.id(0)] = row.id(1);
                return {};
            }
        ));
    }
    return gifts;
}

} // namespace

Result<EntryNumbers> entry_numbers(
    CommandContext& context, std::string_view account, std::span<const AccountEntry> entries
) {
    EntryNumbers numbers;
    if (entries.empty()) {
        return numbers;
    }
    const auto agency = agency_account(account);
    const std::array params { Param { context.branch },
                              Param { account },
                              Param { agency },
                              Param { entries.front().entry } };
    TRY(context.tx.query(
        "SELECT e.entry, g.reference FROM ledger_movement e JOIN giving_gift g ON g.branch_id = "
        "e.branch_id AND g.id = e.source WHERE e.branch_id = $1 AND e.commodity = 'CNY' AND e.kind "
        "= 1 AND e.debit IN ($2, $3) AND e.entry >= $4 AND g.reference <> ''",
        params,
        [&](const Row& row) -> Result<void> {
            numbers.references[row.number(0)] = row.text(1);
            return {};
        }
    ));
    TRY(context.tx.query(
        "SELECT e.entry, g.reference, r.kind, g.entry FROM ledger_movement e JOIN giving_refund r "
        "ON r.branch_id = e.branch_id AND r.id = e.source JOIN giving_gift g ON g.branch_id = "
        "r.branch_id AND g.id = r.gift WHERE e.branch_id = $1 AND e.commodity = 'CNY' AND e.kind "
        "IN (2, 3) AND e.credit IN ($2, $3) AND e.entry >= $4",
        params,
        [&](const Row& row) -> Result<void> {
            numbers.references[row.number(0)] = row.text(1);
            if (row.text(2) == "reversal") {
                numbers.takes_back[row.number(0)] = row.number(3);
            }
            return {};
        }
    ));
    return numbers;
}

Result<std::unordered_map<std::int64_t, std::string>>
entry_payers(CommandContext& context, const std::vector<AccountEntry>& entries) {
    std::vector<Id> gifts;
    std::vector<Id> refunds;
    std::vector<Id> payments;
    for (const auto& entry : entries) {
        if (entry.kind == EntryKind::gift) {
            gifts.push_back(entry.source);
        } else if (entry.kind == EntryKind::refund || entry.kind == EntryKind::reversal) {
            refunds.push_back(entry.source);
        } else if (entry.kind == EntryKind::payment) {
            payments.push_back(entry.source);
        }
    }
    const auto refunded = TRY(gifts_of_refunds(context, refunds));
    for (const auto& [refund, gift] : refunded) {
        gifts.push_back(gift);
    }
    std::unordered_map<Id, std::string> names;
    TRY(texts_of(context, gift_type.name, "donor_name", gifts, names));
    TRY(texts_of(context, "spending.payment", "payee", payments, names));
    std::unordered_map<std::int64_t, std::string> payers;
    for (const auto& entry : entries) {
        const auto gift = refunded.find(entry.source);
        const auto name = names.find(gift == refunded.end() ? entry.source : gift->second);
        if (name != names.end()) {
            payers[entry.entry] = name->second;
        }
    }
    return payers;
}

Result<std::unordered_map<std::int64_t, std::string>>
line_payers(CommandContext& context, const std::vector<Id>& lines) {
    std::unordered_map<Id, std::string> names;
    TRY(texts_of(context, statement_line_type.name, "payer", lines, names));
    std::unordered_map<std::int64_t, std::string> payers;
    for (auto& [id, name] : names) {
        payers[id.value] = std::move(name);
    }
    return payers;
}

} // namespace boai::giving
