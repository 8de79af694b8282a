/// \file
/// The tables of disclosure, as the steps of the module's migrations create them.
#pragma once

#include <string_view>

namespace boai::giving {

inline constexpr std::string_view create_disclosure_notice
    = R"(CREATE TABLE giving_disclosure_notice (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    scope {TEXT} NOT NULL,
    campaign {INT},
    begins {INT} NOT NULL,
    ends {INT} NOT NULL,
    state {TEXT} NOT NULL,
    year {INT} NOT NULL CHECK (year >= 0 AND year <= 9999),
    number {INT} NOT NULL CHECK (number >= 0),
    gifts {INT} NOT NULL CHECK (gifts >= 0),
    received {INT} NOT NULL CHECK (received >= -1000000000000000 AND received <= 1000000000000000),
    goods_value {INT} NOT NULL CHECK (goods_value >= -1000000000000000 AND goods_value <= 1000000000000000),
    used {INT} NOT NULL CHECK (used >= -1000000000000000 AND used <= 1000000000000000),
    closing {INT} NOT NULL CHECK (closing >= -1000000000000000 AND closing <= 1000000000000000),
    warnings {TEXT} NOT NULL,
    accepted {TEXT} NOT NULL,
    sha256 {TEXT} NOT NULL,
    checked_by {INT},
    published_on {INT},
    published_by {INT},
    content {INT},
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_disclosure_notice_by_year_number ON giving_disclosure_notice (branch_id, year, number) WHERE number > 0;
CREATE INDEX giving_disclosure_notice_by_state_ends_id ON giving_disclosure_notice (branch_id, state, ends, id);
)";

inline constexpr std::string_view create_notice_note = R"(CREATE TABLE giving_notice_note (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    notice {INT},
    text {TEXT} NOT NULL,
    day {INT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_notice_note_by_notice_id ON giving_notice_note (branch_id, notice, id);
)";

inline constexpr std::string_view create_disclosure_clock
    = R"(CREATE TABLE giving_disclosure_clock (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    clock {TEXT} NOT NULL,
    applies {INT} NOT NULL CHECK (applies IN (0, 1)),
    days {INT} NOT NULL CHECK (days >= 0 AND days <= 366),
    note {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE TABLE giving_disclosure_elsewhere (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    campaign {INT},
    purpose {INT},
    is_annual {INT} NOT NULL CHECK (is_annual IN (0, 1)),
    covers_until {INT} NOT NULL,
    published_on {INT} NOT NULL,
    place {TEXT} NOT NULL,
    link {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
)";

} // namespace boai::giving
