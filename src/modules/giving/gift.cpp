#include "modules/giving/gift.hpp"

#include "modules/giving/limits.hpp"
#include "text/name_mask.hpp"

#include <charconv>

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Gift::donor_kind>(PlainField { .label = { "捐赠人类型", "Donor kind" },
                                          .privacy = Privacy::open }),
    field<&Gift::donor_name>(TextField { .label = { "捐赠人", "Donor" },
                                         .max_length = donor_name_length_max,
                                         .in_list = true,
                                         .search = true,
                                         .blind_index = true,
                                         .privacy = Privacy::personal,
                                         .mask = mask_donor_name }),
    field<&Gift::donor_person>(ReferenceField { .label = { "个人档案", "Person on file" },
                                                .to = "people.person" }),
    field<&Gift::donor_organisation>(ReferenceField {
        .label = { "单位档案", "Organisation on file" }, .to = "people.organisation" }),
    field<&Gift::publish_name>(PlainField {
        .label = { "同意公示全名", "Full name may be shown" },
        .help = { "捐赠人单独同意后才可勾选", "Only with the donor's separate consent" } }),
    field<&Gift::name_consent_on>(PlainField {
        .label = { "同意公示日期", "Consent to the name given on" }, .read_only = true }),
    field<&Gift::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                       .min = 1,
                                       .max = amount_fen_max,
                                       .required = true,
                                       .in_list = true,
                                       .privacy = Privacy::open }),
    field<&Gift::refunded>(NumberField { .label = { "已退金额（元）", "Refunded (yuan)" },
                                         .min = 0,
                                         .max = amount_fen_max,
                                         .read_only = true,
                                         .privacy = Privacy::open }),
    field<&Gift::day>(PlainField { .label = { "捐赠日期", "Day" },
                                   .required = true,
                                   .in_list = true,
                                   .privacy = Privacy::open }),
    field<&Gift::channel>(ReferenceField { .label = { "渠道", "Channel" },
                                           .to = "giving.channel",
                                           .required = true,
                                           .in_list = true,
                                           .privacy = Privacy::open }),
    field<&Gift::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                            .to = "giving.campaign",
                                            .in_list = true,
                                            .privacy = Privacy::open }),
    field<&Gift::purpose>(ReferenceField { .label = { "定向用途", "Purpose" },
                                           .to = "giving.purpose",
                                           .in_list = true,
                                           .privacy = Privacy::open }),
    field<&Gift::reference>(TextField {
        .label = { "交易单号", "Reference" }, .max_length = 64, .search = true }),
    field<&Gift::payment_note>(TextField { .label = { "付款附言", "Payment note" },
                                           .max_length = 500,
                                           .multiline = true,
                                           .privacy = Privacy::personal,
                                           .mask = mask_payment_note }),
    field<&Gift::receipt_year>(NumberField { .label = { "票据年度", "Receipt year" },
                                             .min = 0,
                                             .max = 9999,
                                             .read_only = true,
                                             .privacy = Privacy::open }),
    field<&Gift::receipt_number>(NumberField { .label = { "票据号", "Receipt number" },
                                               .min = 0,
                                               .read_only = true,
                                               .in_list = true,
                                               .privacy = Privacy::open }),
    field<&Gift::receipt_state>(PlainField {
        .label = { "票据状态", "Receipt state" }, .read_only = true, .privacy = Privacy::open }),
    field<&Gift::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
    field<&Gift::batch>(ReferenceField {
        .label = { "导入批次", "Import batch" }, .to = "giving.import_batch", .read_only = true }),
    field<&Gift::fingerprint>(NumberField {
        .label = { "导入行识别码", "Mark of the imported row" },
        .help = { "由导入文件的一行算出，用来认出重复登记；与票据和证明无关",
                  "Computed from a row of an imported file to know repeats; no part of receipt or "
                  "proof" },
        .min = 0,
        .read_only = true }),
    field<&Gift::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
    field<&Gift::position>(NumberField { .label = { "账位（分）", "Position (fen)" },
                                         .min = 0,
                                         .read_only = true,
                                         .privacy = Privacy::open }),
    field<&Gift::donor_entry>(NumberField { .label = { "更正捐赠人的分录号", "Donor's entry" },
                                            .min = 0,
                                            .read_only = true,
                                            .privacy = Privacy::open }),
    field<&Gift::pledge>(ReferenceField { .label = { "认捐", "Pledge" }, .to = "giving.pledge" }),
    field<&Gift::team>(ReferenceField { .label = { "募捐团队", "Campaign team" },
                                        .to = "giving.campaign_team",
                                        .privacy = Privacy::open }),
};

constexpr record::Key keys[] = {
    { .columns = "day, id" },
    { .columns = "amount, id" },
    { .columns = "receipt_year, receipt_number", .unique = true, .where = "receipt_number > 0" },
    { .columns = "channel, reference",
      .unique = true,
      .where = "reference <> '' AND state <> 'reversed'",
      .taken
      = { "该渠道的这个交易单号已入账", "this reference is in the book already for the channel" } },
    { .columns = "campaign, day, id", .where = "campaign IS NOT NULL" },
    { .columns = "batch", .where = "batch IS NOT NULL" },
    { .columns = "fingerprint", .where = "fingerprint <> 0" },
    { .columns = "id", .where = "entry IS NULL" },
    { .columns = "donor_person", .where = "donor_person IS NOT NULL" },
    { .columns = "donor_entry", .where = "donor_entry IS NOT NULL" },
    { .columns = "pledge", .where = "pledge IS NOT NULL" },
    { .columns = "team, day, id", .where = "team IS NOT NULL" },
};

std::string printed_number(std::string_view branch_code, const void* record) {
    const auto& gift = *static_cast<const Gift*>(record);
    return gift.receipt_number == 0
        ? std::string {}
        : receipt_text(branch_code, gift.receipt_year, gift.receipt_number);
}

std::optional<record::LabelMeant> read_printed_number(std::string_view typed) {
    auto number = parse_receipt(typed);
    if (!number) {
        return std::nullopt;
    }
    return record::LabelMeant { std::move(number->branch_code),
                                { { "receipt_year", std::to_string(number->year) },
                                  { "receipt_number", std::to_string(number->number) } } };
}

constexpr record::RecordType declared = record::of<Gift>({
    .name = "giving.gift",
    .title = { "捐款", "Gift" },
    .fields = fields,
    // Gifts are entered by giving.record_gift and by imports, and changed by commands of their own.
    .permissions
    = { .read = "giving.gift.read", .reveal = "giving.gift.reveal", .created_by_command = true },
    .label_field = "receipt_number",
    .label = printed_number,
    .read_label = read_printed_number,
    .keys = keys,
    .subject_field = "donor_person",
});
static_assert(record::consistent<Gift>(declared));

} // namespace

constinit const record::RecordType gift_type = declared;

std::string receipt_text(std::string_view branch_code, std::int64_t year, std::int64_t number) {
    auto digits = std::to_string(number);
    constexpr std::size_t digits_min = 6;
    digits.insert(0, digits.size() < digits_min ? digits_min - digits.size() : 0, '0');
    return std::string { branch_code } + "-" + std::to_string(year) + "-" + digits;
}

Result<ReceiptNumber> parse_receipt(std::string_view text) {
    const auto last = text.rfind('-');
    const auto middle
        = last == std::string_view::npos || last == 0 ? last : text.rfind('-', last - 1);
    ReceiptNumber number;
    const auto read = [](std::string_view digits, std::int64_t& value) {
        const auto* const end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, value);
        return !digits.empty() && error == std::errc {} && stop == end && value > 0;
    };
    const bool good = last != std::string_view::npos && middle != std::string_view::npos
        && middle > 0 && read(text.substr(middle + 1, last - middle - 1), number.year)
        && read(text.substr(last + 1), number.number);
    if (!good) {
        return fail(
            Errc::invalid,
            Text { "票据号应形如 320700-2026-000001",
                   "a receipt number looks like 320700-2026-000001" }
        );
    }
    number.branch_code = text.substr(0, middle);
    return number;
}

Result<void> check_donor(DonorKind kind, std::string_view name) {
    if (kind == DonorKind::anonymous && !name.empty()) {
        return fail_field(
            "donor_name",
            Text { "匿名捐赠不填姓名；要显示化名请选“化名”",
                   "an anonymous gift has no name; choose alias to show one" }
        );
    }
    if (kind != DonorKind::anonymous && name.empty()) {
        return fail_field(
            "donor_name", Text { "必填，或选“匿名”", "is required, or choose anonymous" }
        );
    }
    return {};
}

std::string shown_name(DonorKind kind, bool publish_name, std::string_view name) {
    if (publish_name) {
        return std::string { name };
    }
    switch (kind) {
    case DonorKind::person:
        return text::mask_name(name, text::NameKind::person);
    case DonorKind::organisation:
        return text::mask_name(name, text::NameKind::organisation);
    case DonorKind::alias:
        return text::mask_name(name, text::NameKind::alias);
    case DonorKind::anonymous:
        return {};
    }
    return {};
}

std::string mask_donor_name(const void* record, std::string_view name) {
    const auto& gift = *static_cast<const Gift*>(record);
    return shown_name(gift.donor_kind, gift.publish_name, name);
}

std::string mask_payment_note(const void*, std::string_view) {
    return "***";
}

} // namespace boai::giving
