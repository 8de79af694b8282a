// What comes to a notice beside gifts and spending: matches, money that nobody has claimed, and
// what banks took or added by themselves.
#include "base/id_time.hpp"
#include "ledger/account.hpp"
#include "ledger/entry.hpp"
#include "modules/giving/disclosure/notice_reader.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using modules::MoneyMove;
using modules::MoneyMoveKind;
using storage::Param;
using storage::Row;

MatchKind match_kind(std::string_view word) {
    const auto all = record::choices_of<MatchKind>;
    const auto at = std::ranges::find(all, word, &record::Choice::value);
    return at == all.end() ? MatchKind::platform : static_cast<MatchKind>(at - all.begin());
}

/// Adds to what was before the notice's time, or to `part` of what was in it.
template <class Sums>
void add_by_window(
    Sums& sums, int window, std::int64_t into_opening, Money Sums::* part, Money amount
) {
    if (window < 0) {
        sums.opening.fen += into_opening;
    } else if (window == 0) {
        sums.*part = sums.*part + amount;
    }
}

/// One entry of the ledger by which a bank took or added something, or its reversal.
struct ChargeEntry {
    std::int64_t entry = 0;
    bool is_reversal = false;
    Id line; ///< of the statement
    Day day;
    bool comes_in = false; ///< money grew
    Money amount;
};

/// What the entry is called in a notice: interest grows money, its reversal takes it out again.
MoneyMoveKind kind_of_charge(const ChargeEntry& charge) {
    if (charge.is_reversal) {
        return charge.comes_in ? MoneyMoveKind::charge_return : MoneyMoveKind::interest_return;
    }
    return charge.comes_in ? MoneyMoveKind::interest : MoneyMoveKind::charge;
}

Result<std::vector<ChargeEntry>> charge_entries(record::Queries queries, Id branch) {
    const std::array params {
        Param { branch },
        Param { ledger::unrestricted_fund().id },
        Param { static_cast<std::int64_t>(ledger::EntryKind::charge) },
        Param { static_cast<std::int64_t>(ledger::EntryKind::reversal) },
    };
    std::vector<ChargeEntry> found;
    TRY(queries(
        "SELECT m.entry, m.kind, m.source, m.day, m.debit, m.amount FROM ledger_movement m JOIN "
        "giving_statement_line l ON l.branch_id = m.branch_id AND l.id = m.source WHERE "
        "m.branch_id = $1 AND m.fund = $2 AND m.commodity = 'CNY' AND m.kind IN ($3, $4) ORDER BY "
        "m.entry",
        params,
        [&](const Row& row) -> Result<void> {
            const auto* debit = ledger::find_account(row.text(4));
            found.push_back({ .entry = row.number(0),
                              .is_reversal = row.number(1)
                                  == static_cast<std::int64_t>(ledger::EntryKind::reversal),
                              .line = row.id(2),
                              .day = row.day(3),
                              .comes_in = debit != nullptr && debit->money,
                              .amount = row.money(5) });
            return {};
        }
    ));
    return found;
}

/// When each entry of a statement's line was made, in order, from the line's history.
Result<std::map<Id, std::vector<Instant>>> charge_times(record::Queries queries, Id branch) {
    const std::array params { Param { branch } };
    std::map<Id, std::vector<Instant>> times;
    TRY(queries(
        "SELECT h.record_id, h.at FROM giving_statement_line l JOIN record_history h ON "
        "h.branch_id = l.branch_id AND h.record_id = l.id AND h.action IN ('book_charge', "
        "'take_back_charge') WHERE l.branch_id = $1 ORDER BY h.record_id, h.id",
        params,
        [&](const Row& row) -> Result<void> {
            times[row.id(0)].push_back(row.instant(1));
            return {};
        }
    ));
    return times;
}

} // namespace

void NoticeReader::add_settlement(NoticeRow row, MatchKind kind, int window) {
    const bool is_row = notice_.campaign.empty() || notice_.campaign == row.campaign;
    const auto amount = row.amount.value_or(Money {});
    add_net(window, row.purpose, amount.fen, is_row);
    if (!is_row) {
        return;
    }
    auto& receivable = receivables_[{ kind, row.purpose }];
    add_by_window(receivable, window, -amount.fen, &NoticeReceivable::settled, amount);
    if (window == 0) {
        notice_.rows.push_back(std::move(row));
    }
}

Result<void> NoticeReader::read_settlements(Id branch) {
    const std::array params { Param { branch } };
    return queries_(
        "SELECT s.id, s.day, s.amount, s.entry, c.kind, coalesce(c.purpose, 0), "
        "coalesce(c.campaign, 0) FROM giving_match_settlement s JOIN giving_match_claim c ON "
        "c.branch_id = s.branch_id AND c.id = s.claim WHERE s.branch_id = $1 ORDER BY s.id",
        params,
        [&](const Row& row) -> Result<void> {
            const auto kind = match_kind(row.text(4));
            NoticeRow settled { .kind = row_kind_of(kind), .gift = row.id(0), .branch = branch };
            settled.day = row.day(1);
            settled.amount = row.money(2);
            if (!row.is_null(3)) {
                settled.entry = row.number(3);
            }
            settled.purpose = row.id(5);
            settled.campaign = row.id(6);
            add_settlement(std::move(settled), kind, window_of(row.id(0)));
            return {};
        }
    );
}

/// What became of matches of gifts that went: taken off the receivable, or paid back.
Result<void> NoticeReader::read_match_returns(Id branch) {
    const std::array params { Param { branch } };
    return queries_(
        "SELECT r.id, r.day, r.amount, r.entry, c.kind, coalesce(c.purpose, 0), "
        "coalesce(c.campaign, 0), r.treatment FROM giving_match_return r JOIN giving_match_claim c "
        "ON c.branch_id = r.branch_id AND c.id = r.claim WHERE r.branch_id = $1 AND r.treatment IN "
        "('withdrawn', 'returned') ORDER BY r.id",
        params,
        [&](const Row& row) -> Result<void> {
            const auto window = window_of(row.id(0));
            const bool is_row = notice_.campaign.empty() || notice_.campaign == row.id(6);
            if (row.text(7) == "withdrawn") {
                if (is_row) {
                    add_by_window(
                        receivables_[{ match_kind(row.text(4)), row.id(5) }],
                        window,
                        -row.number(2),
                        &NoticeReceivable::given_up,
                        row.money(2)
                    );
                }
                return {};
            }
            add_net(window, row.id(5), -row.number(2), is_row);
            if (window == 0 && is_row) {
                NoticeRow back { .kind = NoticeRowKind::match_returned, .gift = row.id(0) };
                back.branch = branch;
                back.day = row.day(1);
                back.amount = row.money(2);
                back.purpose = row.id(5);
                back.campaign = row.id(6);
                if (!row.is_null(3)) {
                    back.entry = row.number(3);
                }
                notice_.rows.push_back(std::move(back));
            }
            return {};
        }
    );
}

/// Promises, and what of them was given up.
Result<void> NoticeReader::read_matches(Id branch) {
    const std::array params { Param { branch } };
    TRY(queries_(
        "SELECT c.id, c.kind, coalesce(c.purpose, 0), coalesce(c.campaign, 0), c.amount, "
        "c.given_up, (SELECT max(h.at) FROM record_history h WHERE h.branch_id = "
        "c.branch_id AND h.record_id = c.id AND h.action IN ('end', 'withdraw')) FROM "
        "giving_match_claim c WHERE c.branch_id = $1 ORDER BY c.id",
        params,
        [&](const Row& row) -> Result<void> {
            if (!notice_.campaign.empty() && notice_.campaign != row.id(3)) {
                return {};
            }
            const auto promised = window_of(row.id(0));
            const auto ended = row.is_null(6) ? 1 : window_of(row.instant(6));
            const auto kind = match_kind(row.text(1));
            auto& receivable = receivables_[{ kind, row.id(2) }];
            using Sums = NoticeReceivable;
            add_by_window(receivable, promised, row.number(4), &Sums::promised, row.money(4));
            add_by_window(receivable, ended, -row.number(5), &Sums::given_up, row.money(5));
            return {};
        }
    ));
    TRY(read_settlements(branch));
    return read_match_returns(branch);
}

void NoticeReader::take_receivables() {
    for (const auto& [key, receivable] : receivables_) {
        if (receivable != NoticeReceivable {}) {
            auto& told = notice_.receivables.emplace_back(receivable);
            told.kind = key.first;
            told.purpose = key.second;
        }
    }
}

/// Money that nobody has claimed is no campaign's; what lies on its fund counts with the book's.
Result<void> NoticeReader::read_held(Id branch) {
    if (!notice_.campaign.empty()) {
        return {};
    }
    const std::array params { Param { branch } };
    auto& held = notice_.held;
    TRY(queries_(
        "SELECT id, amount FROM giving_unidentified_receipt WHERE branch_id = $1",
        params,
        [&](const Row& row) -> Result<void> {
            ground_.records_now.fen += row.number(1);
            add_by_window(
                held, window_of(row.id(0)), row.number(1), &NoticeHeld::came, row.money(1)
            );
            return {};
        }
    ));
    return queries_(
        "SELECT h.at, h.action, r.amount FROM giving_unidentified_receipt r JOIN record_history h "
        "ON h.branch_id = r.branch_id AND h.record_id = r.id AND h.action IN ('identify', "
        "'return', 'withdraw', 'hold_again') WHERE r.branch_id = $1",
        params,
        [&](const Row& row) -> Result<void> {
            const auto action = row.text(1);
            const auto sign = action == "hold_again" ? 1 : -1;
            const auto part = action == "identify" ? &NoticeHeld::identified
                : action == "hold_again"           ? &NoticeHeld::came
                                                   : &NoticeHeld::returned;
            ground_.records_now.fen += sign * row.number(2);
            add_by_window(
                held, window_of(row.instant(0)), sign * row.number(2), part, row.money(2)
            );
            return {};
        }
    );
}

/// Booked from the lines of statements, out of and into unrestricted money.
Result<void> NoticeReader::read_charges(Id branch) {
    if (!is_told({})) {
        return {};
    }
    const auto times = TRY(charge_times(queries_, branch));
    std::map<Id, std::size_t> seen;
    for (const auto& charge : TRY(charge_entries(queries_, branch))) {
        const auto at = times.find(charge.line);
        const auto number = seen[charge.line]++;
        // A line's history has one entry for each.
        const auto made
            = at == times.end() || number >= at->second.size() ? Instant {} : at->second[number];
        MoneyMove move { .kind = kind_of_charge(charge), .branch = branch, .at = made };
        move.day = charge.day;
        move.amount = charge.amount;
        move.entry = charge.entry;
        add_use(std::move(move));
    }
    return {};
}

} // namespace boai::giving
