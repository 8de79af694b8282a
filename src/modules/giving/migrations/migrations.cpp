#include "modules/giving/migrations/migrations.hpp"

#include "modules/giving/migrations/campaign_tables.hpp"
#include "modules/giving/migrations/disclosure_tables.hpp"
#include "modules/giving/migrations/statement_tables.hpp"

namespace boai::giving {
namespace {

constexpr std::string_view create_channel = R"(CREATE TABLE giving_channel (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    code {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    kind {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_channel_by_code ON giving_channel (branch_id, code);
)";

constexpr std::string_view create_purpose = R"(CREATE TABLE giving_purpose (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    code {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    description {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_purpose_by_code ON giving_purpose (branch_id, code);
)";

constexpr std::string_view create_campaign = R"(CREATE TABLE giving_campaign (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    name {TEXT} NOT NULL,
    summary {TEXT} NOT NULL,
    purpose {INT},
    target {INT} NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    begins {INT} NOT NULL,
    ends {INT},
    filing_number {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
)";

constexpr std::string_view create_gift = R"(CREATE TABLE giving_gift (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    donor_kind {TEXT} NOT NULL,
    donor_name {BLOB},
    donor_person {INT},
    donor_organisation {INT},
    publish_name {INT} NOT NULL CHECK (publish_name IN (0, 1)),
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    refunded {INT} NOT NULL CHECK (refunded >= 0 AND refunded <= 1000000000000),
    day {INT} NOT NULL,
    channel {INT},
    campaign {INT},
    purpose {INT},
    reference {TEXT} NOT NULL,
    payment_note {BLOB},
    receipt_year {INT} NOT NULL CHECK (receipt_year >= 0 AND receipt_year <= 9999),
    receipt_number {INT} NOT NULL CHECK (receipt_number >= 0),
    receipt_state {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    batch {INT},
    fingerprint {INT} NOT NULL CHECK (fingerprint >= 0),
    donor_name_index {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_gift_by_day_id ON giving_gift (branch_id, day, id);
CREATE UNIQUE INDEX giving_gift_by_receipt_year_receipt_number ON giving_gift (branch_id, receipt_year, receipt_number) WHERE receipt_number > 0;
CREATE UNIQUE INDEX giving_gift_by_channel_reference ON giving_gift (branch_id, channel, reference) WHERE reference <> '' AND state <> 'reversed';
CREATE INDEX giving_gift_by_campaign_day_id ON giving_gift (branch_id, campaign, day, id) WHERE campaign IS NOT NULL;
CREATE INDEX giving_gift_by_batch ON giving_gift (branch_id, batch) WHERE batch IS NOT NULL;
CREATE INDEX giving_gift_by_fingerprint ON giving_gift (branch_id, fingerprint) WHERE fingerprint <> 0;
CREATE INDEX giving_gift_by_donor_person ON giving_gift (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_gift_by_donor_name_index ON giving_gift (branch_id, donor_name_index);
)";

constexpr std::string_view create_refund = R"(CREATE TABLE giving_refund (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    gift {INT},
    kind {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day {INT} NOT NULL,
    reason {TEXT} NOT NULL,
    batch {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_refund_by_gift ON giving_refund (branch_id, gift);
CREATE INDEX giving_refund_by_day_id ON giving_refund (branch_id, day, id);
)";

constexpr std::string_view create_voided_receipt = R"(CREATE TABLE giving_voided_receipt (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    gift {INT},
    receipt_year {INT} NOT NULL CHECK (receipt_year >= 1 AND receipt_year <= 9999),
    receipt_number {INT} NOT NULL CHECK (receipt_number >= 1),
    replaced_by {INT} NOT NULL CHECK (replaced_by >= 0),
    reason {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_voided_receipt_by_receipt_year_receipt_number ON giving_voided_receipt (branch_id, receipt_year, receipt_number);
CREATE INDEX giving_voided_receipt_by_gift ON giving_voided_receipt (branch_id, gift);
)";

constexpr std::string_view create_import_batch = R"(CREATE TABLE giving_import_batch (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    file {TEXT} NOT NULL,
    file_hash {TEXT} NOT NULL,
    content_digest {TEXT} NOT NULL,
    channel {INT},
    campaign {INT},
    rows {INT} NOT NULL CHECK (rows >= 0),
    accepted {INT} NOT NULL CHECK (accepted >= 0),
    refused {INT} NOT NULL CHECK (refused >= 0),
    duplicates {INT} NOT NULL CHECK (duplicates >= 0),
    sum {INT} NOT NULL CHECK (sum >= 0),
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_import_batch_by_file_hash ON giving_import_batch (branch_id, file_hash);
CREATE INDEX giving_import_batch_by_content_digest ON giving_import_batch (branch_id, content_digest);
)";

constexpr std::string_view create_import_profile = R"(CREATE TABLE giving_import_profile (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    name {TEXT} NOT NULL,
    mapping {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_import_profile_by_name ON giving_import_profile (branch_id, name);
)";

constexpr std::string_view create_counter = R"(CREATE TABLE giving_counter (
    branch_id {INT} NOT NULL,
    name {TEXT} NOT NULL,
    value {INT} NOT NULL,
    PRIMARY KEY (branch_id, name)
) {STRICT};
)";

constexpr std::string_view add_name_consent
    = R"(ALTER TABLE giving_gift ADD COLUMN name_consent_on {INT};
)";

constexpr std::string_view add_order_by_amount
    = R"(CREATE INDEX giving_gift_by_amount_id ON giving_gift (branch_id, amount, id);
)";

constexpr std::string_view add_purpose_rules
    = R"(ALTER TABLE giving_purpose ADD COLUMN kind {TEXT} NOT NULL DEFAULT 'restricted';
ALTER TABLE giving_purpose ADD COLUMN donor_words {TEXT} NOT NULL DEFAULT '';
ALTER TABLE giving_purpose ADD COLUMN fee_cap {INT} NOT NULL DEFAULT 0 CHECK (fee_cap >= 0 AND fee_cap <= 1000);
ALTER TABLE giving_purpose ADD COLUMN term {INT};
ALTER TABLE giving_purpose ADD COLUMN target {INT} NOT NULL DEFAULT 0 CHECK (target >= 0 AND target <= 1000000000000);
ALTER TABLE giving_purpose ADD COLUMN idle_days {INT} NOT NULL DEFAULT 0 CHECK (idle_days >= 0 AND idle_days <= 3650);
)";

// Entries for what is there already are made when the book is opened.
constexpr std::string_view add_entries
    = R"(ALTER TABLE giving_gift ADD COLUMN entry {INT} CHECK (entry >= 0);
ALTER TABLE giving_gift ADD COLUMN position {INT} NOT NULL DEFAULT 0 CHECK (position >= 0);
ALTER TABLE giving_gift ADD COLUMN donor_entry {INT} CHECK (donor_entry >= 0);
CREATE INDEX giving_gift_by_id ON giving_gift (branch_id, id) WHERE entry IS NULL;
ALTER TABLE giving_refund ADD COLUMN entry {INT} CHECK (entry >= 0);
)";

constexpr std::string_view create_approval = R"(CREATE TABLE giving_approval (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    act {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    gift {INT},
    note {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    used_for {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_approval_by_act_amount ON giving_approval (branch_id, act, amount) WHERE state = 'open';
)";

constexpr std::string_view create_goods_gift = R"(CREATE TABLE giving_goods_gift (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    donor_kind {TEXT} NOT NULL,
    donor_name {BLOB},
    donor_person {INT},
    donor_organisation {INT},
    publish_name {INT} NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on {INT},
    day {INT} NOT NULL,
    channel {INT},
    campaign {INT},
    purpose {INT},
    delivery {TEXT} NOT NULL,
    recipient {TEXT} NOT NULL,
    reference {TEXT} NOT NULL,
    note {BLOB},
    state {TEXT} NOT NULL,
    lines {INT} NOT NULL CHECK (lines >= 0 AND lines <= 80),
    unpriced {INT} NOT NULL CHECK (unpriced >= 0 AND unpriced <= 80),
    value {INT} NOT NULL CHECK (value >= 0 AND value <= 1000000000000),
    counted_by {INT},
    counted_on {INT},
    donor_counters {BLOB},
    accepted_on {INT},
    taken_by {BLOB},
    reversed_on {INT},
    receipt_year {INT} NOT NULL CHECK (receipt_year >= 0 AND receipt_year <= 9999),
    receipt_number {INT} NOT NULL CHECK (receipt_number >= 0),
    receipt_state {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    reversal_entry {INT} CHECK (reversal_entry >= 0),
    donor_name_index {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_goods_gift_by_day_id ON giving_goods_gift (branch_id, day, id);
CREATE UNIQUE INDEX giving_goods_gift_by_receipt_year_receipt_number ON giving_goods_gift (branch_id, receipt_year, receipt_number) WHERE receipt_number > 0;
CREATE INDEX giving_goods_gift_by_campaign_day_id ON giving_goods_gift (branch_id, campaign, day, id) WHERE campaign IS NOT NULL;
CREATE INDEX giving_goods_gift_by_donor_person ON giving_goods_gift (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_goods_gift_by_donor_name_index ON giving_goods_gift (branch_id, donor_name_index);
)";

constexpr std::string_view create_goods_line = R"(CREATE TABLE giving_goods_line (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    gift {INT},
    item {TEXT} NOT NULL,
    specification {TEXT} NOT NULL,
    category {TEXT} NOT NULL,
    quantity {INT} NOT NULL CHECK (quantity >= 1 AND quantity <= 1000000000),
    unit {TEXT} NOT NULL,
    counted {INT} CHECK (counted >= 0 AND counted <= 1000000000),
    lot {TEXT} NOT NULL,
    produced_on {INT},
    expires_on {INT},
    value_basis {TEXT} NOT NULL,
    value {INT} CHECK (value >= 1 AND value <= 1000000000000),
    value_proof {TEXT} NOT NULL,
    expiry_waiver {TEXT} NOT NULL,
    waived_by {INT},
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX giving_goods_line_by_gift_id ON giving_goods_line (branch_id, gift, id);
)";

// The receipts of gifts in kind are of the same sequence as those of gifts in cash.
constexpr std::string_view add_goods_receipts
    = R"(ALTER TABLE giving_voided_receipt ADD COLUMN goods_gift {INT};
CREATE INDEX giving_voided_receipt_by_goods_gift ON giving_voided_receipt (branch_id, goods_gift) WHERE goods_gift IS NOT NULL;
)";

// Gifts with another donor than at first are looked through when a person is erased.
constexpr std::string_view find_amended
    = R"(CREATE INDEX giving_gift_by_donor_entry ON giving_gift (branch_id, donor_entry) WHERE donor_entry IS NOT NULL;
)";

constexpr std::string_view add_goods_imports
    = R"(ALTER TABLE giving_goods_gift ADD COLUMN batch {INT};
CREATE INDEX giving_goods_gift_by_batch ON giving_goods_gift (branch_id, batch) WHERE batch IS NOT NULL;
)";

// A campaign whose kind nobody has said is taken for one that raises funds publicly.
constexpr std::string_view add_fundraising_platform
    = R"(ALTER TABLE giving_campaign ADD COLUMN raises_publicly {INT} NOT NULL DEFAULT 1 CHECK (raises_publicly IN (0, 1));
ALTER TABLE giving_campaign ADD COLUMN platform {TEXT} NOT NULL DEFAULT '';
ALTER TABLE giving_campaign ADD COLUMN platform_link {TEXT} NOT NULL DEFAULT '';
)";

constexpr std::string_view create_payment_order = R"(CREATE TABLE giving_payment_order (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    number {TEXT} NOT NULL,
    service {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    campaign {INT},
    purpose {INT},
    donor_kind {TEXT} NOT NULL,
    donor_name {BLOB},
    publish_name {INT} NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on {INT},
    channel {INT},
    pay_until {INT} NOT NULL,
    state {TEXT} NOT NULL,
    gift {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_payment_order_by_number ON giving_payment_order (branch_id, number);
CREATE INDEX giving_payment_order_by_pay_until_id ON giving_payment_order (branch_id, pay_until, id) WHERE state = 'open';
)";

constexpr std::string_view create_payment_notice = R"(CREATE TABLE giving_payment_notice (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    service {TEXT} NOT NULL,
    notice_number {TEXT} NOT NULL,
    transaction_number {TEXT} NOT NULL,
    order_number {TEXT} NOT NULL,
    amount {INT} NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    paid_at {INT},
    trade_state {TEXT} NOT NULL,
    merchant {TEXT} NOT NULL,
    app {TEXT} NOT NULL,
    verified_by {TEXT} NOT NULL,
    outcome {TEXT} NOT NULL,
    reason {TEXT} NOT NULL,
    detail {TEXT} NOT NULL,
    headers {BLOB},
    body {BLOB},
    payment_order {INT},
    gift {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX giving_payment_notice_by_service_notice_number ON giving_payment_notice (branch_id, service, notice_number) WHERE notice_number <> '';
CREATE UNIQUE INDEX giving_payment_notice_by_service_transaction_number ON giving_payment_notice (branch_id, service, transaction_number) WHERE outcome IN ('booked', 'settled');
)";

constexpr std::string_view find_amended_and_waiting_goods
    = R"(ALTER TABLE giving_goods_gift ADD COLUMN donor_entry {INT} CHECK (donor_entry >= 0);
CREATE INDEX giving_goods_gift_by_donor_entry ON giving_goods_gift (branch_id, donor_entry) WHERE donor_entry IS NOT NULL;
CREATE INDEX giving_goods_gift_by_id ON giving_goods_gift (branch_id, id) WHERE state = 'listed';
)";

constexpr std::string_view add_differences
    = R"(ALTER TABLE giving_import_batch ADD COLUMN differences {TEXT} NOT NULL DEFAULT '';
)";

constexpr std::string_view find_waiting_notices
    = R"(CREATE INDEX giving_payment_notice_by_outcome_id ON giving_payment_notice (branch_id, outcome, id);
)";

constexpr std::string_view add_major_moves
    = "ALTER TABLE giving_disclosure_clock ADD COLUMN amount {INT} NOT NULL DEFAULT 0 CHECK "
      "(amount >= 0 AND amount <= 1000000000000)";

constexpr storage::Migration steps[] = {
    { "giving", 1, "create channel", create_channel },
    { "giving", 2, "create purpose", create_purpose },
    { "giving", 3, "create campaign", create_campaign },
    { "giving", 4, "create gift", create_gift },
    { "giving", 5, "create refund", create_refund },
    { "giving", 6, "create voided_receipt", create_voided_receipt },
    { "giving", 7, "create import_batch", create_import_batch },
    { "giving", 8, "create import_profile", create_import_profile },
    { "giving", 9, "create counter", create_counter },
    { "giving", 10, "add the day of the consent to a name", add_name_consent },
    { "giving", 11, "order gifts by amount", add_order_by_amount },
    { "giving", 12, "add kind, fee cap, term and target of purposes", add_purpose_rules },
    { "giving", 13, "add entries of gifts and refunds", add_entries },
    { "giving", 14, "create approval", create_approval },
    { "giving", 15, "create goods_gift", create_goods_gift },
    { "giving", 16, "create goods_line", create_goods_line },
    { "giving", 17, "add voided receipts of goods", add_goods_receipts },
    { "giving", 18, "find gifts with an amended donor", find_amended },
    { "giving", 19, "add the import of goods", add_goods_imports },
    { "giving", 20, "add the platform of a campaign", add_fundraising_platform },
    { "giving", 21, "create payment_order", create_payment_order },
    { "giving", 22, "create payment_notice", create_payment_notice },
    { "giving", 23, "create fundraising_plan", create_fundraising_plan },
    { "giving", 24, "create fundraising_partner", create_fundraising_partner },
    { "giving", 25, "add the plan of a campaign", add_campaign_plan },
    { "giving", 26, "create pledge", create_pledge },
    { "giving", 27, "create campaign_team", create_campaign_team },
    { "giving", 28, "add pledge and team of a gift", add_pledge_and_team },
    { "giving", 29, "create disclosure_notice", create_disclosure_notice },
    { "giving", 30, "create notice_note", create_notice_note },
    { "giving", 31, "create match claims", create_match },
    { "giving", 32, "create disclosure_clock and disclosure_elsewhere", create_disclosure_clock },
    { "giving", 33, "create statement", create_statement },
    { "giving", 34, "create statement_line", create_statement_line },
    { "giving", 35, "create book_item", create_book_item },
    { "giving", 36, "create unidentified_receipt", create_unidentified_receipt },
    { "giving", 37, "create reconciliation", create_reconciliation },
    { "giving", 38, "find goods amended or to count", find_amended_and_waiting_goods },
    { "giving", 39, "create match_return", create_match_return },
    { "giving", 40, "keep what differs from a file's totals", add_differences },
    { "giving", 41, "find payment notices that wait", find_waiting_notices },
    { "giving", 42, "add the amount of a disclosure clock", add_major_moves },
    { "giving", 43, "list the entries beside statements", create_account_entry },
};

}  // namespace

std::span<const storage::Migration> migrations() {
    return steps;
}

}  // namespace boai::giving
