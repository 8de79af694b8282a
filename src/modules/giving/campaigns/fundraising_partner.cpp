#include "modules/giving/campaigns/fundraising_partner.hpp"

#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "record/engine.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec partner_fields[] = {
    field<&FundraisingPartner::plan>(ReferenceField { .label = { "募捐方案", "Fundraising plan" },
                                                      .to = "giving.fundraising_plan",
                                                      .required = true,
                                                      .in_list = true,
                                                      .own_branch = true,
                                                      .privacy = Privacy::open }),
    field<&FundraisingPartner::name>(TextField { .label = { "合作方名称", "Partner" },
                                                 .max_length = 80,
                                                 .required = true,
                                                 .in_list = true,
                                                 .search = true,
                                                 .privacy = Privacy::open }),
    field<&FundraisingPartner::part>(TextField { .label = { "合作内容", "Its part" },
                                                 .max_length = 500,
                                                 .required = true,
                                                 .multiline = true,
                                                 .privacy = Privacy::open }),
    field<&FundraisingPartner::evaluated_on>(PlainField {
        .label = { "评估日期", "Evaluated on" },
        .help
        = { "合作前须评估（慈善法第二十六条）", "The law asks for it before working together" },
        .required = true,
        .privacy = Privacy::open }),
    field<&FundraisingPartner::agreement_number>(TextField {
        .label = { "合作协议编号", "Agreement number" },
        .max_length = 60,
        .required = true,
        .in_list = true,
        .privacy = Privacy::open }),
    field<&FundraisingPartner::agreed_on>(PlainField {
        .label = { "签订日期", "Agreed on" }, .required = true, .privacy = Privacy::open }),
};

constexpr record::Key partner_keys[] = { { .columns = "plan, id" } };

constexpr record::RecordType declared_partner = record::of<FundraisingPartner>({
    .name = "giving.fundraising_partner",
    .title = { "募捐合作方", "Fundraising partner" },
    .fields = partner_fields,
    .permissions
    = { .read = "giving.fundraising_plan.read", .write = "giving.fundraising_plan.write" },
    .label_field = "name",
    .keys = partner_keys,
    .hooks = { .check = record::checked<check_partner>, .before_write = check_partner_change },
});
static_assert(record::consistent<FundraisingPartner>(declared_partner));

} // namespace

Result<void> check_partner(const FundraisingPartner& partner) {
    if (partner.agreed_on < partner.evaluated_on) {
        return fail_field(
            "agreed_on", Text { "须先评估，后签协议", "the evaluation comes before the agreement" }
        );
    }
    return {};
}

Result<void> check_partner_change(
    record::CommandContext& context, const record::Head&, const void* before, void* after
) {
    const auto check = [&](const void* partner) -> Result<void> {
        const auto id = static_cast<const FundraisingPartner*>(partner)->plan;
        if (id.empty()) {
            return {};
        }
        const auto loaded = TRY(context.engine.load(context, fundraising_plan_type, id));
        if (loaded.as<FundraisingPlan>().state != FundraisingState::draft) {
            return fail_field(
                "plan",
                Text { "方案已备案，合作方不能再变", "is filed with its partners as they were" }
            );
        }
        return {};
    };
    if (before != nullptr) {
        TRY(check(before));
    }
    return check(after);
}

constinit const record::RecordType fundraising_partner_type = declared_partner;

} // namespace boai::giving
