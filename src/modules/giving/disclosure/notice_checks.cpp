#include "modules/giving/disclosure/notice_checks.hpp"

#include "base/told.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace boai::giving {
namespace {

using NoticeFindings = std::vector<NoticeFinding>;

constexpr std::string_view names_of_tests[] = {
    "测试",  "测试员", "测试用户", "测试捐款", "测试捐赠", "测试账号", "测试人",   "试捐",
    "test",  "Test",   "TEST",     "tester",   "Tester",   "test1",    "test2",    "测试1",
    "测试2", "demo",   "Demo",     "DEMO",     "aaa",      "asdf",     "捐款测试", "捐赠测试",
};

/// Few and plain: 6.66, 8.88, 5.20 and 13.14 are wishes, and one fen given once is a gift.
constexpr JokeAmount amounts_of_jokes[] = {
    { { 1 }, 10, { "一分钱，多次出现时像是接口测试", "one fen; many look like a test" } },
    { { 10 }, 10, { "一角钱，多次出现时像是接口测试", "ten fen; many look like a test" } },
    { { 250 }, 5, { "“二百五”", "250 is an insult" } },
    { { 25'000 }, 5, { "“二百五”", "250 is an insult" } },
    { { 444 }, 3, { "谐音“死”", "sounds like dying" } },
    { { 4'444 }, 2, { "谐音“死”", "sounds like dying" } },
    { { 44'444 }, 2, { "谐音“死”", "sounds like dying" } },
    { { 444'444 }, 1, { "谐音“死”", "sounds like dying" } },
    { { 747 }, 3, { "谐音“去死去”", "sounds like a curse" } },
    { { 74'700 }, 1, { "谐音“去死去”", "sounds like a curse" } },
    { { 11'451'400 }, 1, { "网络恶搞数字 114514", "114514 is a coarse joke" } },
    { { 114'514 }, 1, { "网络恶搞数字 114514", "114514 is a coarse joke" } },
    { { 123'456 }, 1, { "顺序数字，像是随手输入", "digits in a row look typed at random" } },
    { { 12'345'678 }, 1, { "顺序数字，像是随手输入", "digits in a row look typed at random" } },
    { { 99'999'999 }, 1, { "全是 9，像是占位数字", "all nines look like a placeholder" } },
};

void add_finding(
    NoticeFindings& findings,
    Severity severity,
    std::string_view code,
    Text pattern,
    std::initializer_list<Told> values
) {
    findings.push_back({ severity, code, compose_told(pattern, values) });
}

Message purpose_told(const Notice& notice, Id purpose) {
    if (purpose.empty()) {
        return Text { "非定向", "Unrestricted" };
    }
    const auto name = notice.purpose_name(purpose);
    return { name, name };
}

/// Two amounts that ought to be the same.
void compare_sums(
    NoticeFindings& findings, std::string_view code, const Message& what, Money said, Money sum
) {
    if (said == sum) {
        return;
    }
    add_finding(
        findings,
        Severity::error,
        code,
        is_transposed(said, sum)
            ? Text { "{}写的是 {} 元，各项合计是 {} 元，相差 {} 元：像是相邻两位数字写反了",
                     "{}: {} yuan are stated, its parts come to {}, {} apart: two digits seem "
                     "exchanged" }
            : Text { "{}写的是 {} 元，各项合计是 {} 元，相差 {} 元",
                     "{}: {} yuan are stated, its parts come to {}, {} apart" },
        { what, grouped(said), grouped(sum), grouped(sum - said) }
    );
}

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
            findings, "part", of({ "“{}”退还", "Returned of {}" }), bucket.returned, part.returned
        );
        compare_sums(findings, "part", of({ "“{}”使用", "Used of {}" }), bucket.used, part.used);
        compare_sums(findings, "part", of({ "“{}”拨出", "Sent of {}" }), bucket.sent, part.sent);
        compare_sums(
            findings, "part", of({ "“{}”拨入", "Arrived for {}" }), bucket.arrived, part.arrived
        );
    }
}

void check_notice_period(
    NoticeFindings& findings, const Notice& notice, const NoticeGround& ground
) {
    if (notice.ends <= notice.begins) {
        add_finding(
            findings,
            Severity::error,
            "period",
            { "截止时间须晚于起始时间", "the period ends before it begins" },
            {}
        );
    }
    if (notice.ends > ground.now) {
        add_finding(
            findings,
            Severity::error,
            "future",
            { "截止时间 {} 还没有到", "the period ends in the future, {}" },
            { local_text(notice.ends) }
        );
    }
    if (ground.previous_ends && *ground.previous_ends != notice.begins) {
        add_finding(
            findings,
            Severity::error,
            "chain",
            *ground.previous_ends < notice.begins
                ? Text { "上期截止 {}，本期从 {} 开始：中间的款物不在任何一期",
                         "the notice before ends {} and this one begins {}: what lies between is "
                         "in none" }
                : Text { "上期截止 {}，本期从 {} 开始：有款物会公示两次",
                         "the notice before ends {} and this one begins {}: what lies between is "
                         "in both" },
            { local_text(*ground.previous_ends), local_text(notice.begins) }
        );
    }
    if (std::ranges::find(ground.taken_numbers, notice.number) != ground.taken_numbers.end()
        && !notice.number.empty()) {
        add_finding(
            findings,
            Severity::error,
            "number",
            { "期号 {} 已用过", "the number {} was used before" },
            { notice.number }
        );
    }
}

void check_notice_opening(
    NoticeFindings& findings, const Notice& notice, const NoticeGround& ground
) {
    if (!ground.previous_ends) {
        return;
    }
    std::map<Id, Money> left;
    for (const auto& bucket : ground.previous_buckets) {
        left[bucket.purpose] = bucket.closing;
    }
    std::set<Id> seen;
    for (const auto& bucket : notice.buckets) {
        seen.insert(bucket.purpose);
        compare_sums(
            findings,
            "opening",
            compose_told(
                { "“{}”期初结余（上期期末）", "Opening of {} (the closing of the notice before)" },
                { purpose_told(notice, bucket.purpose) }
            ),
            bucket.opening,
            left[bucket.purpose]
        );
    }
    for (const auto& [purpose, closing] : left) {
        if (closing.fen != 0 && !seen.contains(purpose)) {
            add_finding(
                findings,
                Severity::error,
                "opening",
                { "上期“{}”结余 {} 元，本期没有列出",
                  "{} had {} yuan left and is not told any more" },
                { purpose_told(notice, purpose), grouped(closing) }
            );
        }
    }
}

/// Rows of one kind of oddity: how many, and the first.
struct OddRows {
    std::int64_t count = 0;
    std::string first;

    void add(Day day) {
        first = count == 0 ? to_string(day) : first;
        ++count;
    }
};

void tell_odd(
    NoticeFindings& findings,
    Severity severity,
    std::string_view code,
    const OddRows& odd,
    Text text
) {
    if (odd.count > 0) {
        add_finding(findings, severity, code, text, { std::to_string(odd.count), odd.first });
    }
}

void check_notice_days(NoticeFindings& findings, const Notice& notice, const NoticeGround& ground) {
    const auto first = local_day(notice.begins);
    const auto last = local_day(notice.ends + -1);
    OddRows future;
    OddRows outside;
    OddRows early;
    for (const auto& row : notice.rows) {
        if (row.day > local_day(ground.now)) {
            future.add(row.day);
        } else if (row.day < first || row.day > last) {
            outside.add(row.day);
        }
        if (ground.campaign_begins && row.day < *ground.campaign_begins) {
            early.add(row.day);
        }
    }
    for (const auto& use : notice.uses) {
        if (use.day > local_day(ground.now)) {
            future.add(use.day);
        }
    }
    tell_odd(
        findings,
        Severity::error,
        "future_day",
        future,
        { "{} 行的日期在今天之后，如 {}", "{} rows have a day in the future, such as {}" }
    );
    tell_odd(
        findings,
        Severity::warning,
        "outside_day",
        outside,
        { "{} 行的捐赠日期不在本期之内（如 {}），请说明是补登还是更正",
          "{} rows have a day outside the period, such as {}: say whether they were entered late" }
    );
    tell_odd(
        findings,
        Severity::warning,
        "before_campaign",
        early,
        { "{} 行的日期早于募捐活动开始（如 {}）",
          "{} rows are older than the campaign, such as {}" }
    );
}

/// The word stands by itself: "test" does not stand in "contest".
bool says_test(std::string_view text) {
    if (text.contains("测试")) {
        return true;
    }
    const auto is_letter = [](char c) {
        const auto lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'z';
    };
    std::string lower;
    std::ranges::transform(text, std::back_inserter(lower), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    });
    constexpr std::string_view word = "test";
    for (auto at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
        const bool begins = at == 0 || !is_letter(lower[at - 1]);
        const auto end = at + word.size();
        if (begins && (end == lower.size() || !is_letter(lower[end]))) {
            return true;
        }
    }
    return false;
}

void check_notice_tests(
    NoticeFindings& findings, const Notice& notice, const NoticeGround& ground
) {
    const std::set<Id> named { ground.test_gifts.begin(), ground.test_gifts.end() };
    OddRows odd;
    for (const auto& row : notice.rows) {
        if (named.contains(row.gift) || says_test(row.item) || says_test(row.specification)) {
            odd.add(row.day);
        }
    }
    for (const auto& use : notice.uses) {
        if (says_test(use.title)) {
            odd.add(use.day);
        }
    }
    tell_odd(
        findings,
        Severity::warning,
        "test_gift",
        odd,
        { "{} 行像是测试数据（如 {}），不是真实捐赠的请先冲销",
          "{} rows look like tests, such as the one of {}: reverse what is no gift" }
    );
}

void check_notice_jokes(NoticeFindings& findings, const Notice& notice) {
    std::map<std::int64_t, std::int64_t> counts;
    for (const auto& row : notice.rows) {
        if (row.kind == NoticeRowKind::gift && row.amount) {
            ++counts[row.amount->fen];
        }
    }
    for (const auto& joke : amounts_of_jokes) {
        const auto found = counts.find(joke.amount.fen);
        if (found != counts.end() && found->second >= joke.often) {
            add_finding(
                findings,
                Severity::warning,
                "joke_amount",
                { "{} 元出现 {} 次：{}", "{} yuan come {} times: {}" },
                { grouped(joke.amount), std::to_string(found->second), joke.why }
            );
        }
    }
}

void check_notice_ledger(NoticeFindings& findings, const NoticeGround& ground) {
    if (ground.ledger_now != ground.records_now) {
        add_finding(
            findings,
            Severity::warning,
            "ledger",
            { "账上货币资金 {} 元，按捐赠和使用记录应为 {} 元，相差 {} 元（如未确认的来款）",
              "the book holds {} yuan, the records of gifts and uses come to {}, {} apart (such as "
              "money nobody has claimed)" },
            { grouped(ground.ledger_now),
              grouped(ground.records_now),
              grouped(ground.ledger_now - ground.records_now) }
        );
    }
}

} // namespace

std::span<const std::string_view> test_names() {
    return names_of_tests;
}

std::span<const JokeAmount> joke_amounts() {
    return amounts_of_jokes;
}

bool is_transposed(Money a, Money b) {
    auto x = std::to_string(a.fen);
    const auto y = std::to_string(b.fen);
    if (x.size() != y.size()) {
        return false;
    }
    const auto [at, other] = std::ranges::mismatch(x, y);
    if (at == x.end() || at + 1 == x.end()) {
        return false;
    }
    std::swap(*at, *(at + 1));
    return x == y;
}

std::vector<NoticeFinding> check_arithmetic(const Notice& notice) {
    NoticeFindings findings;
    check_notice_counts(findings, notice);
    check_notice_subtotals(findings, notice);
    for (const auto& bucket : notice.buckets) {
        check_notice_bucket(findings, notice, bucket);
    }
    check_notice_movements(findings, notice);
    return findings;
}

std::vector<NoticeFinding> check_notice(const Notice& notice, const NoticeGround& ground) {
    auto findings = check_arithmetic(notice);
    check_notice_period(findings, notice, ground);
    check_notice_opening(findings, notice, ground);
    check_notice_days(findings, notice, ground);
    check_notice_tests(findings, notice, ground);
    check_notice_jokes(findings, notice);
    check_notice_ledger(findings, ground);
    std::ranges::stable_sort(findings, {}, &NoticeFinding::severity);
    return findings;
}

Message told(const std::vector<NoticeFinding>& findings, Severity severity) {
    Message all;
    for (const auto& finding : findings) {
        if (finding.severity == severity) {
            all.zh += (all.zh.empty() ? "" : "\n") + finding.message.zh;
            all.en += (all.en.empty() ? "" : "\n") + finding.message.en;
        }
    }
    return all;
}

} // namespace boai::giving
