#include "exchange/statement_rows.hpp"

#include "exchange/amount_reading.hpp"
#include "exchange/day_reading.hpp"
#include "exchange/text_cleaning.hpp"
#include "exchange/total_label.hpp"

#include <algorithm>

namespace boai::exchange {
namespace {

/// Statements guard numbers by a mark in front, so that a spreadsheet does not round them.
std::string unguarded(std::string text) {
    text.erase(0, std::min(text.find_first_not_of("`'"), text.size()));
    return clean_text(text);
}

bool is_nothing(std::string_view text) {
    return text.empty() || text == "-" || text == "--" || text == "/";
}

/// The time of day behind a day: "08:01:02" of "2020-02-01 08:01:02".
std::string time_of(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon < 1) {
        return {};
    }
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto from = colon >= 2 && is_digit(text[colon - 2]) ? colon - 2 : colon - 1;
    const auto rest = text.substr(from);
    const auto end = rest.find_first_not_of("0123456789:");
    auto time = std::string { rest.substr(0, std::min(end, rest.size())) };
    constexpr std::size_t longest = 8;
    return is_digit(text[from]) && time.size() <= longest ? time : std::string {};
}

/// "手续费60.00" in a memo.
Money fee_in(std::string_view memo) {
    constexpr std::string_view word = "手续费";
    const auto at = memo.find(word);
    if (at == std::string_view::npos) {
        return {};
    }
    auto rest = memo.substr(at + word.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(": ¥"), rest.size()));
    const auto fee
        = read_amount(rest.substr(0, rest.find_first_not_of("0123456789.,")), AmountUnit::yuan);
    return fee && fee->fen > 0 ? *fee : Money {};
}

std::string joined(std::string before, const std::string& next) {
    if (next.empty() || before == next) {
        return before;
    }
    return before.empty() ? next : before + " " + next;
}

} // namespace

StatementRows::StatementRows(
    const Workbook& workbook, const Sheet& sheet, const Table& table, StatementPlan& plan
)
    : workbook_(workbook)
    , sheet_(sheet)
    , table_(table)
    , plan_(plan) {
    for (const auto& column : plan.columns) {
        if (column.field) {
            columns_.at(*column.field).push_back(column.column);
            paid_is_negative_
                = paid_is_negative_ || (*column.field == line_paid && column.header.contains("(-"));
        }
    }
}

void StatementRows::read() {
    for (auto i = table_.first_data; i < sheet_.row_count() && !is_over_; ++i) {
        read_row(sheet_.row(i));
    }
    add_payouts();
}

void StatementRows::read_row(std::span<const Cell> row) {
    row_text_.clear();
    for (std::size_t field = 0; field < columns_.size(); ++field) {
        texts_[field].clear();
        cells_[field] = nullptr;
        for (const auto column : columns_[field]) {
            const auto at = std::ranges::find(row, column, &Cell::column);
            if (at != row.end()) {
                cells_[field] = &*at;
                texts_[field]
                    = joined(texts_[field], unguarded(clean_text(workbook_.text_of(*at))));
            }
        }
    }
    for (const auto& cell : row) {
        row_text_ = joined(row_text_, unguarded(clean_text(workbook_.text_of(cell))));
    }
    const auto number = row.front().row + 1;
    if (row_text_.empty() || read_end(row)) {
        return;
    }
    add_line(number);
}

/// Rows that are no lines: totals, balances carried over, the end of the table.
bool StatementRows::read_end(std::span<const Cell> row) {
    const auto number = row.front().row + 1;
    const auto has = [this](std::string_view word) { return row_text_.contains(word); };
    // Below it WeChat Pay gives the sums under headings of their own.
    is_over_ = !read_day_of(line_day) && (has("总笔数") || has("总交易单数"));
    const bool is_balance = has("期初余额") || has("上期余额") || has("承前") || has("期末余额");
    const bool is_total = std::ranges::any_of(row, [&](const Cell& cell) {
        return read_total_label(unguarded(clean_text(workbook_.text_of(cell)))).has_value();
    });
    if (is_balance && !holds_amount()) {
        read_stated_balance();
    }
    const bool is_sum = is_total || has("合计") || has("小计");
    const bool is_end = is_over_ || (is_balance && !holds_amount())
        || (!read_day_of(line_day) && (is_sum || !holds_amount()));
    if (is_end) {
        add_footer(number);
    }
    return is_end;
}

void StatementRows::read_stated_balance() {
    const auto balance = amount_of(line_balance);
    if (balance && *balance) {
        auto& place = row_text_.contains("期末") ? plan_.closing : plan_.opening;
        place = **balance;
    }
}

std::optional<Day> StatementRows::read_day_of(StatementField field) const {
    const auto* const cell = cells_.at(field);
    if (cell == nullptr) {
        return std::nullopt;
    }
    const bool is_serial = cell->kind == CellKind::number && cell->use != NumberUse::plain;
    const auto& text = texts_.at(field);
    if (is_serial) {
        return day_of_serial(text, workbook_.from_1904);
    }
    // ICBC joins day and time by a hyphen: "2026-02-11-09.12.33.000001".
    constexpr std::size_t iso_size = 10;
    const auto day = read_day(text);
    return day || text.size() <= iso_size ? day : read_day(text.substr(0, iso_size));
}

Result<std::optional<Money>> StatementRows::amount_of(StatementField field) const {
    const auto& text = texts_.at(field);
    if (is_nothing(text)) {
        return std::optional<Money> {};
    }
    return std::optional { TRY(read_amount(text, table_.unit)) };
}

bool StatementRows::holds_amount() const {
    return std::ranges::any_of(
        std::array { line_received, line_paid, line_amount },
        [this](StatementField field) {
            const auto amount = amount_of(field);
            return !amount || (*amount && (*amount)->fen != 0);
        }
    );
}

Result<Money> StatementRows::two_column_amount() const {
    const auto received = TRY(amount_of(line_received)).value_or(Money {});
    auto paid = TRY(amount_of(line_paid)).value_or(Money {});
    // "支出（-元）" gives -3.00 or 3.00 for the same; elsewhere below zero is taken back.
    if (paid_is_negative_ && paid.fen < 0) {
        paid = -paid;
    }
    return received - paid;
}

Result<Money> StatementRows::signed_amount() const {
    if (!columns_[line_received].empty() || !columns_[line_paid].empty()) {
        return two_column_amount();
    }
    const auto amount = TRY(amount_of(line_amount)).value_or(Money {});
    const bool is_out = amount.fen > 0 && is_outgoing_word(texts_[line_direction]);
    return is_out ? -amount : amount;
}

void StatementRows::add_line(std::uint32_t row) {
    const auto day = read_day_of(line_day);
    const auto amount = signed_amount();
    if (!amount) {
        refuse(
            row, columns_[line_amount].empty() ? line_received : line_amount, amount.error().message
        );
        return;
    }
    if (amount->fen == 0) {
        add_footer(row);
        return;
    }
    if (!day) {
        refuse(row, line_day, Text { "日期读不出来", "the day cannot be read" });
        return;
    }
    PlannedStatementLine line { .row = row, .day = *day, .amount = *amount };
    auto balance = amount_of(line_balance);
    if (!balance) {
        refuse(row, line_balance, balance.error().message);
        return;
    }
    line.balance = *balance;
    read_words(line);
    plan_.lines.push_back(std::move(line));
    note_payout(plan_.lines.back());
}

void StatementRows::read_words(PlannedStatementLine& line) {
    line.time = time_of(texts_[line_day]);
    if (line.time.empty()) {
        line.time = time_of(texts_[line_time]);
    }
    const bool to_payee = line.amount.fen < 0 && !is_nothing(texts_[line_payee]);
    line.payer = texts_[to_payee ? line_payee : line_payer];
    line.reference = texts_[line_reference];
    line.order_number = texts_[line_order_number];
    line.trade_number = texts_[line_trade_number];
    for (auto* number : { &line.reference, &line.order_number, &line.trade_number }) {
        std::erase(*number, ' ');
    }
    line.memo = texts_[line_memo];
    line.fee = line.amount.fen > 0 ? fee_in(line.memo) : Money {};
    for (auto* text : { &line.payer, &line.memo }) {
        if (is_nothing(*text)) {
            text->clear();
        }
    }
}

/// Where the file says what is paid out on which day, the account is followed to zero.
void StatementRows::note_payout(const PlannedStatementLine& line) {
    const bool has_fee = !columns_[line_fee].empty() && columns_[line_balance].empty();
    if (!has_fee) {
        return;
    }
    const auto fee = amount_of(line_fee);
    const auto settled = read_day_of(line_settled_on);
    auto& payout = payouts_[settled.value_or(line.day)];
    payout.row = line.row;
    payout.fees = payout.fees + (fee ? fee->value_or(Money {}) : Money {});
    const bool is_paid_out = settled && !columns_[line_net].empty();
    if (is_paid_out) {
        const auto net = amount_of(line_net);
        payout.net = payout.net + (net ? net->value_or(Money {}) : Money {});
    }
}

void StatementRows::add_payouts() {
    for (const auto& [day, payout] : payouts_) {
        const auto add = [&, on = day](Money amount, std::string_view memo) {
            if (amount.fen != 0) {
                plan_.lines.push_back(
                    { .row = payout.row, .day = on, .amount = amount, .memo = std::string { memo } }
                );
            }
        };
        add(-payout.fees, "手续费");
        add(-payout.net, "清算");
    }
}

void StatementRows::refuse(std::uint32_t row, StatementField field, Message reason) {
    const auto& columns = columns_.at(field);
    plan_.refused.push_back({ .row = row,
                              .column
                              = columns.empty() ? std::nullopt : std::optional { columns.front() },
                              .reason = std::move(reason) });
}

void StatementRows::add_footer(std::uint32_t row) {
    plan_.footers.push_back({ row, row_text_ });
}

} // namespace boai::exchange
