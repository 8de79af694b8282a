#include "modules/giving/statements/book_item.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::TextField;

constexpr record::FieldSpec book_item_fields[] = {
    field<&BookItem::account>(TextField { .label = { "账户科目", "Account" },
                                          .max_length = account_length_max,
                                          .required = true,
                                          .in_list = true }),
    field<&BookItem::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .required = true, .in_list = true }),
    field<&BookItem::day>(PlainField {
        .label = { "日期", "Day" }, .required = true, .in_list = true }),
    field<&BookItem::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                           .min = -amount_fen_max,
                                           .max = amount_fen_max,
                                           .required = true,
                                           .in_list = true }),
    field<&BookItem::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&BookItem::reason>(PlainField {
        .label = { "核对依据", "Why matched" }, .read_only = true, .in_list = true }),
    field<&BookItem::match_number>(NumberField {
        .label = { "核对组号", "Match number" }, .min = 0, .read_only = true, .in_list = true }),
    field<&BookItem::note>(TextField {
        .label = { "未达说明", "Why carried" }, .max_length = 500, .read_only = true }),
};

constexpr record::Key book_item_keys[] = {
    { .columns = "account, entry", .unique = true },
    { .columns = "match_number", .where = "match_number <> 0" },
    { .columns = "account, state, match_number, day, entry" },
};

constexpr record::RecordType declared_book_item = record::of<BookItem>({
    .name = "giving.book_item",
    .title = { "对账分录", "Entry beside a statement" },
    .fields = book_item_fields,
    .permissions = { .read = "giving.book_item.read", .created_by_command = true },
    .label_field = "account",
    .keys = book_item_keys,
});
static_assert(record::consistent<BookItem>(declared_book_item));

} // namespace

constinit const record::RecordType book_item_type = declared_book_item;

} // namespace boai::giving
