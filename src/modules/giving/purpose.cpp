#include "modules/giving/purpose.hpp"

#include "modules/giving/limits.hpp"
#include "record/command.hpp"

namespace boai::giving {
namespace {

using record::field;
using record::NumberField;
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
    field<&Purpose::kind>(PlainField {
        .label = { "资金类别", "Fund kind" },
        .help = { "代收代转的款项不是本会收入", "Money passed on for others is no income" },
        .privacy = Privacy::open }),
    field<&Purpose::donor_words>(TextField {
        .label = { "捐赠人意愿原文", "Donor's words" }, .max_length = 1'000, .multiline = true }),
    field<&Purpose::fee_cap>(NumberField { .label = { "管理费上限（‰）", "Fee cap (per mille)" },
                                           .help = { "0 为不提取", "0 for no fee" },
                                           .min = 0,
                                           .max = 1'000,
                                           .privacy = Privacy::open }),
    field<&Purpose::term>(PlainField { .label = { "使用期限", "To be used by" },
                                       .privacy = Privacy::open }),
    field<&Purpose::target>(NumberField { .label = { "资金目标（元）", "Fund target (yuan)" },
                                          .min = 0,
                                          .max = amount_fen_max,
                                          .privacy = Privacy::open }),
    field<&Purpose::idle_days>(NumberField { .label = { "滞留警示（天）", "Idle alarm (days)" },
                                             .help
                                             = { "0 为按本会规定", "0 for the society's own rule" },
                                             .min = 0,
                                             .max = 3'650 }),
    field<&Purpose::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
};

/// What a fund is called in the log, and on which accounts it stands, may not change under it.
Result<void> check_purpose_change(
    record::CommandContext& context, const record::Head& head, const void* before, void* after
) {
    const auto* was = static_cast<const Purpose*>(before);
    const auto& is = *static_cast<const Purpose*>(after);
    if (was == nullptr || (was->code == is.code && was->kind == is.kind)) {
        return {};
    }
    bool has_entries = false;
    const storage::Param params[] = { head.id };
    TRY(context.tx.query(
        "SELECT id FROM ledger_fund WHERE id = $1",
        params,
        [&](const storage::Row&) -> Result<void> {
            has_entries = true;
            return {};
        }
    ));
    if (has_entries) {
        return fail(
            Errc::conflict,
            Text { "该用途已有账目，代码和资金类别不能再改",
                   "this purpose has entries; its code and kind cannot change any more" }
        );
    }
    return {};
}

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
    .hooks = { .before_write = check_purpose_change },
    .state_field = "state",
    .transitions = transitions,
    .cached = true,
});
static_assert(record::consistent<Purpose>(declared));

}  // namespace

constinit const record::RecordType purpose_type = declared;

}  // namespace boai::giving
