CREATE TABLE subject_key (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE request_key (
    branch_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    fingerprint INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_key_by_at ON request_key (branch_id, at);
CREATE TABLE record_history (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    action TEXT NOT NULL,
    reason TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX record_history_by_record ON record_history (branch_id, record_id, id);
CREATE TABLE figure_daily (
    branch_id INTEGER NOT NULL,
    figure TEXT NOT NULL,
    dimension TEXT NOT NULL,
    key TEXT NOT NULL,
    day INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (branch_id, figure, dimension, key, day)
) STRICT;
CREATE TABLE journal_size (
    branch_id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (branch_id)
) STRICT;
CREATE TABLE journal_leaf (
    branch_id INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (branch_id, idx)
) STRICT, WITHOUT ROWID;
CREATE TABLE journal_tile (
    branch_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (branch_id, level, idx)
) STRICT;
CREATE TABLE journal_checkpoint (
    branch_id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (branch_id, size)
) STRICT;
CREATE TABLE journal_cosignature (
    branch_id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    name TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (branch_id, size, name)
) STRICT;
CREATE TABLE journal_key (
    branch_id INTEGER NOT NULL,
    origin TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sealed_seed BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (branch_id)
) STRICT;
CREATE TABLE ledger_movement (
    branch_id INTEGER NOT NULL,
    fund INTEGER NOT NULL,
    commodity TEXT NOT NULL,
    flow INTEGER NOT NULL CHECK (flow BETWEEN -1 AND 2),
    position INTEGER NOT NULL CHECK (position >= 0),
    entry INTEGER NOT NULL CHECK (entry >= 0),
    line INTEGER NOT NULL CHECK (line >= 0),
    kind INTEGER NOT NULL,
    source INTEGER NOT NULL,
    day INTEGER NOT NULL,
    debit TEXT NOT NULL,
    credit TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    entry_offset INTEGER NOT NULL CHECK (entry_offset >= 0),
    PRIMARY KEY (branch_id, fund, commodity, flow, position, entry, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_balance (
    branch_id INTEGER NOT NULL,
    fund INTEGER NOT NULL,
    commodity TEXT NOT NULL,
    account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_reserved (
    branch_id INTEGER NOT NULL,
    fund INTEGER NOT NULL,
    commodity TEXT NOT NULL,
    account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_axis (
    branch_id INTEGER NOT NULL,
    fund INTEGER NOT NULL,
    commodity TEXT NOT NULL,
    mark INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, mark)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_fund (
    branch_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (branch_id, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_period (
    branch_id INTEGER NOT NULL,
    month INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (branch_id, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_link (
    branch_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    flow INTEGER NOT NULL,
    entry_offset INTEGER NOT NULL,
    length INTEGER NOT NULL CHECK (length > 0),
    to_branch INTEGER NOT NULL,
    to_fund INTEGER NOT NULL,
    commodity TEXT NOT NULL,
    to_position INTEGER NOT NULL,
    PRIMARY KEY (branch_id, source, flow, entry_offset)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_title (
    branch_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (branch_id, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE giving_counter (
    branch_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (branch_id, name)
) STRICT;

CREATE TABLE attachments_attachment (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    record TEXT NOT NULL,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    name BLOB,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0 AND size <= 10485760),
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX attachments_attachment_by_owner_id ON attachments_attachment (branch_id, owner, id);

CREATE TABLE emergency_duty_entry (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    emergency INTEGER,
    kind TEXT NOT NULL,
    officer INTEGER,
    text TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX emergency_duty_entry_by_emergency_id ON emergency_duty_entry (branch_id, emergency, id);

CREATE TABLE emergency_emergency (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    campaign INTEGER,
    began_on INTEGER NOT NULL,
    state TEXT NOT NULL,
    ended_at INTEGER,
    conclusion TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX emergency_emergency_by_campaign ON emergency_emergency (branch_id, campaign) WHERE state = 'open';

CREATE TABLE giving_approval (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    act TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    gift INTEGER,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    used_for INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_approval_by_act_amount ON giving_approval (branch_id, act, amount) WHERE state = 'open';

CREATE TABLE giving_book_item (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    account TEXT NOT NULL,
    entry INTEGER NOT NULL CHECK (entry >= 0),
    day INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= -1000000000000 AND amount <= 1000000000000),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    match_number INTEGER NOT NULL CHECK (match_number >= 0),
    note TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_book_item_by_account_entry ON giving_book_item (branch_id, account, entry);
CREATE INDEX giving_book_item_by_match_number ON giving_book_item (branch_id, match_number) WHERE match_number <> 0;
CREATE INDEX giving_book_item_by_account_state_match_number_day_entry ON giving_book_item (branch_id, account, state, match_number, day, entry);

CREATE TABLE giving_campaign (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    purpose INTEGER,
    target INTEGER NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    begins INTEGER NOT NULL,
    ends INTEGER,
    filing_number TEXT NOT NULL,
    state TEXT NOT NULL,
    raises_publicly INTEGER NOT NULL CHECK (raises_publicly IN (0, 1)),
    platform TEXT NOT NULL,
    platform_link TEXT NOT NULL,
    plan INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_campaign_by_plan ON giving_campaign (branch_id, plan) WHERE plan IS NOT NULL;

CREATE TABLE giving_campaign_team (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    campaign INTEGER,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    leader TEXT NOT NULL,
    story TEXT NOT NULL,
    goal INTEGER NOT NULL CHECK (goal >= 0 AND goal <= 1000000000000),
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_campaign_team_by_campaign_name ON giving_campaign_team (branch_id, campaign, name);

CREATE TABLE giving_channel (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_channel_by_code ON giving_channel (branch_id, code);

CREATE TABLE giving_disclosure_clock (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    clock TEXT NOT NULL,
    applies INTEGER NOT NULL CHECK (applies IN (0, 1)),
    days INTEGER NOT NULL CHECK (days >= 0 AND days <= 366),
    amount INTEGER NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    note TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;

CREATE TABLE giving_disclosure_elsewhere (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    campaign INTEGER,
    purpose INTEGER,
    is_annual INTEGER NOT NULL CHECK (is_annual IN (0, 1)),
    covers_until INTEGER NOT NULL,
    published_on INTEGER NOT NULL,
    place TEXT NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;

CREATE TABLE giving_disclosure_notice (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    scope TEXT NOT NULL,
    campaign INTEGER,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    state TEXT NOT NULL,
    year INTEGER NOT NULL CHECK (year >= 0 AND year <= 9999),
    number INTEGER NOT NULL CHECK (number >= 0),
    gifts INTEGER NOT NULL CHECK (gifts >= 0),
    received INTEGER NOT NULL CHECK (received >= -1000000000000000 AND received <= 1000000000000000),
    goods_value INTEGER NOT NULL CHECK (goods_value >= -1000000000000000 AND goods_value <= 1000000000000000),
    used INTEGER NOT NULL CHECK (used >= -1000000000000000 AND used <= 1000000000000000),
    closing INTEGER NOT NULL CHECK (closing >= -1000000000000000 AND closing <= 1000000000000000),
    warnings TEXT NOT NULL,
    accepted TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    checked_by INTEGER,
    published_on INTEGER,
    published_by INTEGER,
    content INTEGER,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_disclosure_notice_by_year_number ON giving_disclosure_notice (branch_id, year, number) WHERE number > 0;
CREATE INDEX giving_disclosure_notice_by_state_ends_id ON giving_disclosure_notice (branch_id, state, ends, id);

CREATE TABLE giving_fundraising_partner (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    plan INTEGER,
    name TEXT NOT NULL,
    part TEXT NOT NULL,
    evaluated_on INTEGER NOT NULL,
    agreement_number TEXT NOT NULL,
    agreed_on INTEGER NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_fundraising_partner_by_plan_id ON giving_fundraising_partner (branch_id, plan, id);

CREATE TABLE giving_fundraising_plan (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    name TEXT NOT NULL,
    aim TEXT NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    region TEXT NOT NULL,
    person_in_charge TEXT NOT NULL,
    office_address TEXT NOT NULL,
    contact TEXT NOT NULL,
    query_way TEXT NOT NULL,
    accepting TEXT NOT NULL,
    bank_account TEXT NOT NULL,
    beneficiaries TEXT NOT NULL,
    use TEXT NOT NULL,
    target INTEGER NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    cost INTEGER NOT NULL CHECK (cost >= 0 AND cost <= 1000000000000),
    surplus_rule TEXT NOT NULL,
    certificate_number TEXT NOT NULL,
    is_emergency INTEGER NOT NULL CHECK (is_emergency IN (0, 1)),
    filing_number TEXT NOT NULL,
    filed_on INTEGER,
    disclosed_on INTEGER,
    ended_on INTEGER,
    surplus INTEGER CHECK (surplus >= 0 AND surplus <= 1000000000000),
    surplus_handling TEXT NOT NULL,
    closed_on INTEGER,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_fundraising_plan_by_ends_id ON giving_fundraising_plan (branch_id, ends, id) WHERE state <> 'closed';
CREATE UNIQUE INDEX giving_fundraising_plan_by_filing_number ON giving_fundraising_plan (branch_id, filing_number) WHERE filing_number <> '';

CREATE TABLE giving_gift (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    donor_kind TEXT NOT NULL,
    donor_name BLOB,
    donor_person INTEGER,
    donor_organisation INTEGER,
    publish_name INTEGER NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    refunded INTEGER NOT NULL CHECK (refunded >= 0 AND refunded <= 1000000000000),
    day INTEGER NOT NULL,
    channel INTEGER,
    campaign INTEGER,
    purpose INTEGER,
    reference TEXT NOT NULL,
    payment_note BLOB,
    receipt_year INTEGER NOT NULL CHECK (receipt_year >= 0 AND receipt_year <= 9999),
    receipt_number INTEGER NOT NULL CHECK (receipt_number >= 0),
    receipt_state TEXT NOT NULL,
    state TEXT NOT NULL,
    batch INTEGER,
    fingerprint INTEGER NOT NULL CHECK (fingerprint >= 0),
    entry INTEGER CHECK (entry >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    donor_entry INTEGER CHECK (donor_entry >= 0),
    pledge INTEGER,
    team INTEGER,
    donor_name_index INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_gift_by_day_id ON giving_gift (branch_id, day, id);
CREATE INDEX giving_gift_by_amount_id ON giving_gift (branch_id, amount, id);
CREATE UNIQUE INDEX giving_gift_by_receipt_year_receipt_number ON giving_gift (branch_id, receipt_year, receipt_number) WHERE receipt_number > 0;
CREATE UNIQUE INDEX giving_gift_by_channel_reference ON giving_gift (branch_id, channel, reference) WHERE reference <> '' AND state <> 'reversed';
CREATE INDEX giving_gift_by_campaign_day_id ON giving_gift (branch_id, campaign, day, id) WHERE campaign IS NOT NULL;
CREATE INDEX giving_gift_by_batch ON giving_gift (branch_id, batch) WHERE batch IS NOT NULL;
CREATE INDEX giving_gift_by_fingerprint ON giving_gift (branch_id, fingerprint) WHERE fingerprint <> 0;
CREATE INDEX giving_gift_by_id ON giving_gift (branch_id, id) WHERE entry IS NULL;
CREATE INDEX giving_gift_by_donor_person ON giving_gift (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_gift_by_donor_entry ON giving_gift (branch_id, donor_entry) WHERE donor_entry IS NOT NULL;
CREATE INDEX giving_gift_by_pledge ON giving_gift (branch_id, pledge) WHERE pledge IS NOT NULL;
CREATE INDEX giving_gift_by_team_day_id ON giving_gift (branch_id, team, day, id) WHERE team IS NOT NULL;
CREATE INDEX giving_gift_by_donor_name_index ON giving_gift (branch_id, donor_name_index);

CREATE TABLE giving_goods_gift (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    donor_kind TEXT NOT NULL,
    donor_name BLOB,
    donor_person INTEGER,
    donor_organisation INTEGER,
    publish_name INTEGER NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on INTEGER,
    day INTEGER NOT NULL,
    channel INTEGER,
    campaign INTEGER,
    purpose INTEGER,
    delivery TEXT NOT NULL,
    recipient TEXT NOT NULL,
    reference TEXT NOT NULL,
    note BLOB,
    state TEXT NOT NULL,
    lines INTEGER NOT NULL CHECK (lines >= 0 AND lines <= 80),
    unpriced INTEGER NOT NULL CHECK (unpriced >= 0 AND unpriced <= 80),
    value INTEGER NOT NULL CHECK (value >= 0 AND value <= 1000000000000),
    counted_by INTEGER,
    counted_on INTEGER,
    donor_counters BLOB,
    accepted_on INTEGER,
    taken_by BLOB,
    reversed_on INTEGER,
    receipt_year INTEGER NOT NULL CHECK (receipt_year >= 0 AND receipt_year <= 9999),
    receipt_number INTEGER NOT NULL CHECK (receipt_number >= 0),
    receipt_state TEXT NOT NULL,
    batch INTEGER,
    entry INTEGER CHECK (entry >= 0),
    donor_entry INTEGER CHECK (donor_entry >= 0),
    reversal_entry INTEGER CHECK (reversal_entry >= 0),
    donor_name_index INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_goods_gift_by_day_id ON giving_goods_gift (branch_id, day, id);
CREATE UNIQUE INDEX giving_goods_gift_by_receipt_year_receipt_number ON giving_goods_gift (branch_id, receipt_year, receipt_number) WHERE receipt_number > 0;
CREATE INDEX giving_goods_gift_by_campaign_day_id ON giving_goods_gift (branch_id, campaign, day, id) WHERE campaign IS NOT NULL;
CREATE INDEX giving_goods_gift_by_batch ON giving_goods_gift (branch_id, batch) WHERE batch IS NOT NULL;
CREATE INDEX giving_goods_gift_by_donor_person ON giving_goods_gift (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_goods_gift_by_donor_entry ON giving_goods_gift (branch_id, donor_entry) WHERE donor_entry IS NOT NULL;
CREATE INDEX giving_goods_gift_by_id ON giving_goods_gift (branch_id, id) WHERE state = 'listed';
CREATE INDEX giving_goods_gift_by_donor_name_index ON giving_goods_gift (branch_id, donor_name_index);

CREATE TABLE giving_goods_line (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    gift INTEGER,
    item TEXT NOT NULL,
    specification TEXT NOT NULL,
    category TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1 AND quantity <= 1000000000),
    unit TEXT NOT NULL,
    counted INTEGER CHECK (counted >= 0 AND counted <= 1000000000),
    lot TEXT NOT NULL,
    produced_on INTEGER,
    expires_on INTEGER,
    value_basis TEXT NOT NULL,
    value INTEGER CHECK (value >= 1 AND value <= 1000000000000),
    value_proof TEXT NOT NULL,
    expiry_waiver TEXT NOT NULL,
    waived_by INTEGER,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_goods_line_by_gift_id ON giving_goods_line (branch_id, gift, id);

CREATE TABLE giving_import_batch (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    file TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    channel INTEGER,
    campaign INTEGER,
    rows INTEGER NOT NULL CHECK (rows >= 0),
    accepted INTEGER NOT NULL CHECK (accepted >= 0),
    refused INTEGER NOT NULL CHECK (refused >= 0),
    duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
    sum INTEGER NOT NULL CHECK (sum >= 0),
    state TEXT NOT NULL,
    matched INTEGER NOT NULL CHECK (matched >= 0),
    differences TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_import_batch_by_file_hash ON giving_import_batch (branch_id, file_hash);
CREATE INDEX giving_import_batch_by_content_digest ON giving_import_batch (branch_id, content_digest);

CREATE TABLE giving_import_profile (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_import_profile_by_name ON giving_import_profile (branch_id, name);

CREATE TABLE giving_match_claim (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    campaign INTEGER,
    kind TEXT NOT NULL,
    matcher TEXT NOT NULL,
    channel INTEGER,
    purpose INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day INTEGER NOT NULL,
    settled INTEGER NOT NULL CHECK (settled >= 0 AND settled <= 1000000000000),
    given_up INTEGER NOT NULL CHECK (given_up >= 0 AND given_up <= 1000000000000),
    ended_on INTEGER,
    parts INTEGER NOT NULL CHECK (parts >= 0),
    batch INTEGER,
    state TEXT NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    taken_back INTEGER NOT NULL CHECK (taken_back >= 0 AND taken_back <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_match_claim_by_campaign_id ON giving_match_claim (branch_id, campaign, id);
CREATE INDEX giving_match_claim_by_batch ON giving_match_claim (branch_id, batch) WHERE batch IS NOT NULL;

CREATE TABLE giving_match_part (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    claim INTEGER,
    kind TEXT NOT NULL,
    gift INTEGER,
    team INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    taken_back INTEGER NOT NULL CHECK (taken_back >= 0 AND taken_back <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_match_part_by_claim_id ON giving_match_part (branch_id, claim, id);
CREATE INDEX giving_match_part_by_gift ON giving_match_part (branch_id, gift) WHERE gift IS NOT NULL;

CREATE TABLE giving_match_return (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    claim INTEGER,
    part INTEGER,
    gift INTEGER,
    treatment TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day INTEGER NOT NULL,
    reason TEXT NOT NULL,
    settlement INTEGER,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_match_return_by_claim_id ON giving_match_return (branch_id, claim, id);
CREATE INDEX giving_match_return_by_gift ON giving_match_return (branch_id, gift) WHERE gift IS NOT NULL;

CREATE TABLE giving_match_settlement (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    claim INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day INTEGER NOT NULL,
    reference TEXT NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_match_settlement_by_claim_id ON giving_match_settlement (branch_id, claim, id);

CREATE TABLE giving_notice_note (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    notice INTEGER,
    text TEXT NOT NULL,
    day INTEGER NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_notice_note_by_notice_id ON giving_notice_note (branch_id, notice, id);

CREATE TABLE giving_payment_notice (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    service TEXT NOT NULL,
    notice_number TEXT NOT NULL,
    transaction_number TEXT NOT NULL,
    order_number TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    paid_at INTEGER,
    trade_state TEXT NOT NULL,
    merchant TEXT NOT NULL,
    app TEXT NOT NULL,
    verified_by TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    headers BLOB,
    body BLOB,
    payment_order INTEGER,
    gift INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_payment_notice_by_service_notice_number ON giving_payment_notice (branch_id, service, notice_number) WHERE notice_number <> '';
CREATE UNIQUE INDEX giving_payment_notice_by_service_transaction_number ON giving_payment_notice (branch_id, service, transaction_number) WHERE outcome IN ('booked', 'settled');
CREATE INDEX giving_payment_notice_by_outcome_id ON giving_payment_notice (branch_id, outcome, id);

CREATE TABLE giving_payment_order (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    number TEXT NOT NULL,
    service TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    campaign INTEGER,
    purpose INTEGER,
    donor_kind TEXT NOT NULL,
    donor_name BLOB,
    publish_name INTEGER NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on INTEGER,
    channel INTEGER,
    pay_until INTEGER NOT NULL,
    state TEXT NOT NULL,
    gift INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_payment_order_by_number ON giving_payment_order (branch_id, number);
CREATE INDEX giving_payment_order_by_pay_until_id ON giving_payment_order (branch_id, pay_until, id) WHERE state = 'open';

CREATE TABLE giving_pledge (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    number TEXT NOT NULL,
    donor_kind TEXT NOT NULL,
    donor_name BLOB,
    donor_person INTEGER,
    donor_organisation INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    agreed_on INTEGER NOT NULL,
    campaign INTEGER,
    purpose INTEGER,
    conditions TEXT NOT NULL,
    agreement_number TEXT NOT NULL,
    builds_works INTEGER NOT NULL CHECK (builds_works IN (0, 1)),
    paid INTEGER NOT NULL CHECK (paid >= 0 AND paid <= 1000000000000),
    ended_on INTEGER,
    given_up INTEGER CHECK (given_up >= -1000000000000 AND given_up <= 1000000000000),
    state TEXT NOT NULL,
    donor_name_index INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_pledge_by_number ON giving_pledge (branch_id, number);
CREATE INDEX giving_pledge_by_donor_person ON giving_pledge (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_pledge_by_donor_name_index ON giving_pledge (branch_id, donor_name_index);

CREATE TABLE giving_pledge_consent (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    pledge INTEGER,
    from_purpose INTEGER,
    to_purpose INTEGER,
    consented_by BLOB,
    consented_on INTEGER NOT NULL,
    way TEXT NOT NULL,
    paper TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_pledge_consent_by_pledge_id ON giving_pledge_consent (branch_id, pledge, id);

CREATE TABLE giving_pledge_instalment (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    pledge INTEGER,
    due_on INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_pledge_instalment_by_pledge_due_on_id ON giving_pledge_instalment (branch_id, pledge, due_on, id);

CREATE TABLE giving_purpose (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    kind TEXT NOT NULL,
    donor_words TEXT NOT NULL,
    fee_cap INTEGER NOT NULL CHECK (fee_cap >= 0 AND fee_cap <= 1000),
    term INTEGER,
    target INTEGER NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    idle_days INTEGER NOT NULL CHECK (idle_days >= 0 AND idle_days <= 3650),
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_purpose_by_code ON giving_purpose (branch_id, code);

CREATE TABLE giving_reconciliation (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    account TEXT NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    opening INTEGER NOT NULL CHECK (opening >= -1000000000000 AND opening <= 1000000000000),
    received INTEGER NOT NULL CHECK (received >= -1000000000000 AND received <= 1000000000000),
    paid INTEGER NOT NULL CHECK (paid >= -1000000000000 AND paid <= 1000000000000),
    closing INTEGER NOT NULL CHECK (closing >= -1000000000000 AND closing <= 1000000000000),
    book_balance INTEGER NOT NULL CHECK (book_balance >= -1000000000000 AND book_balance <= 1000000000000),
    brought_forward INTEGER NOT NULL CHECK (brought_forward >= -1000000000000 AND brought_forward <= 1000000000000),
    open_lines INTEGER NOT NULL CHECK (open_lines >= -1000000000000 AND open_lines <= 1000000000000),
    open_line_count INTEGER NOT NULL CHECK (open_line_count >= 0),
    open_entries INTEGER NOT NULL CHECK (open_entries >= -1000000000000 AND open_entries <= 1000000000000),
    open_entry_count INTEGER NOT NULL CHECK (open_entry_count >= 0),
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_reconciliation_by_account_ends ON giving_reconciliation (branch_id, account, ends) WHERE state <> 'withdrawn';

CREATE TABLE giving_refund (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    gift INTEGER,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day INTEGER NOT NULL,
    reason TEXT NOT NULL,
    batch INTEGER,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_refund_by_gift ON giving_refund (branch_id, gift);
CREATE INDEX giving_refund_by_day_id ON giving_refund (branch_id, day, id);

CREATE TABLE giving_statement (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    channel INTEGER,
    account TEXT NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    opening INTEGER NOT NULL CHECK (opening >= -1000000000000 AND opening <= 1000000000000),
    received INTEGER NOT NULL CHECK (received >= 0 AND received <= 1000000000000),
    paid INTEGER NOT NULL CHECK (paid >= 0 AND paid <= 1000000000000),
    closing INTEGER NOT NULL CHECK (closing >= -1000000000000 AND closing <= 1000000000000),
    lines INTEGER NOT NULL CHECK (lines >= 0),
    file TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_statement_by_account_ends_id ON giving_statement (branch_id, account, ends, id);
CREATE UNIQUE INDEX giving_statement_by_file_hash ON giving_statement (branch_id, file_hash) WHERE state = 'committed';

CREATE TABLE giving_statement_line (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    statement INTEGER,
    account TEXT NOT NULL,
    file_row INTEGER NOT NULL CHECK (file_row >= 0),
    day INTEGER NOT NULL,
    time_of_day TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= -1000000000000 AND amount <= 1000000000000),
    balance INTEGER CHECK (balance >= -1000000000000 AND balance <= 1000000000000),
    fee INTEGER NOT NULL CHECK (fee >= 0 AND fee <= 1000000000000),
    payer BLOB,
    reference TEXT NOT NULL,
    order_number TEXT NOT NULL,
    trade_number TEXT NOT NULL,
    memo BLOB,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    match_number INTEGER NOT NULL CHECK (match_number >= 0),
    declined INTEGER NOT NULL CHECK (declined IN (0, 1)),
    note TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_statement_line_by_statement_file_row_id ON giving_statement_line (branch_id, statement, file_row, id);
CREATE INDEX giving_statement_line_by_account_day_id ON giving_statement_line (branch_id, account, day, id);
CREATE INDEX giving_statement_line_by_account_state_match_number_day_id ON giving_statement_line (branch_id, account, state, match_number, day, id);
CREATE INDEX giving_statement_line_by_match_number ON giving_statement_line (branch_id, match_number) WHERE match_number <> 0;

CREATE TABLE giving_unidentified_receipt (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    line INTEGER,
    channel INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day INTEGER NOT NULL,
    reference TEXT NOT NULL,
    payer BLOB,
    memo BLOB,
    state TEXT NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    gift INTEGER,
    ended_on INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX giving_unidentified_receipt_by_day_id ON giving_unidentified_receipt (branch_id, day, id) WHERE state = 'held';
CREATE UNIQUE INDEX giving_unidentified_receipt_by_line ON giving_unidentified_receipt (branch_id, line) WHERE state <> 'withdrawn';
CREATE INDEX giving_unidentified_receipt_by_gift ON giving_unidentified_receipt (branch_id, gift) WHERE gift IS NOT NULL;

CREATE TABLE giving_voided_receipt (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    gift INTEGER,
    receipt_year INTEGER NOT NULL CHECK (receipt_year >= 1 AND receipt_year <= 9999),
    receipt_number INTEGER NOT NULL CHECK (receipt_number >= 1),
    replaced_by INTEGER NOT NULL CHECK (replaced_by >= 0),
    reason TEXT NOT NULL,
    goods_gift INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX giving_voided_receipt_by_receipt_year_receipt_number ON giving_voided_receipt (branch_id, receipt_year, receipt_number);
CREATE INDEX giving_voided_receipt_by_gift ON giving_voided_receipt (branch_id, gift);
CREATE INDEX giving_voided_receipt_by_goods_gift ON giving_voided_receipt (branch_id, goods_gift) WHERE goods_gift IS NOT NULL;

CREATE TABLE identity_api_token (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    name TEXT NOT NULL,
    holder INTEGER,
    scopes TEXT NOT NULL,
    valid_until INTEGER NOT NULL,
    last_used INTEGER,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX identity_api_token_by_holder ON identity_api_token (holder);

CREATE TABLE identity_audit_event (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    kind TEXT NOT NULL,
    done_by INTEGER,
    about INTEGER,
    record TEXT NOT NULL,
    record_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    reason TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX identity_audit_event_by_done_by_id ON identity_audit_event (branch_id, done_by, id) WHERE done_by IS NOT NULL;
CREATE INDEX identity_audit_event_by_record_id ON identity_audit_event (branch_id, record_id) WHERE record_id <> '';

CREATE TABLE identity_role_grant (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    holder INTEGER,
    role TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    granted_by INTEGER,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX identity_role_grant_by_holder_role ON identity_role_grant (branch_id, holder, role) WHERE state = 'granted';
CREATE INDEX identity_role_grant_by_holder ON identity_role_grant (holder);

CREATE TABLE identity_role_limit (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    role TEXT NOT NULL,
    command TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX identity_role_limit_by_role_command ON identity_role_limit (branch_id, role, command) WHERE state = 'active';

CREATE TABLE identity_rule_exception (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX identity_rule_exception_by_rule ON identity_rule_exception (branch_id, rule) WHERE state = 'allowed';

CREATE TABLE identity_user (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    email BLOB,
    state TEXT NOT NULL,
    must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
    second_factor INTEGER NOT NULL CHECK (second_factor IN (0, 1)),
    last_sign_in INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX identity_user_by_login ON identity_user (login);

CREATE TABLE people_consent (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    person INTEGER,
    purpose TEXT NOT NULL,
    given_on INTEGER NOT NULL,
    withdrawn_on INTEGER,
    evidence TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX people_consent_by_person_purpose ON people_consent (branch_id, person, purpose);
CREATE UNIQUE INDEX people_consent_by_purpose_person ON people_consent (branch_id, purpose, person) WHERE withdrawn_on IS NULL;

CREATE TABLE people_duplicate (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    person INTEGER,
    other INTEGER,
    same_phone INTEGER NOT NULL CHECK (same_phone IN (0, 1)),
    same_id_number INTEGER NOT NULL CHECK (same_id_number IN (0, 1)),
    same_name INTEGER NOT NULL CHECK (same_name IN (0, 1)),
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX people_duplicate_by_person_other ON people_duplicate (branch_id, person, other);
CREATE INDEX people_duplicate_by_other ON people_duplicate (branch_id, other);

CREATE TABLE people_organisation (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    name TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    address TEXT NOT NULL,
    contact_name BLOB,
    contact_phone BLOB,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX people_organisation_by_name ON people_organisation (branch_id, name);
CREATE UNIQUE INDEX people_organisation_by_credit_code ON people_organisation (branch_id, credit_code) WHERE credit_code <> '';

CREATE TABLE people_person (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    name BLOB,
    phone BLOB,
    id_number BLOB,
    email BLOB,
    address BLOB,
    note BLOB,
    state TEXT NOT NULL,
    merged_into INTEGER,
    name_index INTEGER,
    phone_index INTEGER,
    id_number_index INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX people_person_by_merged_into ON people_person (branch_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX people_person_by_name_index ON people_person (branch_id, name_index);
CREATE INDEX people_person_by_phone_index ON people_person (branch_id, phone_index);
CREATE INDEX people_person_by_id_number_index ON people_person (branch_id, id_number_index);

CREATE TABLE society_branch (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    code TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    level TEXT NOT NULL,
    parent INTEGER,
    address TEXT NOT NULL,
    telephone TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX society_branch_by_code ON society_branch (code);

CREATE TABLE spending_alarm_rule (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    purpose INTEGER,
    register_days INTEGER NOT NULL CHECK (register_days >= 0 AND register_days <= 3650),
    receipt_days INTEGER NOT NULL CHECK (receipt_days >= 0 AND receipt_days <= 3650),
    settle_days INTEGER NOT NULL CHECK (settle_days >= 0 AND settle_days <= 3650),
    idle_days INTEGER NOT NULL CHECK (idle_days >= 0 AND idle_days <= 3650),
    approve_days INTEGER NOT NULL CHECK (approve_days >= 0 AND approve_days <= 3650),
    pay_days INTEGER NOT NULL CHECK (pay_days >= 0 AND pay_days <= 3650),
    prove_days INTEGER NOT NULL CHECK (prove_days >= 0 AND prove_days <= 3650),
    confirm_days INTEGER NOT NULL CHECK (confirm_days >= 0 AND confirm_days <= 3650),
    PRIMARY KEY (branch_id, id)
) STRICT;

CREATE TABLE spending_allocation (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    purpose INTEGER,
    fund_code TEXT NOT NULL,
    is_agency INTEGER NOT NULL CHECK (is_agency IN (0, 1)),
    to_branch INTEGER,
    title TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    state TEXT NOT NULL,
    sent_on INTEGER,
    answered_on INTEGER,
    entry INTEGER CHECK (entry >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    first_approver INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX spending_allocation_by_state_id ON spending_allocation (branch_id, state, id);

CREATE TABLE spending_approval_rule (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    officer_limit INTEGER NOT NULL CHECK (officer_limit >= 0 AND officer_limit <= 1000000000000),
    two_officers INTEGER NOT NULL CHECK (two_officers IN (0, 1)),
    director_limit INTEGER NOT NULL CHECK (director_limit >= 0 AND director_limit <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) STRICT;

CREATE TABLE spending_arrival (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    allocation INTEGER,
    from_branch INTEGER,
    purpose INTEGER,
    title TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    answer TEXT NOT NULL,
    day INTEGER NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE UNIQUE INDEX spending_arrival_by_allocation ON spending_arrival (branch_id, allocation);

CREATE TABLE spending_budget (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    purpose INTEGER,
    year INTEGER NOT NULL CHECK (year >= 1949 AND year <= 9999),
    category TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) STRICT;

CREATE TABLE spending_fund_move (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    kind TEXT NOT NULL,
    purpose INTEGER,
    channel INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day INTEGER NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;

CREATE TABLE spending_payment (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    purpose INTEGER,
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    method TEXT NOT NULL,
    payee BLOB,
    note BLOB,
    state TEXT NOT NULL,
    paid_on INTEGER,
    returned INTEGER NOT NULL CHECK (returned >= 0 AND returned <= 1000000000000),
    proof TEXT NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    first_approver INTEGER,
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX spending_payment_by_paid_on_id ON spending_payment (branch_id, paid_on, id) WHERE paid_on IS NOT NULL;
CREATE INDEX spending_payment_by_state_id ON spending_payment (branch_id, state, id);

CREATE TABLE spending_payment_return (
    branch_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    payment INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day INTEGER NOT NULL,
    reason TEXT NOT NULL,
    entry INTEGER CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) STRICT;
CREATE INDEX spending_payment_return_by_payment ON spending_payment_return (branch_id, payment);
