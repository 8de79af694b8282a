#include "modules/giving/statements/statement.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec statement_record_fields[] = {
    field<&Statement::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true, .in_list = true }
    ),
    field<&Statement::account>(TextField { .label = { "账户科目", "Account" },
                                           .max_length = account_length_max,
                                           .required = true,
                                           .in_list = true }),
    field<&Statement::begins>(PlainField {
        .label = { "本期起", "Begins" }, .required = true, .in_list = true }),
    field<&Statement::ends>(PlainField {
        .label = { "本期止", "Ends" }, .required = true, .in_list = true }),
    field<&Statement::opening>(NumberField { .label = { "期初余额（元）", "Opening (yuan)" },
                                             .min = -amount_fen_max,
                                             .max = amount_fen_max,
                                             .in_list = true }),
    field<&Statement::received>(NumberField {
        .label = { "收入合计（元）", "Received (yuan)" }, .min = 0, .max = amount_fen_max }),
    field<&Statement::paid>(NumberField {
        .label = { "支出合计（元）", "Paid out (yuan)" }, .min = 0, .max = amount_fen_max }),
    field<&Statement::closing>(NumberField { .label = { "期末余额（元）", "Closing (yuan)" },
                                             .min = -amount_fen_max,
                                             .max = amount_fen_max,
                                             .in_list = true }),
    field<&Statement::lines>(NumberField { .label = { "笔数", "Lines" }, .min = 0, .in_list = true }
    ),
    field<&Statement::file>(TextField {
        .label = { "文件", "File" }, .max_length = 255, .required = true, .search = true }),
    field<&Statement::file_hash>(TextField { .label = { "文件指纹", "File hash" },
                                             .max_length = 64 }),
    field<&Statement::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
};

constexpr record::Key statement_keys[] = {
    { .columns = "account, ends, id" },
    { .columns = "file_hash", .unique = true, .where = "state = 'committed'" },
};

constexpr record::RecordType declared_statement = record::of<Statement>({
    .name = "giving.statement",
    .title = { "对账单", "Statement" },
    .fields = statement_record_fields,
    .permissions = { .read = "giving.statement.read", .created_by_command = true },
    .label_field = "file",
    .keys = statement_keys,
});
static_assert(record::consistent<Statement>(declared_statement));

} // namespace

constinit const record::RecordType statement_type = declared_statement;

} // namespace boai::giving
