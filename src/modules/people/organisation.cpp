#include "modules/people/organisation.hpp"

#include "text/name_mask.hpp"
#include "text/number_mask.hpp"

namespace boai::people {
namespace {

using record::field;
using record::Privacy;
using record::TextField;

std::string mask_name(const void*, std::string_view value) {
    return text::mask_name(value, text::NameKind::person);
}

std::string mask_phone(const void*, std::string_view value) {
    return text::mask_phone(value);
}

constexpr record::FieldSpec fields[] = {
    field<&Organisation::name>(TextField { .label = { "单位名称", "Name" },
                                           .max_length = 200,
                                           .required = true,
                                           .in_list = true,
                                           .search = true,
                                           .privacy = Privacy::open }),
    field<&Organisation::credit_code>(TextField { .label = { "统一社会信用代码", "Credit code" },
                                                  .max_length = 18,
                                                  .in_list = true,
                                                  .search = true }),
    field<&Organisation::address>(TextField { .label = { "地址", "Address" }, .max_length = 200 }),
    field<&Organisation::contact_name>(TextField { .label = { "联系人", "Contact" },
                                                   .max_length = 100,
                                                   .in_list = true,
                                                   .privacy = Privacy::personal,
                                                   .mask = mask_name }),
    field<&Organisation::contact_phone>(TextField { .label = { "联系电话", "Contact's telephone" },
                                                    .max_length = 30,
                                                    .privacy = Privacy::personal,
                                                    .mask = mask_phone }),
};

constexpr record::Key keys[] = {
    { .columns = "name" },
    { .columns = "credit_code", .unique = true, .where = "credit_code <> ''" },
};

constexpr record::RecordType declared = record::of<Organisation>({
    .name = "people.organisation",
    .title = { "单位", "Organisation" },
    .fields = fields,
    .permissions = { .read = "people.organisation.read",
                     .write = "people.organisation.write",
                     .reveal = "people.organisation.reveal" },
    .label_field = "name",
    .keys = keys,
});
static_assert(record::consistent<Organisation>(declared));

}  // namespace

constinit const record::RecordType organisation_type = declared;

}  // namespace boai::people
