#include "modules/giving/statements/payer_erasure.hpp"

#include "modules/giving/channel.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/statements/held_receipts.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"
#include "reconciliation/payer.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"
#include "record/sealing.hpp"

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using record::Outcome;
using record::RecordType;
using storage::Param;
using storage::Row;

/// What was sealed cannot be opened any more, here and in every copy made from now on.
Result<void> erase_named(CommandContext& context, const RecordType& type, const Loaded& loaded) {
    TRY(record::destroy_key(context.tx, context.branch, loaded.head.id));
    return context.engine.note(context, type, loaded.head, "erase_payer", "[]");
}

Result<std::vector<Loaded>>
lines_where(CommandContext& context, std::string_view condition, std::span<const Param> params) {
    return record::all_of(
        record::queries_of(context.tx),
        context.engine.registry().table(statement_line_type),
        " WHERE t.branch_id = $1 AND " + std::string { condition } + " ORDER BY t.id",
        params
    );
}

Result<std::vector<Loaded>>
receipts_where(CommandContext& context, std::string_view condition, std::span<const Param> params) {
    return record::all_of(
        record::queries_of(context.tx),
        context.engine.registry().table(unidentified_receipt_type),
        " WHERE t.branch_id = $1 AND " + std::string { condition } + " ORDER BY t.id",
        params
    );
}

/// A receipt and the line it was held from.
Result<void> erase_receipt(CommandContext& context, const Loaded& receipt) {
    TRY(erase_named(context, unidentified_receipt_type, receipt));
    const auto line = receipt.as<UnidentifiedReceipt>().line;
    return erase_named(
        context, statement_line_type, TRY(context.engine.load(context, statement_line_type, line))
    );
}

/// The lines that are gifts of one donor.
class PayersOfDonor {
public:
    PayersOfDonor(CommandContext& context, std::string_view name)
        : context_(context)
        , name_(reconciliation::payer_of(name)) { }

    Result<void> run(const ErasedDonor& donor) {
        for (const auto& gift : donor.gifts) {
            TRY(find_entries(gift, own_));
            TRY(erase_receipt_of(gift, true));
        }
        auto all = own_;
        for (const auto& gift : donor.former_gifts) {
            TRY(find_entries(gift, all));
            TRY(erase_receipt_of(gift, false));
        }
        for (const auto& [account, entry] : all) {
            TRY(find_match(account, entry));
        }
        for (const auto number : matches_) {
            TRY(erase_match(number));
        }
        return {};
    }

private:
    /// Entries by the account they stand on.
    using Entries = std::set<std::pair<std::string, std::int64_t>>;

    [[nodiscard]] bool may_name(std::string_view payer) const {
        const auto named = reconciliation::payer_of(payer);
        return !named.name.empty() && reconciliation::may_be_same(named, name_);
    }

    /// The gift's entry and those of its refunds.
    Result<void> find_entries(const Loaded& loaded, Entries& entries) {
        const auto& gift = loaded.as<Gift>();
        const auto channel = TRY(context_.engine.refer(context_, channel_type, gift.channel));
        const auto account = asset_account(channel->as<Channel>(), PurposeKind::restricted);
        if (gift.entry) {
            entries.emplace(account, *gift.entry);
        }
        const std::array params { Param { context_.branch }, Param { loaded.head.id } };
        return context_.tx.query(
            "SELECT entry FROM giving_refund WHERE branch_id = $1 AND gift = $2 AND entry IS NOT "
            "NULL",
            params,
            [&](const Row& row) -> Result<void> {
                entries.emplace(account, row.number(0));
                return {};
            }
        );
    }

    Result<void> erase_receipt_of(const Loaded& gift, bool is_own) {
        const auto receipt = TRY(find_receipt_of_gift(context_, gift.head.id));
        const bool is_named
            = receipt && (is_own || may_name(receipt->as<UnidentifiedReceipt>().payer));
        return is_named ? erase_receipt(context_, *receipt) : Result<void> {};
    }

    Result<void> find_match(const std::string& account, std::int64_t entry) {
        const std::array params { Param { context_.branch }, Param { account }, Param { entry } };
        return context_.tx.query(
            "SELECT match_number FROM giving_book_item WHERE branch_id = $1 AND account = $2 AND "
            "entry = $3 AND match_number <> 0",
            params,
            [&](const Row& row) -> Result<void> {
                matches_.insert(row.number(0));
                return {};
            }
        );
    }

    /// Whether every entry of a match is this donor's.
    Result<bool> is_own(std::int64_t match) {
        bool is_all = true;
        const std::array params { Param { context_.branch }, Param { match } };
        TRY(context_.tx.query(
            "SELECT account, entry FROM giving_book_item WHERE branch_id = $1 AND match_number = "
            "$2",
            params,
            [&](const Row& row) -> Result<void> {
                is_all = is_all && own_.contains({ std::string { row.text(0) }, row.number(1) });
                return {};
            }
        ));
        return is_all;
    }

    Result<void> erase_match(std::int64_t match) {
        const bool is_all = TRY(is_own(match));
        const std::array params { Param { context_.branch }, Param { match } };
        for (const auto& line : TRY(lines_where(context_, "t.match_number = $2", params))) {
            if (is_all || may_name(line.as<StatementLine>().payer)) {
                TRY(erase_named(context_, statement_line_type, line));
            }
        }
        return {};
    }

    CommandContext& context_;
    reconciliation::Payer name_;
    Entries own_;
    std::set<std::int64_t> matches_;
};

struct ErasePayer {
    Id line;
};

constexpr record::FieldSpec erase_payer_fields[] = {
    record::field<&ErasePayer::line>(record::ReferenceField {
        .label = { "对账单明细", "Line of a statement" },
        .to = "giving.statement_line",
        .required = true }),
};
static_assert(record::complete<ErasePayer>(erase_payer_fields));

Result<Outcome> erase_payer(CommandContext& context, const ErasePayer& input) {
    const auto line = TRY(context.engine.load(context, statement_line_type, input.line));
    const std::array params { Param { context.branch }, Param { input.line } };
    for (const auto& receipt : TRY(receipts_where(context, "t.line = $2", params))) {
        TRY(erase_named(context, unidentified_receipt_type, receipt));
    }
    TRY(erase_named(context, statement_line_type, line));
    return Outcome { input.line, line.head.version, "{}" };
}

} // namespace

Result<void> erase_payers(CommandContext& context, const ErasedDonor& donor) {
    return PayersOfDonor { context, donor.name }.run(donor);
}

Result<void> erase_open_payers(CommandContext& context, std::string_view name) {
    const auto person = reconciliation::payer_of(name);
    if (!person.is_proof()) {
        return {};
    }
    const auto names = [&](std::string_view payer) {
        return reconciliation::payer_of(payer).name == person.name;
    };
    const std::array params { Param { context.branch } };
    for (const auto& line : TRY(lines_where(context, "t.state <> 'matched'", params))) {
        if (names(line.as<StatementLine>().payer)) {
            TRY(erase_named(context, statement_line_type, line));
        }
    }
    for (const auto& receipt : TRY(receipts_where(context, "t.gift IS NULL", params))) {
        if (names(receipt.as<UnidentifiedReceipt>().payer)) {
            TRY(erase_receipt(context, receipt));
        }
    }
    return {};
}

record::CommandType erase_payer_command() {
    auto type = record::command<ErasePayer, erase_payer>(
        "giving.erase_payer",
        { "删除对方信息", "Erase the other party" },
        "people.erase_person",
        erase_payer_fields
    );
    type.needs_reason = true;
    type.in_closed_branch = true;
    type.about = statement_line_type.name;
    return type;
}

} // namespace boai::giving
