#include "modules/society/branch.hpp"

#include "modules/society/branch_rules.hpp"

namespace boai::society {
namespace {

using record::field;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Branch::code>(TextField {
        .label = { "代码", "Code" },
        .help = { "行政区划代码或自定代码；印在票据上，以后不能改",
                  "The division code, or one of your own; printed on receipts and never changed" },
        .max_length = 20,
        .required = true,
        .read_only = true,
        .in_list = true,
        .search = true,
        .privacy = Privacy::open }),
    field<&Branch::name_zh>(TextField { .label = { "名称", "Name (Chinese)" },
                                        .max_length = 60,
                                        .required = true,
                                        .in_list = true,
                                        .search = true,
                                        .privacy = Privacy::open }),
    field<&Branch::name_en>(TextField { .label = { "英文名称", "Name (English)" },
                                        .max_length = 120,
                                        .required = true,
                                        .in_list = true,
                                        .privacy = Privacy::open }),
    field<&Branch::level>(PlainField {
        .label = { "层级", "Level" }, .in_list = true, .privacy = Privacy::open }),
    field<&Branch::parent>(ReferenceField { .label = { "上级", "Parent" },
                                            .to = "society.branch",
                                            .read_only = true,
                                            .privacy = Privacy::open }),
    field<&Branch::address>(TextField {
        .label = { "地址", "Address" }, .max_length = 200, .privacy = Privacy::open }),
    field<&Branch::telephone>(TextField {
        .label = { "电话", "Telephone" }, .max_length = 40, .privacy = Privacy::open }),
    field<&Branch::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .privacy = Privacy::open }),
};

constexpr record::Key keys[] = {
    { .columns = "code", .unique = true, .across_branches = true },
};

constexpr std::string_view from_active[] = { "active" };
constexpr std::string_view from_closed[] = { "closed" };
constexpr record::Transition transitions[] = {
    { .name = "close",
      .title = { "撤销", "Close" },
      .from = from_active,
      .to = "closed",
      .capability = "society.branch.write",
      .needs_reason = true,
      .four_eyes = true,
      .guard = check_closing },
    { .name = "reopen",
      .title = { "恢复", "Reopen" },
      .from = from_closed,
      .to = "active",
      .capability = "society.branch.write",
      .needs_reason = true,
      .four_eyes = true,
      .in_closed_branch = true,
      .guard = check_reopening },
};

constexpr record::RecordType declared = record::of<Branch>({
    .name = "society.branch",
    .title = { "机构", "Branch" },
    .fields = fields,
    .permissions = { .read = "society.branch.read",
                     .write = "society.branch.write",
                     .created_by_command = true },
    .label_field = "name_zh",
    .keys = keys,
    .hooks = { .check = record::checked<check_branch>,
               .before_write = check_place,
               .after_write = tell_tree },
    .state_field = "state",
    .transitions = transitions,
});
static_assert(record::consistent<Branch>(declared));

}  // namespace

constinit const record::RecordType branch_type = declared;

}  // namespace boai::society
