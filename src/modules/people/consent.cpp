#include "modules/people/consent.hpp"

#include "record/command.hpp"

namespace boai::people {
namespace {

using record::field;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Consent::person>(ReferenceField { .label = { "个人", "Person" },
                                             .to = "people.person",
                                             .required = true,
                                             .in_list = true,
                                             .own_branch = true,
                                             .in_use = true }),
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

constexpr record::Key keys[] = {
    { .columns = "person, purpose" },
    { .columns = "purpose, person", .unique = true, .where = "withdrawn_on IS NULL" },
};

constexpr record::RecordType declared = record::of<Consent>({
    .name = "people.consent",
    .title = { "个人同意", "Consent" },
    .fields = fields,
    .permissions = { .read = "people.person.read", .write = "people.person.write" },
    .keys = keys,
    .hooks = { .check = record::checked<check_consent>, .before_write = check_consent_change },
});
static_assert(record::consistent<Consent>(declared));

}  // namespace

Result<void> check_consent_change(
    record::CommandContext& context, const record::Head&, const void* before, void* after
) {
    const auto& consent = *static_cast<const Consent*>(after);
    const auto today = context.today();
    const Text in_future { "不能晚于今天", "must not be after today" };
    if (consent.given_on > today) {
        return fail_field("given_on", in_future);
    }
    if (consent.withdrawn_on && *consent.withdrawn_on > today) {
        return fail_field("withdrawn_on", in_future);
    }
    const auto* old = static_cast<const Consent*>(before);
    if (old == nullptr) {
        return {};
    }
    if (old->person != consent.person || old->purpose != consent.purpose) {
        return fail_field(
            old->person != consent.person ? "person" : "purpose",
            Text { "不能修改；请撤回后另行登记",
                   "cannot be changed; withdraw it and enter another" }
        );
    }
    if (old->withdrawn_on && old->withdrawn_on != consent.withdrawn_on) {
        return fail_field(
            "withdrawn_on",
            Text { "已撤回；再次同意须另行登记", "is withdrawn; enter a new consent" }
        );
    }
    return {};
}

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
