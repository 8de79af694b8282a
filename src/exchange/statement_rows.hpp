/// \file
/// StatementRows: the rows of a statement's table as lines, in the order of the file.
#pragma once

#include "exchange/statement_fields.hpp"
#include "exchange/statement_plan.hpp"

#include <array>
#include <map>
#include <vector>

namespace boai::exchange {

/// Reads the rows below the header into a plan: lines, refused rows, footers, balances stated.
class StatementRows {
public:
    /// `plan` holds the columns already.
    StatementRows(
        const Workbook& workbook, const Sheet& sheet, const Table& table, StatementPlan& plan
    );

    void read();

private:
    void read_row(std::span<const Cell> row);
    bool read_end(std::span<const Cell> row);
    void read_stated_balance();
    void add_line(std::uint32_t row);
    void read_words(PlannedStatementLine& line);
    [[nodiscard]] std::optional<Day> read_day_of(StatementField field) const;
    [[nodiscard]] Result<std::optional<Money>> amount_of(StatementField field) const;
    [[nodiscard]] Result<Money> signed_amount() const;
    [[nodiscard]] Result<Money> two_column_amount() const;
    [[nodiscard]] bool holds_amount() const;
    void refuse(std::uint32_t row, StatementField field, Message reason);
    void add_footer(std::uint32_t row);
    void note_payout(const PlannedStatementLine& line);
    void add_payouts();

    /// What a service pays out on one day.
    struct Payout {
        std::uint32_t row = 0;
        Money net;
        Money fees;
    };

    const Workbook& workbook_;
    const Sheet& sheet_;
    const Table& table_;
    StatementPlan& plan_;
    std::array<std::vector<std::uint16_t>, statement_field_count> columns_;
    bool paid_is_negative_ = false; ///< the heading says so: "支出（-元）"
    std::array<std::string, statement_field_count> texts_; ///< of the present row
    std::array<const Cell*, statement_field_count> cells_ {};
    std::string row_text_;
    bool is_over_ = false;
    std::map<Day, Payout> payouts_;
};

} // namespace boai::exchange
