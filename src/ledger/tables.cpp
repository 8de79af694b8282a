#include "ledger/tables.hpp"

#include <array>

namespace boai::ledger {
namespace {

using storage::InsertColumn;
using storage::Kind;

std::vector<InsertColumn> account_key() {
    return { { "branch_id" }, { "fund" }, { "commodity", Kind::text }, { "account", Kind::text } };
}

// Movements lie in the order of the axis, so that a gift's uses and a payment's gifts are each one
// short run of rows. Links are where an axis goes on: in another branch, or at the end of its own.
constexpr std::string_view create_ledger = R"(CREATE TABLE ledger_movement (
    branch_id {INT} NOT NULL,
    fund {INT} NOT NULL,
    commodity {TEXT} NOT NULL,
    flow {INT} NOT NULL CHECK (flow BETWEEN -1 AND 2),
    position {INT} NOT NULL CHECK (position >= 0),
    entry {INT} NOT NULL CHECK (entry >= 0),
    line {INT} NOT NULL CHECK (line >= 0),
    kind {INT} NOT NULL,
    source {INT} NOT NULL,
    day {INT} NOT NULL,
    debit {TEXT} NOT NULL,
    credit {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount > 0),
    entry_offset {INT} NOT NULL CHECK (entry_offset >= 0),
    PRIMARY KEY (branch_id, fund, commodity, flow, position, entry, line)
) {CLUSTERED};
CREATE TABLE ledger_balance (
    branch_id {INT} NOT NULL,
    fund {INT} NOT NULL,
    commodity {TEXT} NOT NULL,
    account {TEXT} NOT NULL,
    amount {INT} NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, account)
) {CLUSTERED};
CREATE TABLE ledger_reserved (
    branch_id {INT} NOT NULL,
    fund {INT} NOT NULL,
    commodity {TEXT} NOT NULL,
    account {TEXT} NOT NULL,
    amount {INT} NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, account)
) {CLUSTERED};
CREATE TABLE ledger_axis (
    branch_id {INT} NOT NULL,
    fund {INT} NOT NULL,
    commodity {TEXT} NOT NULL,
    mark {INT} NOT NULL,
    value {INT} NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, mark)
) {CLUSTERED};
CREATE TABLE ledger_fund (
    branch_id {INT} NOT NULL,
    code {TEXT} NOT NULL,
    id {INT} NOT NULL,
    PRIMARY KEY (branch_id, code)
) {CLUSTERED};
CREATE TABLE ledger_period (
    branch_id {INT} NOT NULL,
    month {INT} NOT NULL,
    closed {INT} NOT NULL,
    PRIMARY KEY (branch_id, month)
) {CLUSTERED};
CREATE TABLE ledger_link (
    branch_id {INT} NOT NULL,
    source {INT} NOT NULL,
    flow {INT} NOT NULL,
    entry_offset {INT} NOT NULL,
    length {INT} NOT NULL CHECK (length > 0),
    to_branch {INT} NOT NULL,
    to_fund {INT} NOT NULL,
    commodity {TEXT} NOT NULL,
    to_position {INT} NOT NULL,
    PRIMARY KEY (branch_id, source, flow, entry_offset)
) {CLUSTERED};
CREATE TABLE ledger_title (
    branch_id {INT} NOT NULL,
    source {INT} NOT NULL,
    title {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, source)
) {CLUSTERED};
)";

// Money that comes in day after day makes one row a day; a day entered late makes two.
constexpr std::string_view create_days = R"(CREATE TABLE ledger_day (
    branch_id {INT} NOT NULL,
    fund {INT} NOT NULL,
    commodity {TEXT} NOT NULL,
    position {INT} NOT NULL CHECK (position >= 0),
    day {INT} NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, position)
) {CLUSTERED};
INSERT INTO ledger_day (branch_id, fund, commodity, position, day)
SELECT branch_id, fund, commodity, position, day
FROM (SELECT branch_id, fund, commodity, position, day, lag(day) OVER (PARTITION BY branch_id, fund, commodity ORDER BY position) AS before FROM ledger_movement WHERE flow = 1) m
WHERE before IS NULL OR before <> day;
INSERT INTO ledger_axis (branch_id, fund, commodity, mark, value)
SELECT d.branch_id, d.fund, d.commodity, 2, d.day
FROM ledger_day d JOIN (SELECT branch_id, fund, commodity, max(position) AS position FROM ledger_day GROUP BY branch_id, fund, commodity) l ON l.branch_id = d.branch_id AND l.fund = d.fund AND l.commodity = d.commodity AND l.position = d.position;
)";

constexpr std::array all_migrations {
    storage::Migration { "ledger", 1, "create movements, balances and axes", create_ledger },
    storage::Migration { "ledger", 2, "create days of axes", create_days },
};

} // namespace

const storage::SumShape balance_sums { "ledger_balance", account_key(), "amount" };
const storage::SumShape reserved_sums { "ledger_reserved", account_key(), "amount" };
const storage::SumShape axis_sums {
    "ledger_axis",
    { { "branch_id" }, { "fund" }, { "commodity", Kind::text }, { "mark" } },
    "value",
};
const storage::SumShape period_sums { "ledger_period", { { "branch_id" }, { "month" } }, "closed" };
const storage::SumShape fund_sums { "ledger_fund",
                                    { { "branch_id" }, { "code", Kind::text } },
                                    "id" };

const storage::InsertShape movement_rows { "ledger_movement",
                                           { { "branch_id" },
                                             { "fund" },
                                             { "commodity", Kind::text },
                                             { "flow" },
                                             { "position" },
                                             { "entry" },
                                             { "line" },
                                             { "kind" },
                                             { "source" },
                                             { "day" },
                                             { "debit", Kind::text },
                                             { "credit", Kind::text },
                                             { "amount" },
                                             { "entry_offset" } },
                                           "" };
const storage::InsertShape day_rows {
    "ledger_day",
    { { "branch_id" }, { "fund" }, { "commodity", Kind::text }, { "position" }, { "day" } },
    ""
};
const storage::InsertShape link_rows { "ledger_link",
                                       { { "branch_id" },
                                         { "source" },
                                         { "flow" },
                                         { "entry_offset" },
                                         { "length" },
                                         { "to_branch" },
                                         { "to_fund" },
                                         { "commodity", Kind::text },
                                         { "to_position" } },
                                       "" };
const storage::InsertShape title_rows { "ledger_title",
                                        { { "branch_id" }, { "source" }, { "title", Kind::text } },
                                        "" };

std::int64_t month_of(Day day) {
    const auto date = civil(day);
    return std::int64_t { date.year } * 12 + date.month - 1;
}

std::span<const storage::Migration> migrations() {
    return all_migrations;
}

std::string_view tables() {
    return create_ledger;
}

} // namespace boai::ledger
