/// \file
/// StatementPlan: a bank's or platform's statement as a file holds it: each line with its sign, the
/// running balance followed from the first line to the last.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"
#include "exchange/gift_plan.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::exchange {

/// The fields of a statement: day, time, received, paid, amount, direction, balance, payer, payee,
/// reference, order_number, trade_number, memo, fee, settled_on, net; with the header words of
/// banks, Alipay, WeChat Pay, UnionPay and giving platforms.
[[nodiscard]] std::span<const TargetField> statement_fields();

/// One line. Texts are clean.
struct PlannedStatementLine {
    std::uint32_t row = 0; ///< as the office sees it, counting from 1; of a sum, its last row
    Day day;
    std::string time; ///< "08:01:02" or "08:01"; empty when the file gives none
    Money amount; ///< never zero; below zero for money that went out
    Money fee; ///< that the service kept back before it paid, as the memo says
    std::optional<Money> balance; ///< after the line
    std::string payer; ///< who paid, or who was paid
    std::string reference; ///< the bank's or service's own number of the line
    std::string order_number;
    std::string trade_number;
    std::string memo;
};

/// Where the balance of a line does not follow from the one before.
struct BalanceBreak {
    std::uint32_t row = 0; ///< counting from 1
    Money before;
    Money amount;
    Money stated;
};

/// The whole plan. Nothing is written anywhere by making it.
struct StatementPlan {
    std::string file_hash; ///< SHA-256 of the bytes, hexadecimal
    std::size_t sheet = 0; ///< index into Workbook::sheets of the one that is read
    std::string sheet_name;
    Message layout; ///< the kind of statement it is known as; empty for none
    std::string channel; ///< kind of channel it tells of, such as "bank"; empty when it does not
    std::string profile; ///< name of the profile used; empty for none
    std::optional<std::uint32_t> header_row; ///< counting from 1
    std::vector<TableColumn> columns;
    bool is_newest_first = false; ///< in the file; the lines here are oldest first
    std::vector<PlannedStatementLine> lines;
    std::optional<Day> begins; ///< as stated, else of the first line
    std::optional<Day> ends;
    bool is_begin_stated = false; ///< the file says from which day on it covers the account
    bool is_end_stated = false;
    std::optional<Money> opening; ///< by the running balance, else as stated
    std::optional<Money> closing;
    Money received; ///< sum of what came in
    Money paid; ///< sum of what went out, above zero
    std::vector<RowProblem> refused; ///< rows that cannot be read; nothing is imported then
    std::optional<BalanceBreak> broken; ///< the first
    std::vector<Footer> footers;
    std::vector<Message> warnings;
    std::optional<Message> problem; ///< why nothing is read at all
};

/// All a plan is made from besides the file's bytes.
struct StatementPlanRequest {
    std::string_view file_name;
    std::vector<SheetChoice> choices; ///< go before profiles, which go before what is found
    std::span<const Profile> profiles;
};

/// Reads a file and plans its import. Amounts that a statement gives in two columns, by a word for
/// in and out, or by sign all come out with their sign; a file that is newest first is turned
/// round. Where a service pays out what it collected (UnionPay), each payout and the fees kept back
/// become lines of their own, so that the account is followed to zero.
/// Errors: those of read_workbook. Threads: any.
[[nodiscard]] Result<StatementPlan>
plan_statement(std::string_view bytes, const StatementPlanRequest& request);

} // namespace boai::exchange
