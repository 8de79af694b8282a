#include "modules/giving/disclosure/notice_reader.hpp"

#include "base/id_time.hpp"

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
    case MoneyMoveKind::charge_return:
    case MoneyMoveKind::interest:
        return 1;
    case MoneyMoveKind::payment:
    case MoneyMoveKind::fee:
    case MoneyMoveKind::allocation:
    case MoneyMoveKind::charge:
    case MoneyMoveKind::interest_return:
        return -1;
    }
    return 0;
}

bool is_between_branches(MoneyMoveKind kind) {
    return kind == MoneyMoveKind::allocation || kind == MoneyMoveKind::allocation_return
        || kind == MoneyMoveKind::arrival;
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

int NoticeReader::window_of(Id made) const {
    return made < first_id_at(notice_.begins) ? -1 : made < first_id_at(notice_.ends) ? 0 : 1;
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

void NoticeReader::add_use(modules::MoneyMove move) {
    if (!is_told(move.purpose)) {
        return;
    }
    const bool is_within = is_between_branches(move.kind) && scope_.contains(move.other);
    const auto window = window_of(move.at);
    if (!is_within) {
        add_net(window, move.purpose, sign_of(move.kind) * move.amount.fen, true);
    }
    if (window == 0) {
        notice_.uses.push_back({ .kind = move.kind,
                                 .branch = move.branch,
                                 .other = move.other,
                                 .purpose = move.purpose,
                                 .day = move.day,
                                 .amount = move.amount,
                                 .title = std::move(move.title),
                                 .entry = move.entry,
                                 .is_within = is_within });
    }
}

Result<void> NoticeReader::read_moves(Id branch) {
    for (auto& move : TRY(read_moves_(queries_, branch))) {
        move.branch = branch;
        add_use(std::move(move));
    }
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
    for (const auto& receivable : notice_.receivables) {
        purposes.insert(receivable.purpose);
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
        TRY(read_matches(one));
        TRY(read_held(one));
        TRY(read_sums(one));
        TRY(read_moves(one));
        TRY(read_charges(one));
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
    take_receivables();
    name_branches();
    add_up(notice_, openings);
    name_purposes();
    TRY(read_numbers(branch));
    TRY(read_previous(branch, declared));
    return ReadNotice { std::move(notice_), std::move(ground_) };
}

} // namespace boai::giving
