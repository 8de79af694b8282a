#include "modules/spending/fund_commands.hpp"

#include "base/told.hpp"
#include "ledger/tables.hpp"
#include "modules/spending/fund_move.hpp"
#include "modules/spending/limits.hpp"
#include "modules/spending/offered.hpp"
#include "modules/spending/spending_fund.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace boai::spending {
namespace {

using record::CommandContext;
using record::field;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;
using storage::Param;

struct TakeFee {
    Id purpose;
    Money amount;
    Day day;
};

constexpr record::FieldSpec fee_fields[] = {
    field<&TakeFee::purpose>(ReferenceField {
        .label = { "定向用途", "Purpose" }, .to = "giving.purpose", .required = true }),
    field<&TakeFee::amount>(NumberField { .label = { "金额（元）", "Amount (yuan)" },
                                          .min = 1,
                                          .max = amount_fen_max,
                                          .required = true }),
    field<&TakeFee::day>(PlainField { .label = { "日期", "Day" }, .required = true }),
};
static_assert(record::complete<TakeFee>(fee_fields));

Result<std::int64_t> balance(CommandContext& context, Id fund, std::string_view account) {
    const std::array key {
        Param { context.branch }, Param { fund }, Param { ledger::renminbi }, Param { account }
    };
    return context.tx.sum(ledger::balance_sums, key);
}

/// What may still be kept back of a fund: the cap of its gifts less what was kept already.
Result<std::int64_t> fee_left(CommandContext& context, const SpendingFund& fund) {
    const auto given = TRY(balance(context, fund.id, "4101"));
    const auto returned = TRY(balance(context, fund.id, "4109"));
    const auto taken = TRY(balance(context, fund.id, "5902"));
    constexpr std::int64_t whole = 1'000;
    return (-given - returned) / whole * fund.fee_cap
        + (-given - returned) % whole * fund.fee_cap / whole - taken;
}

Result<Outcome> take_fee(CommandContext& context, const TakeFee& input) {
    TRY(check_day(context, input.day));
    const auto fund = TRY(find_fund(context, input.purpose));
    const auto left = fund.is_agency ? 0 : TRY(fee_left(context, fund));
    if (input.amount.fen > left) {
        return fail(
            Errc::conflict,
            compose_told(
                { "资金“{}”（{}）还可提取管理费 {} 元",
                  "the fee cap of fund {} ({}) leaves {} yuan" },
                { fund.name, fund.code, to_string(Money { std::max<std::int64_t>(left, 0) }) }
            )
        );
    }
    TRY(demand_free(context, fund, "1002", input.amount));
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    const SpendingFund office;
    SpendingEntry entry { context, ledger::EntryKind::fee, head.id, input.day };
    entry.move(fund, "5902", "1002", input.amount);
    entry.move(office, "1002", "4902", input.amount);
    const auto posted = TRY(entry.check());
    const auto from = entry.position_in(fund.id, ledger::Flow::out);
    const auto to = entry.position_in({}, ledger::Flow::in);
    TRY(entry.post());
    const ledger::Link out { .branch = context.branch,
                             .source = head.id,
                             .flow = ledger::Flow::out,
                             .length = input.amount.fen,
                             .to_branch = context.branch,
                             .to_position = to };
    TRY(ledger::link(context.tx, out));
    auto in = out;
    in.flow = ledger::Flow::in;
    in.to_fund = fund.id;
    in.to_position = from;
    TRY(ledger::link(context.tx, in));
    TRY(ledger::name_source(context.tx, context.branch, head.id, "管理费"));
    FundMove move { .kind = MoveKind::fee,
                    .purpose = fund.id,
                    .amount = input.amount,
                    .day = input.day,
                    .entry = static_cast<std::int64_t>(posted.entry) };
    const auto& table = context.engine.registry().table(fund_move_type);
    return context.engine.create_as(context, head, table, &move);
}

struct SettleChannel {
    Id channel;
    Money amount;
    Day day;
    Id purpose;
};

constexpr record::FieldSpec settle_fields[] = {
    field<&SettleChannel::channel>(ReferenceField {
        .label = { "渠道", "Channel" }, .to = "giving.channel", .required = true }),
    field<&SettleChannel::amount>(NumberField { .label = { "到账金额（元）", "Amount (yuan)" },
                                                .min = 1,
                                                .max = amount_fen_max,
                                                .required = true }),
    field<&SettleChannel::day>(PlainField { .label = { "到账日期", "Day" }, .required = true }),
    field<&SettleChannel::purpose>(ReferenceField {
        .label = { "项目用途", "Purpose" },
        .to = "giving.purpose",
        .help
        = { "平台按项目拨付的，选该项目的用途；不选则依次取各资金的",
            "Where the platform pays out for one project; else the funds are taken in order" } }),
};
static_assert(record::complete<SettleChannel>(settle_fields));

/// What one fund has on a platform.
struct Waiting {
    SpendingFund fund;
    std::int64_t amount = 0;
};

/// Every fund's money on an account of a platform, by fund.
Result<std::vector<Waiting>> waiting_on(CommandContext& context, const std::string& account) {
    const auto of_agency = "1801/" + account;
    const std::array params { Param { context.branch }, Param { account }, Param { of_agency } };
    std::vector<Waiting> found;
    TRY(context.tx.query(
        "SELECT b.fund, b.account, b.amount, coalesce(f.code, 'U') FROM ledger_balance b LEFT JOIN "
        "ledger_fund f ON f.branch_id = b.branch_id AND f.id = b.fund WHERE b.branch_id = $1 AND "
        "b.account IN ($2, $3) AND b.amount > 0 ORDER BY b.fund",
        params,
        [&](const storage::Row& row) -> Result<void> {
            SpendingFund fund;
            fund.id = row.id(0);
            fund.code = row.text(3);
            fund.name = { fund.code, fund.code };
            fund.is_agency = row.text(1) == of_agency;
            found.push_back({ std::move(fund), row.number(2) });
            return {};
        }
    ));
    return found;
}

Result<Outcome> settle_channel(CommandContext& context, const SettleChannel& input) {
    TRY(check_day(context, input.day));
    const auto code = TRY(text_of_record(context, "giving.channel", input.channel, "code"));
    const auto account = "1003/" + code;
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    SpendingEntry entry { context, ledger::EntryKind::settlement, head.id, input.day };
    auto left = input.amount.fen;
    for (const auto& waiting : TRY(waiting_on(context, account))) {
        const bool is_meant = input.purpose.empty() || waiting.fund.id == input.purpose;
        const auto part = is_meant ? std::min(left, waiting.amount) : 0;
        if (part > 0) {
            const auto& fund = waiting.fund;
            entry.move(fund, fund.money("1002"), fund.money(account), { part });
            left -= part;
        }
    }
    if (left > 0) {
        return fail(
            Errc::conflict,
            compose(
                { "渠道 {} 上只有 {} 元待结算", "of the channel {} only {} yuan wait" },
                { code, to_string(Money { input.amount.fen - left }) }
            )
        );
    }
    const auto posted = TRY(entry.check());
    TRY(entry.post());
    FundMove move { .kind = MoveKind::settlement,
                    .purpose = input.purpose,
                    .channel = input.channel,
                    .amount = input.amount,
                    .day = input.day,
                    .entry = static_cast<std::int64_t>(posted.entry) };
    const auto& table = context.engine.registry().table(fund_move_type);
    return context.engine.create_as(context, head, table, &move);
}

struct CloseMonth {
    Day day;
};

constexpr record::FieldSpec close_fields[] = {
    field<&CloseMonth::day>(PlainField { .label = { "该月任一天", "Any day of the month" },
                                         .required = true }),
};
static_assert(record::complete<CloseMonth>(close_fields));

Result<Outcome> close_month(CommandContext& context, const CloseMonth& input) {
    if (ledger::month_of(input.day) >= ledger::month_of(context.today())) {
        return fail_field("day", Text { "只能结已过去的月份", "must be in a month that is over" });
    }
    TRY(ledger::close_month(context.tx, context.branch, input.day));
    return Outcome { {}, 0, "{}" };
}

} // namespace

std::vector<record::CommandType> fund_commands() {
    return {
        making(
            fund_move_type,
            record::command<TakeFee, take_fee>(
                "spending.take_fee",
                { "提取管理费", "Take the management fee" },
                "spending.take_fee",
                fee_fields
            ),
            Reason::asked
        ),
        making(
            fund_move_type,
            record::command<SettleChannel, settle_channel>(
                "spending.settle_channel",
                { "登记平台结算到账", "Enter a platform's settlement" },
                "spending.settle_channel",
                settle_fields
            )
        ),
        // Above the moves of the month, which it ends.
        making(
            fund_move_type,
            record::command<CloseMonth, close_month>(
                "spending.close_month",
                { "月末结账", "Close a month" },
                "spending.close_month",
                close_fields
            ),
            Reason::asked
        ),
    };
}

} // namespace boai::spending
