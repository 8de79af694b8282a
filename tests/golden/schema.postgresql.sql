CREATE TABLE subject_key (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE TABLE request_key (
    branch_id BIGINT NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    fingerprint BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (branch_id, key)
) ;
CREATE INDEX request_key_by_at ON request_key (branch_id, at);
CREATE TABLE record_history (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    record_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    changes TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX record_history_by_record ON record_history (branch_id, record_id, id);
CREATE TABLE figure_daily (
    branch_id BIGINT NOT NULL,
    figure TEXT COLLATE "C" NOT NULL,
    dimension TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (branch_id, figure, dimension, key, day)
) ;
CREATE TABLE journal_size (
    branch_id BIGINT NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (branch_id)
) ;
CREATE TABLE journal_leaf (
    branch_id BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    entry BYTEA NOT NULL,
    PRIMARY KEY (branch_id, idx)
) ;
CREATE TABLE journal_tile (
    branch_id BIGINT NOT NULL,
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (branch_id, level, idx)
) ;
CREATE TABLE journal_checkpoint (
    branch_id BIGINT NOT NULL,
    size BIGINT NOT NULL,
    at BIGINT NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, size)
) ;
CREATE TABLE journal_cosignature (
    branch_id BIGINT NOT NULL,
    size BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    line TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, size, name)
) ;
CREATE TABLE journal_key (
    branch_id BIGINT NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    public_key BYTEA NOT NULL,
    sealed_seed BYTEA NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (branch_id)
) ;
CREATE TABLE ledger_movement (
    branch_id BIGINT NOT NULL,
    fund BIGINT NOT NULL,
    commodity TEXT COLLATE "C" NOT NULL,
    flow BIGINT NOT NULL CHECK (flow BETWEEN -1 AND 2),
    position BIGINT NOT NULL CHECK (position >= 0),
    entry BIGINT NOT NULL CHECK (entry >= 0),
    line BIGINT NOT NULL CHECK (line >= 0),
    kind BIGINT NOT NULL,
    source BIGINT NOT NULL,
    day BIGINT NOT NULL,
    debit TEXT COLLATE "C" NOT NULL,
    credit TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    entry_offset BIGINT NOT NULL CHECK (entry_offset >= 0),
    PRIMARY KEY (branch_id, fund, commodity, flow, position, entry, line)
) ;
CREATE TABLE ledger_balance (
    branch_id BIGINT NOT NULL,
    fund BIGINT NOT NULL,
    commodity TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, account)
) ;
CREATE TABLE ledger_reserved (
    branch_id BIGINT NOT NULL,
    fund BIGINT NOT NULL,
    commodity TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, account)
) ;
CREATE TABLE ledger_axis (
    branch_id BIGINT NOT NULL,
    fund BIGINT NOT NULL,
    commodity TEXT COLLATE "C" NOT NULL,
    mark BIGINT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (branch_id, fund, commodity, mark)
) ;
CREATE TABLE ledger_fund (
    branch_id BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (branch_id, code)
) ;
CREATE TABLE ledger_period (
    branch_id BIGINT NOT NULL,
    month BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    PRIMARY KEY (branch_id, month)
) ;
CREATE TABLE ledger_link (
    branch_id BIGINT NOT NULL,
    source BIGINT NOT NULL,
    flow BIGINT NOT NULL,
    entry_offset BIGINT NOT NULL,
    length BIGINT NOT NULL CHECK (length > 0),
    to_branch BIGINT NOT NULL,
    to_fund BIGINT NOT NULL,
    commodity TEXT COLLATE "C" NOT NULL,
    to_position BIGINT NOT NULL,
    PRIMARY KEY (branch_id, source, flow, entry_offset)
) ;
CREATE TABLE ledger_title (
    branch_id BIGINT NOT NULL,
    source BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, source)
) ;
CREATE TABLE giving_counter (
    branch_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (branch_id, name)
) ;

CREATE TABLE attachments_attachment (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    name BYTEA,
    media_type TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0 AND size <= 10485760),
    sha256 TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX attachments_attachment_by_owner_id ON attachments_attachment (branch_id, owner, id);

CREATE TABLE emergency_duty_entry (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    emergency BIGINT,
    kind TEXT COLLATE "C" NOT NULL,
    officer BIGINT,
    text TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX emergency_duty_entry_by_emergency_id ON emergency_duty_entry (branch_id, emergency, id);

CREATE TABLE emergency_emergency (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    campaign BIGINT,
    began_on BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    ended_at BIGINT,
    conclusion TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX emergency_emergency_by_campaign ON emergency_emergency (branch_id, campaign) WHERE state = 'open';

CREATE TABLE giving_approval (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    act TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    gift BIGINT,
    note TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    used_for BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_approval_by_act_amount ON giving_approval (branch_id, act, amount) WHERE state = 'open';

CREATE TABLE giving_book_item (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    entry BIGINT NOT NULL CHECK (entry >= 0),
    day BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= -1000000000000 AND amount <= 1000000000000),
    state TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    match_number BIGINT NOT NULL CHECK (match_number >= 0),
    note TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_book_item_by_account_entry ON giving_book_item (branch_id, account, entry);
CREATE INDEX giving_book_item_by_match_number ON giving_book_item (branch_id, match_number) WHERE match_number <> 0;
CREATE INDEX giving_book_item_by_account_state_match_number_day_entry ON giving_book_item (branch_id, account, state, match_number, day, entry);

CREATE TABLE giving_campaign (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    summary TEXT COLLATE "C" NOT NULL,
    purpose BIGINT,
    target BIGINT NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    begins BIGINT NOT NULL,
    ends BIGINT,
    filing_number TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    raises_publicly BIGINT NOT NULL CHECK (raises_publicly IN (0, 1)),
    platform TEXT COLLATE "C" NOT NULL,
    platform_link TEXT COLLATE "C" NOT NULL,
    plan BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_campaign_by_plan ON giving_campaign (branch_id, plan) WHERE plan IS NOT NULL;

CREATE TABLE giving_campaign_team (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    campaign BIGINT,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    leader TEXT COLLATE "C" NOT NULL,
    story TEXT COLLATE "C" NOT NULL,
    goal BIGINT NOT NULL CHECK (goal >= 0 AND goal <= 1000000000000),
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_campaign_team_by_campaign_name ON giving_campaign_team (branch_id, campaign, name);

CREATE TABLE giving_channel (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_channel_by_code ON giving_channel (branch_id, code);

CREATE TABLE giving_disclosure_clock (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    clock TEXT COLLATE "C" NOT NULL,
    applies BIGINT NOT NULL CHECK (applies IN (0, 1)),
    days BIGINT NOT NULL CHECK (days >= 0 AND days <= 366),
    amount BIGINT NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    note TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;

CREATE TABLE giving_disclosure_elsewhere (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    campaign BIGINT,
    purpose BIGINT,
    is_annual BIGINT NOT NULL CHECK (is_annual IN (0, 1)),
    covers_until BIGINT NOT NULL,
    published_on BIGINT NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    link TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;

CREATE TABLE giving_disclosure_notice (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    scope TEXT COLLATE "C" NOT NULL,
    campaign BIGINT,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    year BIGINT NOT NULL CHECK (year >= 0 AND year <= 9999),
    number BIGINT NOT NULL CHECK (number >= 0),
    gifts BIGINT NOT NULL CHECK (gifts >= 0),
    received BIGINT NOT NULL CHECK (received >= -1000000000000000 AND received <= 1000000000000000),
    goods_value BIGINT NOT NULL CHECK (goods_value >= -1000000000000000 AND goods_value <= 1000000000000000),
    used BIGINT NOT NULL CHECK (used >= -1000000000000000 AND used <= 1000000000000000),
    closing BIGINT NOT NULL CHECK (closing >= -1000000000000000 AND closing <= 1000000000000000),
    warnings TEXT COLLATE "C" NOT NULL,
    accepted TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    checked_by BIGINT,
    published_on BIGINT,
    published_by BIGINT,
    content BIGINT,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_disclosure_notice_by_year_number ON giving_disclosure_notice (branch_id, year, number) WHERE number > 0;
CREATE INDEX giving_disclosure_notice_by_state_ends_id ON giving_disclosure_notice (branch_id, state, ends, id);

CREATE TABLE giving_fundraising_partner (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    plan BIGINT,
    name TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    evaluated_on BIGINT NOT NULL,
    agreement_number TEXT COLLATE "C" NOT NULL,
    agreed_on BIGINT NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_fundraising_partner_by_plan_id ON giving_fundraising_partner (branch_id, plan, id);

CREATE TABLE giving_fundraising_plan (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    aim TEXT COLLATE "C" NOT NULL,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    person_in_charge TEXT COLLATE "C" NOT NULL,
    office_address TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    query_way TEXT COLLATE "C" NOT NULL,
    accepting TEXT COLLATE "C" NOT NULL,
    bank_account TEXT COLLATE "C" NOT NULL,
    beneficiaries TEXT COLLATE "C" NOT NULL,
    use TEXT COLLATE "C" NOT NULL,
    target BIGINT NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    cost BIGINT NOT NULL CHECK (cost >= 0 AND cost <= 1000000000000),
    surplus_rule TEXT COLLATE "C" NOT NULL,
    certificate_number TEXT COLLATE "C" NOT NULL,
    is_emergency BIGINT NOT NULL CHECK (is_emergency IN (0, 1)),
    filing_number TEXT COLLATE "C" NOT NULL,
    filed_on BIGINT,
    disclosed_on BIGINT,
    ended_on BIGINT,
    surplus BIGINT CHECK (surplus >= 0 AND surplus <= 1000000000000),
    surplus_handling TEXT COLLATE "C" NOT NULL,
    closed_on BIGINT,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_fundraising_plan_by_ends_id ON giving_fundraising_plan (branch_id, ends, id) WHERE state <> 'closed';
CREATE UNIQUE INDEX giving_fundraising_plan_by_filing_number ON giving_fundraising_plan (branch_id, filing_number) WHERE filing_number <> '';

CREATE TABLE giving_gift (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    donor_kind TEXT COLLATE "C" NOT NULL,
    donor_name BYTEA,
    donor_person BIGINT,
    donor_organisation BIGINT,
    publish_name BIGINT NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    refunded BIGINT NOT NULL CHECK (refunded >= 0 AND refunded <= 1000000000000),
    day BIGINT NOT NULL,
    channel BIGINT,
    campaign BIGINT,
    purpose BIGINT,
    reference TEXT COLLATE "C" NOT NULL,
    payment_note BYTEA,
    receipt_year BIGINT NOT NULL CHECK (receipt_year >= 0 AND receipt_year <= 9999),
    receipt_number BIGINT NOT NULL CHECK (receipt_number >= 0),
    receipt_state TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    batch BIGINT,
    fingerprint BIGINT NOT NULL CHECK (fingerprint >= 0),
    entry BIGINT CHECK (entry >= 0),
    position BIGINT NOT NULL CHECK (position >= 0),
    donor_entry BIGINT CHECK (donor_entry >= 0),
    pledge BIGINT,
    team BIGINT,
    donor_name_index BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
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
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    donor_kind TEXT COLLATE "C" NOT NULL,
    donor_name BYTEA,
    donor_person BIGINT,
    donor_organisation BIGINT,
    publish_name BIGINT NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on BIGINT,
    day BIGINT NOT NULL,
    channel BIGINT,
    campaign BIGINT,
    purpose BIGINT,
    delivery TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    note BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    lines BIGINT NOT NULL CHECK (lines >= 0 AND lines <= 80),
    unpriced BIGINT NOT NULL CHECK (unpriced >= 0 AND unpriced <= 80),
    value BIGINT NOT NULL CHECK (value >= 0 AND value <= 1000000000000),
    counted_by BIGINT,
    counted_on BIGINT,
    donor_counters BYTEA,
    accepted_on BIGINT,
    taken_by BYTEA,
    reversed_on BIGINT,
    receipt_year BIGINT NOT NULL CHECK (receipt_year >= 0 AND receipt_year <= 9999),
    receipt_number BIGINT NOT NULL CHECK (receipt_number >= 0),
    receipt_state TEXT COLLATE "C" NOT NULL,
    batch BIGINT,
    entry BIGINT CHECK (entry >= 0),
    donor_entry BIGINT CHECK (donor_entry >= 0),
    reversal_entry BIGINT CHECK (reversal_entry >= 0),
    donor_name_index BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_goods_gift_by_day_id ON giving_goods_gift (branch_id, day, id);
CREATE UNIQUE INDEX giving_goods_gift_by_receipt_year_receipt_number ON giving_goods_gift (branch_id, receipt_year, receipt_number) WHERE receipt_number > 0;
CREATE INDEX giving_goods_gift_by_campaign_day_id ON giving_goods_gift (branch_id, campaign, day, id) WHERE campaign IS NOT NULL;
CREATE INDEX giving_goods_gift_by_batch ON giving_goods_gift (branch_id, batch) WHERE batch IS NOT NULL;
CREATE INDEX giving_goods_gift_by_donor_person ON giving_goods_gift (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_goods_gift_by_donor_entry ON giving_goods_gift (branch_id, donor_entry) WHERE donor_entry IS NOT NULL;
CREATE INDEX giving_goods_gift_by_id ON giving_goods_gift (branch_id, id) WHERE state = 'listed';
CREATE INDEX giving_goods_gift_by_donor_name_index ON giving_goods_gift (branch_id, donor_name_index);

CREATE TABLE giving_goods_line (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    gift BIGINT,
    item TEXT COLLATE "C" NOT NULL,
    specification TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity >= 1 AND quantity <= 1000000000),
    unit TEXT COLLATE "C" NOT NULL,
    counted BIGINT CHECK (counted >= 0 AND counted <= 1000000000),
    lot TEXT COLLATE "C" NOT NULL,
    produced_on BIGINT,
    expires_on BIGINT,
    value_basis TEXT COLLATE "C" NOT NULL,
    value BIGINT CHECK (value >= 1 AND value <= 1000000000000),
    value_proof TEXT COLLATE "C" NOT NULL,
    expiry_waiver TEXT COLLATE "C" NOT NULL,
    waived_by BIGINT,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_goods_line_by_gift_id ON giving_goods_line (branch_id, gift, id);

CREATE TABLE giving_import_batch (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    file TEXT COLLATE "C" NOT NULL,
    file_hash TEXT COLLATE "C" NOT NULL,
    content_digest TEXT COLLATE "C" NOT NULL,
    channel BIGINT,
    campaign BIGINT,
    rows BIGINT NOT NULL CHECK (rows >= 0),
    accepted BIGINT NOT NULL CHECK (accepted >= 0),
    refused BIGINT NOT NULL CHECK (refused >= 0),
    duplicates BIGINT NOT NULL CHECK (duplicates >= 0),
    sum BIGINT NOT NULL CHECK (sum >= 0),
    state TEXT COLLATE "C" NOT NULL,
    matched BIGINT NOT NULL CHECK (matched >= 0),
    differences TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_import_batch_by_file_hash ON giving_import_batch (branch_id, file_hash);
CREATE INDEX giving_import_batch_by_content_digest ON giving_import_batch (branch_id, content_digest);

CREATE TABLE giving_import_profile (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    mapping TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_import_profile_by_name ON giving_import_profile (branch_id, name);

CREATE TABLE giving_match_claim (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    campaign BIGINT,
    kind TEXT COLLATE "C" NOT NULL,
    matcher TEXT COLLATE "C" NOT NULL,
    channel BIGINT,
    purpose BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day BIGINT NOT NULL,
    settled BIGINT NOT NULL CHECK (settled >= 0 AND settled <= 1000000000000),
    given_up BIGINT NOT NULL CHECK (given_up >= 0 AND given_up <= 1000000000000),
    ended_on BIGINT,
    parts BIGINT NOT NULL CHECK (parts >= 0),
    batch BIGINT,
    state TEXT COLLATE "C" NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    taken_back BIGINT NOT NULL CHECK (taken_back >= 0 AND taken_back <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_match_claim_by_campaign_id ON giving_match_claim (branch_id, campaign, id);
CREATE INDEX giving_match_claim_by_batch ON giving_match_claim (branch_id, batch) WHERE batch IS NOT NULL;

CREATE TABLE giving_match_part (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    claim BIGINT,
    kind TEXT COLLATE "C" NOT NULL,
    gift BIGINT,
    team BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    taken_back BIGINT NOT NULL CHECK (taken_back >= 0 AND taken_back <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_match_part_by_claim_id ON giving_match_part (branch_id, claim, id);
CREATE INDEX giving_match_part_by_gift ON giving_match_part (branch_id, gift) WHERE gift IS NOT NULL;

CREATE TABLE giving_match_return (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    claim BIGINT,
    part BIGINT,
    gift BIGINT,
    treatment TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    settlement BIGINT,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_match_return_by_claim_id ON giving_match_return (branch_id, claim, id);
CREATE INDEX giving_match_return_by_gift ON giving_match_return (branch_id, gift) WHERE gift IS NOT NULL;

CREATE TABLE giving_match_settlement (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    claim BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day BIGINT NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_match_settlement_by_claim_id ON giving_match_settlement (branch_id, claim, id);

CREATE TABLE giving_notice_note (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    notice BIGINT,
    text TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_notice_note_by_notice_id ON giving_notice_note (branch_id, notice, id);

CREATE TABLE giving_payment_notice (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    service TEXT COLLATE "C" NOT NULL,
    notice_number TEXT COLLATE "C" NOT NULL,
    transaction_number TEXT COLLATE "C" NOT NULL,
    order_number TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    paid_at BIGINT,
    trade_state TEXT COLLATE "C" NOT NULL,
    merchant TEXT COLLATE "C" NOT NULL,
    app TEXT COLLATE "C" NOT NULL,
    verified_by TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    headers BYTEA,
    body BYTEA,
    payment_order BIGINT,
    gift BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_payment_notice_by_service_notice_number ON giving_payment_notice (branch_id, service, notice_number) WHERE notice_number <> '';
CREATE UNIQUE INDEX giving_payment_notice_by_service_transaction_number ON giving_payment_notice (branch_id, service, transaction_number) WHERE outcome IN ('booked', 'settled');
CREATE INDEX giving_payment_notice_by_outcome_id ON giving_payment_notice (branch_id, outcome, id);

CREATE TABLE giving_payment_order (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    service TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    campaign BIGINT,
    purpose BIGINT,
    donor_kind TEXT COLLATE "C" NOT NULL,
    donor_name BYTEA,
    publish_name BIGINT NOT NULL CHECK (publish_name IN (0, 1)),
    name_consent_on BIGINT,
    channel BIGINT,
    pay_until BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    gift BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_payment_order_by_number ON giving_payment_order (branch_id, number);
CREATE INDEX giving_payment_order_by_pay_until_id ON giving_payment_order (branch_id, pay_until, id) WHERE state = 'open';

CREATE TABLE giving_pledge (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    donor_kind TEXT COLLATE "C" NOT NULL,
    donor_name BYTEA,
    donor_person BIGINT,
    donor_organisation BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    agreed_on BIGINT NOT NULL,
    campaign BIGINT,
    purpose BIGINT,
    conditions TEXT COLLATE "C" NOT NULL,
    agreement_number TEXT COLLATE "C" NOT NULL,
    builds_works BIGINT NOT NULL CHECK (builds_works IN (0, 1)),
    paid BIGINT NOT NULL CHECK (paid >= 0 AND paid <= 1000000000000),
    ended_on BIGINT,
    given_up BIGINT CHECK (given_up >= -1000000000000 AND given_up <= 1000000000000),
    state TEXT COLLATE "C" NOT NULL,
    donor_name_index BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_pledge_by_number ON giving_pledge (branch_id, number);
CREATE INDEX giving_pledge_by_donor_person ON giving_pledge (branch_id, donor_person) WHERE donor_person IS NOT NULL;
CREATE INDEX giving_pledge_by_donor_name_index ON giving_pledge (branch_id, donor_name_index);

CREATE TABLE giving_pledge_consent (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    pledge BIGINT,
    from_purpose BIGINT,
    to_purpose BIGINT,
    consented_by BYTEA,
    consented_on BIGINT NOT NULL,
    way TEXT COLLATE "C" NOT NULL,
    paper TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_pledge_consent_by_pledge_id ON giving_pledge_consent (branch_id, pledge, id);

CREATE TABLE giving_pledge_instalment (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    pledge BIGINT,
    due_on BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_pledge_instalment_by_pledge_due_on_id ON giving_pledge_instalment (branch_id, pledge, due_on, id);

CREATE TABLE giving_purpose (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    donor_words TEXT COLLATE "C" NOT NULL,
    fee_cap BIGINT NOT NULL CHECK (fee_cap >= 0 AND fee_cap <= 1000),
    term BIGINT,
    target BIGINT NOT NULL CHECK (target >= 0 AND target <= 1000000000000),
    idle_days BIGINT NOT NULL CHECK (idle_days >= 0 AND idle_days <= 3650),
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_purpose_by_code ON giving_purpose (branch_id, code);

CREATE TABLE giving_reconciliation (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    opening BIGINT NOT NULL CHECK (opening >= -1000000000000 AND opening <= 1000000000000),
    received BIGINT NOT NULL CHECK (received >= -1000000000000 AND received <= 1000000000000),
    paid BIGINT NOT NULL CHECK (paid >= -1000000000000 AND paid <= 1000000000000),
    closing BIGINT NOT NULL CHECK (closing >= -1000000000000 AND closing <= 1000000000000),
    book_balance BIGINT NOT NULL CHECK (book_balance >= -1000000000000 AND book_balance <= 1000000000000),
    brought_forward BIGINT NOT NULL CHECK (brought_forward >= -1000000000000 AND brought_forward <= 1000000000000),
    open_lines BIGINT NOT NULL CHECK (open_lines >= -1000000000000 AND open_lines <= 1000000000000),
    open_line_count BIGINT NOT NULL CHECK (open_line_count >= 0),
    open_entries BIGINT NOT NULL CHECK (open_entries >= -1000000000000 AND open_entries <= 1000000000000),
    open_entry_count BIGINT NOT NULL CHECK (open_entry_count >= 0),
    note TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_reconciliation_by_account_ends ON giving_reconciliation (branch_id, account, ends) WHERE state <> 'withdrawn';

CREATE TABLE giving_refund (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    gift BIGINT,
    kind TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    batch BIGINT,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_refund_by_gift ON giving_refund (branch_id, gift);
CREATE INDEX giving_refund_by_day_id ON giving_refund (branch_id, day, id);

CREATE TABLE giving_statement (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    channel BIGINT,
    account TEXT COLLATE "C" NOT NULL,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    opening BIGINT NOT NULL CHECK (opening >= -1000000000000 AND opening <= 1000000000000),
    received BIGINT NOT NULL CHECK (received >= 0 AND received <= 1000000000000),
    paid BIGINT NOT NULL CHECK (paid >= 0 AND paid <= 1000000000000),
    closing BIGINT NOT NULL CHECK (closing >= -1000000000000 AND closing <= 1000000000000),
    lines BIGINT NOT NULL CHECK (lines >= 0),
    file TEXT COLLATE "C" NOT NULL,
    file_hash TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_statement_by_account_ends_id ON giving_statement (branch_id, account, ends, id);
CREATE UNIQUE INDEX giving_statement_by_file_hash ON giving_statement (branch_id, file_hash) WHERE state = 'committed';

CREATE TABLE giving_statement_line (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    statement BIGINT,
    account TEXT COLLATE "C" NOT NULL,
    file_row BIGINT NOT NULL CHECK (file_row >= 0),
    day BIGINT NOT NULL,
    time_of_day TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= -1000000000000 AND amount <= 1000000000000),
    balance BIGINT CHECK (balance >= -1000000000000 AND balance <= 1000000000000),
    fee BIGINT NOT NULL CHECK (fee >= 0 AND fee <= 1000000000000),
    payer BYTEA,
    reference TEXT COLLATE "C" NOT NULL,
    order_number TEXT COLLATE "C" NOT NULL,
    trade_number TEXT COLLATE "C" NOT NULL,
    memo BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    match_number BIGINT NOT NULL CHECK (match_number >= 0),
    declined BIGINT NOT NULL CHECK (declined IN (0, 1)),
    note TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_statement_line_by_statement_file_row_id ON giving_statement_line (branch_id, statement, file_row, id);
CREATE INDEX giving_statement_line_by_account_day_id ON giving_statement_line (branch_id, account, day, id);
CREATE INDEX giving_statement_line_by_account_state_match_number_day_id ON giving_statement_line (branch_id, account, state, match_number, day, id);
CREATE INDEX giving_statement_line_by_match_number ON giving_statement_line (branch_id, match_number) WHERE match_number <> 0;

CREATE TABLE giving_unidentified_receipt (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    line BIGINT,
    channel BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day BIGINT NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    payer BYTEA,
    memo BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    position BIGINT NOT NULL CHECK (position >= 0),
    gift BIGINT,
    ended_on BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX giving_unidentified_receipt_by_day_id ON giving_unidentified_receipt (branch_id, day, id) WHERE state = 'held';
CREATE UNIQUE INDEX giving_unidentified_receipt_by_line ON giving_unidentified_receipt (branch_id, line) WHERE state <> 'withdrawn';
CREATE INDEX giving_unidentified_receipt_by_gift ON giving_unidentified_receipt (branch_id, gift) WHERE gift IS NOT NULL;

CREATE TABLE giving_voided_receipt (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    gift BIGINT,
    receipt_year BIGINT NOT NULL CHECK (receipt_year >= 1 AND receipt_year <= 9999),
    receipt_number BIGINT NOT NULL CHECK (receipt_number >= 1),
    replaced_by BIGINT NOT NULL CHECK (replaced_by >= 0),
    reason TEXT COLLATE "C" NOT NULL,
    goods_gift BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX giving_voided_receipt_by_receipt_year_receipt_number ON giving_voided_receipt (branch_id, receipt_year, receipt_number);
CREATE INDEX giving_voided_receipt_by_gift ON giving_voided_receipt (branch_id, gift);
CREATE INDEX giving_voided_receipt_by_goods_gift ON giving_voided_receipt (branch_id, goods_gift) WHERE goods_gift IS NOT NULL;

CREATE TABLE identity_api_token (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    holder BIGINT,
    scopes TEXT COLLATE "C" NOT NULL,
    valid_until BIGINT NOT NULL,
    last_used BIGINT,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX identity_api_token_by_holder ON identity_api_token (holder);

CREATE TABLE identity_audit_event (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    done_by BIGINT,
    about BIGINT,
    record TEXT COLLATE "C" NOT NULL,
    record_id TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX identity_audit_event_by_done_by_id ON identity_audit_event (branch_id, done_by, id) WHERE done_by IS NOT NULL;
CREATE INDEX identity_audit_event_by_record_id ON identity_audit_event (branch_id, record_id) WHERE record_id <> '';

CREATE TABLE identity_role_grant (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    holder BIGINT,
    role TEXT COLLATE "C" NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    granted_by BIGINT,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX identity_role_grant_by_holder_role ON identity_role_grant (branch_id, holder, role) WHERE state = 'granted';
CREATE INDEX identity_role_grant_by_holder ON identity_role_grant (holder);

CREATE TABLE identity_role_limit (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX identity_role_limit_by_role_command ON identity_role_limit (branch_id, role, command) WHERE state = 'active';

CREATE TABLE identity_rule_exception (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX identity_rule_exception_by_rule ON identity_rule_exception (branch_id, rule) WHERE state = 'allowed';

CREATE TABLE identity_user (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    login TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    email BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    must_change_password BIGINT NOT NULL CHECK (must_change_password IN (0, 1)),
    second_factor BIGINT NOT NULL CHECK (second_factor IN (0, 1)),
    last_sign_in BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX identity_user_by_login ON identity_user (login);

CREATE TABLE people_consent (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    person BIGINT,
    purpose TEXT COLLATE "C" NOT NULL,
    given_on BIGINT NOT NULL,
    withdrawn_on BIGINT,
    evidence TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX people_consent_by_person_purpose ON people_consent (branch_id, person, purpose);
CREATE UNIQUE INDEX people_consent_by_purpose_person ON people_consent (branch_id, purpose, person) WHERE withdrawn_on IS NULL;

CREATE TABLE people_duplicate (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    person BIGINT,
    other BIGINT,
    same_phone BIGINT NOT NULL CHECK (same_phone IN (0, 1)),
    same_id_number BIGINT NOT NULL CHECK (same_id_number IN (0, 1)),
    same_name BIGINT NOT NULL CHECK (same_name IN (0, 1)),
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX people_duplicate_by_person_other ON people_duplicate (branch_id, person, other);
CREATE INDEX people_duplicate_by_other ON people_duplicate (branch_id, other);

CREATE TABLE people_organisation (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    credit_code TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    contact_name BYTEA,
    contact_phone BYTEA,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX people_organisation_by_name ON people_organisation (branch_id, name);
CREATE UNIQUE INDEX people_organisation_by_credit_code ON people_organisation (branch_id, credit_code) WHERE credit_code <> '';

CREATE TABLE people_person (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    name BYTEA,
    phone BYTEA,
    id_number BYTEA,
    email BYTEA,
    address BYTEA,
    note BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    merged_into BIGINT,
    name_index BIGINT,
    phone_index BIGINT,
    id_number_index BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX people_person_by_merged_into ON people_person (branch_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX people_person_by_name_index ON people_person (branch_id, name_index);
CREATE INDEX people_person_by_phone_index ON people_person (branch_id, phone_index);
CREATE INDEX people_person_by_id_number_index ON people_person (branch_id, id_number_index);

CREATE TABLE society_branch (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name_zh TEXT COLLATE "C" NOT NULL,
    name_en TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    parent BIGINT,
    address TEXT COLLATE "C" NOT NULL,
    telephone TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX society_branch_by_code ON society_branch (code);

CREATE TABLE spending_alarm_rule (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    purpose BIGINT,
    register_days BIGINT NOT NULL CHECK (register_days >= 0 AND register_days <= 3650),
    receipt_days BIGINT NOT NULL CHECK (receipt_days >= 0 AND receipt_days <= 3650),
    settle_days BIGINT NOT NULL CHECK (settle_days >= 0 AND settle_days <= 3650),
    idle_days BIGINT NOT NULL CHECK (idle_days >= 0 AND idle_days <= 3650),
    approve_days BIGINT NOT NULL CHECK (approve_days >= 0 AND approve_days <= 3650),
    pay_days BIGINT NOT NULL CHECK (pay_days >= 0 AND pay_days <= 3650),
    prove_days BIGINT NOT NULL CHECK (prove_days >= 0 AND prove_days <= 3650),
    confirm_days BIGINT NOT NULL CHECK (confirm_days >= 0 AND confirm_days <= 3650),
    PRIMARY KEY (branch_id, id)
) ;

CREATE TABLE spending_allocation (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    purpose BIGINT,
    fund_code TEXT COLLATE "C" NOT NULL,
    is_agency BIGINT NOT NULL CHECK (is_agency IN (0, 1)),
    to_branch BIGINT,
    title TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    state TEXT COLLATE "C" NOT NULL,
    sent_on BIGINT,
    answered_on BIGINT,
    entry BIGINT CHECK (entry >= 0),
    position BIGINT NOT NULL CHECK (position >= 0),
    first_approver BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX spending_allocation_by_state_id ON spending_allocation (branch_id, state, id);

CREATE TABLE spending_approval_rule (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    officer_limit BIGINT NOT NULL CHECK (officer_limit >= 0 AND officer_limit <= 1000000000000),
    two_officers BIGINT NOT NULL CHECK (two_officers IN (0, 1)),
    director_limit BIGINT NOT NULL CHECK (director_limit >= 0 AND director_limit <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) ;

CREATE TABLE spending_arrival (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    allocation BIGINT,
    from_branch BIGINT,
    purpose BIGINT,
    title TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    answer TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    position BIGINT NOT NULL CHECK (position >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE UNIQUE INDEX spending_arrival_by_allocation ON spending_arrival (branch_id, allocation);

CREATE TABLE spending_budget (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    purpose BIGINT,
    year BIGINT NOT NULL CHECK (year >= 1949 AND year <= 9999),
    category TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0 AND amount <= 1000000000000),
    PRIMARY KEY (branch_id, id)
) ;

CREATE TABLE spending_fund_move (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    purpose BIGINT,
    channel BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day BIGINT NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;

CREATE TABLE spending_payment (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    purpose BIGINT,
    title TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    method TEXT COLLATE "C" NOT NULL,
    payee BYTEA,
    note BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    paid_on BIGINT,
    returned BIGINT NOT NULL CHECK (returned >= 0 AND returned <= 1000000000000),
    proof TEXT COLLATE "C" NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    position BIGINT NOT NULL CHECK (position >= 0),
    first_approver BIGINT,
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX spending_payment_by_paid_on_id ON spending_payment (branch_id, paid_on, id) WHERE paid_on IS NOT NULL;
CREATE INDEX spending_payment_by_state_id ON spending_payment (branch_id, state, id);

CREATE TABLE spending_payment_return (
    branch_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    payment BIGINT,
    amount BIGINT NOT NULL CHECK (amount >= 1 AND amount <= 1000000000000),
    day BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    entry BIGINT CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) ;
CREATE INDEX spending_payment_return_by_payment ON spending_payment_return (branch_id, payment);
