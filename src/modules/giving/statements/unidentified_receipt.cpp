#include "modules/giving/statements/unidentified_receipt.hpp"

#include "modules/giving/limits.hpp"
#include "record/hide.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec unidentified_fields[] = {
    field<&UnidentifiedReceipt::line>(ReferenceField { .label
                                                       = { "对账单明细", "Line of a statement" },
                                                       .to = "giving.statement_line",
                                                       .required = true }),
    field<&UnidentifiedReceipt::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true, .in_list = true }
    ),
    field<&UnidentifiedReceipt::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                                      .min = 1,
                                                      .max = amount_fen_max,
                                                      .required = true,
                                                      .in_list = true }),
    field<&UnidentifiedReceipt::day>(PlainField {
        .label = { "收款日期", "Received on" }, .required = true, .in_list = true }),
    field<&UnidentifiedReceipt::reference>(TextField {
        .label = { "交易单号", "Reference" }, .max_length = 64, .in_list = true, .search = true }),
    field<&UnidentifiedReceipt::payer>(TextField { .label = { "对方户名", "Other party" },
                                                   .max_length = donor_name_length_max,
                                                   .privacy = Privacy::personal,
                                                   .mask = record::hide }),
    field<&UnidentifiedReceipt::memo>(TextField { .label = { "摘要", "Memo" },
                                                  .max_length = 500,
                                                  .privacy = Privacy::personal,
                                                  .mask = record::hide }),
    field<&UnidentifiedReceipt::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&UnidentifiedReceipt::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true }),
    field<&UnidentifiedReceipt::position>(NumberField {
        .label = { "账位（分）", "Position (fen)" }, .min = 0, .read_only = true }),
    field<&UnidentifiedReceipt::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .read_only = true, .in_list = true }),
    field<&UnidentifiedReceipt::ended_on>(PlainField {
        .label = { "离账日期", "Left the account on" }, .read_only = true }),
};

constexpr record::Key unidentified_keys[] = {
    { .columns = "day, id", .where = "state = 'held'" },
    { .columns = "line",
      .unique = true,
      .where = "state <> 'withdrawn'",
      .taken = { "这笔收支已记为待查款项", "this line is held as unidentified already" } },
    { .columns = "gift", .where = "gift IS NOT NULL" },
};

constexpr record::RecordType declared_unidentified = record::of<UnidentifiedReceipt>({
    .name = "giving.unidentified_receipt",
    .title = { "待查收款", "Unidentified receipt" },
    .fields = unidentified_fields,
    .permissions = { .read = "giving.unidentified_receipt.read",
                     .reveal = "giving.unidentified_receipt.reveal",
                     .created_by_command = true },
    .label_field = "reference",
    .keys = unidentified_keys,
});
static_assert(record::consistent<UnidentifiedReceipt>(declared_unidentified));

} // namespace

constinit const record::RecordType unidentified_receipt_type = declared_unidentified;

} // namespace boai::giving
