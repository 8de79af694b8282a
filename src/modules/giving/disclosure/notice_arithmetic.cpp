// The arithmetic of a notice: each part against its total, and every balance.
#include "modules/giving/disclosure/notice_findings.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace boai::giving {
namespace {

void check_notice_counts(NoticeFindings& findings, const Notice& notice) {
    const auto totals = totals_of(notice);
    if (totals.gifts != notice.totals.gifts) {
        add_finding(
            findings,
            Severity::error,
            "count",
            { "捐款笔数写的是 {}，逐笔清点是 {}", "{} gifts are stated, {} are listed" },
            { std::to_string(notice.totals.gifts), std::to_string(totals.gifts) }
        );
    }
    compare_sums(
        findings, "total", Text { "捐款合计", "Gifts in all" }, notice.totals.amount, totals.amount
    );
    compare_sums(
        findings,
        "total",
        Text { "退款合计", "Returned in all" },
        notice.totals.returned,
        totals.returned
    );
    compare_sums(
        findings,
        "total",
        Text { "到账配捐合计", "Matches received in all" },
        notice.totals.matched,
        totals.matched
    );
    compare_sums(
        findings,
        "total",
        Text { "应收配捐合计", "Matches receivable in all" },
        notice.totals.receivable,
        totals.receivable
    );
    compare_sums(
        findings,
        "total",
        Text { "待查款项", "What nobody has claimed" },
        notice.totals.held,
        totals.held
    );
    compare_sums(
        findings,
        "total",
        Text { "捐物价值合计", "Value of goods in all" },
        notice.totals.goods_value,
        totals.goods_value
    );
    compare_sums(
        findings,
        "total",
        Text { "期末结余合计", "Closing in all" },
        notice.totals.closing,
        totals.closing
    );
}

void check_notice_subtotals(NoticeFindings& findings, const Notice& notice) {
    if (notice.subtotals != subtotals_of(notice)) {
        add_finding(
            findings,
            Severity::error,
            "subtotal",
            { "按用途和级次的小计与逐笔明细不一致",
              "the subtotals by purpose and level are not those of the rows" },
            {}
        );
    }
    Money amount;
    for (const auto& subtotal : notice.subtotals) {
        amount = amount + subtotal.amount;
    }
    compare_sums(
        findings, "subtotal", Text { "小计之和", "The subtotals" }, notice.totals.amount, amount
    );
}

void check_notice_bucket(
    NoticeFindings& findings, const Notice& notice, const NoticeBucket& bucket
) {
    const auto name = purpose_told(notice, bucket.purpose);
    compare_sums(
        findings,
        "balance",
        compose_told({ "“{}”期末结余", "Closing balance of {}" }, { name }),
        bucket.closing,
        closing_of(bucket)
    );
    if (bucket.closing.fen < 0 || bucket.opening.fen < 0) {
        add_finding(
            findings,
            Severity::error,
            "below_zero",
            { "“{}”结余为负（{} 元）：用途之间不能互相垫支",
              "{} is below zero ({} yuan): one purpose may not pay for another" },
            { name, grouped(std::min(bucket.opening, bucket.closing)) }
        );
    }
}

/// What the buckets say came in and went out against the rows and uses.
void check_notice_movements(NoticeFindings& findings, const Notice& notice) {
    std::map<Id, NoticeBucket> listed;
    for (const auto& bucket : movements_of(notice)) {
        listed[bucket.purpose] = bucket;
    }
    for (const auto& bucket : notice.buckets) {
        auto part = listed[bucket.purpose];
        const auto name = purpose_told(notice, bucket.purpose);
        const auto of = [&](Text what) { return compose_told(what, { name }); };
        compare_sums(
            findings, "part", of({ "“{}”接收", "Received for {}" }), bucket.received, part.received
        );
        compare_sums(
            findings, "part", of({ "“{}”到账配捐", "Matches for {}" }), bucket.matched, part.matched
        );
        compare_sums(
            findings, "part", of({ "“{}”退还", "Returned of {}" }), bucket.returned, part.returned
        );
        compare_sums(findings, "part", of({ "“{}”使用", "Used of {}" }), bucket.used, part.used);
        compare_sums(
            findings, "part", of({ "“{}”手续费", "Charged to {}" }), bucket.charged, part.charged
        );
        compare_sums(
            findings, "part", of({ "“{}”利息", "Interest of {}" }), bucket.interest, part.interest
        );
        compare_sums(findings, "part", of({ "“{}”拨出", "Sent of {}" }), bucket.sent, part.sent);
        compare_sums(
            findings, "part", of({ "“{}”拨入", "Arrived for {}" }), bucket.arrived, part.arrived
        );
    }
}

/// What was promised and has not come, against the rows of what came.
void check_notice_receivables(NoticeFindings& findings, const Notice& notice) {
    std::map<std::pair<MatchKind, Id>, Money> settled;
    for (const auto& row : notice.rows) {
        if (const auto kind = match_kind_of(row.kind)) {
            auto& sum = settled[{ *kind, row.purpose }];
            sum = sum + row.amount.value_or(Money {});
        }
    }
    for (const auto& receivable : notice.receivables) {
        compare_sums(
            findings,
            "receivable",
            receivable_told(notice, receivable, { "{}期末应收", "Closing of {}" }),
            receivable.closing,
            closing_of(receivable)
        );
        compare_sums(
            findings,
            "receivable",
            receivable_told(notice, receivable, { "{}到账", "Received of {}" }),
            receivable.settled,
            settled[{ receivable.kind, receivable.purpose }]
        );
    }
    compare_sums(
        findings,
        "held",
        Text { "待查款项期末", "Closing of what nobody has claimed" },
        notice.held.closing,
        closing_of(notice.held)
    );
}

} // namespace

std::vector<NoticeFinding> check_arithmetic(const Notice& notice) {
    NoticeFindings findings;
    check_notice_counts(findings, notice);
    check_notice_subtotals(findings, notice);
    for (const auto& bucket : notice.buckets) {
        check_notice_bucket(findings, notice, bucket);
    }
    check_notice_movements(findings, notice);
    check_notice_receivables(findings, notice);
    return findings;
}

} // namespace boai::giving
