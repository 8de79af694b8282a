/// \file
/// Lines of statements from which entries are booked, and opening them again.
#pragma once

#include "modules/giving/statements/match_book.hpp"
#include "record/record_table.hpp"

namespace boai::giving {

/// One line, as commands about lines take it.
struct OneStatementLine {
    Id line;
};

inline constexpr record::ReferenceField line_asked { .label
                                                     = { "对账单明细", "Line of a statement" },
                                                     .to = "giving.statement_line",
                                                     .required = true };

inline constexpr record::FieldSpec one_statement_line_fields[]
    = { record::field<&OneStatementLine::line>(line_asked) };
static_assert(record::complete<OneStatementLine>(one_statement_line_fields));

/// A line from which an entry is to be booked, with its statement's channel.
struct BookableLine {
    record::Loaded loaded;
    MatchLine line;
    Id channel;

    [[nodiscard]] const StatementLine& value() const { return loaded.as<StatementLine>(); }
};

/// Suggestions for the line are dropped. Errors: conflict when it is matched or undone.
Result<BookableLine>
load_bookable(record::CommandContext& context, MatchBook& book, record::Loaded loaded);

/// The entries that were booked from a line, and those that take them back.
struct TakenBack {
    std::int64_t booked = 0;
    AccountEntry back;
};

/// Dissolves the match of what was booked: its lines are open again, and each booked entry and the
/// one that takes it back belong together.
/// Errors: conflict when the match lies in a period that is signed.
Result<void> reopen(MatchBook& book, const std::vector<TakenBack>& taken_back);

/// Commands about a record that need "giving.reconcile".
template <class T, auto Handler>
record::CommandType about_statement_record(
    const record::RecordType& about,
    std::string_view name,
    Text title,
    std::span<const record::FieldSpec> fields,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, "giving.reconcile", fields);
    type.about = about.name;
    type.when = when;
    return type;
}

} // namespace boai::giving
