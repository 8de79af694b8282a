#include "modules/giving/purpose.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::PlainField;
using record::Privacy;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Purpose::code>(TextField { .label = { "代码", "Code" },
                                      .max_length = 20,
                                      .required = true,
                                      .in_list = true,
                                      .search = true,
                                      .privacy = Privacy::open }),
    field<&Purpose::name>(TextField { .label = { "定向用途", "Restricted purpose" },
                                      .max_length = 60,
                                      .required = true,
                                      .in_list = true,
                                      .search = true,
                                      .privacy = Privacy::open }),
    field<&Purpose::description>(TextField { .label = { "说明", "Description" },
                                             .max_length = 500,
                                             .multiline = true,
                                             .privacy = Privacy::open }),
    field<&Purpose::state>(PlainField {
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
      .capability = "giving.purpose.write" },
    { .name = "reopen",
      .title = { "重新启用", "Reopen" },
      .from = from_closed,
      .to = "open",
      .capability = "giving.purpose.write" },
};

constexpr record::RecordType declared = record::of<Purpose>({
    .name = "giving.purpose",
    .title = { "定向用途", "Purpose" },
    .fields = fields,
    .permissions = { .read = "giving.purpose.read", .write = "giving.purpose.write" },
    .label_field = "name",
    .keys = keys,
    .state_field = "state",
    .transitions = transitions,
    .cached = true,
});
static_assert(record::consistent<Purpose>(declared));

}  // namespace

constinit const record::RecordType purpose_type = declared;

}  // namespace boai::giving
