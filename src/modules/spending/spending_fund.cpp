#include "modules/spending/spending_fund.hpp"

#include "base/told.hpp"
#include "ledger/commitment.hpp"
#include "record/engine.hpp"

#include <algorithm>

namespace boai::spending {
namespace {

using record::CommandContext;

constexpr std::string_view purpose_name = "giving.purpose";

/// Reads fields of a record whose struct this module does not know.
class Reading {
public:
    Reading(const record::RecordType& type, const record::Loaded& loaded)
        : type_(type)
        , loaded_(loaded) { }

    [[nodiscard]] record::FieldValue value(std::string_view name) const {
        const auto* field = type_.find_field(name);
        return field == nullptr ? record::FieldValue {} : field->get(loaded_.value.get());
    }

    [[nodiscard]] std::string text(std::string_view name) const {
        const auto found = value(name);
        return found.is_text() ? std::string { found.text() } : std::string {};
    }

    [[nodiscard]] std::int64_t number(std::string_view name) const {
        const auto found = value(name);
        return found.is_number() ? found.number() : 0;
    }

private:
    const record::RecordType& type_;
    const record::Loaded& loaded_;
};

Result<const record::RecordTable*> table_of(CommandContext& context, std::string_view name) {
    const auto* table = context.engine.registry().find_record(name);
    if (table == nullptr) {
        return fail(Errc::internal, compose({ "程序缺少 {}", "the program has no {}" }, { name }));
    }
    return table;
}

} // namespace

std::string SpendingFund::money(std::string_view account) const {
    return (is_agency ? "1801/" : "") + std::string { account };
}

std::string SpendingFund::against(std::string_view account) const {
    return is_agency ? "2801" : std::string { account };
}

Result<SpendingFund> find_fund(CommandContext& context, Id purpose) {
    if (purpose.empty()) {
        return SpendingFund {};
    }
    const auto* table = TRY(table_of(context, purpose_name));
    const auto loaded = TRY(context.engine.refer(context, table->type(), purpose));
    const Reading reading { table->type(), *loaded };
    const auto term = reading.value("term");
    return SpendingFund {
        .id = purpose,
        .code = "F-" + reading.text("code"),
        .name = { reading.text("name"), reading.text("name") },
        .is_agency = reading.text("kind") == "agency",
        .is_closed = reading.text("state") == "closed",
        .fee_cap = reading.number("fee_cap"),
        .term = term.is_number()
            ? std::optional { Day { static_cast<std::int32_t>(term.number()) } }
            : std::nullopt,
    };
}

Result<std::string>
text_of_record(CommandContext& context, std::string_view name, Id id, std::string_view field) {
    const auto* table = TRY(table_of(context, name));
    const auto loaded = TRY(context.engine.refer(context, table->type(), id));
    return Reading { table->type(), *loaded }.text(field);
}

std::string branch_code(CommandContext& context, Id branch) {
    const auto tree = context.engine.branches();
    const auto* found = tree->find(branch);
    return found == nullptr ? to_string(branch) : found->code;
}

SpendingEntry::SpendingEntry(CommandContext& context, ledger::EntryKind kind, Id source, Day day)
    : context_(context)
    , branch_code_(branch_code(context, context.branch))
    , public_id_(ledger::public_id(context.engine.vault(), source)) {
    entry_ = { .kind = kind,
               .branch = context.branch,
               .branch_code = branch_code_,
               .source = source,
               .public_id = public_id_,
               .day = day };
}

void SpendingEntry::move(
    const SpendingFund& fund, std::string debit, std::string credit, Money amount
) {
    moves_.push_back({ fund, std::move(debit), std::move(credit), amount.fen });
}

Result<ledger::Posted> SpendingEntry::check() {
    for (const auto& move : moves_) {
        lines_.push_back({ move.fund.view(), move.debit, move.amount });
        lines_.push_back({ move.fund.view(), move.credit, -move.amount });
    }
    entry_.lines = lines_;
    checked_ = TRY(ledger::check(context_.tx, entry_));
    return ledger::Posted { checked_.index, checked_.position };
}

Result<void> SpendingEntry::post() {
    TRY(ledger::post(context_.tx, checked_));
    return {};
}

std::int64_t SpendingEntry::position_in(Id fund, ledger::Flow flow) const {
    const auto found = std::ranges::find_if(checked_.movements, [&](const auto& movement) {
        return movement.fund.id == fund && movement.flow == flow;
    });
    return found == checked_.movements.end() ? 0 : found->position;
}

Result<void> check_day(const CommandContext& context, Day day) {
    if (day > context.today()) {
        return fail_field("day", Text { "日期不能晚于今天", "must not be after today" });
    }
    return {};
}

Result<void> demand_free(
    CommandContext& context, const SpendingFund& fund, std::string_view account, Money amount
) {
    const auto free = TRY(ledger::free_of(context.tx, context.branch, fund.id, account));
    if (amount.fen <= free) {
        return {};
    }
    return fail(
        Errc::conflict,
        compose_told(
            { "资金“{}”（{}）可用余额只有 {} 元，不足以支出 {} 元",
              "fund {} ({}) has only {} yuan free, not {}" },
            { fund.name, fund.code, to_string(Money { free }), to_string(amount) }
        )
    );
}

} // namespace boai::spending
