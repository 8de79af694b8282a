// The rows of a notice: gifts in money and in kind, and what was returned of them.
#include "base/id_time.hpp"
#include "modules/giving/disclosure/notice_reader.hpp"
#include "modules/giving/gift.hpp"

#include <array>

namespace boai::giving {
namespace {

using storage::Param;
using storage::Row;

std::optional<std::int64_t> number_in(const Row& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional { row.number(column) };
}

} // namespace

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
    const auto code = tree_->code_of(branch);
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
    const auto code = tree_->code_of(branch);
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

} // namespace boai::giving
