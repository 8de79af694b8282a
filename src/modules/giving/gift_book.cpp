#include "modules/giving/gift_book.hpp"

#include "base/json_text.hpp"
#include "modules/giving/campaigns/gift_matches.hpp"
#include "modules/giving/campaigns/pledge_book.hpp"
#include "modules/giving/gift_checks.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/giving_figures.hpp"
#include "modules/giving/receipt_numbers.hpp"
#include "modules/giving/statements/held_receipts.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;

/// Gives the gift the next receipt number of this branch.
Result<void> number_receipt(CommandContext& context, Gift& gift) {
    const auto issued = TRY(next_receipt_number(context));
    gift.receipt_year = issued.year;
    gift.receipt_number = issued.number;
    gift.receipt_state = ReceiptState::issued;
    return {};
}

/// Takes the gift's receipt number out of use.
Result<void>
void_number(CommandContext& context, Id gift_id, const Gift& gift, std::int64_t replaced_by) {
    return void_receipt_number(
        context,
        VoidedReceipt {
            .gift = gift_id,
            .receipt_year = gift.receipt_year,
            .receipt_number = gift.receipt_number,
            .replaced_by = replaced_by,
        }
    );
}

/// The channel is open, and the purpose is the campaign's.
Result<void> settle_references(CommandContext& context, Gift& gift) {
    TRY(check_channel(context, gift.channel));
    TRY(settle_team(context, gift.team, gift.campaign));
    gift.purpose = TRY(settle_purpose(context, { gift.campaign, gift.purpose, gift.day }));
    return {};
}

Result<void> withdraw_receipt(CommandContext& context, Id gift_id, Gift& gift) {
    if (gift.receipt_number != 0) {
        TRY(void_number(context, gift_id, gift, 0));
        gift.receipt_number = 0;
        gift.receipt_state = ReceiptState::voided;
    }
    return {};
}

const record::RecordTable& gifts(const CommandContext& context) {
    return context.engine.registry().table(gift_type);
}

/// Writes a refund or reversal with its entry in the ledger.
Result<void> write_refund(CommandContext& context, const Loaded& loaded, Refund refund) {
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    GiftEntry entry { context, loaded.head.id, loaded.as<Gift>() };
    const auto receipt = refund.kind == RefundKind::reversal
        ? TRY(find_receipt_of_gift(context, loaded.head.id))
        : std::optional<Loaded> {};
    const auto place = TRY(
        receipt ? entry.check_held_again(head.id, refund.day)
                : entry.check_return(head.id, refund.kind, refund.amount, refund.day)
    );
    refund.entry = static_cast<std::int64_t>(place.entry);
    const auto& table = context.engine.registry().table(refund_type);
    TRY(context.engine.create_as(context, head, table, &refund));
    TRY(entry.post({}));
    return receipt ? hold_again(context, *receipt, place) : Result<void> {};
}

}  // namespace

namespace {

Result<BookedGift> book(CommandContext& context, Gift gift, const HeldMoney* held) {
    TRY(check_day(context, gift.day));
    TRY(check_donor(gift.donor_kind, gift.donor_name));
    const auto pledge = TRY(settle_pledge(context, gift));
    TRY(settle_references(context, gift));
    if (gift.receipt_state != ReceiptState::waived) {
        TRY(number_receipt(context, gift));
    }
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    GiftEntry entry { context, head.id, gift };
    const auto place = TRY(held == nullptr ? entry.check_gift() : entry.check_identified(*held));
    gift.entry = static_cast<std::int64_t>(place.entry);
    gift.position = place.position;
    std::optional<crypto::SubjectKey> key;
    TRY(gifts(context).insert(context.tx, head, &gift, &key));
    TRY(entry.post(key));
    post_income(context.tx, { context.branch, gift.day, {} }, gift, gift.amount, 1);
    if (pledge) {
        TRY(pay_pledge(context, *pledge, gift));
    }
    return BookedGift { head, std::move(gift) };
}

} // namespace

Result<BookedGift> book_gift(CommandContext& context, Gift gift) {
    return book(context, std::move(gift), nullptr);
}

Result<BookedGift> book_gift_from(CommandContext& context, Gift gift, const HeldMoney& held) {
    return book(context, std::move(gift), &held);
}

Result<record::Outcome> refund_gift(
    CommandContext& context, const Loaded& loaded, Money amount, Day day, MatchDecision match
) {
    auto gift = loaded.as<Gift>();
    TRY(check_day(context, day));
    if (day < gift.day) {
        return fail_field("day", Text { "不能早于捐赠日期", "must not be before the gift" });
    }
    const auto left = gift.amount - gift.refunded;
    if (gift.state == GiftState::reversed || amount > left) {
        return fail(
            Errc::conflict,
            compose(
                { "可退金额只有 {} 元", "only {} yuan are left to refund" },
                { gift.state == GiftState::reversed ? "0.00" : to_string(left) }
            )
        );
    }
    TRY(treat_matches_of_gift(context, { loaded.head.id, amount, left }, match));
    TRY(write_refund(
        context,
        loaded,
        {
            .gift = loaded.head.id,
            .kind = RefundKind::refund,
            .amount = amount,
            .day = day,
            .reason = std::string { context.reason },
        }
    ));
    post_income(context.tx, { context.branch, day, {} }, gift, -amount, 0);
    TRY(unpay_pledge(context, gift, amount, day));
    gift.refunded = gift.refunded + amount;
    gift.state = gift.refunded == gift.amount ? GiftState::refunded : GiftState::partly_refunded;
    if (gift.state == GiftState::refunded) {
        TRY(withdraw_receipt(context, loaded.head.id, gift));
    }
    return context.engine.update(context, gifts(context), loaded, &gift, { .action = "refund" });
}

Result<void>
reverse_gift(CommandContext& context, const Loaded& loaded, Id batch, MatchDecision match) {
    auto gift = loaded.as<Gift>();
    if (gift.state != GiftState::recorded) {
        return fail(
            Errc::conflict,
            Text { "已退款或已冲销的捐款不能再冲销",
                   "a gift refunded or reversed cannot be reversed" }
        );
    }
    TRY(treat_matches_of_gift(context, { loaded.head.id, gift.amount, gift.amount }, match));
    const bool is_closed = TRY(ledger::is_closed(context.tx, context.branch, gift.day));
    const auto day = is_closed ? context.today() : gift.day;
    TRY(write_refund(
        context,
        loaded,
        {
            .gift = loaded.head.id,
            .kind = RefundKind::reversal,
            .amount = gift.amount,
            .day = day,
            .reason = std::string { context.reason },
            .batch = batch,
        }
    ));
    post_income(context.tx, { context.branch, day, {} }, gift, -gift.amount, -1);
    TRY(unpay_pledge(context, gift, gift.amount, day));
    TRY(withdraw_receipt(context, loaded.head.id, gift));
    gift.state = GiftState::reversed;
    gift.refunded = gift.amount;
    TRY(context.engine.update(context, gifts(context), loaded, &gift, { .action = "reverse" }));
    return {};
}

Result<record::Outcome> void_receipt(CommandContext& context, const Loaded& loaded, bool reissue) {
    auto gift = loaded.as<Gift>();
    if (gift.receipt_number == 0) {
        return fail(
            Errc::conflict, Text { "这笔捐款没有有效票据", "this gift has no valid receipt" }
        );
    }
    const auto voided = gift;
    gift.receipt_number = 0;
    gift.receipt_state = ReceiptState::voided;
    if (reissue) {
        TRY(number_receipt(context, gift));
    }
    TRY(void_number(context, loaded.head.id, voided, gift.receipt_number));
    TRY(context.engine.update(context, gifts(context), loaded, &gift, { .action = "void_receipt" })
    );
    record::Head head = loaded.head;
    head.version += 1;
    return describe(context, { head, gift });
}

Result<record::Outcome> issue_receipt(CommandContext& context, const Loaded& loaded) {
    auto gift = loaded.as<Gift>();
    const bool stands
        = gift.state == GiftState::recorded || gift.state == GiftState::partly_refunded;
    if (gift.receipt_number != 0 || !stands) {
        return fail(
            Errc::conflict,
            Text { "已有票据，或捐款已全部退回",
                   "it has a receipt, or nothing of the gift is left" }
        );
    }
    TRY(number_receipt(context, gift));
    TRY(context.engine.update(context, gifts(context), loaded, &gift, { .action = "issue_receipt" })
    );
    record::Head head = loaded.head;
    head.version += 1;
    return describe(context, { head, gift });
}

record::Outcome describe(CommandContext& context, const BookedGift& gift) {
    record::Outcome outcome { gift.head.id, gift.head.version, {} };
    std::string receipt;
    if (gift.value.receipt_number != 0) {
        const auto tree = context.engine.branches();
        receipt = receipt_text(
            tree->code_of(context.branch), gift.value.receipt_year, gift.value.receipt_number
        );
    }
    JsonObject { outcome.json }
        .text("id", to_string(gift.head.id))
        .number("version", gift.head.version)
        .text("receipt_number", receipt)
        .text("amount", to_string(gift.value.amount));
    return outcome;
}

std::string_view counter_table() {
    return R"(CREATE TABLE giving_counter (
    branch_id {INT} NOT NULL,
    name {TEXT} NOT NULL,
    value {INT} NOT NULL,
    PRIMARY KEY (branch_id, name)
) {STRICT};
)";
}

}  // namespace boai::giving
