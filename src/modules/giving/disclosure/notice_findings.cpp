#include "modules/giving/disclosure/notice_findings.hpp"

#include <algorithm>

namespace boai::giving {

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

Message receivable_told(const Notice& notice, const NoticeReceivable& receivable, Text pattern) {
    const auto kind = record::choice_of(receivable.kind).label;
    const auto purpose = purpose_told(notice, receivable.purpose);
    return compose_told(
        pattern,
        { Message { std::string { kind.zh } + "（" + purpose.zh + "）",
                    std::string { kind.en } + " (" + purpose.en + ")" } }
    );
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
