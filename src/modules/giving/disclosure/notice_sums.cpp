#include "modules/giving/disclosure/notice_sums.hpp"

#include "modules/giving/disclosure/notice_words.hpp"
#include "modules/giving/portal_text.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

namespace say = portal_text;
namespace word = notice_words;

/// One amount of a balance with its heading.
struct BalancePart {
    Text heading;
    Money NoticeBucket::* amount = nullptr;
};

constexpr BalancePart parts_of_balance[] = {
    { word::opening, &NoticeBucket::opening },   { word::received, &NoticeBucket::received },
    { word::matched, &NoticeBucket::matched },   { word::others, &NoticeBucket::others },
    { word::arrived, &NoticeBucket::arrived },   { word::moved_in, &NoticeBucket::moved_in },
    { word::interest, &NoticeBucket::interest }, { word::given_back, &NoticeBucket::returned },
    { word::spent, &NoticeBucket::used },        { word::charged, &NoticeBucket::charged },
    { word::sent, &NoticeBucket::sent },         { word::moved_out, &NoticeBucket::moved_out },
    { word::left, &NoticeBucket::closing },
};

/// Those that say something in this notice; the first and the last always do.
std::vector<BalancePart> balance_parts(const Notice& notice) {
    std::vector<BalancePart> parts;
    for (const auto& part : parts_of_balance) {
        const auto says
            = [&](const NoticeBucket& bucket) { return (bucket.*part.amount).fen != 0; };
        const bool is_end
            = part.amount == &NoticeBucket::opening || part.amount == &NoticeBucket::closing;
        if (is_end || std::ranges::any_of(notice.buckets, says)) {
            parts.push_back(part);
        }
    }
    return parts;
}

NoticeSums balances(const NoticeTable& table) {
    const auto& notice = table.notice().notice;
    NoticeSums sums { .title = word::balance,
                      .rule = word::balance_rule,
                      .names = { say::purpose } };
    const auto parts = balance_parts(notice);
    for (const auto& part : parts) {
        sums.amounts.push_back(part.heading);
    }
    for (const auto& bucket : notice.buckets) {
        auto& row
            = sums.rows.emplace_back(NoticeSum { .names = { table.purpose(bucket.purpose) } });
        for (const auto& part : parts) {
            row.amounts.push_back(bucket.*part.amount);
        }
    }
    return sums;
}

NoticeSums receivables(const NoticeTable& table) {
    NoticeSums sums {
        .title = word::receivables,
        .rule = word::receivable_rule,
        .names = { word::kind, say::purpose },
        .amounts = { word::opening, word::promised, word::settled, word::given_up, word::left }
    };
    for (const auto& one : table.notice().notice.receivables) {
        sums.rows.push_back(
            { { table.match(one.kind), table.purpose(one.purpose) },
              { one.opening, one.promised, one.settled, one.given_up, one.closing } }
        );
    }
    return sums;
}

NoticeSums unidentified(const NoticeTable& table) {
    const auto& held = table.notice().notice.held;
    return {
        .title = word::held,
        .rule = word::held_rule,
        .amounts = { word::opening, word::came, word::identified, word::given_back, word::left },
        .rows
        = { { {}, { held.opening, held.came, held.identified, held.returned, held.closing } } }
    };
}

} // namespace

std::vector<NoticeSums> sums_of(const NoticeTable& table) {
    const auto& notice = table.notice().notice;
    std::vector<NoticeSums> all;
    if (notice.has_balance) {
        all.push_back(balances(table));
    }
    if (!notice.receivables.empty()) {
        all.push_back(receivables(table));
    }
    if (notice.held != NoticeHeld {}) {
        all.push_back(unidentified(table));
    }
    return all;
}

std::string shown_sum(Money amount) {
    return amount.fen == 0 ? std::string { "–" } : grouped(amount);
}

} // namespace boai::giving
