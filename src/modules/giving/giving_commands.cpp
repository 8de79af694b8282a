#include "modules/giving/giving_commands.hpp"

#include "modules/giving/approval.hpp"
#include "modules/giving/donor_erasure.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/giving/gift_entries.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/engine.hpp"
#include "record/erasure.hpp"
#include "record/generic_commands.hpp"
#include "record/sealing.hpp"

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

std::string hide(const void*, std::string_view) {
    return "***";
}

constexpr record::FieldSpec record_gift_fields[] = {
    field<&RecordGift::donor_kind>(PlainField { .label = { "捐赠人类型", "Donor kind" } }),
    field<&RecordGift::donor_name>(TextField {
        .label = { "捐赠人", "Donor" },
        .help
        = { "姓名、单位名称或化名；匿名不填", "Name, organisation or alias; empty if anonymous" },
        .max_length = donor_name_length_max,
        .privacy = Privacy::personal,
        .mask = hide }),
    field<&RecordGift::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                             .min = 1,
                                             .max = amount_fen_max,
                                             .required = true }),
    field<&RecordGift::day>(PlainField { .label = { "捐赠日期", "Day" }, .required = true }),
    field<&RecordGift::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&RecordGift::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                  .to = "giving.campaign" }),
    field<&RecordGift::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" },
        .to = "giving.purpose",
        .help = { "不选则为非定向", "Leave empty for an unrestricted gift" } }),
    field<&RecordGift::reference>(TextField {
        .label = { "交易单号", "Reference" },
        .help = { "同一渠道内不能重复", "Must not repeat within the channel" },
        .max_length = 64 }),
    field<&RecordGift::payment_note>(TextField { .label = { "付款附言", "Payment note" },
                                                 .max_length = 500,
                                                 .multiline = true,
                                                 .privacy = Privacy::personal,
                                                 .mask = hide }),
    field<&RecordGift::donor_person>(ReferenceField { .label = { "个人档案", "Person on file" },
                                                      .to = "people.person",
                                                      .own_branch = true,
                                                      .in_use = true }),
    field<&RecordGift::donor_organisation>(ReferenceField {
        .label = { "单位档案", "Organisation on file" }, .to = "people.organisation" }),
    field<&RecordGift::publish_name>(PlainField {
        .label = { "同意公示全名", "Full name may be shown" },
        .help = { "捐赠人单独同意后才可勾选", "Only with the donor's separate consent" } }),
    field<&RecordGift::receipt_waived>(PlainField {
        .label = { "不要票据", "Receipt waived" },
        .help = { "捐赠人声明不要票据（红十字会法第二十条须记录）",
                  "The donor does not want a receipt; the law asks to record it" } }),
    field<&RecordGift::name_consent_on>(PlainField {
        .label = { "同意公示日期", "Consent to the name given on" },
        .help = { "不填为今天；有个人档案的以登记的同意为准",
                  "Today if empty; with a person on file, as the consent entered there" } }),
};
static_assert(record::complete<RecordGift>(record_gift_fields));

/// Pure part of the check, before the command is queued.
Result<void> check_record_gift(const RecordGift& input) {
    TRY(check_donor(input.donor_kind, input.donor_name));
    const bool two = !input.donor_person.empty() && !input.donor_organisation.empty();
    if (two) {
        return fail_field(
            "donor_organisation",
            Text { "个人档案和单位档案只能选一个", "choose a person or an organisation, not both" }
        );
    }
    return {};
}

Result<Outcome> record_gift(CommandContext& context, const RecordGift& input) {
    const NameConsent consent { input.publish_name, input.name_consent_on, input.donor_person };
    const auto consent_on = TRY(settle_name_consent(context, consent));
    const auto allowed = TRY(allow_amount(context, LimitedAct::record_gift, input.amount, {}));
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
        }
    ));
    TRY(use_up(context, allowed, booked.head.id));
    if (!context.reason.empty()) {
        TRY(context.engine.note(context, gift_type, booked.head, "record", "[]"));
    }
    return describe(context, booked);
}

Result<record::Loaded> load_gift(CommandContext& context, Id id) {
    const auto& table = context.engine.registry().table(gift_type);
    return table.load(record::queries_of(context.tx), context.branch, id);
}

struct RefundGift {
    Id gift;
    Money amount;
    Day day;
};

constexpr record::FieldSpec refund_gift_fields[] = {
    field<&RefundGift::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
    field<&RefundGift::amount>(NumberField { .label = { "退款金额（元）", "Amount (yuan)" },
                                             .min = 1,
                                             .max = amount_fen_max,
                                             .required = true }),
    field<&RefundGift::day>(PlainField { .label = { "退款日期", "Day" }, .required = true }),
};
static_assert(record::complete<RefundGift>(refund_gift_fields));

Result<Outcome> refund(CommandContext& context, const RefundGift& input) {
    const auto gift = TRY(load_gift(context, input.gift));
    TRY(record::demand_other_person(context, gift.head));
    const auto allowed
        = TRY(allow_amount(context, LimitedAct::refund_gift, input.amount, input.gift));
    TRY(use_up(context, allowed, input.gift));
    return refund_gift(context, gift, input.amount, input.day);
}

struct ReverseGift {
    Id gift;
};

constexpr record::FieldSpec reverse_gift_fields[] = {
    field<&ReverseGift::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
};
static_assert(record::complete<ReverseGift>(reverse_gift_fields));

Result<Outcome> reverse(CommandContext& context, const ReverseGift& input) {
    const auto gift = TRY(load_gift(context, input.gift));
    TRY(record::demand_other_person(context, gift.head));
    TRY(reverse_gift(context, gift, {}));
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
    TRY(record::demand_other_person(context, gift.head));
    return void_receipt(context, gift, input.reissue);
}

/// A correction of who gave; what was given stays as it is.
struct AmendDonor {
    Id gift;
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;
    Id donor_person;
    Id donor_organisation;
    bool publish_name = false;
    std::optional<Day> name_consent_on; ///< today when left out
};

constexpr record::FieldSpec amend_donor_fields[] = {
    field<&AmendDonor::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
    field<&AmendDonor::donor_kind>(PlainField { .label = { "捐赠人类型", "Donor kind" } }),
    field<&AmendDonor::donor_name>(TextField { .label = { "捐赠人", "Donor" },
                                               .max_length = donor_name_length_max,
                                               .privacy = Privacy::personal,
                                               .mask = hide }),
    field<&AmendDonor::donor_person>(ReferenceField { .label = { "个人档案", "Person on file" },
                                                      .to = "people.person",
                                                      .own_branch = true,
                                                      .in_use = true }),
    field<&AmendDonor::donor_organisation>(ReferenceField {
        .label = { "单位档案", "Organisation on file" }, .to = "people.organisation" }),
    field<&AmendDonor::publish_name>(PlainField { .label
                                                  = { "同意公示全名", "Full name may be shown" } }),
    field<&AmendDonor::name_consent_on>(PlainField {
        .label = { "同意公示日期", "Consent to the name given on" },
        .help = { "不填为今天；有个人档案的以登记的同意为准",
                  "Today if empty; with a person on file, as the consent entered there" } }),
};
static_assert(record::complete<AmendDonor>(amend_donor_fields));

/// The key the donor's name is sealed with; none for an anonymous gift.
Result<std::optional<crypto::SubjectKey>>
donor_key(CommandContext& context, const record::Head& head, const Gift& gift) {
    if (gift.donor_name.empty()) {
        return std::optional<crypto::SubjectKey> {};
    }
    const auto subject = record::subject_of(gift_type, head, &gift);
    return std::optional { TRY(
        record::key_for_writing(context.tx, context.engine.vault(), context.branch, subject, false)
    ) };
}

Result<Outcome> amend_donor(CommandContext& context, const AmendDonor& input) {
    TRY(check_donor(input.donor_kind, input.donor_name));
    const auto loaded = TRY(load_gift(context, input.gift));
    TRY(record::demand_other_person(context, loaded.head));
    auto gift = loaded.as<Gift>();
    gift.donor_kind = input.donor_kind;
    gift.donor_name = input.donor_name;
    gift.donor_person = input.donor_person;
    gift.donor_organisation = input.donor_organisation;
    const NameConsent consent { input.publish_name, input.name_consent_on, input.donor_person };
    gift.name_consent_on = TRY(settle_name_consent(context, consent));
    gift.publish_name = input.publish_name;
    GiftEntry entry { context, loaded.head.id, gift };
    const auto place = TRY(entry.check_donor(ledger::EntryKind::amendment));
    gift.donor_entry = static_cast<std::int64_t>(place.entry);
    const auto& table = context.engine.registry().table(gift_type);
    auto outcome
        = TRY(context.engine.update(context, table, loaded, &gift, { .action = "amend_donor" }));
    const auto key = TRY(donor_key(context, loaded.head, gift));
    TRY(entry.post(key));
    return outcome;
}

struct OneGift {
    Id gift;
};

constexpr record::FieldSpec one_gift_fields[] = {
    field<&OneGift::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .required = true }),
};
static_assert(record::complete<OneGift>(one_gift_fields));

/// A receipt for a gift that has none: waived at first, or voided and not replaced.
Result<Outcome> issue(CommandContext& context, const OneGift& input) {
    const auto gift = TRY(load_gift(context, input.gift));
    return issue_receipt(context, gift);
}

/// The donor takes back the consent to the name being shown.
Result<Outcome> hide_name(CommandContext& context, const OneGift& input) {
    const auto loaded = TRY(load_gift(context, input.gift));
    return hide_name_of(context, loaded);
}

/// Erases who gave, for a donor who is not on file; the gift stands.
Result<Outcome> erase_donor(CommandContext& context, const OneGift& input) {
    const auto loaded = TRY(load_gift(context, input.gift));
    if (!loaded.as<Gift>().donor_person.empty()) {
        return fail(
            Errc::conflict,
            Text { "捐赠人有个人档案，请删除该档案",
                   "the donor is a person on file; erase that record" }
        );
    }
    auto gift = loaded.as<Gift>();
    gift.publish_name = false;
    gift.name_consent_on = {};
    const auto& table = context.engine.registry().table(gift_type);
    auto outcome
        = TRY(context.engine.update(context, table, loaded, &gift, { .action = "erase_donor" }));
    TRY(record::erase_subject(context.tx, context.engine.registry(), context.branch, loaded.head.id)
    );
    TRY(enter_erasure(context, loaded));
    return outcome;
}

constexpr std::string_view standing[] = { "recorded", "partly_refunded" };
constexpr std::string_view recorded[] = { "recorded" };
constexpr std::string_view issued[] = { "issued" };
constexpr std::string_view without_receipt[] = { "voided", "waived" };
constexpr std::string_view yes[] = { "true" };
constexpr std::string_view named[] = { "person", "organisation", "alias" };
constexpr std::string_view nobody[] = { "" };

constexpr record::Condition while_standing[] = { { "state", standing } };
constexpr record::Condition while_recorded[] = { { "state", recorded } };
constexpr record::Condition while_issued[] = { { "receipt_state", issued } };
constexpr record::Condition while_receipt_is_due[]
    = { { "receipt_state", without_receipt }, { "state", standing } };
constexpr record::Condition while_name_is_shown[] = { { "publish_name", yes } };
constexpr record::Condition while_named_here_only[]
    = { { "donor_kind", named }, { "donor_person", nobody } };

/// A command on the page of a gift, with a reason.
template <class T, auto Handler>
record::CommandType about_a_gift(
    std::string_view name,
    Text title,
    std::string_view capability,
    std::span<const record::FieldSpec> fields,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, capability, fields);
    type.needs_reason = true;
    type.about = "giving.gift";
    type.when = when;
    return type;
}

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
    commands.push_back(about_a_gift<RefundGift, refund>(
        "giving.refund_gift",
        { "退款", "Refund a gift" },
        "giving.refund_gift",
        refund_gift_fields,
        while_standing
    ));
    commands.push_back(about_a_gift<ReverseGift, reverse>(
        "giving.reverse_gift",
        { "冲销误录", "Reverse a gift" },
        "giving.reverse_gift",
        reverse_gift_fields,
        while_recorded
    ));
    commands.push_back(about_a_gift<VoidReceipt, void_one>(
        "giving.void_receipt",
        { "作废票据", "Void a receipt" },
        "giving.void_receipt",
        void_receipt_fields,
        while_issued
    ));
    commands.push_back(about_a_gift<AmendDonor, amend_donor>(
        "giving.amend_donor",
        { "更正捐赠人", "Correct the donor" },
        "giving.amend_donor",
        amend_donor_fields,
        {}
    ));
    commands.push_back(about_a_gift<OneGift, issue>(
        "giving.issue_receipt",
        { "补开票据", "Issue a receipt" },
        "giving.void_receipt",
        one_gift_fields,
        while_receipt_is_due
    ));
    commands.push_back(about_a_gift<OneGift, hide_name>(
        "giving.hide_name",
        { "撤回公示全名", "Hide the donor's name" },
        "giving.amend_donor",
        one_gift_fields,
        while_name_is_shown
    ));
    commands.back().needs_reason = false;
    commands.back().in_closed_branch = true;
    commands.push_back(about_a_gift<OneGift, erase_donor>(
        "giving.erase_donor",
        { "删除捐赠人信息", "Erase the donor" },
        "people.erase_person",
        one_gift_fields,
        while_named_here_only
    ));
    commands.back().in_closed_branch = true;
    return commands;
}

}  // namespace boai::giving
