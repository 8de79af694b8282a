/// \file
/// The tables of plans, pledges, teams and matches, as the steps of the module's migrations create
/// them.
#pragma once

#include <string_view>

namespace boai::giving {

inline constexpr std::string_view create_fundraising_plan
    = R"(CREATE TABLE giving_fundraising_plan (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    name {TEXT} NOT NULL,
    aim {TEXT} NOT NULL,
    begins {INT} NOT NULL,
    ends {INT} NOT NULL,
    region {TEXT} NOT NULL,
    person_in_charge {TEXT} NOT NULL,
    office_address {TEXT} NOT NULL,
    contact {TEXT} NOT NULL,
    query_way {TEXT} NOT NULL,
    accepting {TEXT} NOT NULL,
    bank_account {TEXT} NOT NULL,
    beneficiaries {TEXT} NOT NULL,
    use {TEXT} NOT NULL,
    target {INT} NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    cost {INT} NOT NULL CHECK (cost >= 0 AND cost <= 1000000000000),
    surplus_rule {TEXT} NOT NULL,
    certificate_number {TEXT} NOT NULL,
    is_emergency {INT} NOT NULL CHECK (is_emergency IN (0, 1)),
    filing_number {TEXT} NOT NULL,
    filed_on {INT},
    disclosed_on {INT},
    ended_on {INT},
    surplus {INT} CHECK (surplus >= 0 AND surplus <= 1000000000000),
    surplus_handling {TEXT} NOT NULL,
    closed_on {INT},
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_fundraising_plan_by_ends_id ON giving_fundraising_plan (branch_id, ends, id) WHERE state <> 'closed';
CREATE UNIQUE INDEX giving_fundraising_plan_by_filing_number ON giving_fundraising_plan (branch_id, filing_number) WHERE filing_number <> '';
)";

inline constexpr std::string_view create_fundraising_partner
    = R"(CREATE TABLE giving_fundraising_partner (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    plan {INT},
    name {TEXT} NOT NULL,
    part {TEXT} NOT NULL,
    evaluated_on {INT} NOT NULL,
    agreement_number {TEXT} NOT NULL,
    agreed_on {INT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_fundraising_partner_by_plan_id ON giving_fundraising_partner (branch_id, plan, id);
)";

inline constexpr std::string_view add_campaign_plan
    = R"(ALTER TABLE giving_campaign ADD COLUMN plan {INT};
CREATE INDEX giving_campaign_by_plan ON giving_campaign (branch_id, plan) WHERE plan IS NOT NULL;
)";

inline constexpr std::string_view create_pledge = R"(CREATE TABLE giving_pledge (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    number {TEXT} NOT NULL,
    donor_kind {TEXT} NOT NULL,
    donor_name {BLOB},
    donor_person {INT},
    donor_organisation {INT},
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    agreed_on {INT} NOT NULL,
    campaign {INT},
    purpose {INT},
    conditions {TEXT} NOT NULL,
    agreement_number {TEXT} NOT NULL,
    builds_works {INT} NOT NULL CHECK (builds_works IN (0, 1)),
    paid {INT} NOT NULL CHECK (paid >= 0 AND paid <= 1000000000000),
    ended_on {INT},
    given_up {INT} CHECK (given_up >= -1000000000000 AND given_up <= 1000000000000),
    state {TEXT} NOT NULL,
    donor_name_index {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_pledge_by_number ON giving_pledge (branch_id, number);
CREATE INDEX giving_pledge_by_donor_person ON giving_pledge (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_pledge_by_donor_name_index ON giving_pledge (branch_id, donor_name_index);
CREATE TABLE giving_pledge_instalment (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    pledge {INT},
    due_on {INT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_pledge_instalment_by_pledge_due_on_id ON giving_pledge_instalment (branch_id, pledge, due_on, id);
CREATE TABLE giving_pledge_consent (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    pledge {INT},
    from_purpose {INT},
    to_purpose {INT},
    consented_by {BLOB},
    consented_on {INT} NOT NULL,
    way {TEXT} NOT NULL,
    paper {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_pledge_consent_by_pledge_id ON giving_pledge_consent (branch_id, pledge, id);
)";

inline constexpr std::string_view create_campaign_team = R"(CREATE TABLE giving_campaign_team (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    campaign {INT},
    kind {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    leader {TEXT} NOT NULL,
    story {TEXT} NOT NULL,
    goal {INT} NOT NULL CHECK (goal >= 0 AND goal <= 1000000000000),
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_campaign_team_by_campaign_name ON giving_campaign_team (branch_id, campaign, name);
)";

inline constexpr std::string_view add_pledge_and_team
    = R"(ALTER TABLE giving_gift ADD COLUMN pledge {INT};
ALTER TABLE giving_gift ADD COLUMN team {INT};
CREATE INDEX giving_gift_by_pledge ON giving_gift (branch_id, pledge) WHERE pledge IS NOT NULL;
CREATE INDEX giving_gift_by_team_day_id ON giving_gift (branch_id, team, day, id) WHERE team IS NOT NULL;
)";

inline constexpr std::string_view create_match = R"(CREATE TABLE giving_match_claim (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    campaign {INT},
    kind {TEXT} NOT NULL,
    matcher {TEXT} NOT NULL,
    channel {INT},
    purpose {INT},
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day {INT} NOT NULL,
    settled {INT} NOT NULL CHECK (settled >= 0 AND settled <= 1000000000000),
    given_up {INT} NOT NULL CHECK (given_up >= 0 AND given_up <= 1000000000000),
    ended_on {INT},
    parts {INT} NOT NULL CHECK (parts >= 0),
    batch {INT},
    state {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_match_claim_by_campaign_id ON giving_match_claim (branch_id, campaign, id);
CREATE INDEX giving_match_claim_by_batch ON giving_match_claim (branch_id, batch) WHERE batch IS NOT NULL;
CREATE TABLE giving_match_part (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    claim {INT},
    kind {TEXT} NOT NULL,
    gift {INT},
    team {INT},
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_match_part_by_claim_id ON giving_match_part (branch_id, claim, id);
CREATE INDEX giving_match_part_by_gift ON giving_match_part (branch_id, gift) WHERE gift IS NOT NULL;
CREATE TABLE giving_match_settlement (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    claim {INT},
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day {INT} NOT NULL,
    reference {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_match_settlement_by_claim_id ON giving_match_settlement (branch_id, claim, id);
ALTER TABLE giving_import_batch ADD COLUMN matched {INT} NOT NULL DEFAULT 0 CHECK (matched >= 0);
)";

// What becomes of matches when their gifts are given back.
inline constexpr std::string_view create_match_return
    = R"(ALTER TABLE giving_match_claim ADD COLUMN taken_back {INT} NOT NULL DEFAULT 0 CHECK (taken_back >= 0 AND taken_back <= 1000000000000);
ALTER TABLE giving_match_part ADD COLUMN taken_back {INT} NOT NULL DEFAULT 0 CHECK (taken_back >= 0 AND taken_back <= 1000000000000);
CREATE TABLE giving_match_return (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    claim {INT},
    part {INT},
    gift {INT},
    treatment {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day {INT} NOT NULL,
    reason {TEXT} NOT NULL,
    settlement {INT},
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_match_return_by_claim_id ON giving_match_return (branch_id, claim, id);
CREATE INDEX giving_match_return_by_gift ON giving_match_return (branch_id, gift) WHERE gift IS NOT NULL;
)";

} // namespace boai::giving
