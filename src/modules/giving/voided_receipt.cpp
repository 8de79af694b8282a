#include "modules/giving/voided_receipt.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec fields[] = {
    field<&VoidedReceipt::gift>(ReferenceField {
        .label = { "捐款", "Gift" }, .to = "giving.gift", .in_list = true }),
    field<&VoidedReceipt::receipt_year>(NumberField { .label = { "票据年度", "Receipt year" },
                                                      .min = 1,
                                                      .max = 9999,
                                                      .in_list = true,
                                                      .privacy = Privacy::open }),
    field<&VoidedReceipt::receipt_number>(NumberField { .label = { "票据号", "Receipt number" },
                                                        .min = 1,
                                                        .in_list = true,
                                                        .privacy = Privacy::open }),
    field<&VoidedReceipt::replaced_by>(NumberField { .label = { "换开票据号", "Replaced by" },
                                                     .min = 0,
                                                     .in_list = true,
                                                     .privacy = Privacy::open }),
    field<&VoidedReceipt::reason>(TextField {
        .label = { "作废原因", "Reason" }, .max_length = 500, .required = true, .in_list = true }),
    field<&VoidedReceipt::goods_gift>(ReferenceField {
        .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .in_list = true }),
};

constexpr record::Key keys[] = {
    { .columns = "receipt_year, receipt_number", .unique = true },
    { .columns = "gift" },
    { .columns = "goods_gift", .where = "goods_gift IS NOT NULL" },
};

constexpr record::RecordType declared = record::of<VoidedReceipt>({
    .name = "giving.voided_receipt",
    .title = { "作废票据", "Voided receipt" },
    .fields = fields,
    .permissions = { .read = "giving.voided_receipt.read", .created_by_command = true },
    .keys = keys,
});
static_assert(record::consistent<VoidedReceipt>(declared));

}  // namespace

constinit const record::RecordType voided_receipt_type = declared;

}  // namespace boai::giving
