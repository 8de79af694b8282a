#include "modules/giving/statements/reconciliation_record.hpp"

#include "modules/giving/limits.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::TextField;

/// An amount of the identity.
constexpr NumberField amount_of_identity(Text label, bool in_list = false) {
    return { .label = label,
             .min = -amount_fen_max,
             .max = amount_fen_max,
             .read_only = true,
             .in_list = in_list };
}

constexpr record::FieldSpec reconciliation_fields[] = {
    field<&Reconciliation::account>(TextField { .label = { "账户科目", "Account" },
                                                .max_length = account_length_max,
                                                .required = true,
                                                .in_list = true }),
    field<&Reconciliation::begins>(PlainField {
        .label = { "本期起", "Begins" }, .required = true, .in_list = true }),
    field<&Reconciliation::ends>(PlainField {
        .label = { "本期止", "Ends" }, .required = true, .in_list = true }),
    field<&Reconciliation::opening>(amount_of_identity({ "期初余额（元）", "Opening (yuan)" })),
    field<&Reconciliation::received>(amount_of_identity({ "收入合计（元）", "Received (yuan)" })),
    field<&Reconciliation::paid>(amount_of_identity({ "支出合计（元）", "Paid out (yuan)" })),
    field<&Reconciliation::closing>(amount_of_identity({ "期末余额（元）", "Closing (yuan)" }, true)
    ),
    field<&Reconciliation::book_balance>(
        amount_of_identity({ "账面余额（元）", "Balance of the book (yuan)" }, true)
    ),
    field<&Reconciliation::brought_forward>(amount_of_identity({ "期初差额（元）",
                                                                 "Brought forward (yuan)" })),
    field<&Reconciliation::open_lines>(amount_of_identity({ "账上未记合计（元）",
                                                            "Lines not in the book (yuan)" })),
    field<&Reconciliation::open_line_count>(NumberField {
        .label = { "账上未记笔数", "Number of lines not in the book" },
        .min = 0,
        .read_only = true }),
    field<&Reconciliation::open_entries>(
        amount_of_identity({ "对账单未列合计（元）", "Entries not on the statements (yuan)" })
    ),
    field<&Reconciliation::open_entry_count>(NumberField {
        .label = { "对账单未列笔数", "Number of entries not on the statements" },
        .min = 0,
        .read_only = true }),
    field<&Reconciliation::note>(TextField {
        .label = { "对账说明", "Note" }, .max_length = 500, .multiline = true }),
    field<&Reconciliation::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
    field<&Reconciliation::entry>(NumberField {
        .label = { "分录号", "Entry" }, .min = 0, .read_only = true }),
};

constexpr record::Key reconciliation_keys[] = {
    { .columns = "account, ends",
      .unique = true,
      .where = "state <> 'withdrawn'",
      .taken = { "该账户这一期已有对账表", "this account has a reconciliation of this period" } },
};

constexpr record::RecordType declared_reconciliation = record::of<Reconciliation>({
    .name = "giving.reconciliation",
    .title = { "余额调节表", "Reconciliation" },
    .fields = reconciliation_fields,
    .permissions = { .read = "giving.reconciliation.read", .created_by_command = true },
    .label_field = "account",
    .keys = reconciliation_keys,
});
static_assert(record::consistent<Reconciliation>(declared_reconciliation));

} // namespace

constinit const record::RecordType reconciliation_type = declared_reconciliation;

} // namespace boai::giving
