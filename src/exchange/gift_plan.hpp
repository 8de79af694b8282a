/// \file
/// ImportPlan: what a file of gifts would book, row by row, and what stands in the way.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"
#include "exchange/known_gifts.hpp"
#include "exchange/profile.hpp"
#include "exchange/sheet.hpp"
#include "exchange/table_finder.hpp"

#include <array>

namespace boai::exchange {

/// What becomes of a gift of the plan.
enum class GiftState : std::uint8_t {
    accepted,
    duplicate,  ///< its reference number is in the book, or stands earlier in the file
    doubtful,   ///< an earlier import holds the same donor, amount and day: the officer decides
};

/// The text of one further field of a gift.
struct FieldText {
    std::size_t field = 0;  ///< index into the target fields
    std::string text;
};

/// One gift of the file.
struct PlannedGift {
    std::uint16_t sheet = 0;      ///< index into ImportPlan::sheets
    std::uint16_t column = 0;     ///< of its amount, counting from 0
    GiftState state = GiftState::accepted;
    std::uint32_t row = 0;        ///< as the office sees it, counting from 1
    Money amount;                 ///< above zero
    std::optional<Day> day;       ///< of the row, else of the sheet; none when neither has one
    std::string donor_name;       ///< clean text; empty when the file gives none
    std::string reference;        ///< without white space; empty when the file gives none
    std::vector<FieldText> texts;
    std::uint64_t fingerprint = 0;  ///< keyed hash of donor, amount and day
};

/// A row that cannot be booked as it stands, or a doubt about one that can.
struct RowProblem {
    std::uint16_t sheet = 0;              ///< index into ImportPlan::sheets
    std::uint32_t row = 0;                ///< counting from 1
    std::optional<std::uint16_t> column;  ///< counting from 0; see column_name
    Message reason;
    std::string existing;  ///< of a doubt or duplicate: what the book's owner calls the other one
};

/// A row below or between the gifts that is none: a total, a remark, a heading.
struct Footer {
    std::uint32_t row = 0;  ///< counting from 1
    std::string text;
};

/// What a total row states of a column that is kept as text, such as that of a match.
struct ColumnTotal {
    std::size_t field = 0;     ///< index into the target fields
    std::uint16_t column = 0;  ///< counting from 0
    Money sum;
};

/// A stated total that its rows do not come to.
struct TotalDifference {
    std::uint16_t sheet = 0;  ///< index into ImportPlan::sheets
    ColumnTotal stated;
    Money counted;
};

/// One sheet of the file that has cells.
struct SheetPlan {
    std::size_t index = 0;  ///< into Workbook::sheets
    std::string name;
    std::string title;
    std::optional<Day> day;                   ///< for rows without their own
    std::optional<std::uint32_t> header_row;  ///< counting from 1
    std::vector<TableColumn> columns;
    std::string profile;                           ///< name of the profile used; empty for none
    const KnownLayout* layout = nullptr;           ///< the statement it is known as, if any
    std::vector<std::vector<std::string>> sample;  ///< first rows, by the order of `columns`
    std::size_t rows = 0;                          ///< gifts, whatever their state
    std::size_t refused = 0;
    Money sum;  ///< of `rows`
    std::optional<std::int64_t> stated_rows;
    std::optional<Money> stated_sum;
    std::vector<ColumnTotal> column_totals;  ///< as they are stated, from top to bottom
    std::vector<Footer> footers;
    std::optional<Message> problem;  ///< why no gift is read from it
};

/// The whole plan. Nothing is written anywhere by making it.
struct ImportPlan {
    std::string file_hash;       ///< SHA-256 of the bytes, hexadecimal
    std::string content_digest;  ///< of all gifts in any order; equal for a republished list
    std::optional<EarlierImport> same_file;  ///< the same bytes or the same gifts were imported
    std::vector<SheetPlan> sheets;
    std::vector<PlannedGift> gifts;  ///< by sheet and row
    std::vector<RowProblem> refused;
    std::vector<RowProblem> duplicates;
    std::vector<RowProblem> doubts;
    Money sum;                        ///< of all gifts
    std::optional<Money> stated_sum;  ///< of the sheets that state one
    Money difference;                 ///< sums less stated sums, of the sheets that state one
    std::vector<TotalDifference> column_differences;  ///< left to who knows what the columns mean
    std::vector<Message> warnings;
};

/// What one sheet is told by the officer.
struct SheetChoice {
    std::size_t index = 0;  ///< into Workbook::sheets
    Mapping mapping;
};

/// All a plan is made from besides the file's bytes.
struct PlanRequest {
    std::string_view file_name;
    std::span<const TargetField> fields;  ///< at least one of kind amount
    std::vector<SheetChoice> choices;     ///< go before profiles, which go before what is found
    std::span<const Profile> profiles;
    std::optional<Day> day;  ///< chosen by the officer, for rows without their own
    Day today;               ///< completes days without a year
    std::array<unsigned char, 16> fingerprint_key {};  ///< secret of the book; stays the same
    const KnownGifts* known = nullptr;                ///< none: nothing is known
};

/// Reads a file and plans its import.
/// Errors: those of read_workbook and of the functions of `known`.
/// Threads: any.
[[nodiscard]] Result<ImportPlan> plan_import(std::string_view bytes, const PlanRequest& request);

/// The same for a workbook read before; `file_hash` as sha256_hex gives it.
[[nodiscard]] Result<ImportPlan>
plan_import(const Workbook& workbook, std::string file_hash, const PlanRequest& request);

/// SHA-256 in hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace boai::exchange
