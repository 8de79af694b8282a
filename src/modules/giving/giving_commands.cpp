#include "modules/giving/giving_commands.hpp"

#include "modules/giving/about_a_gift.hpp"
#include "modules/giving/approval.hpp"
#include "modules/giving/campaigns/gift_matches.hpp"
#include "modules/giving/donor_commands.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/gift_checks.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

#include <algorithm>
#include <iterator>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec record_gift_fields[] = {
    field<&RecordGift::donor_kind>(asked::donor_kind),
    field<&RecordGift::donor_name>(asked::donor_name),
    field<&RecordGift::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                             .min = 1,
                                             .max = amount_fen_max,
                                             .required = true }),
    field<&RecordGift::day>(PlainField { .label = { "捐赠日期", "Day" }, .required = true }),
    field<&RecordGift::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&RecordGift::campaign>(asked::campaign),
    field<&RecordGift::purpose>(asked::purpose),
    field<&RecordGift::reference>(TextField {
        .label = { "交易单号", "Reference" },
        .help = { "同一渠道内不能重复", "Must not repeat within the channel" },
        .max_length = 64 }),
    field<&RecordGift::payment_note>(TextField { .label = { "付款附言", "Payment note" },
                                                 .max_length = 500,
                                                 .multiline = true,
                                                 .privacy = Privacy::personal,
                                                 .mask = record::hide }),
    field<&RecordGift::donor_person>(asked::donor_person),
    field<&RecordGift::donor_organisation>(asked::donor_organisation),
    field<&RecordGift::publish_name>(asked::publish_name),
    field<&RecordGift::receipt_waived>(asked::receipt_waived),
    field<&RecordGift::name_consent_on>(asked::name_consent_on),
    field<&RecordGift::pledge>(ReferenceField { .label = { "认捐", "Pledge" },
                                                .to = "giving.pledge",
                                                .help = { "按认捐付款的", "Where it pays of one" },
                                                .own_branch = true }),
    field<&RecordGift::team>(ReferenceField { .label = { "募捐团队", "Campaign team" },
                                              .to = "giving.campaign_team" }),
};
static_assert(record::complete<RecordGift>(record_gift_fields));

/// Pure part of the check, before the command is queued.
Result<void> check_record_gift(const RecordGift& input) {
    TRY(check_donor(input.donor_kind, input.donor_name));
    return check_on_file(input.donor_person, input.donor_organisation);
}

Result<Outcome> record_gift(CommandContext& context, const RecordGift& input) {
    const NameConsent consent { input.publish_name, input.name_consent_on, input.donor_person };
    const auto consent_on = TRY(settle_name_consent(context, consent));
    const auto allowed = TRY(allow_amount(context, { LimitedAct::record_gift, input.amount }));
    auto booked = TRY(book_gift(
        context,
        Gift {
            .donor_kind = input.donor_kind,
            .donor_name = input.donor_name,
            .donor_person = input.donor_person,
            .donor_organisation = input.donor_organisation,
            .publish_name = input.publish_name,
            .name_consent_on = consent_on,
            .amount = input.amount,
            .day = input.day,
            .channel = input.channel,
            .campaign = input.campaign,
            .purpose = input.purpose,
            .reference = input.reference,
            .payment_note = input.payment_note,
            .receipt_state = input.receipt_waived ? ReceiptState::waived : ReceiptState::issued,
            .pledge = input.pledge,
            .team = input.team,
        }
    ));
    TRY(use_up(context, allowed, booked.head.id));
    if (!context.reason.empty()) {
        TRY(context.engine.note(context, gift_type, booked.head, "record", "[]"));
    }
    return describe(context, booked);
}

struct RefundGift {
    Id gift;
    Money amount;
    Day day;
    MatchDecision match = MatchDecision::unsaid;
};

constexpr record::FieldSpec refund_gift_fields[] = {
    field<&RefundGift::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
    field<&RefundGift::amount>(NumberField { .label = { "退款金额（元）", "Amount (yuan)" },
                                             .min = 1,
                                             .max = amount_fen_max,
                                             .required = true }),
    field<&RefundGift::day>(PlainField { .label = { "退款日期", "Day" }, .required = true }),
    field<&RefundGift::match>(asked_match),
};
static_assert(record::complete<RefundGift>(refund_gift_fields));

Result<Outcome> refund(CommandContext& context, const RefundGift& input) {
    const auto gift = TRY(load_gift(context, input.gift));
    const auto refunded = gift.as<Gift>().refunded;
    const auto allowed
        = TRY(allow_amount(context, { LimitedAct::refund_gift, input.amount, input.gift, refunded })
        );
    TRY(use_up(context, allowed, input.gift));
    return refund_gift(context, gift, input.amount, input.day, input.match);
}

struct ReverseGift {
    Id gift;
    MatchDecision match = MatchDecision::unsaid;
};

constexpr record::FieldSpec reverse_gift_fields[] = {
    field<&ReverseGift::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
    field<&ReverseGift::match>(asked_match),
};
static_assert(record::complete<ReverseGift>(reverse_gift_fields));

Result<Outcome> reverse(CommandContext& context, const ReverseGift& input) {
    const auto gift = TRY(load_gift(context, input.gift));
    TRY(reverse_gift(context, gift, {}, input.match));
    const auto after = TRY(load_gift(context, input.gift));
    return describe(context, { after.head, after.as<Gift>() });
}

struct VoidReceipt {
    Id gift;
    bool reissue = false;
};

constexpr record::FieldSpec void_receipt_fields[] = {
    field<&VoidReceipt::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
    field<&VoidReceipt::reissue>(PlainField { .label = { "换开新票据", "Issue a new one" } }),
};
static_assert(record::complete<VoidReceipt>(void_receipt_fields));

Result<Outcome> void_one(CommandContext& context, const VoidReceipt& input) {
    const auto gift = TRY(load_gift(context, input.gift));
    return void_receipt(context, gift, input.reissue);
}

/// A receipt for a gift that has none: waived at first, or voided and not replaced.
Result<Outcome> issue(CommandContext& context, const OneGift& input) {
    const auto gift = TRY(load_gift(context, input.gift));
    return issue_receipt(context, gift);
}

constexpr std::string_view standing[] = { "recorded", "partly_refunded" };
constexpr std::string_view recorded[] = { "recorded" };
constexpr std::string_view issued[] = { "issued" };
constexpr std::string_view without_receipt[] = { "voided", "waived" };

constexpr record::Condition while_standing[] = { { "state", standing } };
constexpr record::Condition while_recorded[] = { { "state", recorded } };
constexpr record::Condition while_issued[] = { { "receipt_state", issued } };
constexpr record::Condition while_receipt_is_due[]
    = { { "receipt_state", without_receipt }, { "state", standing } };

}  // namespace

std::span<const record::FieldSpec> record_gift_input() {
    return record_gift_fields;
}

std::vector<record::CommandType> giving_commands() {
    auto commands = approval_commands();
    commands.push_back(record::command<RecordGift, record_gift>(
        "giving.record_gift",
        { "登记捐款", "Record a gift" },
        "giving.record_gift",
        record_gift_fields
    ));
    commands.back().check = record::checked<check_record_gift>;
    commands.back().makes = "giving.gift";
    commands.back().has_limit = true;
    commands.push_back(about_a_gift<RefundGift, refund>(
        "giving.refund_gift",
        { "退款", "Refund a gift" },
        "giving.refund_gift",
        refund_gift_fields,
        while_standing
    ));
    commands.back().four_eyes = true;
    commands.back().has_limit = true;
    commands.push_back(about_a_gift<ReverseGift, reverse>(
        "giving.reverse_gift",
        { "冲销误录", "Reverse a gift" },
        "giving.reverse_gift",
        reverse_gift_fields,
        while_recorded
    ));
    commands.back().four_eyes = true;
    commands.push_back(about_a_gift<VoidReceipt, void_one>(
        "giving.void_receipt",
        { "作废票据", "Void a receipt" },
        "giving.void_receipt",
        void_receipt_fields,
        while_issued
    ));
    commands.back().four_eyes = true;
    commands.push_back(about_a_gift<OneGift, issue>(
        "giving.issue_receipt",
        { "补开票据", "Issue a receipt" },
        "giving.void_receipt",
        one_gift_fields,
        while_receipt_is_due
    ));
    std::ranges::move(donor_commands(), std::back_inserter(commands));
    return commands;
}

}  // namespace boai::giving
