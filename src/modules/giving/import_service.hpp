/// \file
/// ImportService: files of gifts from reading to booking. A plan is made and looked at, then booked
/// as one batch in one commit, and can be undone as a whole.
#pragma once

#include "exchange/gift_plan.hpp"
#include "exchange/profile.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/doubtful_rows.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/kept_plans.hpp"
#include "record/engine.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// What an officer says of a file; everything may be left to the program.
struct ImportChoices {
    std::vector<exchange::SheetChoice> sheets;
    Id channel; ///< none: found by the words in the file's name and titles
    Id campaign;
    std::optional<Day> day; ///< for rows without their own
    std::string profile; ///< name of the profile to use; empty to choose by the header
};

enum class PlanState : std::uint8_t { planned, running, committed, undone, refused };

[[nodiscard]] std::string_view name_of(PlanState state);

/// A file as it was sent.
struct SentFile {
    std::string name;
    std::string bytes;
    std::shared_ptr<const exchange::Workbook> workbook {}; ///< where the bytes were read before
};

/// What the file holds, read here unless it was before. Errors: as exchange::read_workbook.
Result<std::shared_ptr<const exchange::Workbook>> workbook_in(const SentFile& file);

/// A file with its plan. Shared between requests; `state`, `done`, `total` and `batch` change while
/// booked.
struct PlannedImport {
    Id id;
    Id branch;
    Id user;
    std::string file;
    std::string bytes; ///< kept to plan again with another mapping; dropped once booked
    ImportChoices choices;
    std::optional<Campaign> campaign; ///< the one chosen
    exchange::ImportPlan plan;
    std::atomic<PlanState> state { PlanState::planned };
    std::atomic<std::size_t> done { 0 };
    std::atomic<std::size_t> total { 0 }; ///< gifts to book; set when it is committed
    std::atomic<std::int64_t> batch { 0 };
    std::atomic<std::size_t> accepted { 0 };
    /// What the officer said of doubtful rows, once it is booked; null for nothing.
    std::atomic<std::shared_ptr<const Decisions>> decisions;
    Message failure; ///< why booking failed; set before `state` becomes refused
};

/// What to book of a plan.
struct CommitChoice {
    bool good_rows_only = false; ///< else any refused row refuses the file
    DoubtRule doubtful = DoubtRule::skip; ///< for doubtful rows without a decision of their own
    bool allow_total_difference = false; ///< although the sum is not the one the file states
    std::shared_ptr<const Decisions> decisions; ///< of single doubtful rows; null for none
    bool has_reason = false; ///< why rows outside the campaign's days belong to it
};

/// Whether the gift at this place of the plan is booked.
[[nodiscard]] bool
takes(const CommitChoice& choice, const exchange::PlannedGift& gift, std::size_t index);

/// Why a plan must not be booked as it is; nothing when it may. The field is "reason" when a reason
/// is all that is missing.
[[nodiscard]] std::optional<Error>
obstacle(const PlannedImport& import, const CommitChoice& choice);

/// Counts of a plan as they are reported.
struct PlanCounts {
    std::size_t rows = 0;
    std::size_t accepted = 0;
    std::size_t refused = 0;
    std::size_t duplicates = 0;
    std::size_t doubtful = 0;
    std::size_t undecided = 0; ///< doubtful rows without a decision of their own
    std::size_t outside = 0; ///< of the accepted: those outside the days of their campaign
    Money accepted_sum;
};

[[nodiscard]] PlanCounts count(const PlannedImport& import, const CommitChoice& choice);

/// Keeps the latest plans in memory. Threads: any.
class ImportService {
public:
    /// Reads and plans a file for a branch. Books nothing.
    /// Errors: invalid or over_limit as exchange::plan_import; not_found for the profile.
    Result<std::shared_ptr<PlannedImport>>
    plan(record::Engine& engine, Id user, Id branch, SentFile file, ImportChoices choices);
    /// Plans the same file again with the officer's choices, under the same id.
    /// Errors: not_found; conflict when it is being booked or is booked; as plan().
    Result<std::shared_ptr<PlannedImport>>
    plan_again(record::Engine& engine, Id id, ImportChoices choices);

    /// The plan of this id, as its maker made it. Errors: not_found.
    [[nodiscard]] Result<std::shared_ptr<PlannedImport>> find(Id id) const {
        return kept_.find(id);
    }

    /// The commands giving.commit_import and giving.undo_import over the plans kept here.
    [[nodiscard]] std::vector<record::CommandType> commands();

private:
    static Result<std::shared_ptr<PlannedImport>>
    make(record::Engine& engine, Id branch, SentFile file, ImportChoices choices);
    KeptPlans<PlannedImport> kept_;
};

/// The channel that words of a file's name and titles tell: "bank", "alipay", ...; else "other".
[[nodiscard]] std::string_view channel_kind_of(std::string_view words);

/// Whether "某某公司" gave, rather than a person, judged by the name alone; or nobody.
[[nodiscard]] DonorKind donor_kind_of(std::string_view name);

} // namespace boai::giving
