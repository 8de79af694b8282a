#include "modules/giving/disclosure/notice_checks.hpp"

#include "modules/giving/disclosure/notice_findings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace boai::giving {
namespace {

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
    if (ground.previous && ground.previous->ends != notice.begins) {
        add_finding(
            findings,
            Severity::error,
            "chain",
            ground.previous->ends < notice.begins
                ? Text { "上期截止 {}，本期从 {} 开始：中间的款物不在任何一期",
                         "the notice before ends {} and this one begins {}: what lies between is "
                         "in none" }
                : Text { "上期截止 {}，本期从 {} 开始：有款物会公示两次",
                         "the notice before ends {} and this one begins {}: what lies between is "
                         "in both" },
            { local_text(ground.previous->ends), local_text(notice.begins) }
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
    if (!ground.previous) {
        return;
    }
    std::map<Id, Money> left;
    for (const auto& bucket : ground.previous->buckets) {
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

/// What was receivable and what nobody had claimed goes on from the notice before as well.
void check_notice_apart(
    NoticeFindings& findings, const Notice& notice, const NoticeGround& ground
) {
    if (!ground.previous) {
        return;
    }
    std::map<std::pair<MatchKind, Id>, Money> left;
    for (const auto& receivable : ground.previous->receivables) {
        left[{ receivable.kind, receivable.purpose }] = receivable.closing;
    }
    for (const auto& receivable : notice.receivables) {
        compare_sums(
            findings,
            "opening",
            receivable_told(notice, receivable, { "{}期初应收（上期期末）", "Opening of {}" }),
            receivable.opening,
            left[{ receivable.kind, receivable.purpose }]
        );
    }
    compare_sums(
        findings,
        "opening",
        Text { "待查款项期初（上期期末）", "Opening of what nobody has claimed" },
        notice.held.opening,
        ground.previous->held.closing
    );
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
            { "账上货币资金 {} 元，按捐赠和使用记录应为 {} 元，相差 {} 元",
              "the book holds {} yuan, the records of gifts and uses come to {}, {} apart" },
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

std::vector<NoticeFinding> check_notice(const Notice& notice, const NoticeGround& ground) {
    auto findings = check_arithmetic(notice);
    check_notice_period(findings, notice, ground);
    check_notice_opening(findings, notice, ground);
    check_notice_apart(findings, notice, ground);
    check_notice_days(findings, notice, ground);
    check_notice_tests(findings, notice, ground);
    check_notice_jokes(findings, notice);
    check_notice_ledger(findings, ground);
    std::ranges::stable_sort(findings, {}, &NoticeFinding::severity);
    return findings;
}

} // namespace boai::giving
