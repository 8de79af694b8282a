/// \file
/// GoodsPlan: what a list of goods would enter, gift by gift and line by line, and what has to be
/// asked first.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"
#include "exchange/gift_plan.hpp"
#include "exchange/quantity_reading.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::exchange {

/// The fields of a list of goods: donor_name, item, specification, unit, quantity, value, day, lot,
/// expires_on, note, with the header words that societies and hospitals use.
[[nodiscard]] std::span<const TargetField> goods_fields();

/// One line of goods; a quantity that names several becomes several.
struct PlannedGoodsLine {
    std::uint32_t row = 0; ///< as the office sees it, counting from 1
    std::string item;
    std::string specification;
    std::int64_t quantity = 0;
    std::string unit;
    std::string lot;
    std::optional<Day> expires_on;
};

/// The goods of one donor: rows below each other that show the same donor.
struct PlannedGoods {
    std::uint16_t sheet = 0; ///< index into GoodsPlan::sheets
    std::uint32_t row = 0; ///< of its first line
    std::string donor_name;
    std::optional<Day> day; ///< of its rows, else of the sheet
    std::string note;
    std::vector<PlannedGoodsLine> lines;
};

/// A row that somebody has to be asked about; `existing` is the item.
struct GoodsQuestion : RowProblem {
    std::string quantity; ///< as it is written
    std::vector<std::string> readings; ///< answers to choose from; none when nothing can be offered
};

/// One sheet of the file that has cells.
struct GoodsSheet {
    std::size_t index = 0; ///< into Workbook::sheets
    std::string name;
    std::string title;
    std::optional<Day> day;
    std::optional<std::uint32_t> header_row; ///< counting from 1
    std::vector<TableColumn> columns;
    std::string profile; ///< name of the profile used; empty for none
    std::size_t rows = 0; ///< with goods, whatever became of them
    std::vector<Footer> footers;
    std::optional<Message> problem; ///< why nothing is read from it
};

/// The whole plan. Nothing is written anywhere by making it.
struct GoodsPlan {
    std::string file_hash; ///< SHA-256 of the bytes, hexadecimal
    std::vector<GoodsSheet> sheets;
    std::vector<PlannedGoods> gifts; ///< by sheet and row
    std::vector<GoodsQuestion> questions; ///< rows whose quantity or donor somebody must say
    std::vector<Message> warnings;
};

/// A row by sheet (index into Workbook::sheets) and number, counting from 1.
using SheetRow = std::pair<std::size_t, std::uint32_t>;

/// All a plan is made from besides the file's bytes.
struct GoodsPlanRequest {
    std::string_view file_name;
    std::vector<SheetChoice> choices; ///< go before profiles, which go before what is found
    std::span<const Profile> profiles;
    std::optional<Day> day; ///< chosen by the officer, for rows without their own
    Day today; ///< completes days without a year
    /// What the officer answered, as read_answer reads it; empty to leave the row out.
    std::map<SheetRow, std::string> answers {};
    std::size_t lines_max = 0; ///< of one gift; a longer list of one donor becomes several
};

/// Whether a file is a list of goods by the words of its headers: a sheet names items and
/// quantities, and none is a list of gifts of money.
/// Threads: any.
[[nodiscard]] bool is_goods_list(const Workbook& workbook);

/// Plans the import of a file; `file_hash` as sha256_hex gives it. A donor whose cell is merged
/// downwards counts for each row of the merge and for no other. Lists of goods given out are
/// refused by name. Threads: any.
[[nodiscard]] GoodsPlan
plan_goods(const Workbook& workbook, std::string file_hash, const GoodsPlanRequest& request);

} // namespace boai::exchange
