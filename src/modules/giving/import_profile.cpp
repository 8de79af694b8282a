#include "modules/giving/import_profile.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&ImportProfile::name>(TextField { .label = { "名称", "Name" },
                                            .max_length = 80,
                                            .required = true,
                                            .in_list = true,
                                            .search = true }),
    field<&ImportProfile::mapping>(TextField { .label = { "列对应", "Mapping" },
                                               .max_length = 20'000,
                                               .required = true,
                                               .multiline = true }),
};

constexpr record::Key keys[] = { { .columns = "name", .unique = true } };

constexpr record::RecordType declared = record::of<ImportProfile>({
    .name = "giving.import_profile",
    .title = { "导入模板", "Import profile" },
    .fields = fields,
    .permissions = { .read = "giving.import_profile.read", .write = "giving.import_profile.write" },
    .label_field = "name",
    .keys = keys,
});
static_assert(record::consistent<ImportProfile>(declared));

}  // namespace

constinit const record::RecordType import_profile_type = declared;

}  // namespace boai::giving
