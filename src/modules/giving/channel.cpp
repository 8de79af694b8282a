#include "modules/giving/channel.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::PlainField;
using record::Privacy;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Channel::code>(TextField { .label = { "代码", "Code" },
                                      .max_length = 20,
                                      .required = true,
                                      .in_list = true,
                                      .search = true,
                                      .privacy = Privacy::open }),
    field<&Channel::name>(TextField { .label = { "名称", "Name" },
                                      .max_length = 60,
                                      .required = true,
                                      .in_list = true,
                                      .search = true,
                                      .privacy = Privacy::open }),
    field<&Channel::kind>(PlainField {
        .label = { "类型", "Kind" }, .in_list = true, .privacy = Privacy::open }),
    field<&Channel::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
};

constexpr record::Key keys[] = { { .columns = "code", .unique = true } };

constexpr std::string_view from_open[] = { "open" };
constexpr std::string_view from_closed[] = { "closed" };
constexpr record::Transition transitions[] = {
    { .name = "close",
      .title = { "停用", "Close" },
      .from = from_open,
      .to = "closed",
      .capability = "giving.channel.write" },
    { .name = "reopen",
      .title = { "重新启用", "Reopen" },
      .from = from_closed,
      .to = "open",
      .capability = "giving.channel.write" },
};

constexpr record::RecordType declared = record::of<Channel>({
    .name = "giving.channel",
    .title = { "捐赠渠道", "Channel" },
    .fields = fields,
    .permissions = { .read = "giving.channel.read", .write = "giving.channel.write" },
    .label_field = "name",
    .keys = keys,
    .state_field = "state",
    .transitions = transitions,
    .cached = true,
});
static_assert(record::consistent<Channel>(declared));

}  // namespace

constinit const record::RecordType channel_type = declared;

}  // namespace boai::giving
