/// \file
/// DDL of statements and reconciliations, as migrations.cpp lists it.
#pragma once

#include <string_view>

namespace boai::giving {

inline constexpr std::string_view create_statement = R"(CREATE TABLE giving_statement (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    channel {INT},
    account {TEXT} NOT NULL,
    begins {INT} NOT NULL,
    ends {INT} NOT NULL,
    opening {INT} NOT NULL CHECK (opening >= -1000000000000 AND opening <= 1000000000000),
    received {INT} NOT NULL CHECK (received >= 0 AND received <= 1000000000000),
    paid {INT} NOT NULL CHECK (paid >= 0 AND paid <= 1000000000000),
    closing {INT} NOT NULL CHECK (closing >= -1000000000000 AND closing <= 1000000000000),
    lines {INT} NOT NULL CHECK (lines >= 0),
    file {TEXT} NOT NULL,
    file_hash {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_statement_by_account_ends_id ON giving_statement (branch_id, account, ends, id);
CREATE UNIQUE INDEX giving_statement_by_file_hash ON giving_statement (branch_id, file_hash) WHERE state = 'committed';
)";

inline constexpr std::string_view create_statement_line = R"(CREATE TABLE giving_statement_line (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    statement {INT},
    account {TEXT} NOT NULL,
    file_row {INT} NOT NULL CHECK (file_row >= 0),
    day {INT} NOT NULL,
    time_of_day {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= -1000000000000 AND amount <= 1000000000000),
    balance {INT} CHECK (balance >= -1000000000000 AND balance <= 1000000000000),
    fee {INT} NOT NULL CHECK (fee >= 0 AND fee <= 1000000000000),
    payer {BLOB},
    reference {TEXT} NOT NULL,
    order_number {TEXT} NOT NULL,
    trade_number {TEXT} NOT NULL,
    memo {BLOB},
    state {TEXT} NOT NULL,
    reason {TEXT} NOT NULL,
    match_number {INT} NOT NULL CHECK (match_number >= 0),
    declined {INT} NOT NULL CHECK (declined IN (0, 1)),
    note {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_statement_line_by_statement_file_row_id ON giving_statement_line (branch_id, statement, file_row, id);
CREATE INDEX giving_statement_line_by_account_day_id ON giving_statement_line (branch_id, account, day, id);
CREATE INDEX giving_statement_line_by_account_id ON giving_statement_line (branch_id, account, id) WHERE state IN ('open', 'suggested', 'carried');
CREATE INDEX giving_statement_line_by_match_number ON giving_statement_line (branch_id, match_number) WHERE match_number <> 0;
)";

inline constexpr std::string_view create_book_item = R"(CREATE TABLE giving_book_item (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    account {TEXT} NOT NULL,
    entry {INT} NOT NULL CHECK (entry >= 0),
    day {INT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= -1000000000000 AND amount <= 1000000000000),
    state {TEXT} NOT NULL,
    reason {TEXT} NOT NULL,
    match_number {INT} NOT NULL CHECK (match_number >= 0),
    note {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_book_item_by_account_entry ON giving_book_item (branch_id, account, entry);
CREATE INDEX giving_book_item_by_match_number ON giving_book_item (branch_id, match_number) WHERE match_number <> 0;
)";

inline constexpr std::string_view create_unidentified_receipt
    = R"(CREATE TABLE giving_unidentified_receipt (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    line {INT},
    channel {INT},
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day {INT} NOT NULL,
    reference {TEXT} NOT NULL,
    payer {BLOB},
    memo {BLOB},
    state {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    position {INT} NOT NULL CHECK (position >= 0),
    gift {INT},
    ended_on {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_unidentified_receipt_by_day_id ON giving_unidentified_receipt (branch_id, day, id) WHERE state = 'held';
CREATE UNIQUE INDEX giving_unidentified_receipt_by_line ON giving_unidentified_receipt (branch_id, line) WHERE state <> 'withdrawn';
CREATE INDEX giving_unidentified_receipt_by_gift ON giving_unidentified_receipt (branch_id, gift) WHERE gift IS NOT NULL;
)";

inline constexpr std::string_view create_reconciliation = R"(CREATE TABLE giving_reconciliation (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    account {TEXT} NOT NULL,
    begins {INT} NOT NULL,
    ends {INT} NOT NULL,
    opening {INT} NOT NULL CHECK (opening >= -1000000000000 AND opening <= 1000000000000),
    received {INT} NOT NULL CHECK (received >= -1000000000000 AND received <= 1000000000000),
    paid {INT} NOT NULL CHECK (paid >= -1000000000000 AND paid <= 1000000000000),
    closing {INT} NOT NULL CHECK (closing >= -1000000000000 AND closing <= 1000000000000),
    book_balance {INT} NOT NULL CHECK (book_balance >= -1000000000000 AND book_balance <= 1000000000000),
    brought_forward {INT} NOT NULL CHECK (brought_forward >= -1000000000000 AND brought_forward <= 1000000000000),
    open_lines {INT} NOT NULL CHECK (open_lines >= -1000000000000 AND open_lines <= 1000000000000),
    open_line_count {INT} NOT NULL CHECK (open_line_count >= 0),
    open_entries {INT} NOT NULL CHECK (open_entries >= -1000000000000 AND open_entries <= 1000000000000),
    open_entry_count {INT} NOT NULL CHECK (open_entry_count >= 0),
    note {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_reconciliation_by_account_ends ON giving_reconciliation (branch_id, account, ends) WHERE state <> 'withdrawn';
)";

/// The entries beside statements by their numbers, with what the desk shows of them. The CROSS JOIN
/// keeps SQLite from looking each movement up among all items, for which there is no index.
inline constexpr std::string_view create_account_entry = R"(CREATE TABLE giving_account_entry (
    branch_id {INT} NOT NULL,
    account {TEXT} NOT NULL,
    entry {INT} NOT NULL CHECK (entry >= 0),
    day {INT} NOT NULL,
    kind {INT} NOT NULL,
    source {INT} NOT NULL,
    amount {INT} NOT NULL,
    is_open {INT} NOT NULL CHECK (is_open IN (0, 1)),
    PRIMARY KEY (branch_id, account, entry)
) {CLUSTERED};
CREATE INDEX giving_account_entry_by_open ON giving_account_entry (branch_id, account, entry) WHERE is_open = 1;
INSERT INTO giving_account_entry (branch_id, account, entry, day, kind, source, amount, is_open)
SELECT i.branch_id, i.account, i.entry, i.day, m.kind, m.source, i.amount, CASE WHEN i.state IN ('open', 'carried') THEN 1 ELSE 0 END
FROM giving_book_item i CROSS JOIN (SELECT branch_id, entry, min(kind) AS kind, min(source) AS source FROM ledger_movement GROUP BY branch_id, entry) m
WHERE m.branch_id = i.branch_id AND m.entry = i.entry;
CREATE INDEX giving_book_item_by_account_state_match_number_day_entry ON giving_book_item (branch_id, account, state, match_number, day, entry);
DROP INDEX giving_statement_line_by_account_id;
CREATE INDEX giving_statement_line_by_account_state_match_number_day_id ON giving_statement_line (branch_id, account, state, match_number, day, id);
)";

} // namespace boai::giving
