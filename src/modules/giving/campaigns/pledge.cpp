#include "modules/giving/campaigns/pledge.hpp"

#include "modules/giving/limits.hpp"
#include "text/name_mask.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec pledge_fields[] = {
    field<&Pledge::number>(TextField { .label = { "认捐编号", "Pledge number" },
                                       .max_length = 20,
                                       .read_only = true,
                                       .in_list = true,
                                       .search = true }),
    field<&Pledge::donor_kind>(PlainField { .label = { "捐赠人类型", "Donor kind" } }),
    // Asked for by record_pledge; gone once the donor is erased, while gifts still pay of it.
    field<&Pledge::donor_name>(TextField { .label = { "捐赠人", "Donor" },
                                           .max_length = donor_name_length_max,
                                           .in_list = true,
                                           .search = true,
                                           .blind_index = true,
                                           .privacy = Privacy::personal,
                                           .mask = mask_pledge_name }),
    field<&Pledge::donor_person>(ReferenceField { .label = { "个人档案", "Person on file" },
                                                  .to = "people.person" }),
    field<&Pledge::donor_organisation>(ReferenceField {
        .label = { "单位档案", "Organisation on file" }, .to = "people.organisation" }),
    field<&Pledge::amount>(NumberField { .label = { "认捐金额（元）", "Amount pledged (yuan)" },
                                         .min = 1,
                                         .max = amount_fen_max,
                                         .required = true,
                                         .in_list = true }),
    field<&Pledge::agreed_on>(PlainField {
        .label = { "签订日期", "Agreed on" }, .required = true, .in_list = true }),
    field<&Pledge::campaign>(ReferenceField {
        .label = { "募捐活动", "Campaign" }, .to = "giving.campaign", .in_list = true }),
    field<&Pledge::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" }, .to = "giving.purpose", .in_list = true }),
    field<&Pledge::conditions>(TextField { .label = { "捐赠人的条件", "The donor's conditions" },
                                           .max_length = 2000,
                                           .multiline = true }),
    field<&Pledge::agreement_number>(TextField {
        .label = { "捐赠协议编号", "Agreement of the gift" }, .max_length = 60, .search = true }),
    field<&Pledge::builds_works>(PlainField { .label = { "用于工程建设", "Pays for works" } }),
    field<&Pledge::paid>(NumberField { .label = { "已付金额（元）", "Paid (yuan)" },
                                       .min = 0,
                                       .max = amount_fen_max,
                                       .read_only = true,
                                       .in_list = true }),
    field<&Pledge::ended_on>(PlainField { .label = { "终止日期", "Ended on" }, .read_only = true }),
    field<&Pledge::given_up>(NumberField { .label
                                           = { "不再履行的金额（元）", "Not expected (yuan)" },
                                           .min = -amount_fen_max,
                                           .max = amount_fen_max,
                                           .read_only = true }),
    field<&Pledge::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
};

constexpr record::Key pledge_keys[] = {
    { .columns = "number", .unique = true },
    { .columns = "donor_person", .where = "donor_person IS NOT NULL" },
};

constexpr record::RecordType declared_pledge = record::of<Pledge>({
    .name = "giving.pledge",
    .title = { "认捐", "Pledge" },
    .fields = pledge_fields,
    .permissions = { .read = "giving.pledge.read",
                     .reveal = "giving.pledge.reveal",
                     .created_by_command = true },
    .label_field = "number",
    .keys = pledge_keys,
    .subject_field = "donor_person",
});
static_assert(record::consistent<Pledge>(declared_pledge));

constexpr record::FieldSpec instalment_fields[] = {
    field<&PledgeInstalment::pledge>(ReferenceField {
        .label = { "认捐", "Pledge" }, .to = "giving.pledge", .required = true, .in_list = true }),
    field<&PledgeInstalment::due_on>(PlainField {
        .label = { "应付日期", "Due on" }, .required = true, .in_list = true }),
    field<&PledgeInstalment::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                                   .min = 1,
                                                   .max = amount_fen_max,
                                                   .required = true,
                                                   .in_list = true }),
};

constexpr record::Key instalment_keys[] = { { .columns = "pledge, due_on, id" } };

constexpr record::RecordType declared_instalment = record::of<PledgeInstalment>({
    .name = "giving.pledge_instalment",
    .title = { "认捐分期", "Instalment" },
    .fields = instalment_fields,
    .permissions = { .read = "giving.pledge.read", .created_by_command = true },
    .label_field = "due_on",
    .keys = instalment_keys,
});
static_assert(record::consistent<PledgeInstalment>(declared_instalment));

constexpr record::FieldSpec consent_fields[] = {
    field<&PledgeConsent::pledge>(ReferenceField {
        .label = { "认捐", "Pledge" }, .to = "giving.pledge", .required = true, .in_list = true }),
    field<&PledgeConsent::from_purpose>(ReferenceField {
        .label = { "原用途", "Former purpose" }, .to = "giving.purpose", .in_list = true }),
    field<&PledgeConsent::to_purpose>(ReferenceField {
        .label = { "新用途", "New purpose" }, .to = "giving.purpose", .in_list = true }),
    field<&PledgeConsent::consented_by>(TextField { .label = { "同意人", "Consent given by" },
                                                    .max_length = donor_name_length_max,
                                                    .required = true,
                                                    .privacy = Privacy::personal,
                                                    .mask = mask_person_name }),
    field<&PledgeConsent::consented_on>(PlainField {
        .label = { "同意日期", "Given on" }, .required = true, .in_list = true }),
    field<&PledgeConsent::way>(PlainField { .label = { "同意方式", "Way of consent" },
                                            .in_list = true }),
    field<&PledgeConsent::paper>(TextField {
        .label = { "凭证", "Paper of the consent" }, .max_length = 200, .required = true }),
};

constexpr record::Key consent_keys[] = { { .columns = "pledge, id" } };

constexpr record::RecordType declared_consent = record::of<PledgeConsent>({
    .name = "giving.pledge_consent",
    .title = { "变更用途的同意", "Consent to another purpose" },
    .fields = consent_fields,
    .permissions = { .read = "giving.pledge.read",
                     .reveal = "giving.pledge.reveal",
                     .created_by_command = true },
    .label_field = "consented_on",
    .keys = consent_keys,
});
static_assert(record::consistent<PledgeConsent>(declared_consent));

} // namespace

constinit const record::RecordType pledge_type = declared_pledge;
constinit const record::RecordType pledge_instalment_type = declared_instalment;
constinit const record::RecordType pledge_consent_type = declared_consent;

std::string mask_pledge_name(const void* record, std::string_view name) {
    return shown_name(static_cast<const Pledge*>(record)->donor_kind, false, name);
}

std::string mask_person_name(const void*, std::string_view name) {
    return text::mask_name(name, text::NameKind::person);
}

} // namespace boai::giving
