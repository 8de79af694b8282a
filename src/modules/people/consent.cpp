#include "modules/people/consent.hpp"

namespace boai::people {
namespace {

using record::field;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Consent::person>(ReferenceField {
        .label = { "个人", "Person" }, .to = "people.person", .required = true, .in_list = true }),
    field<&Consent::purpose>(PlainField { .label = { "同意事项", "Purpose" }, .in_list = true }),
    field<&Consent::given_on>(PlainField {
        .label = { "同意日期", "Given on" }, .required = true, .in_list = true }),
    field<&Consent::withdrawn_on>(PlainField { .label = { "撤回日期", "Withdrawn on" },
                                               .in_list = true }),
    field<&Consent::evidence>(TextField {
        .label = { "凭据", "Evidence" },
        .help = { "同意书编号等", "The number of the signed form, or the like" },
        .max_length = 200 }),
};

constexpr record::Key keys[] = { { .columns = "person, purpose" } };

constexpr record::RecordType declared = record::of<Consent>({
    .name = "people.consent",
    .title = { "个人同意", "Consent" },
    .fields = fields,
    .permissions = { .read = "people.person.read", .write = "people.person.write" },
    .keys = keys,
    .hooks = { .check = record::checked<check_consent> },
});
static_assert(record::consistent<Consent>(declared));

}  // namespace

Result<void> check_consent(const Consent& consent) {
    if (consent.withdrawn_on && *consent.withdrawn_on < consent.given_on) {
        return fail_field(
            "withdrawn_on", Text { "不能早于同意日期", "must not be before the day it was given" }
        );
    }
    return {};
}

constinit const record::RecordType consent_type = declared;

}  // namespace boai::people
