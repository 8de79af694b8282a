#include "modules/emergency/duty_entry.hpp"

#include "modules/emergency/limits.hpp"

namespace boai::emergency {
namespace {

using record::field;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&DutyEntry::emergency>(ReferenceField { .label = { "突发事件", "Emergency" },
                                                  .to = "emergency.emergency",
                                                  .required = true,
                                                  .in_list = true,
                                                  .own_branch = true }),
    field<&DutyEntry::kind>(PlainField { .label = { "类型", "Kind" }, .in_list = true }),
    field<&DutyEntry::officer>(ReferenceField { .label = { "值班人", "Officer on duty" },
                                                .to = "identity.user",
                                                .read_only = true,
                                                .in_list = true }),
    field<&DutyEntry::text>(TextField { .label = { "内容", "Detail" },
                                        .max_length = duty_text_length_max,
                                        .in_list = true,
                                        .multiline = true }),
};

constexpr record::Key keys[] = {
    { .columns = "emergency, id" },
};

constexpr record::RecordType declared = record::of<DutyEntry>({
    .name = "emergency.duty_entry",
    .title = { "值班记录", "Duty entry" },
    .fields = fields,
    .permissions = { .read = "emergency.duty_entry.read", .created_by_command = true },
    .keys = keys,
});
static_assert(record::consistent<DutyEntry>(declared));

} // namespace

constinit const record::RecordType duty_entry_type = declared;

} // namespace boai::emergency
