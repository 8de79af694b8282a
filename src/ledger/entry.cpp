#include "ledger/entry.hpp"

#include "ledger/account.hpp"

#include <algorithm>
#include <array>

namespace boai::ledger {
namespace {

struct KindWords {
    EntryKind kind;
    std::string_view word;
    Text title;
};

constexpr std::array kinds {
    KindWords { EntryKind::gift, "gift", { "捐款", "Gift" } },
    KindWords { EntryKind::refund, "refund", { "退款", "Refund" } },
    KindWords { EntryKind::reversal, "reversal", { "冲销", "Reversal" } },
    KindWords { EntryKind::settlement, "settlement", { "平台结算", "Platform settlement" } },
    KindWords { EntryKind::payment, "payment", { "支付", "Payment" } },
    KindWords { EntryKind::payment_return, "payment_return", { "付款退回", "Payment returned" } },
    KindWords { EntryKind::fee, "fee", { "管理费", "Management fee" } },
    KindWords { EntryKind::allocation, "allocation", { "拨款", "Allocation" } },
    KindWords { EntryKind::confirmation, "confirmation", { "拨款到账", "Allocation received" } },
    KindWords { EntryKind::clearing, "clearing", { "拨款结清", "Allocation cleared" } },
    KindWords {
        EntryKind::allocation_return, "allocation_return", { "拨款退回", "Allocation returned" } },
    KindWords { EntryKind::amendment, "amendment", { "更正捐赠人", "Donor corrected" } },
    KindWords { EntryKind::erasure, "erasure", { "删除个人信息", "Personal values erased" } },
    KindWords { EntryKind::paper, "paper", { "附件", "Paper attached" } },
    KindWords { EntryKind::goods_gift, "goods_gift", { "捐物", "Gift in kind" } },
    KindWords { EntryKind::notice, "notice", { "款物公示", "Disclosure notice" } },
    KindWords { EntryKind::notice_note, "notice_note", { "公示更正说明", "Correction note" } },
    KindWords { EntryKind::match_promise, "match_promise", { "配捐承诺", "Match promised" } },
    KindWords { EntryKind::match_settlement, "match_settlement", { "配捐到账", "Match received" } },
    KindWords {
        EntryKind::match_withdrawal, "match_withdrawal", { "配捐不再到账", "Match given up" } },
    KindWords { EntryKind::match_return, "match_return", { "配捐退回", "Match paid back" } },
    KindWords { EntryKind::unidentified, "unidentified", { "待查收款", "Unidentified receipt" } },
    KindWords { EntryKind::charge, "charge", { "手续费和利息", "Charge or interest" } },
    KindWords { EntryKind::reconciliation, "reconciliation", { "对账", "Reconciliation" } },
};

const KindWords& words_of(EntryKind kind) {
    const auto* const found = std::ranges::find(kinds, kind, &KindWords::kind);
    return found == kinds.end() ? kinds.front() : *found;
}

/// Any one amount of a city's book is far below; sums of as many as a fund ever has still fit.
constexpr std::int64_t amount_max = 1'000'000'000'000'000;
constexpr std::size_t lines_max = 1'000;

Result<void> check_line(const Line& line) {
    const bool fits = line.amount != 0 && line.amount <= amount_max && line.amount >= -amount_max;
    if (!fits) {
        return fail(
            Errc::invalid,
            Text { "分录金额不能为零，也不能过大", "a line's amount is neither zero nor too large" }
        );
    }
    if (find_account(line.account) == nullptr) {
        return fail(
            Errc::invalid,
            compose({ "科目表里没有 {}", "the chart of accounts has no {}" }, { line.account })
        );
    }
    return {};
}

bool same_book(const Line& a, const Line& b) {
    return a.fund.id == b.fund.id && a.commodity == b.commodity;
}

} // namespace

std::string_view word_of(EntryKind kind) {
    return words_of(kind).word;
}

Text title_of(EntryKind kind) {
    return words_of(kind).title;
}

std::optional<EntryKind> kind_of(std::string_view word) {
    const auto* const found = std::ranges::find(kinds, word, &KindWords::word);
    return found == kinds.end() ? std::nullopt : std::optional { found->kind };
}

Fund unrestricted_fund() {
    return { {}, unrestricted_code, unrestricted_name };
}

Fund unidentified_fund() {
    // Ids grow with time from 2020 on, so that no record ever has this one.
    return { Id { 1 }, unidentified_code, unidentified_name };
}

bool ReconciliationTold::adds_up() const {
    return closing == opening + received - paid
        && closing == book + brought_forward + open_lines - open_entries;
}

Result<void> check_lines(std::span<const Line> lines) {
    if (lines.size() > lines_max) {
        return fail(
            Errc::over_limit, Text { "一笔分录最多一千行", "an entry has at most 1000 lines" }
        );
    }
    for (const auto& line : lines) {
        TRY(check_line(line));
        std::int64_t sum = 0;
        for (const auto& other : lines) {
            sum += same_book(line, other) ? other.amount : 0;
        }
        if (sum != 0) {
            return fail(
                Errc::invalid,
                compose(
                    { "资金 {} 的 {} 借贷不平，差 {}", "fund {} does not balance in {}: {} over" },
                    { line.fund.code, line.commodity, std::to_string(sum) }
                )
            );
        }
    }
    return {};
}

} // namespace boai::ledger
