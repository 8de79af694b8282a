/// \file
/// Statements from files: a plan is made and looked at, then the statement is entered with its
/// lines in one commit, and can be taken out again as a whole.
#pragma once

#include "exchange/statement_plan.hpp"
#include "modules/giving/kept_plans.hpp"
#include "record/engine.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// A statement in the book that a file repeats or overlaps.
struct KnownStatement {
    Id id;
    std::string file;
    Day begins;
    Day ends;
};

/// A file with its plan.
struct PlannedStatement {
    Id id;
    Id branch;
    Id user;
    std::string file;
    std::string bytes; ///< kept to plan again
    std::vector<exchange::SheetChoice> choices;
    exchange::StatementPlan plan;
    std::vector<Id> channels; ///< open ones of the kind it tells of; the first is proposed
    std::optional<KnownStatement> same_file; ///< the same bytes were entered and stand
};

/// What of the file itself stands in the way: it is in the book already, nothing or not all of it
/// can be read, or a balance breaks, told with its row. Errors: conflict.
Result<void> check_file_of_statement(
    const exchange::StatementPlan& plan, const std::optional<KnownStatement>& same_file
);

/// Keeps the latest plans in memory. Threads: any.
class StatementImports {
public:
    using Shared = std::shared_ptr<const PlannedStatement>;

    /// Reads and plans a file for a branch. Enters nothing. `profile`: the only learnt mapping that
    /// is looked at; any when empty.
    /// Errors: invalid or over_limit as exchange::plan_statement; not_found for an unknown profile.
    Result<Shared> plan(
        record::Engine& engine,
        Id user,
        Id branch,
        std::string file,
        std::string bytes,
        const std::string& profile = {}
    );
    /// The same file with other meanings of its columns, under the same id.
    /// Errors: not_found; as plan().
    Result<Shared>
    plan_again(record::Engine& engine, Id id, std::vector<exchange::SheetChoice> choices);

    /// Errors: not_found.
    [[nodiscard]] Result<Shared> find(Id id) const { return kept_.find(id); }

    /// giving.commit_statement and giving.undo_statement.
    [[nodiscard]] std::vector<record::CommandType> commands();

private:
    KeptPlans<const PlannedStatement> kept_;
};

/// The one of the program, over which its commands and its routes work.
[[nodiscard]] std::shared_ptr<StatementImports> statement_imports();

} // namespace boai::giving
