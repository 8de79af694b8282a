#include "modules/giving/payments/payment_commands.hpp"

#include "base/json_text.hpp"
#include "crypto/hash.hpp"
#include "crypto/random.hpp"
#include "modules/giving/approval.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/payments/notice_book.hpp"
#include "modules/giving/purpose.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;
using storage::Param;

constexpr record::FieldSpec place_order_fields[] = {
    field<&PlaceOrder::service>(PlainField { .label = { "支付服务", "Payment service" } }),
    field<&PlaceOrder::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                             .min = 1,
                                             .max = amount_fen_max,
                                             .required = true }),
    field<&PlaceOrder::campaign>(asked::campaign),
    field<&PlaceOrder::purpose>(asked::purpose),
    field<&PlaceOrder::donor_kind>(asked::donor_kind),
    field<&PlaceOrder::donor_name>(asked::donor_name),
    field<&PlaceOrder::publish_name>(asked::publish_name),
    field<&PlaceOrder::channel>(TextField {
        .label = { "渠道", "Channel" }, .max_length = 20, .required = true }),
};
static_assert(record::complete<PlaceOrder>(place_order_fields));

/// The open channel of this code in the branch. Errors: conflict when there is none.
Result<Id> find_channel(CommandContext& context, std::string_view code) {
    Id found;
    const std::array params { Param { context.branch }, Param { code } };
    TRY(context.tx.query(
        "SELECT id FROM giving_channel WHERE branch_id = $1 AND code = $2 AND state = 'open'",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = row.id(0);
            return {};
        }
    ));
    if (found.empty()) {
        return fail(
            Errc::conflict,
            Text { "收款渠道没有启用，请联系本会",
                   "the channel for this payment is not open; ask the society" }
        );
    }
    return found;
}

/// A campaign that takes direct gifts now. Errors: invalid.
Result<void> check_campaign_asked(CommandContext& context, PaymentOrder& order) {
    const auto loaded = TRY(context.engine.refer(context, campaign_type, order.campaign));
    const auto& campaign = loaded->as<Campaign>();
    if (campaign.raises_publicly) {
        return fail_field(
            "campaign",
            Text { "公开募捐请到指定平台捐赠",
                   "raises funds from the public: give on the designated platform" }
        );
    }
    if (campaign.state != CampaignState::open || !is_within(campaign, context.today())) {
        return fail_field(
            "campaign", Text { "该活动目前不接受捐款", "does not take gifts at present" }
        );
    }
    order.purpose = campaign.purpose;
    return {};
}

Result<void> check_purpose_asked(CommandContext& context, const PaymentOrder& order) {
    if (order.purpose.empty()) {
        return {};
    }
    const auto loaded = TRY(context.engine.refer(context, purpose_type, order.purpose));
    if (loaded->as<Purpose>().state == PurposeState::closed) {
        return fail_field("purpose", Text { "该用途已停用", "this purpose is closed" });
    }
    return {};
}

/// Ends orders of this branch that nobody paid, and forgets by whom they were. Done by whoever
/// orders next, so that nothing runs by the clock.
Result<void> expire_orders(CommandContext& context) {
    constexpr std::string_view tail = " WHERE t.branch_id = $1 AND t.state = 'open' "
                                      "AND t.pay_until < $2 ORDER BY t.pay_until, t.id LIMIT 20";
    const auto& table = context.engine.registry().table(payment_order_type);
    constexpr std::int64_t day_ms = 86'400'000;
    const auto before = context.now + -(order_name_days * day_ms);
    const std::array params { Param { context.branch }, Param { before.milliseconds } };
    const auto late = TRY(record::all_of(record::queries_of(context.tx), table, tail, params));
    for (const auto& loaded : late) {
        auto order = loaded.as<PaymentOrder>();
        order.state = OrderState::expired;
        order.donor_name.clear();
        TRY(context.engine.update(context, table, loaded, &order, { .action = "expire" }));
    }
    return {};
}

Result<Outcome> place_order(CommandContext& context, const PlaceOrder& input) {
    TRY(check_donor(input.donor_kind, input.donor_name));
    TRY(expire_orders(context));
    constexpr std::size_t number_bytes = 12;
    constexpr std::int64_t minute_ms = 60'000;
    PaymentOrder order { .number = crypto::hex(crypto::random_bytes(number_bytes)),
                         .service = input.service,
                         .amount = input.amount,
                         .campaign = input.campaign,
                         .purpose = input.purpose,
                         .donor_kind = input.donor_kind,
                         .donor_name = input.donor_name,
                         .publish_name = input.publish_name,
                         .pay_until = context.now + order_minutes * minute_ms };
    if (order.publish_name) {
        order.name_consent_on = context.today();
    }
    order.channel = TRY(find_channel(context, input.channel));
    if (!order.campaign.empty()) {
        TRY(check_campaign_asked(context, order));
    }
    TRY(check_purpose_asked(context, order));
    const auto& table = context.engine.registry().table(payment_order_type);
    auto made = TRY(context.engine.create(context, table, &order));
    made.json.clear();
    JsonObject { made.json }.text("id", to_string(made.id)).text("number", order.number);
    return made;
}

Result<Outcome> take_one_notice(CommandContext& context, const PaymentNotice& input) {
    return take_notice(context, input);
}

/// What an officer says of a payment that came without an order to match.
struct SettleNotice {
    Id notice;
    DonorKind donor_kind = DonorKind::anonymous;
    std::string donor_name;
    Id channel;
    Id campaign;
    Id purpose;
    std::optional<Day> day; ///< of the payment when left out
};

constexpr record::FieldSpec settle_notice_fields[] = {
    field<&SettleNotice::notice>(ReferenceField { .label = { "支付通知", "Payment notice" },
                                                  .to = "giving.payment_notice",
                                                  .required = true }),
    field<&SettleNotice::donor_kind>(asked::donor_kind),
    field<&SettleNotice::donor_name>(asked::donor_name),
    field<&SettleNotice::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&SettleNotice::campaign>(asked::campaign),
    field<&SettleNotice::purpose>(asked::purpose),
    field<&SettleNotice::day>(PlainField {
        .label = { "捐赠日期", "Day" },
        .help = { "不填为付款当天", "The day of the payment if empty" } }),
};
static_assert(record::complete<SettleNotice>(settle_notice_fields));

Result<Loaded> load_notice(CommandContext& context, Id id) {
    return context.engine.load(context, payment_notice_type, id);
}

Result<Outcome> settle(CommandContext& context, const SettleNotice& input) {
    const auto loaded = TRY(load_notice(context, input.notice));
    const auto& notice = loaded.as<PaymentNotice>();
    const auto allowed = TRY(allow_amount(context, { LimitedAct::record_gift, notice.amount }));
    const auto day = input.day.value_or(local_day(notice.paid_at.value_or(context.now)));
    auto outcome = TRY(settle_notice(
        context,
        loaded,
        { .donor_kind = input.donor_kind,
          .donor_name = input.donor_name,
          .day = day,
          .channel = input.channel,
          .campaign = input.campaign,
          .purpose = input.purpose }
    ));
    TRY(use_up(context, allowed, outcome.id));
    return outcome;
}

struct DismissNotice {
    Id notice;
};

constexpr record::FieldSpec dismiss_notice_fields[] = {
    field<&DismissNotice::notice>(ReferenceField { .label = { "支付通知", "Payment notice" },
                                                   .to = "giving.payment_notice",
                                                   .required = true }),
};
static_assert(record::complete<DismissNotice>(dismiss_notice_fields));

Result<Outcome> dismiss(CommandContext& context, const DismissNotice& input) {
    const auto loaded = TRY(load_notice(context, input.notice));
    auto notice = loaded.as<PaymentNotice>();
    if (notice.outcome != NoticeOutcome::waiting) {
        return fail(Errc::conflict, Text { "这份通知不在待核对中", "this notice does not wait" });
    }
    notice.outcome = NoticeOutcome::dismissed;
    return context.engine.update(
        context, payment_notice_type, loaded, std::move(notice), { .action = "dismiss_notice" }
    );
}

struct CloseOrder {
    Id payment_order;
};

constexpr record::FieldSpec close_order_fields[] = {
    field<&CloseOrder::payment_order>(ReferenceField {
        .label = { "支付订单", "Payment order" }, .to = "giving.payment_order", .required = true }),
};
static_assert(record::complete<CloseOrder>(close_order_fields));

Result<Outcome> close(CommandContext& context, const CloseOrder& input) {
    const auto loaded = TRY(context.engine.load(context, payment_order_type, input.payment_order));
    auto order = loaded.as<PaymentOrder>();
    if (order.state != OrderState::open && order.state != OrderState::expired) {
        return fail(
            Errc::conflict,
            Text { "已付款或已关闭的订单不能关闭", "an order paid or closed cannot be closed" }
        );
    }
    order.state = OrderState::closed;
    order.donor_name.clear();
    return context.engine.update(
        context, payment_order_type, loaded, std::move(order), { .action = "close" }
    );
}

constexpr std::string_view waiting_word[] = { "waiting" };
constexpr record::Condition while_waiting[] = { { "outcome", waiting_word } };
constexpr std::string_view unpaid_words[] = { "open", "expired" };
constexpr record::Condition while_unpaid[] = { { "state", unpaid_words } };

/// A command that nobody but the program runs.
template <class T, auto Handler>
record::CommandType
own_command(std::string_view name, Text title, std::span<const record::FieldSpec> fields) {
    auto type = record::command<T, Handler>(name, title, {}, fields);
    type.listed = false;
    return type;
}

/// A command on the page of an order or notice, with a reason.
template <class T, auto Handler>
record::CommandType about(
    const record::RecordType& about,
    std::string_view name,
    Text title,
    std::span<const record::FieldSpec> fields,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, "giving.settle_notice", fields);
    type.needs_reason = true;
    type.about = about.name;
    type.when = when;
    return type;
}

} // namespace

std::shared_ptr<const record::Actor> payment_actor() {
    static const auto actor = std::make_shared<const record::Actor>(record::Actor {
        .name = "boai", .is_system = true });
    return actor;
}

std::vector<record::CommandType> payment_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(own_command<PlaceOrder, place_order>(
        place_order_name, { "提交支付订单", "Place an order" }, place_order_fields
    ));
    commands.push_back(own_command<PaymentNotice, take_one_notice>(
        take_notice_name, { "接收支付通知", "Take a payment notice" }, payment_notice_fields()
    ));
    // Money may still come to an account of a branch that is closed: somebody must see it.
    commands.back().in_closed_branch = true;
    commands.push_back(about<SettleNotice, settle>(
        payment_notice_type,
        "giving.settle_notice",
        { "人工入账", "Book by hand" },
        settle_notice_fields,
        while_waiting
    ));
    commands.push_back(about<DismissNotice, dismiss>(
        payment_notice_type,
        "giving.dismiss_notice",
        { "不予入账", "Dismiss" },
        dismiss_notice_fields,
        while_waiting
    ));
    commands.back().in_closed_branch = true;
    commands.push_back(about<CloseOrder, close>(
        payment_order_type,
        "giving.close_order",
        { "关闭订单", "Close the order" },
        close_order_fields,
        while_unpaid
    ));
    return commands;
}

} // namespace boai::giving
