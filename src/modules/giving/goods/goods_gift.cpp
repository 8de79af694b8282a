#include "modules/giving/goods/goods_gift.hpp"

#include "modules/giving/limits.hpp"
#include "record/hide.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&GoodsGift::donor_kind>(PlainField { .label = { "捐赠人类型", "Donor kind" },
                                               .privacy = Privacy::open }),
    field<&GoodsGift::donor_name>(TextField { .label = { "捐赠人", "Donor" },
                                              .max_length = donor_name_length_max,
                                              .in_list = true,
                                              .search = true,
                                              .blind_index = true,
                                              .privacy = Privacy::personal,
                                              .mask = mask_goods_donor }),
    field<&GoodsGift::donor_person>(ReferenceField { .label = { "个人档案", "Person on file" },
                                                     .to = "people.person" }),
    field<&GoodsGift::donor_organisation>(ReferenceField {
        .label = { "单位档案", "Organisation on file" }, .to = "people.organisation" }),
    field<&GoodsGift::publish_name>(PlainField {
        .label = { "同意公示全名", "Full name may be shown" },
        .help = { "捐赠人单独同意后才可勾选", "Only with the donor's separate consent" } }),
    field<&GoodsGift::name_consent_on>(PlainField {
        .label = { "同意公示日期", "Consent to the name given on" }, .read_only = true }),
    field<&GoodsGift::day>(PlainField { .label = { "捐赠日期", "Day" },
                                        .required = true,
                                        .in_list = true,
                                        .privacy = Privacy::open }),
    field<&GoodsGift::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .privacy = Privacy::open }),
    field<&GoodsGift::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                 .to = "giving.campaign",
                                                 .in_list = true,
                                                 .privacy = Privacy::open }),
    field<&GoodsGift::purpose>(ReferenceField { .label = { "定向用途", "Purpose" },
                                                .to = "giving.purpose",
                                                .in_list = true,
                                                .privacy = Privacy::open }),
    field<&GoodsGift::delivery>(PlainField {
        .label = { "交付方式", "Delivery" }, .in_list = true, .privacy = Privacy::open }),
    field<&GoodsGift::recipient>(TextField {
        .label = { "受赠单位", "Recipient" },
        .help = { "会公开，写单位，不写个人", "Shown to everybody: a unit, no person" },
        .max_length = 100,
        .privacy = Privacy::open }),
    field<&GoodsGift::reference>(TextField {
        .label = { "捐赠清单号", "Delivery note" }, .max_length = 64, .search = true }),
    field<&GoodsGift::note>(TextField { .label = { "备注", "Note" },
                                        .max_length = 500,
                                        .multiline = true,
                                        .privacy = Privacy::personal,
                                        .mask = record::hide }),
    field<&GoodsGift::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
    field<&GoodsGift::lines>(NumberField { .label = { "物资行数", "Lines" },
                                           .min = 0,
                                           .max = goods_lines_max,
                                           .read_only = true,
                                           .in_list = true,
                                           .privacy = Privacy::open }),
    field<&GoodsGift::unpriced>(NumberField { .label = { "无估价行数", "Lines without a value" },
                                              .min = 0,
                                              .max = goods_lines_max,
                                              .read_only = true,
                                              .privacy = Privacy::open }),
    field<&GoodsGift::value>(NumberField { .label = { "估价合计（元）", "Value (yuan)" },
                                           .min = 0,
                                           .max = amount_fen_max,
                                           .read_only = true,
                                           .in_list = true,
                                           .privacy = Privacy::open }),
    field<&GoodsGift::counted_by>(ReferenceField {
        .label = { "清点人", "Counted by" }, .to = "identity.user", .read_only = true }),
    field<&GoodsGift::counted_on>(PlainField {
        .label = { "清点日期", "Counted on" }, .read_only = true, .privacy = Privacy::open }),
    field<&GoodsGift::donor_counters>(TextField { .label
                                                  = { "捐赠方清点人", "Counted for the donor by" },
                                                  .max_length = 100,
                                                  .read_only = true,
                                                  .privacy = Privacy::personal,
                                                  .mask = record::hide }),
    field<&GoodsGift::accepted_on>(PlainField {
        .label = { "接收日期", "Accepted on" }, .read_only = true, .privacy = Privacy::open }),
    field<&GoodsGift::taken_by>(TextField { .label = { "签收人", "Taken by" },
                                            .max_length = 100,
                                            .read_only = true,
                                            .privacy = Privacy::personal,
                                            .mask = record::hide }),
    field<&GoodsGift::reversed_on>(PlainField {
        .label = { "冲销日期", "Reversed on" }, .read_only = true, .privacy = Privacy::open }),
    field<&GoodsGift::receipt_year>(NumberField { .label = { "票据年度", "Receipt year" },
                                                  .min = 0,
                                                  .max = 9999,
                                                  .read_only = true,
                                                  .privacy = Privacy::open }),
    field<&GoodsGift::receipt_number>(NumberField { .label = { "票据号", "Receipt number" },
                                                    .min = 0,
                                                    .read_only = true,
                                                    .in_list = true,
                                                    .privacy = Privacy::open }),
    field<&GoodsGift::receipt_state>(PlainField {
        .label = { "票据状态", "Receipt state" }, .read_only = true, .privacy = Privacy::open }),
    field<&GoodsGift::batch>(ReferenceField {
        .label = { "导入批次", "Import batch" }, .to = "giving.import_batch", .read_only = true }),
    field<&GoodsGift::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
    field<&GoodsGift::donor_entry>(NumberField { .label = { "更正捐赠人的分录号", "Donor's entry" },
                                                 .min = 0,
                                                 .read_only = true,
                                                 .privacy = Privacy::open }),
    field<&GoodsGift::reversal_entry>(NumberField { .label
                                                    = { "冲销分录号", "Entry of the reversal" },
                                                    .min = 0,
                                                    .read_only = true,
                                                    .privacy = Privacy::open }),
};

constexpr record::Key keys[] = {
    { .columns = "day, id" },
    { .columns = "receipt_year, receipt_number", .unique = true, .where = "receipt_number > 0" },
    { .columns = "campaign, day, id", .where = "campaign IS NOT NULL" },
    { .columns = "batch", .where = "batch IS NOT NULL" },
    { .columns = "donor_person", .where = "donor_person IS NOT NULL" },
    { .columns = "donor_entry", .where = "donor_entry IS NOT NULL" },
    { .columns = "id", .where = "state = 'listed'" },
};

std::string printed_number(std::string_view branch_code, const void* record) {
    const auto& gift = *static_cast<const GoodsGift*>(record);
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

constexpr record::RecordType declared = record::of<GoodsGift>({
    .name = "giving.goods_gift",
    .title = { "捐物", "Gift in kind" },
    .fields = fields,
    // Entered by giving.record_goods and by imports, and changed by commands of their own.
    .permissions = { .read = "giving.goods_gift.read",
                     .reveal = "giving.goods_gift.reveal",
                     .created_by_command = true },
    .label_field = "receipt_number",
    .label = printed_number,
    .read_label = read_printed_number,
    .keys = keys,
    .subject_field = "donor_person",
});
static_assert(record::consistent<GoodsGift>(declared));

} // namespace

constinit const record::RecordType goods_gift_type = declared;

std::string mask_goods_donor(const void* record, std::string_view name) {
    const auto& gift = *static_cast<const GoodsGift*>(record);
    return shown_name(gift.donor_kind, gift.publish_name, name);
}

} // namespace boai::giving
