#include "modules/spending/allocation_answers.hpp"

#include "modules/spending/allocation_steps.hpp"
#include "modules/spending/offered.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"

#include <array>

namespace boai::spending {
namespace {

using record::CommandContext;
using record::Loaded;
using record::Outcome;
using storage::Param;

/// The sender's side of an answer: what was in transit has arrived, or is back.
Result<void> follow(CommandContext& context, const Arrival& arrival, Id receiver) {
    const auto loaded = TRY(context.engine.load(context, allocation_type, arrival.allocation));
    auto allocation = loaded.as<Allocation>();
    if (allocation.state != AllocationState::sent) {
        return {};
    }
    const auto fund = fund_of(allocation);
    const bool arrived = arrival.answer == Answer::confirmed;
    const auto kind = arrived ? ledger::EntryKind::clearing : ledger::EntryKind::allocation_return;
    // The way back needs a source of its own, because its money goes on from there.
    const auto source = arrived ? loaded.head.id : context.next_id();
    SpendingEntry entry { context, kind, source, context.today() };
    const auto given = fund.against("5901/" + branch_code(context, receiver));
    entry.move(
        fund,
        arrived ? given : fund.money("1002"),
        in_transit(context, allocation),
        allocation.amount
    );
    entry.correct(allocation.entry.value_or(0));
    const auto posted = TRY(entry.check());
    TRY(entry.post());
    const ledger::Link out { .branch = context.branch,
                             .source = loaded.head.id,
                             .flow = ledger::Flow::out,
                             .offset = 0,
                             .length = allocation.amount.fen,
                             .to_branch = arrived ? receiver : context.branch,
                             .to_fund = allocation.purpose,
                             .to_position = arrived ? arrival.position : posted.position };
    TRY(ledger::link(context.tx, out));
    if (!arrived) {
        auto back = out;
        back.source = source;
        back.flow = ledger::Flow::in;
        back.to_position = allocation.position;
        TRY(ledger::link(context.tx, back));
    }
    allocation.state = arrived ? AllocationState::confirmed : AllocationState::refused;
    allocation.answered_on = arrival.day;
    TRY(save(context, loaded, std::move(allocation), arrived ? "confirm" : "refuse"));
    return {};
}

const record::Actor& program() {
    static const record::Actor actor { .name = "boai", .is_system = true };
    return actor;
}

/// Books the sender's side in a transaction of the sender.
Result<void>
follow_in(record::Engine& engine, storage::Transaction& tx, const Arrival& arrival, Id receiver) {
    CommandContext context { engine, tx, program(), arrival.from_branch, engine.clock().now(), {} };
    return follow(context, arrival, receiver);
}

/// Money that arrived enters the receiver's fund and goes on from there.
Result<void> book_arrival(
    CommandContext& context, const Loaded& sent, const record::Head& head, Arrival& arrival
) {
    const auto& allocation = sent.as<Allocation>();
    const auto fund = fund_of(allocation);
    SpendingEntry entry { context, ledger::EntryKind::confirmation, head.id, arrival.day };
    const auto from = branch_code(context, sent.head.branch);
    entry.move(fund, fund.money("1002"), fund.against("4901/" + from), allocation.amount);
    const auto posted = TRY(entry.check());
    arrival.entry = static_cast<std::int64_t>(posted.entry);
    arrival.position = posted.position;
    TRY(entry.post());
    TRY(ledger::name_source(context.tx, context.branch, head.id, allocation.title));
    return ledger::link(
        context.tx,
        { .branch = context.branch,
          .source = head.id,
          .flow = ledger::Flow::in,
          .offset = 0,
          .length = allocation.amount.fen,
          .to_branch = sent.head.branch,
          .to_fund = allocation.purpose,
          .to_position = allocation.position }
    );
}

Result<Loaded> load_sent_here(CommandContext& context, Id id) {
    std::vector<Id> everywhere;
    const auto tree = context.engine.branches();
    for (const auto& branch : tree->all()) {
        everywhere.push_back(branch.id);
    }
    const auto& table = context.engine.registry().table(allocation_type);
    auto loaded = TRY(table.load_in(record::queries_of(context.tx), everywhere, id));
    if (loaded.as<Allocation>().to_branch != context.branch) {
        return fail(
            Errc::not_found,
            Text { "没有拨给本机构的这笔款项", "nothing of this kind was sent to this branch" }
        );
    }
    return loaded;
}

Result<Outcome> answer(CommandContext& context, Id id, Answer answer) {
    const auto sent = TRY(load_sent_here(context, id));
    const auto& allocation = sent.as<Allocation>();
    TRY(demand_state(allocation, { AllocationState::sent }));
    Arrival arrival { .allocation = id,
                      .from_branch = sent.head.branch,
                      .purpose = allocation.purpose,
                      .title = allocation.title,
                      .amount = allocation.amount,
                      .answer = answer,
                      .day = context.today() };
    const std::array key { Param { context.branch }, Param { id } };
    bool answered = false;
    TRY(context.tx.query(
        "SELECT id FROM spending_arrival WHERE branch_id = $1 AND allocation = $2",
        key,
        [&](const storage::Row&) -> Result<void> {
            answered = true;
            return {};
        }
    ));
    if (answered) {
        return fail(Errc::conflict, Text { "已经答复过", "it was answered already" });
    }
    const record::Head head { context.branch, context.next_id(), 1,
                              context.now,    context.now,       context.actor.user };
    if (answer == Answer::confirmed) {
        TRY(book_arrival(context, sent, head, arrival));
    }
    const auto& table = context.engine.registry().table(arrival_type);
    auto outcome = TRY(context.engine.create_as(context, head, table, &arrival));
    context.tx.on_commit([&engine = context.engine, arrival, receiver = context.branch] {
        // Should it not be taken, the sender's side is booked when the book is opened next.
        const auto submitted
            = engine.writer().submit({ .branch = arrival.from_branch,
                                       .work
                                       = [&engine, arrival, receiver](storage::Transaction& tx
                                         ) { return follow_in(engine, tx, arrival, receiver); },
                                       .done = [](const Result<void>&) {} });
        static_cast<void>(submitted.has_value());
    });
    return outcome;
}

Result<Outcome> confirm(CommandContext& context, const OneAllocation& input) {
    return answer(context, input.allocation, Answer::confirmed);
}

Result<Outcome> refuse(CommandContext& context, const OneAllocation& input) {
    return answer(context, input.allocation, Answer::refused);
}

/// The answers are given in the receiver's branch, where the sender's record has no page: they are
/// found where what is in transit is told.
constexpr record::Condition elsewhere[] = { { "state", {} } };

struct Unanswered {
    Arrival arrival;
    Id receiver;
};

Result<std::vector<Unanswered>> unfollowed(storage::Connection& connection) {
    std::vector<Unanswered> found;
    TRY(connection.query(
        "SELECT a.branch_id, a.allocation, a.from_branch, a.answer, a.day, a.position FROM "
        "spending_arrival a JOIN spending_allocation s ON s.branch_id = a.from_branch AND s.id = "
        "a.allocation WHERE s.state = 'sent'",
        {},
        [&](const storage::Row& row) -> Result<void> {
            found.push_back({ { .allocation = row.id(1),
                                .from_branch = row.id(2),
                                .answer
                                = row.text(3) == "confirmed" ? Answer::confirmed : Answer::refused,
                                .day = row.day(4),
                                .position = row.number(5) },
                              row.id(0) });
            return {};
        }
    ));
    return found;
}

} // namespace

Result<void> follow_answers(record::Engine& engine) {
    std::vector<Unanswered> found;
    {
        auto lease = TRY(engine.readers().lend());
        found = TRY(unfollowed(*lease));
    }
    for (const auto& [arrival, receiver] : found) {
        TRY(engine.writer().run(arrival.from_branch, [&](storage::Transaction& tx) {
            return follow_in(engine, tx, arrival, receiver);
        }));
    }
    return {};
}

std::vector<record::CommandType> answer_commands() {
    return {
        on_pages_of(
            allocation_type,
            elsewhere,
            record::command<OneAllocation, confirm>(
                "spending.confirm_allocation",
                { "确认拨款到账", "Confirm an allocation" },
                "spending.confirm_allocation",
                one_allocation_fields
            )
        ),
        on_pages_of(
            allocation_type,
            elsewhere,
            record::command<OneAllocation, refuse>(
                "spending.refuse_allocation",
                { "不接收拨款", "Refuse an allocation" },
                "spending.confirm_allocation",
                one_allocation_fields
            ),
            Reason::asked
        ),
    };
}

} // namespace boai::spending
