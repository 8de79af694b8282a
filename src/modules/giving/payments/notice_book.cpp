#include "modules/giving/payments/notice_book.hpp"

#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/counters.hpp"
#include "modules/giving/gift_book.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using record::Outcome;
using storage::Param;

std::string_view word_of(PaymentService service) {
    return record::choice_of(service).value;
}

const record::RecordTable& notices(const CommandContext& context) {
    return context.engine.registry().table(payment_notice_type);
}

const record::RecordTable& orders(const CommandContext& context) {
    return context.engine.registry().table(payment_order_type);
}

/// `is_known` when the notice came before and is what it was.
Outcome answer_of(Id id, std::int64_t version, const PaymentNotice& notice, bool is_known = false) {
    Outcome outcome { id, version, {} };
    JsonObject { outcome.json }
        .text("id", to_string(id))
        .number("version", version)
        .text("outcome", record::choice_of(notice.outcome).value)
        .text("reason", record::choice_of(notice.reason).value)
        .text("gift", notice.gift.empty() ? std::string {} : to_string(notice.gift))
        .flag("known", is_known);
    return outcome;
}

Result<Outcome> keep(CommandContext& context, PaymentNotice notice) {
    const auto made = TRY(context.engine.create(context, notices(context), &notice));
    return answer_of(made.id, made.version, notice);
}

Result<Outcome>
keep_as(CommandContext& context, PaymentNotice notice, NoticeOutcome outcome, NoticeReason reason) {
    notice.outcome = outcome;
    notice.reason = reason;
    return keep(context, std::move(notice));
}

/// Anybody may send what is no notice: only so many a day are kept.
Result<Outcome> keep_refused(CommandContext& context, PaymentNotice notice) {
    const auto number = TRY(count_up(context, "refused_notice:" + to_string(context.today())));
    if (number > limits::refused_notices_kept_daily) {
        return fail(
            Errc::over_limit,
            Text { "今天保留的未通过验签的通知已达上限", "no more refused notices are kept today" }
        );
    }
    notice.outcome = NoticeOutcome::refused;
    return keep(context, std::move(notice));
}

/// One row of a query about notices, loaded.
Result<std::optional<Loaded>> find_notice(
    CommandContext& context,
    std::string_view column,
    const PaymentNotice& notice,
    std::string_view number
) {
    const std::array params { Param { context.branch },
                              Param { word_of(notice.service) },
                              Param { number } };
    const auto tail = " WHERE t.branch_id = $1 AND t.service = $2 AND t." + std::string { column }
        + " = $3"
        + (column == "transaction_number" ? " AND t.outcome IN ('booked', 'settled')" : "")
        + " LIMIT 1";
    return record::one_of(record::queries_of(context.tx), notices(context), tail, params);
}

/// Why an order cannot be paid by this notice; none when it can.
NoticeReason compare(const PaymentOrder& order, const PaymentNotice& notice) {
    if (order.service != notice.service) {
        return NoticeReason::other_service;
    }
    if (order.state == OrderState::paid) {
        return NoticeReason::order_paid;
    }
    if (order.state == OrderState::closed) {
        return NoticeReason::order_closed;
    }
    return order.amount == notice.amount ? NoticeReason::none : NoticeReason::wrong_amount;
}

/// Whether a gift with this reference stands in the channel, say from an imported statement.
Result<bool> is_in_the_book(CommandContext& context, Id channel, std::string_view reference) {
    bool found = false;
    const std::array params { Param { context.branch }, Param { channel }, Param { reference } };
    TRY(context.tx.query(
        "SELECT id FROM giving_gift WHERE branch_id = $1 AND channel = $2 AND reference = $3 "
        "AND state <> 'reversed' LIMIT 1",
        params,
        [&](const storage::Row&) -> Result<void> {
            found = true;
            return {};
        }
    ));
    return found;
}

Gift gift_of(const PaymentOrder& order, const PaymentNotice& notice) {
    const bool is_forgotten = order.donor_name.empty();
    return { .donor_kind = is_forgotten ? DonorKind::anonymous : order.donor_kind,
             .donor_name = order.donor_name,
             .publish_name = order.publish_name && !is_forgotten,
             .name_consent_on = is_forgotten ? std::nullopt : order.name_consent_on,
             .amount = notice.amount,
             .day = local_day(*notice.paid_at),
             .channel = order.channel,
             .campaign = order.campaign,
             .purpose = order.purpose,
             .reference = notice.transaction_number };
}

/// The gift of a paid order. The order was placed within the campaign's days, so a payment just
/// after their end still belongs to it.
Result<Id> book_order(CommandContext& context, const Loaded& loaded, const PaymentNotice& notice) {
    auto order = loaded.as<PaymentOrder>();
    const auto why = "支付订单 / payment order " + order.number;
    CommandContext with_reason { context.engine, context.tx,  context.actor,
                                 context.branch, context.now, why };
    const auto booked = TRY(book_gift(with_reason, gift_of(order, notice)));
    TRY(context.engine.note(with_reason, gift_type, booked.head, "record", "[]"));
    order.state = OrderState::paid;
    order.gift = booked.head.id;
    order.donor_name.clear(); // the gift has it now, where the donor can have it erased
    TRY(context.engine.update(context, orders(context), loaded, &order, { .action = "pay" }));
    return booked.head.id;
}

/// What became of a true notice of a payment of this order.
Result<Outcome> take_payment(CommandContext& context, PaymentNotice notice, const Loaded& loaded) {
    const auto& order = loaded.as<PaymentOrder>();
    notice.payment_order = loaded.head.id;
    if (const auto reason = compare(order, notice); reason != NoticeReason::none) {
        return keep_as(context, std::move(notice), NoticeOutcome::waiting, reason);
    }
    if (TRY(is_in_the_book(context, order.channel, notice.transaction_number))) {
        return keep_as(
            context, std::move(notice), NoticeOutcome::waiting, NoticeReason::in_the_book
        );
    }
    const auto tree = context.engine.branches();
    if (tree->find(context.branch)->closed) {
        notice.detail = "机构已撤销 / the branch is closed";
        return keep_as(
            context, std::move(notice), NoticeOutcome::waiting, NoticeReason::not_bookable
        );
    }
    const auto booked = context.tx.attempt([&] { return book_order(context, loaded, notice); });
    if (booked) {
        notice.gift = *booked;
        return keep_as(context, std::move(notice), NoticeOutcome::booked, NoticeReason::none);
    }
    const auto& error = booked.error();
    const bool is_decided = error.code == Errc::invalid || error.code == Errc::conflict
        || error.code == Errc::not_found;
    if (!is_decided) {
        return std::unexpected(error);
    }
    notice.detail = error.message.zh + " / " + error.message.en;
    return keep_as(context, std::move(notice), NoticeOutcome::waiting, NoticeReason::not_bookable);
}

} // namespace

Result<std::optional<Loaded>> find_order(
    record::Queries queries, const record::RecordTable& orders, Id branch, std::string_view number
) {
    const std::array params { Param { branch }, Param { number } };
    return record::one_of(queries, orders, " WHERE t.branch_id = $1 AND t.number = $2", params);
}

Result<Outcome> take_notice(CommandContext& context, PaymentNotice notice) {
    if (notice.verified_by.empty()) {
        return keep_refused(context, std::move(notice));
    }
    if (const auto known
        = TRY(find_notice(context, "notice_number", notice, notice.notice_number))) {
        return answer_of(known->head.id, known->head.version, known->as<PaymentNotice>(), true);
    }
    if (!notice.paid_at) {
        return keep_as(context, std::move(notice), NoticeOutcome::not_paid, NoticeReason::none);
    }
    const auto earlier
        = TRY(find_notice(context, "transaction_number", notice, notice.transaction_number));
    if (earlier) {
        notice.gift = earlier->as<PaymentNotice>().gift;
        notice.payment_order = earlier->as<PaymentNotice>().payment_order;
        return keep_as(context, std::move(notice), NoticeOutcome::repeated, NoticeReason::none);
    }
    const auto order = TRY(find_order(
        record::queries_of(context.tx), orders(context), context.branch, notice.order_number
    ));
    if (!order) {
        return keep_as(
            context, std::move(notice), NoticeOutcome::waiting, NoticeReason::unknown_order
        );
    }
    return take_payment(context, std::move(notice), *order);
}

Result<Outcome> settle_notice(CommandContext& context, const Loaded& loaded, Gift gift) {
    auto notice = loaded.as<PaymentNotice>();
    if (notice.outcome != NoticeOutcome::waiting || !notice.paid_at) {
        return fail(
            Errc::conflict,
            Text { "只有待核对的通知可以人工入账", "only a notice that waits can be booked" }
        );
    }
    gift.amount = notice.amount;
    gift.reference = notice.transaction_number;
    const auto booked = TRY(book_gift(context, std::move(gift)));
    TRY(context.engine.note(context, gift_type, booked.head, "record", "[]"));
    notice.outcome = NoticeOutcome::settled;
    notice.gift = booked.head.id;
    TRY(context.engine.update(
        context, notices(context), loaded, &notice, { .action = "settle_notice" }
    ));
    return describe(context, booked);
}

} // namespace boai::giving
