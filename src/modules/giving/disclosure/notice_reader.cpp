#include "modules/giving/disclosure/notice_reader.hpp"

#include "base/id_time.hpp"
#include "ledger/account.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/disclosure/notice_file.hpp"
#include "modules/giving/gift.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using modules::MoneyMoveKind;
using storage::Param;
using storage::Row;

/// What a move does to the money of its fund: +1 in, -1 out.
int sign_of(MoneyMoveKind kind) {
    switch (kind) {
    case MoneyMoveKind::payment_return:
    case MoneyMoveKind::fee_in:
    case MoneyMoveKind::allocation_return:
    case MoneyMoveKind::arrival:
        return 1;
    case MoneyMoveKind::payment:
    case MoneyMoveKind::fee:
    case MoneyMoveKind::allocation:
        return -1;
    }
    return 0;
}

bool is_between_branches(MoneyMoveKind kind) {
    return kind == MoneyMoveKind::allocation || kind == MoneyMoveKind::allocation_return
        || kind == MoneyMoveKind::arrival;
}

std::optional<std::int64_t> number_in(const Row& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional { row.number(column) };
}

} // namespace

void NoticeReader::begin(Id branch, const DisclosureNotice& declared) {
    notice_.branch = branch;
    notice_.scope = declared.scope;
    notice_.campaign = declared.campaign;
    notice_.begins = declared.begins;
    notice_.ends = declared.ends;
    ground_.now = engine_.clock().now();
    if (declared.scope == NoticeScope::subtree) {
        const auto all = tree_->subtree(branch);
        scope_ = { all.begin(), all.end() };
    } else {
        scope_ = { branch };
    }
}

bool NoticeReader::is_told(Id purpose) const {
    return notice_.has_balance && (!only_purpose_ || *only_purpose_ == purpose);
}

std::string NoticeReader::campaign_part(std::string_view alias) const {
    return notice_.campaign.empty() ? std::string {}
                                    : " AND " + std::string { alias } + ".campaign = $4";
}

int NoticeReader::window_of(Instant at) const {
    return at < notice_.begins ? -1 : at < notice_.ends ? 0 : 1;
}

void NoticeReader::add_net(int window, Id purpose, std::int64_t fen, bool is_row) {
    if (!is_told(purpose)) {
        return;
    }
    ground_.records_now.fen += fen;
    auto& opening = openings_[purpose];
    opening.purpose = purpose;
    if (window < 0) {
        opening.opening.fen += fen;
    } else if (window == 0 && !is_row) {
        opening.others.fen += fen;
    }
}

Result<void> NoticeReader::read_names() {
    TRY(queries_(
        "SELECT id, code, name FROM giving_purpose",
        {},
        [&](const Row& row) -> Result<void> {
            purposes_[row.id(0)]
                = { row.id(0), std::string { row.text(1) }, std::string { row.text(2) } };
            return {};
        }
    ));
    return queries_(
        "SELECT id, name FROM giving_campaign",
        {},
        [&](const Row& row) -> Result<void> {
            campaigns_[row.id(0)] = { row.id(0), {}, std::string { row.text(1) } };
            return {};
        }
    );
}

/// A campaign's notice accounts for the campaign's purpose; without one for no money at all, since
/// unrestricted money is not kept apart by campaign.
Result<void> NoticeReader::read_campaign() {
    if (notice_.campaign.empty()) {
        return {};
    }
    const std::array key { Param { notice_.campaign } };
    return queries_(
        "SELECT coalesce(purpose, 0), begins FROM giving_campaign WHERE id = $1",
        key,
        [&](const Row& row) -> Result<void> {
            only_purpose_ = row.id(0);
            notice_.has_balance = !row.id(0).empty();
            ground_.campaign_begins = row.day(1);
            return {};
        }
    );
}

/// Gifts that were entered by mistake and taken out again before the notice ended are in no
/// notice.
Result<void> NoticeReader::read_returns(Id branch) {
    const auto begins = first_id_at(notice_.begins);
    std::vector<Param> params { Param { branch },
                                Param { begins },
                                Param { first_id_at(notice_.ends) } };
    if (!notice_.campaign.empty()) {
        params.emplace_back(notice_.campaign);
    }
    return queries_(
        "SELECT r.gift, r.kind, r.day, r.amount, r.entry, coalesce(g.purpose, 0), "
        "coalesce(g.campaign, 0), g.receipt_year, g.receipt_number FROM giving_refund r JOIN "
        "giving_gift g ON g.branch_id = r.branch_id AND g.id = r.gift WHERE r.branch_id = $1 AND "
        "r.id >= $2 AND r.id < $3"
            + campaign_part("g") + " ORDER BY r.id",
        params,
        [&](const Row& row) -> Result<void> {
            if (row.text(1) == "reversal" && row.id(0) >= begins) {
                cancelled_.insert(row.id(0));
                return {};
            }
            NoticeRow returned { .kind = NoticeRowKind::returned, .gift = row.id(0) };
            returned.branch = branch;
            returned.day = row.day(2);
            returned.amount = row.money(3);
            returned.entry = number_in(row, 4);
            returned.purpose = row.id(5);
            returned.campaign = row.id(6);
            if (row.number(8) != 0) {
                returned.receipt
                    = receipt_text(tree_->find(branch)->code, row.number(7), row.number(8));
            }
            notice_.rows.push_back(std::move(returned));
            return {};
        }
    );
}

Result<void> NoticeReader::read_gifts(Id branch) {
    const auto* found = tree_->find(branch);
    const auto code = found == nullptr ? std::string {} : found->code;
    std::vector<Param> params { Param { branch },
                                Param { first_id_at(notice_.begins) },
                                Param { first_id_at(notice_.ends) } };
    if (!notice_.campaign.empty()) {
        params.emplace_back(notice_.campaign);
    }
    return queries_(
        "SELECT g.id, g.day, coalesce(g.purpose, 0), coalesce(g.campaign, 0), g.amount, "
        "g.receipt_year, g.receipt_number, g.entry FROM giving_gift g WHERE g.branch_id = $1 AND "
        "g.id >= $2 AND g.id < $3"
            + campaign_part("g") + " ORDER BY g.id",
        params,
        [&](const Row& row) -> Result<void> {
            if (cancelled_.contains(row.id(0))) {
                return {};
            }
            NoticeRow gift { .gift = row.id(0), .branch = branch, .day = row.day(1) };
            gift.purpose = row.id(2);
            gift.campaign = row.id(3);
            gift.amount = row.money(4);
            if (row.number(6) != 0) {
                gift.receipt = receipt_text(code, row.number(5), row.number(6));
            }
            gift.entry = number_in(row, 7);
            notice_.rows.push_back(std::move(gift));
            return {};
        }
    );
}

Result<void> NoticeReader::read_goods_lines(Id branch, NoticeRow head) {
    const std::array key { Param { branch }, Param { head.gift } };
    return queries_(
        "SELECT item, specification, counted, unit, value FROM giving_goods_line WHERE branch_id = "
        "$1 AND gift = $2 AND state = 'listed' AND counted > 0 ORDER BY id",
        key,
        [&](const Row& row) -> Result<void> {
            auto line = head;
            line.item = row.text(0);
            line.specification = row.text(1);
            line.quantity = row.number(2);
            line.unit = row.text(3);
            if (!row.is_null(4)) {
                line.amount = row.money(4);
            }
            notice_.rows.push_back(std::move(line));
            return {};
        }
    );
}

/// Goods taken into store or handed over within the time; when that was stands in the history.
Result<void> NoticeReader::read_goods(Id branch) {
    const auto* found = tree_->find(branch);
    const auto code = found == nullptr ? std::string {} : found->code;
    std::vector<Param> params { Param { branch },
                                Param { notice_.begins },
                                Param { notice_.ends } };
    if (!notice_.campaign.empty()) {
        params.emplace_back(notice_.campaign);
    }
    std::vector<NoticeRow> heads;
    TRY(queries_(
        "SELECT g.id, g.day, coalesce(g.purpose, 0), coalesce(g.campaign, 0), g.receipt_year, "
        "g.receipt_number, g.entry FROM giving_goods_gift g JOIN record_history h ON h.branch_id = "
        "g.branch_id AND h.record_id = g.id AND h.action IN ('accept', 'deliver') WHERE "
        "g.branch_id = $1 AND h.at >= $2 AND h.at < $3"
            + campaign_part("g") + " ORDER BY g.id",
        params,
        [&](const Row& row) -> Result<void> {
            if (cancelled_.contains(row.id(0))) {
                return {};
            }
            NoticeRow head { .kind = NoticeRowKind::goods, .gift = row.id(0), .branch = branch };
            head.day = row.day(1);
            head.purpose = row.id(2);
            head.campaign = row.id(3);
            if (row.number(5) != 0) {
                head.receipt = receipt_text(code, row.number(4), row.number(5));
            }
            head.entry = number_in(row, 6);
            heads.push_back(std::move(head));
            return {};
        }
    ));
    for (auto& head : heads) {
        TRY(read_goods_lines(branch, std::move(head)));
    }
    return {};
}

Result<void> NoticeReader::read_goods_returns(Id branch) {
    std::vector<Param> params { Param { branch },
                                Param { notice_.begins },
                                Param { notice_.ends } };
    if (!notice_.campaign.empty()) {
        params.emplace_back(notice_.campaign);
    }
    return queries_(
        "SELECT g.id, coalesce(g.reversed_on, g.day), coalesce(g.purpose, 0), "
        "coalesce(g.campaign, 0), g.value, g.reversal_entry, (SELECT max(t.at) FROM record_history "
        "t WHERE t.branch_id = g.branch_id AND t.record_id = g.id AND t.action IN ('accept', "
        "'deliver')) FROM giving_goods_gift g JOIN record_history h ON h.branch_id = g.branch_id "
        "AND h.record_id = g.id AND h.action = 'reverse' WHERE g.branch_id = $1 AND h.at >= $2 AND "
        "h.at < $3"
            + campaign_part("g") + " ORDER BY g.id",
        params,
        [&](const Row& row) -> Result<void> {
            if (row.instant(6) >= notice_.begins) {
                cancelled_.insert(row.id(0));
                return {};
            }
            NoticeRow returned { .kind = NoticeRowKind::goods_returned, .gift = row.id(0) };
            returned.branch = branch;
            returned.day = row.day(1);
            returned.purpose = row.id(2);
            returned.campaign = row.id(3);
            if (row.number(4) != 0) {
                returned.amount = row.money(4);
            }
            returned.entry = number_in(row, 5);
            notice_.rows.push_back(std::move(returned));
            return {};
        }
    );
}

/// Gifts and returns by purpose, before, within and after the notice's time; what is within it and
/// no row counts as others.
Result<void> NoticeReader::read_sums(Id branch) {
    const std::array params { Param { branch },
                              Param { first_id_at(notice_.begins) },
                              Param { first_id_at(notice_.ends) },
                              Param { notice_.campaign } };
    for (const auto& [sign, sql] :
         { std::pair { 1,
                       "SELECT CASE WHEN g.id < $2 THEN -1 WHEN g.id < $3 THEN 0 ELSE 1 END AS w, "
                       "coalesce(g.purpose, 0) AS p, CASE WHEN g.campaign = $4 THEN 1 ELSE 0 END "
                       "AS c, CAST(sum(g.amount) AS BIGINT) FROM giving_gift g WHERE g.branch_id = "
                       "$1 GROUP BY 1, 2, 3" },
           std::pair { -1,
                       "SELECT CASE WHEN r.id < $2 THEN -1 WHEN r.id < $3 THEN 0 ELSE 1 END AS w, "
                       "coalesce(g.purpose, 0) AS p, CASE WHEN g.campaign = $4 THEN 1 ELSE 0 END "
                       "AS c, CAST(sum(r.amount) AS BIGINT) FROM giving_refund r JOIN giving_gift "
                       "g ON g.branch_id = r.branch_id AND g.id = r.gift WHERE r.branch_id = $1 "
                       "GROUP BY 1, 2, 3" } }) {
        TRY(queries_(sql, params, [&, sign = sign](const Row& row) -> Result<void> {
            const bool is_row = notice_.campaign.empty() || row.number(2) != 0;
            add_net(static_cast<int>(row.number(0)), row.id(1), sign * row.number(3), is_row);
            return {};
        }));
    }
    return {};
}

Result<void> NoticeReader::read_moves(Id branch) {
    for (auto& move : TRY(read_moves_(queries_, branch))) {
        if (!is_told(move.purpose)) {
            continue;
        }
        const bool is_within = is_between_branches(move.kind) && scope_.contains(move.other);
        const auto window = window_of(move.at);
        if (!is_within) {
            add_net(window, move.purpose, sign_of(move.kind) * move.amount.fen, true);
        }
        if (window == 0) {
            notice_.uses.push_back({ .kind = move.kind,
                                     .branch = branch,
                                     .other = move.other,
                                     .purpose = move.purpose,
                                     .day = move.day,
                                     .amount = move.amount,
                                     .title = std::move(move.title),
                                     .entry = move.entry,
                                     .is_within = is_within });
        }
    }
    return {};
}

Result<void> NoticeReader::read_tests(Id branch) {
    const auto* field = gift_type.find_field("donor_name");
    std::vector<Param> params { Param { branch },
                                Param { first_id_at(notice_.begins) },
                                Param { first_id_at(notice_.ends) } };
    std::string places;
    for (const auto name : test_names()) {
        params.emplace_back(record::index_of(engine_.vault(), *field, name));
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    for (const auto* table : { "giving_gift", "giving_goods_gift" }) {
        TRY(queries_(
            "SELECT id FROM " + std::string { table }
                + " WHERE branch_id = $1 AND donor_name_index IN (" + places
                + ") AND id >= $2 AND id < $3",
            params,
            [&](const Row& row) -> Result<void> {
                ground_.test_gifts.push_back(row.id(0));
                return {};
            }
        ));
    }
    return {};
}

/// What lies on the accounts of money, and what is on its way to a branch of the notice.
Result<void> NoticeReader::read_ledger(Id branch) {
    const std::array key { Param { branch } };
    return queries_(
        "SELECT fund, account, amount FROM ledger_balance WHERE branch_id = $1 AND commodity = "
        "'CNY' AND amount <> 0",
        key,
        [&](const Row& row) -> Result<void> {
            if (!is_told(row.id(0))) {
                return {};
            }
            const auto account = row.text(1);
            const auto* known = ledger::find_account(account);
            bool counts = known != nullptr && known->money;
            // "1402/CODE", or "1801/1402/CODE" of money held for others.
            constexpr std::string_view transit = "1402/";
            if (const auto at = account.find(transit); at != std::string_view::npos) {
                const auto* to = tree_->find_code(account.substr(at + transit.size()));
                counts = to != nullptr && scope_.contains(to->id);
            }
            ground_.ledger_now.fen += counts ? row.number(2) : 0;
            return {};
        }
    );
}

Result<std::optional<PublishedNotice>>
NoticeReader::previous(Id branch, const DisclosureNotice& declared) {
    const std::array params { Param { branch },
                              Param { record::choice_of(declared.scope).value },
                              Param { declared.campaign } };
    std::optional<PublishedNotice> found;
    TRY(queries_(
        "SELECT id, year, number, ends, coalesce(content, 0) FROM giving_disclosure_notice WHERE "
        "branch_id = $1 AND state = 'published' AND scope = $2 AND coalesce(campaign, 0) = $3 "
        "ORDER BY ends DESC, id DESC LIMIT 1",
        params,
        [&](const Row& row) -> Result<void> {
            DisclosureNotice one;
            one.year = row.number(1);
            one.number = row.number(2);
            const auto* at = tree_->find(branch);
            found = PublishedNotice { row.id(0),
                                      notice_text(at == nullptr ? "" : at->code, one),
                                      row.instant(3),
                                      row.id(4) };
            return {};
        }
    ));
    return found;
}

Result<void> NoticeReader::read_numbers(Id branch) {
    const std::array key { Param { branch } };
    return queries_(
        "SELECT year, number FROM giving_disclosure_notice WHERE branch_id = $1 AND number > 0",
        key,
        [&](const Row& row) -> Result<void> {
            const DisclosureNotice one { .year = row.number(0), .number = row.number(1) };
            ground_.taken_numbers.push_back(notice_text(tree_->find(branch)->code, one));
            return {};
        }
    );
}

Result<void> NoticeReader::read_previous(Id branch, const DisclosureNotice& declared) {
    const auto before = TRY(previous(branch, declared));
    if (!before) {
        return {};
    }
    notice_.previous = before->number;
    ground_.previous_ends = before->ends;
    const auto bytes = TRY(read_notice_bytes(engine_, queries_, branch, before->content));
    ground_.previous_buckets = TRY(parse_notice_file(bytes)).buckets;
    return {};
}

/// What branches are called now, the one that publishes first.
void NoticeReader::name_branches() {
    std::set<Id> branches;
    for (const auto& row : notice_.rows) {
        branches.insert(row.branch);
    }
    for (const auto& use : notice_.uses) {
        branches.insert(use.branch);
        branches.insert(use.other);
    }
    const auto add_branch = [&](const record::BranchInfo& info) {
        notice_.branches.push_back({ info.id, info.code, info.name_zh, info.name_en, info.level });
    };
    if (const auto* own = tree_->find(notice_.branch)) {
        add_branch(*own);
    }
    for (const auto& info : tree_->all()) {
        if (branches.contains(info.id) && info.id != notice_.branch) {
            add_branch(info);
        }
    }
}

void NoticeReader::name_purposes() {
    std::set<Id> purposes;
    std::set<Id> campaigns { notice_.campaign };
    for (const auto& row : notice_.rows) {
        purposes.insert(row.purpose);
        campaigns.insert(row.campaign);
    }
    for (const auto& bucket : notice_.buckets) {
        purposes.insert(bucket.purpose);
    }
    for (const auto& [id, purpose] : purposes_) {
        if (purposes.contains(id)) {
            notice_.purposes.push_back(purpose);
        }
    }
    for (const auto& [id, campaign] : campaigns_) {
        if (campaigns.contains(id)) {
            notice_.campaigns.push_back(campaign);
        }
    }
}

Result<ReadNotice> NoticeReader::read(Id branch, const DisclosureNotice& declared) {
    begin(branch, declared);
    TRY(read_names());
    TRY(read_campaign());
    if (only_purpose_ && notice_.has_balance) {
        openings_[*only_purpose_].purpose = *only_purpose_;
    }
    for (const auto one : scope_) {
        TRY(read_returns(one));
        TRY(read_gifts(one));
        TRY(read_goods_returns(one));
        TRY(read_goods(one));
        TRY(read_sums(one));
        TRY(read_moves(one));
        TRY(read_tests(one));
        TRY(read_ledger(one));
    }
    std::ranges::stable_sort(notice_.rows, {}, [](const NoticeRow& row) {
        return std::pair { row.day, row.gift };
    });
    std::ranges::stable_sort(notice_.uses, {}, &NoticeUse::day);
    std::vector<NoticeOpening> openings;
    for (const auto& [purpose, opening] : openings_) {
        openings.push_back(opening);
    }
    name_branches();
    add_up(notice_, openings);
    name_purposes();
    TRY(read_numbers(branch));
    TRY(read_previous(branch, declared));
    return ReadNotice { std::move(notice_), std::move(ground_) };
}

} // namespace boai::giving
