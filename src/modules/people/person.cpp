#include "modules/people/person.hpp"

#include "modules/people/duplicate.hpp"
#include "text/name_mask.hpp"
#include "text/number_mask.hpp"

namespace boai::people {
namespace {

using record::field;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

std::string mask_name(const void*, std::string_view value) {
    return text::mask_name(value, text::NameKind::person);
}

std::string mask_phone(const void*, std::string_view value) {
    return text::mask_phone(value);
}

std::string mask_id_number(const void*, std::string_view value) {
    return text::mask_id_number(value);
}

std::string mask_whole(const void*, std::string_view) {
    return "***";
}

constexpr record::FieldSpec fields[] = {
    field<&Person::name>(TextField { .label = { "姓名", "Name" },
                                     .max_length = 100,
                                     .required = true,
                                     .in_list = true,
                                     .search = true,
                                     .blind_index = true,
                                     .privacy = Privacy::personal,
                                     .mask = mask_name }),
    field<&Person::phone>(TextField { .label = { "电话", "Telephone" },
                                      .max_length = 30,
                                      .in_list = true,
                                      .search = true,
                                      .blind_index = true,
                                      .privacy = Privacy::personal,
                                      .mask = mask_phone }),
    field<&Person::id_number>(TextField { .label = { "身份证件号", "Identity number" },
                                          .max_length = 30,
                                          .search = true,
                                          .blind_index = true,
                                          .privacy = Privacy::sensitive,
                                          .mask = mask_id_number }),
    field<&Person::email>(TextField { .label = { "电子邮箱", "E-mail" },
                                      .max_length = 254,
                                      .privacy = Privacy::personal,
                                      .mask = mask_whole }),
    field<&Person::address>(TextField { .label = { "地址", "Address" },
                                        .max_length = 200,
                                        .privacy = Privacy::personal,
                                        .mask = mask_whole }),
    field<&Person::note>(TextField { .label = { "备注", "Note" },
                                     .max_length = 1000,
                                     .multiline = true,
                                     .privacy = Privacy::personal,
                                     .mask = mask_whole }),
    field<&Person::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&Person::merged_into>(ReferenceField {
        .label = { "合并到", "Merged into" }, .to = "people.person", .read_only = true }),
};

constexpr record::Key keys[] = {
    { .columns = "merged_into", .where = "merged_into IS NOT NULL" },
};

constexpr record::RecordType declared = record::of<Person>({
    .name = "people.person",
    .title = { "个人", "Person" },
    .fields = fields,
    .permissions = { .read = "people.person.read",
                     .write = "people.person.write",
                     .reveal = "people.person.reveal" },
    .label_field = "name",
    .keys = keys,
    .hooks = { .after_write = offer_duplicates, .usable = record::checked<usable_person> },
    .merged_field = "merged_into",
});
static_assert(record::consistent<Person>(declared));

}  // namespace

Result<void> usable_person(const Person& person) {
    switch (person.state) {
    case PersonState::active:
        return {};
    case PersonState::merged:
        return fail(
            Errc::conflict,
            Text { "这份档案已合并，请用保留的那份",
                   "this record is merged; use the one that stays" }
        );
    case PersonState::erased:
        break;
    }
    return fail(Errc::conflict, Text { "这份档案已删除", "this record is erased" });
}

constinit const record::RecordType person_type = declared;

}  // namespace boai::people
