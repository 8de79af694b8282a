#include "modules/giving/disclosure/notice_content.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace boai::giving {
namespace {

using modules::MoneyMoveKind;

std::string thing_name(const std::vector<NoticeThing>& things, Id id) {
    const auto found = std::ranges::find(things, id, &NoticeThing::id);
    return found == things.end() ? std::string {} : found->name;
}

/// A use on the part of the balance it changes.
void add_notice_use(NoticeBucket& bucket, const NoticeUse& use) {
    switch (use.kind) {
    case MoneyMoveKind::payment:
        bucket.used = bucket.used + use.amount;
        return;
    case MoneyMoveKind::payment_return:
        bucket.used = bucket.used - use.amount;
        return;
    case MoneyMoveKind::fee:
        bucket.moved_out = bucket.moved_out + use.amount;
        return;
    case MoneyMoveKind::fee_in:
        bucket.moved_in = bucket.moved_in + use.amount;
        return;
    case MoneyMoveKind::allocation:
        bucket.sent = bucket.sent + (use.is_within ? Money {} : use.amount);
        return;
    case MoneyMoveKind::allocation_return:
        bucket.sent = bucket.sent - (use.is_within ? Money {} : use.amount);
        return;
    case MoneyMoveKind::arrival:
        bucket.arrived = bucket.arrived + (use.is_within ? Money {} : use.amount);
        return;
    case MoneyMoveKind::charge:
        bucket.charged = bucket.charged + use.amount;
        return;
    case MoneyMoveKind::charge_return:
        bucket.charged = bucket.charged - use.amount;
        return;
    case MoneyMoveKind::interest:
        bucket.interest = bucket.interest + use.amount;
        return;
    case MoneyMoveKind::interest_return:
        bucket.interest = bucket.interest - use.amount;
        return;
    }
}

/// Adds a row to anything that has the parts of a subtotal. A gift in kind has a row for each line,
/// one after the other, and is counted once.
template <class Sums>
void add_notice_row(Sums& sums, const NoticeRow& row, bool is_first_line) {
    const auto amount = row.amount.value_or(Money {});
    if (match_kind_of(row.kind)) {
        sums.matched = sums.matched + amount;
        return;
    }
    switch (row.kind) {
    case NoticeRowKind::gift:
        ++sums.gifts;
        sums.amount = sums.amount + amount;
        return;
    case NoticeRowKind::returned:
        sums.returned = sums.returned + amount;
        return;
    case NoticeRowKind::goods:
        sums.goods += is_first_line ? 1 : 0;
        sums.unpriced += row.amount ? 0 : 1;
        sums.goods_value = sums.goods_value + amount;
        return;
    case NoticeRowKind::goods_returned:
        sums.goods_value = sums.goods_value - amount;
        return;
    case NoticeRowKind::match_returned:
        sums.matched = sums.matched - amount;
        return;
    default:
        return;
    }
}

/// Calls `take` with each row, and whether it is the first of its gift.
template <class Take>
void each_notice_row(const Notice& notice, Take take) {
    Id last;
    for (const auto& row : notice.rows) {
        take(row, row.gift != last);
        last = row.gift;
    }
}

/// The kinds of matches in the order of their rows.
constexpr NoticeRowKind match_rows[] = { NoticeRowKind::match_platform,
                                         NoticeRowKind::match_company,
                                         NoticeRowKind::match_incentive };
static_assert(std::size(match_rows) == match_kinds);

} // namespace

NoticeRowKind row_kind_of(MatchKind kind) {
    return match_rows[static_cast<std::size_t>(kind)];
}

std::optional<MatchKind> match_kind_of(NoticeRowKind kind) {
    const auto* const at = std::ranges::find(match_rows, kind);
    return at == std::end(match_rows)
        ? std::nullopt
        : std::optional { static_cast<MatchKind>(at - std::begin(match_rows)) };
}

const NoticeBranch* Notice::find_branch(Id id) const {
    const auto found = std::ranges::find(branches, id, &NoticeBranch::id);
    return found == branches.end() ? nullptr : &*found;
}

std::string Notice::purpose_name(Id id) const {
    return thing_name(purposes, id);
}

std::string Notice::campaign_name(Id id) const {
    return thing_name(campaigns, id);
}

std::string_view Notice::level_of(Id id) const {
    const auto* found = find_branch(id);
    return found == nullptr ? std::string_view {} : std::string_view { found->level };
}

Money closing_of(const NoticeBucket& bucket) {
    return bucket.opening + bucket.received + bucket.matched + bucket.others + bucket.arrived
        + bucket.moved_in + bucket.interest - bucket.returned - bucket.used - bucket.charged
        - bucket.sent - bucket.moved_out;
}

Money closing_of(const NoticeReceivable& receivable) {
    return receivable.opening + receivable.promised - receivable.settled - receivable.given_up;
}

Money closing_of(const NoticeHeld& held) {
    return held.opening + held.came - held.identified - held.returned;
}

std::vector<NoticeSubtotal> subtotals_of(const Notice& notice) {
    std::map<std::pair<std::string, Id>, NoticeSubtotal> sums;
    // Rows come in runs of one branch and purpose more often than not.
    std::map<Id, std::string> levels;
    for (const auto& branch : notice.branches) {
        levels.emplace(branch.id, branch.level);
    }
    each_notice_row(notice, [&](const NoticeRow& row, bool is_first_line) {
        const auto& level = levels[row.branch];
        auto& sum = sums[{ level, row.purpose }];
        sum.level = level;
        sum.purpose = row.purpose;
        add_notice_row(sum, row, is_first_line);
    });
    std::vector<NoticeSubtotal> all;
    all.reserve(sums.size());
    for (auto& [key, sum] : sums) {
        all.push_back(std::move(sum));
    }
    // As the branches stand, the one that publishes first.
    const auto place = [&](const NoticeSubtotal& sum) {
        const auto at = std::ranges::find(notice.branches, sum.level, &NoticeBranch::level);
        return std::pair { at - notice.branches.begin(), sum.purpose };
    };
    std::ranges::stable_sort(all, {}, place);
    return all;
}

NoticeTotals totals_of(const Notice& notice) {
    NoticeTotals totals;
    each_notice_row(notice, [&](const NoticeRow& row, bool is_first_line) {
        add_notice_row(totals, row, is_first_line);
    });
    for (const auto& use : notice.uses) {
        if (use.kind == MoneyMoveKind::arrival && use.is_within) {
            totals.eliminated = totals.eliminated + use.amount;
        }
    }
    for (const auto& bucket : notice.buckets) {
        totals.used = totals.used + bucket.used;
        totals.closing = totals.closing + bucket.closing;
    }
    for (const auto& receivable : notice.receivables) {
        totals.receivable = totals.receivable + receivable.closing;
    }
    totals.held = notice.held.closing;
    return totals;
}

std::vector<NoticeBucket> movements_of(const Notice& notice) {
    std::map<Id, NoticeBucket> by_purpose;
    const auto bucket_of = [&](Id purpose) -> NoticeBucket& {
        auto& bucket = by_purpose[purpose];
        bucket.purpose = purpose;
        return bucket;
    };
    for (const auto& row : notice.rows) {
        auto& bucket = bucket_of(row.purpose);
        const auto amount = row.amount.value_or(Money {});
        if (row.kind == NoticeRowKind::gift) {
            bucket.received = bucket.received + amount;
        } else if (row.kind == NoticeRowKind::returned) {
            bucket.returned = bucket.returned + amount;
        } else if (match_kind_of(row.kind)) {
            bucket.matched = bucket.matched + amount;
        } else if (row.kind == NoticeRowKind::match_returned) {
            bucket.matched = bucket.matched - amount;
        }
    }
    for (const auto& use : notice.uses) {
        add_notice_use(bucket_of(use.purpose), use);
    }
    std::vector<NoticeBucket> all;
    all.reserve(by_purpose.size());
    for (auto& [purpose, bucket] : by_purpose) {
        all.push_back(bucket);
    }
    return all;
}

void add_up(Notice& notice, const std::vector<NoticeOpening>& openings) {
    notice.subtotals = subtotals_of(notice);
    notice.buckets.clear();
    if (notice.has_balance) {
        std::map<Id, NoticeBucket> by_purpose;
        // A campaign's notice accounts for the campaign's own purpose alone.
        const auto is_told = [&](Id purpose) {
            return notice.campaign.empty()
                || std::ranges::find(openings, purpose, &NoticeOpening::purpose) != openings.end();
        };
        for (const auto& bucket : movements_of(notice)) {
            if (is_told(bucket.purpose)) {
                by_purpose[bucket.purpose] = bucket;
            }
        }
        for (const auto& opening : openings) {
            auto& bucket = by_purpose[opening.purpose];
            bucket.purpose = opening.purpose;
            bucket.opening = opening.opening;
            bucket.others = opening.others;
        }
        for (auto& [purpose, bucket] : by_purpose) {
            bucket.closing = closing_of(bucket);
            if (bucket != NoticeBucket { .purpose = purpose }) {
                notice.buckets.push_back(bucket);
            }
        }
    }
    for (auto& receivable : notice.receivables) {
        receivable.closing = closing_of(receivable);
    }
    notice.held.closing = closing_of(notice.held);
    notice.totals = totals_of(notice);
}

} // namespace boai::giving
