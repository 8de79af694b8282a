#include "modules/giving/statements/statement_line.hpp"

#include "modules/giving/limits.hpp"
#include "record/hide.hpp"
#include "text/name_mask.hpp"
#include "text/name_text.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr std::uint32_t number_text_max = 64;

std::string mask_line_payer(const void* /*record*/, std::string_view name) {
    const bool is_organisation = text::looks_like_organisation(name);
    return text::mask_name(
        name, is_organisation ? text::NameKind::organisation : text::NameKind::person
    );
}

constexpr record::FieldSpec statement_line_fields[] = {
    field<&StatementLine::statement>(ReferenceField {
        .label = { "对账单", "Statement" }, .to = "giving.statement", .required = true }),
    field<&StatementLine::account>(TextField { .label = { "账户科目", "Account" },
                                               .max_length = account_length_max,
                                               .required = true,
                                               .in_list = true }),
    field<&StatementLine::file_row>(NumberField { .label = { "文件行号", "Row of the file" },
                                                  .min = 0 }),
    field<&StatementLine::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true }),
    field<&StatementLine::time_of_day>(TextField { .label = { "时间", "Time" }, .max_length = 8 }),
    field<&StatementLine::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                                .min = -amount_fen_max,
                                                .max = amount_fen_max,
                                                .required = true,
                                                .in_list = true }),
    field<&StatementLine::balance>(NumberField { .label = { "余额（元）", "Balance (yuan)" },
                                                 .min = -amount_fen_max,
                                                 .max = amount_fen_max }),
    field<&StatementLine::fee>(NumberField {
        .label = { "已扣手续费（元）", "Fee kept (yuan)" }, .min = 0, .max = amount_fen_max }),
    field<&StatementLine::payer>(TextField { .label = { "对方户名", "Other party" },
                                             .max_length = donor_name_length_max,
                                             .in_list = true,
                                             .privacy = Privacy::personal,
                                             .mask = mask_line_payer }),
    field<&StatementLine::reference>(TextField { .label = { "交易单号", "Reference" },
                                                 .max_length = number_text_max,
                                                 .in_list = true,
                                                 .search = true }),
    field<&StatementLine::order_number>(TextField { .label = { "商户订单号", "Order number" },
                                                    .max_length = number_text_max }),
    field<&StatementLine::trade_number>(TextField {
        .label = { "业务流水号", "Number of the trade" }, .max_length = number_text_max }),
    field<&StatementLine::memo>(TextField { .label = { "摘要", "Memo" },
                                            .max_length = 500,
                                            .privacy = Privacy::personal,
                                            .mask = record::hide }),
    field<&StatementLine::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&StatementLine::reason>(PlainField {
        .label = { "核对依据", "Why matched" }, .read_only = true, .in_list = true }),
    field<&StatementLine::match_number>(NumberField {
        .label = { "核对组号", "Match number" }, .min = 0, .read_only = true, .in_list = true }),
    field<&StatementLine::declined>(PlainField { .label = { "已否决建议", "Suggestion refused" },
                                                 .read_only = true }),
    field<&StatementLine::note>(TextField {
        .label = { "未达说明", "Why carried" }, .max_length = 500, .read_only = true }),
};

constexpr record::Key statement_line_keys[] = {
    { .columns = "statement, file_row, id" },
    { .columns = "account, day, id" },
    { .columns = "account, state, match_number, day, id" },
    { .columns = "match_number", .where = "match_number <> 0" },
};

constexpr record::RecordType declared_statement_line = record::of<StatementLine>({
    .name = "giving.statement_line",
    .title = { "对账单明细", "Line of a statement" },
    .fields = statement_line_fields,
    .permissions = { .read = "giving.statement_line.read",
                     .reveal = "giving.statement_line.reveal",
                     .created_by_command = true },
    .label_field = "reference",
    .keys = statement_line_keys,
});
static_assert(record::consistent<StatementLine>(declared_statement_line));

} // namespace

constinit const record::RecordType statement_line_type = declared_statement_line;

} // namespace boai::giving
