#include "modules/giving/statements/bookable_line.hpp"

#include "modules/giving/statements/statement.hpp"
#include "record/engine.hpp"

#include <array>
#include <utility>

namespace boai::giving {
namespace {

/// The match that an entry is in; 0 for none.
Result<std::int64_t> match_of_entry(MatchBook& book, std::int64_t entry) {
    const auto* const items = TRY(book.items_beside(std::array { entry }));
    const auto at = items->find(entry);
    return at == items->end() ? 0 : at->second.match_number;
}

} // namespace

Result<BookableLine>
load_bookable(record::CommandContext& context, MatchBook& book, record::Loaded loaded) {
    const auto& value = loaded.as<StatementLine>();
    if (value.state == ItemState::matched || value.state == ItemState::undone) {
        return fail(
            Errc::conflict,
            Text { "这一笔已核对，或对账单已撤销", "this line is matched, or its statement undone" }
        );
    }
    if (value.state == ItemState::suggested) {
        TRY(book.dissolve(value.match_number));
    }
    const auto statement = TRY(context.engine.load(context, statement_type, value.statement));
    auto lines = TRY(book.lines({ loaded.head.id }));
    return BookableLine { std::move(loaded), lines.front(), statement.as<Statement>().channel };
}

Result<void> reopen(MatchBook& book, const std::vector<TakenBack>& taken_back) {
    for (const auto& [booked, back] : taken_back) {
        const auto number = TRY(match_of_entry(book, booked));
        if (number != 0) {
            TRY(book.dissolve(number));
        }
        auto entries = TRY(book.entries({ booked }));
        entries.push_back(back);
        TRY(book.write({ .reason = MatchReason::taken_back,
                         .state = ItemState::matched,
                         .lines = {},
                         .entries = std::move(entries) }));
    }
    return {};
}

} // namespace boai::giving
