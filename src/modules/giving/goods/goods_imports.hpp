/// \file
/// Lists of goods from files: a plan is made and looked at, what is unclear is answered, and then
/// the gifts are entered with their lines in one commit, to be counted like any other.
#pragma once

#include "exchange/goods_plan.hpp"
#include "modules/giving/import_service.hpp"
#include "modules/giving/kept_plans.hpp"
#include "record/engine.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boai::giving {

/// What an officer says of a file.
struct GoodsChoices {
    std::vector<exchange::SheetChoice> sheets;
    std::optional<Day> day; ///< for rows without their own
    std::string profile; ///< name of the profile to use; empty to choose by the header
    std::map<exchange::SheetRow, std::string>
        answers; ///< quantities of unclear rows; "" leaves out
};

/// A file with its plan.
struct PlannedGoodsImport {
    Id id;
    Id branch;
    Id user;
    std::string file;
    std::string bytes; ///< kept to plan again
    GoodsChoices choices;
    exchange::GoodsPlan plan;
    Id known_batch; ///< under which the same file stands in the book; none when it does not
};

/// Why a plan must not be entered as it is; nothing when it may. `leave_out` says that rows without
/// an answer are not entered.
[[nodiscard]] std::optional<Error> obstacle(const PlannedGoodsImport& import, bool leave_out);

/// The row of a question, as answers name it.
[[nodiscard]] exchange::SheetRow
place_of(const exchange::GoodsPlan& plan, const exchange::RowProblem& problem);

/// A person's answer to the question about one row.
struct GoodsAnswer {
    std::string sheet; ///< its name; empty for the only sheet of a text file
    std::uint32_t row = 0; ///< counting from 1
    std::string quantity; ///< empty to leave the row out
};

/// Finds the rows that answers speak of, as GoodsChoices::answers has them.
/// Errors: invalid (field "answers") when one names a row that asks nothing, or one again.
[[nodiscard]] Result<std::map<exchange::SheetRow, std::string>>
match_answers(const exchange::GoodsPlan& plan, std::span<const GoodsAnswer> answers);

/// The lines of all its gifts.
[[nodiscard]] std::size_t line_count(const exchange::GoodsPlan& plan);

/// Keeps the latest plans in memory. Threads: any.
class GoodsImports {
public:
    using Shared = std::shared_ptr<const PlannedGoodsImport>;

    /// Reads and plans a file for a branch. Enters nothing.
    /// Errors: invalid or over_limit as exchange::read_workbook; not_found for the profile.
    Result<Shared>
    plan(record::Engine& engine, Id user, Id branch, SentFile file, GoodsChoices choices = {});
    /// The same file with other choices, under the same id.
    /// Errors: not_found; as plan().
    Result<Shared> plan_again(record::Engine& engine, Id id, GoodsChoices choices);

    /// Errors: not_found.
    [[nodiscard]] Result<Shared> find(Id id) const { return kept_.find(id); }

    /// giving.commit_goods_import.
    [[nodiscard]] std::vector<record::CommandType> commands();

private:
    KeptPlans<const PlannedGoodsImport> kept_;
};

/// The one of the program, over which its command and its routes work.
[[nodiscard]] std::shared_ptr<GoodsImports> goods_imports();

/// Takes back the gifts in kind of an import: what is only on a list is refused, what was taken is
/// reversed. Errors: as refuse and reverse.
Result<void> undo_goods_import(record::CommandContext& context, Id batch);

} // namespace boai::giving
