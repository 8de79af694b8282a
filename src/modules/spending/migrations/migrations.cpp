#include "modules/spending/migrations/migrations.hpp"

namespace boai::spending {
namespace {

constexpr std::string_view create_payment = R"(CREATE TABLE spending_payment (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    purpose {INT},
    title {TEXT} NOT NULL,
    category {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    method {TEXT} NOT NULL,
    payee {BLOB},
    note {BLOB},
    state {TEXT} NOT NULL,
    paid_on {INT},
    returned {INT} NOT NULL CHECK (returned >= 0 AND returned <= 1000000000000),
    proof {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    position {INT} NOT NULL CHECK (position >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX spending_payment_by_paid_on_id ON spending_payment (branch_id, paid_on, id) WHERE paid_on IS NOT NULL;
CREATE INDEX spending_payment_by_state_id ON spending_payment (branch_id, state, id);
)";

constexpr std::string_view create_payment_return = R"(CREATE TABLE spending_payment_return (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    payment {INT},
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day {INT} NOT NULL,
    reason {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX spending_payment_return_by_payment ON spending_payment_return (branch_id, payment);
)";

constexpr std::string_view create_allocation = R"(CREATE TABLE spending_allocation (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    purpose {INT},
    fund_code {TEXT} NOT NULL,
    is_agency {INT} NOT NULL CHECK (is_agency IN (0, 1)),
    to_branch {INT},
    title {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    state {TEXT} NOT NULL,
    sent_on {INT},
    answered_on {INT},
    entry {INT} CHECK (entry >= 0),
    position {INT} NOT NULL CHECK (position >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX spending_allocation_by_state_id ON spending_allocation (branch_id, state, id);
)";

constexpr std::string_view create_arrival = R"(CREATE TABLE spending_arrival (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    allocation {INT},
    from_branch {INT},
    purpose {INT},
    title {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    answer {TEXT} NOT NULL,
    day {INT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    position {INT} NOT NULL CHECK (position >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX spending_arrival_by_allocation ON spending_arrival (branch_id, allocation);
)";

constexpr std::string_view create_fund_move = R"(CREATE TABLE spending_fund_move (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    kind {TEXT} NOT NULL,
    purpose {INT},
    channel {INT},
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day {INT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
)";

constexpr std::string_view create_approval_rule = R"(CREATE TABLE spending_approval_rule (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    officer_limit {INT} NOT NULL CHECK (officer_limit >= 0 AND officer_limit <= 1000000000000),
    idle_days {INT} NOT NULL CHECK (idle_days >= 0 AND idle_days <= 3650),
    chase_days {INT} NOT NULL CHECK (chase_days >= 0 AND chase_days <= 365),
    PRIMARY KEY (branch_id, id)
) {STRICT};
)";

constexpr std::string_view create_budget = R"(CREATE TABLE spending_budget (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    purpose {INT},
    year {INT} NOT NULL CHECK (year >= 1949 AND year <= 9999),
    category {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) {STRICT};
)";

constexpr std::string_view add_approvers = R"(
ALTER TABLE spending_payment ADD COLUMN first_approver {INT};
ALTER TABLE spending_allocation ADD COLUMN first_approver {INT};
ALTER TABLE spending_approval_rule ADD COLUMN two_officers {INT} NOT NULL DEFAULT 0 CHECK (two_officers IN (0, 1));
)";

constexpr std::string_view add_director_limit = R"(
ALTER TABLE spending_approval_rule ADD COLUMN director_limit {INT} NOT NULL DEFAULT 0 CHECK (director_limit >= 0 AND director_limit <= 1000000000000);
)";

// The days of the approval rules go into alarm rules of all funds.
constexpr std::string_view create_alarm_rule = R"(CREATE TABLE spending_alarm_rule (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    purpose {INT},
    register_days {INT} NOT NULL CHECK (register_days >= 0 AND register_days <= 3650),
    receipt_days {INT} NOT NULL CHECK (receipt_days >= 0 AND receipt_days <= 3650),
    settle_days {INT} NOT NULL CHECK (settle_days >= 0 AND settle_days <= 3650),
    idle_days {INT} NOT NULL CHECK (idle_days >= 0 AND idle_days <= 3650),
    approve_days {INT} NOT NULL CHECK (approve_days >= 0 AND approve_days <= 3650),
    pay_days {INT} NOT NULL CHECK (pay_days >= 0 AND pay_days <= 3650),
    prove_days {INT} NOT NULL CHECK (prove_days >= 0 AND prove_days <= 3650),
    confirm_days {INT} NOT NULL CHECK (confirm_days >= 0 AND confirm_days <= 3650),
    PRIMARY KEY (branch_id, id)
) {STRICT};
INSERT INTO spending_alarm_rule (branch_id, id, version, created_at, updated_at, created_by, register_days, receipt_days, settle_days, idle_days, approve_days, pay_days, prove_days, confirm_days)
    SELECT branch_id, id, 1, created_at, updated_at, created_by, 0, 0, 0, idle_days, chase_days, chase_days, chase_days, chase_days
    FROM spending_approval_rule;
CREATE TABLE spending_approval_rule_before AS
    SELECT branch_id, id, version, created_at, updated_at, created_by, officer_limit, two_officers, director_limit
    FROM spending_approval_rule;
DROP TABLE spending_approval_rule;
CREATE TABLE spending_approval_rule (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    officer_limit {INT} NOT NULL CHECK (officer_limit >= 0 AND officer_limit <= 1000000000000),
    two_officers {INT} NOT NULL CHECK (two_officers IN (0, 1)),
    director_limit {INT} NOT NULL CHECK (director_limit >= 0 AND director_limit <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) {STRICT};
INSERT INTO spending_approval_rule (branch_id, id, version, created_at, updated_at, created_by, officer_limit, two_officers, director_limit)
    SELECT branch_id, id, version, created_at, updated_at, created_by, officer_limit, two_officers, director_limit
    FROM spending_approval_rule_before;
DROP TABLE spending_approval_rule_before;
)";

constexpr storage::Migration migration_steps[] = {
    { "spending", 1, "create payment", create_payment },
    { "spending", 2, "create payment_return", create_payment_return },
    { "spending", 3, "create allocation", create_allocation },
    { "spending", 4, "create arrival", create_arrival },
    { "spending", 5, "create fund_move", create_fund_move },
    { "spending", 6, "create approval_rule", create_approval_rule },
    { "spending", 7, "create budget", create_budget },
    { "spending", 8, "add approvers", add_approvers },
    { "spending", 9, "add director's limit", add_director_limit },
    { "spending", 10, "alarms of every step, by fund", create_alarm_rule },
};

} // namespace

std::span<const storage::Migration> migrations() {
    return migration_steps;
}

} // namespace boai::spending
