#include "modules/emergency/emergency.hpp"

#include "modules/emergency/limits.hpp"

namespace boai::emergency {
namespace {

using record::field;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Emergency::name>(TextField { .label = { "事件名称", "Event" },
                                        .max_length = name_length_max,
                                        .required = true,
                                        .in_list = true,
                                        .search = true }),
    field<&Emergency::level>(PlainField { .label = { "响应级别", "Level" }, .in_list = true }),
    field<&Emergency::campaign>(ReferenceField { .label = { "募捐活动", "Campaign" },
                                                 .to = "giving.campaign",
                                                 .required = true,
                                                 .in_list = true }),
    field<&Emergency::began_on>(PlainField {
        .label = { "事件发生日期", "Began on" }, .required = true, .in_list = true }),
    field<&Emergency::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&Emergency::ended_at>(PlainField {
        .label = { "结束时间", "Ended at" }, .read_only = true, .in_list = true }),
    field<&Emergency::conclusion>(TextField { .label = { "结束说明", "How it ended" },
                                              .max_length = conclusion_length_max,
                                              .read_only = true,
                                              .multiline = true }),
};

constexpr record::Key keys[] = {
    { .columns = "campaign",
      .unique = true,
      .where = "state = 'open'",
      .taken = { "该活动的应急模式已经开启", "is in an emergency already" } },
};

constexpr record::RecordType declared = record::of<Emergency>({
    .name = "emergency.emergency",
    .title = { "突发事件", "Emergency" },
    .fields = fields,
    .permissions = { .read = "emergency.emergency.read", .created_by_command = true },
    .label_field = "name",
    .keys = keys,
});
static_assert(record::consistent<Emergency>(declared));

} // namespace

constinit const record::RecordType emergency_type = declared;

} // namespace boai::emergency
