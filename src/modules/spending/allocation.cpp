#include "modules/spending/allocation.hpp"

#include "modules/spending/limits.hpp"

namespace boai::spending {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&Allocation::purpose>(ReferenceField { .label = { "定向用途", "Purpose" },
                                                 .to = "giving.purpose",
                                                 .in_list = true,
                                                 .privacy = Privacy::open }),
    field<&Allocation::fund_code>(TextField { .label = { "资金代码", "Fund code" },
                                              .max_length = 40,
                                              .read_only = true,
                                              .privacy = Privacy::open }),
    field<&Allocation::is_agency>(PlainField {
        .label = { "代收代转", "Agency money" }, .read_only = true, .privacy = Privacy::open }),
    field<&Allocation::to_branch>(ReferenceField { .label = { "接收机构", "To branch" },
                                                   .to = "society.branch",
                                                   .read_only = true,
                                                   .in_list = true,
                                                   .privacy = Privacy::open }),
    field<&Allocation::title>(TextField { .label = { "事由", "What for" },
                                          .max_length = title_length_max,
                                          .required = true,
                                          .in_list = true,
                                          .search = true,
                                          .privacy = Privacy::open }),
    field<&Allocation::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                             .min = 1,
                                             .max = amount_fen_max,
                                             .required = true,
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&Allocation::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
    field<&Allocation::sent_on>(PlainField { .label = { "拨出日期", "Sent on" },
                                             .read_only = true,
                                             .in_list = true,
                                             .privacy = Privacy::open }),
    field<&Allocation::answered_on>(PlainField { .label = { "答复日期", "Answered on" },
                                                 .read_only = true,
                                                 .in_list = true,
                                                 .privacy = Privacy::open }),
    field<&Allocation::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
    field<&Allocation::position>(NumberField { .label = { "账位（分）", "Position (fen)" },
                                               .min = 0,
                                               .read_only = true,
                                               .privacy = Privacy::open }),
    field<&Allocation::first_approver>(ReferenceField {
        .label = { "第一审批人", "First approver" }, .to = "identity.user", .read_only = true }),
};

constexpr record::Key keys[] = { { .columns = "state, id" } };

constexpr record::RecordType declared = record::of<Allocation>({
    .name = "spending.allocation",
    .title = { "拨款", "Allocation" },
    .fields = fields,
    .permissions = { .read = "spending.allocation.read", .created_by_command = true },
    .label_field = "title",
    .keys = keys,
});
static_assert(record::consistent<Allocation>(declared));

constexpr record::FieldSpec arrival_fields[] = {
    field<&Arrival::allocation>(ReferenceField { .label = { "拨款", "Allocation" },
                                                 .to = "spending.allocation",
                                                 .read_only = true,
                                                 .in_list = true,
                                                 .privacy = Privacy::open }),
    field<&Arrival::from_branch>(ReferenceField { .label = { "拨出机构", "From branch" },
                                                  .to = "society.branch",
                                                  .read_only = true,
                                                  .in_list = true,
                                                  .privacy = Privacy::open }),
    field<&Arrival::purpose>(ReferenceField { .label = { "定向用途", "Purpose" },
                                              .to = "giving.purpose",
                                              .read_only = true,
                                              .in_list = true,
                                              .privacy = Privacy::open }),
    field<&Arrival::title>(TextField { .label = { "事由", "What for" },
                                       .max_length = title_length_max,
                                       .in_list = true,
                                       .privacy = Privacy::open }),
    field<&Arrival::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                          .min = 1,
                                          .max = amount_fen_max,
                                          .required = true,
                                          .in_list = true,
                                          .privacy = Privacy::open }),
    field<&Arrival::answer>(PlainField {
        .label = { "答复", "Answer" }, .in_list = true, .privacy = Privacy::open }),
    field<&Arrival::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true, .privacy = Privacy::open }),
    field<&Arrival::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true, .privacy = Privacy::open }),
    field<&Arrival::position>(NumberField { .label = { "账位（分）", "Position (fen)" },
                                            .min = 0,
                                            .read_only = true,
                                            .privacy = Privacy::open }),
};

constexpr record::Key arrival_keys[] = { { .columns = "allocation", .unique = true } };

constexpr record::RecordType declared_arrival = record::of<Arrival>({
    .name = "spending.arrival",
    .title = { "拨款接收", "Arrival" },
    .fields = arrival_fields,
    .permissions = { .read = "spending.arrival.read", .created_by_command = true },
    .label_field = "title",
    .keys = arrival_keys,
});
static_assert(record::consistent<Arrival>(declared_arrival));

} // namespace

constinit const record::RecordType allocation_type = declared;
constinit const record::RecordType arrival_type = declared_arrival;

} // namespace boai::spending
