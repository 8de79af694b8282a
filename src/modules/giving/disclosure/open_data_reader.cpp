#include "modules/giving/disclosure/open_data_reader.hpp"

#include "modules/giving/portal_text.hpp"
#include "modules/giving/public_words.hpp"
#include "modules/giving/purpose.hpp"
#include "record/record_table.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace boai::giving {
namespace {

namespace say = portal_text;
using modules::MoneyMove;
using modules::MoneyMoveKind;
using storage::Row;

constexpr Text gift_title { "捐款：{}", "Gift: {}" };
constexpr Text payee { "收款方（不公开）", "Payee (not published)" };
constexpr Text payment_title { "支付：{}", "Payment: {}" };
constexpr Text allocation_title { "拨款：{}", "Allocation: {}" };
constexpr Text monthly_gifts { "当月捐款合计（扣除退款）", "Gifts of the month, less refunds" };
constexpr std::string_view payee_id = "XM-BOAI-PAYEE";

/// Gifts, and what was returned of them, by branch, purpose and day.
constexpr std::string_view income_sql = R"(
SELECT branch_id, coalesce(purpose, 0), day, CAST(sum(amount) AS BIGINT)
FROM giving_gift WHERE state <> 'reversed'
GROUP BY branch_id, coalesce(purpose, 0), day
UNION ALL
SELECT r.branch_id, coalesce(g.purpose, 0), r.day, CAST(-sum(r.amount) AS BIGINT)
FROM giving_refund r JOIN giving_gift g ON g.branch_id = r.branch_id AND g.id = r.gift
WHERE r.kind = 'refund'
GROUP BY r.branch_id, coalesce(g.purpose, 0), r.day
)";

/// The last day of a month, or today in this one.
Day end_of_month(Day day, Day today) {
    auto date = civil(day);
    date.day = 1;
    date.month = date.month == 12 ? 1 : date.month + 1;
    date.year += date.month == 1 ? 1 : 0;
    const auto next = day_of(date);
    return next ? std::min(*next + -1, today) : day;
}

std::optional<IatiTransaction::Kind> iati_kind(MoneyMoveKind kind) {
    switch (kind) {
    case MoneyMoveKind::payment:
    case MoneyMoveKind::payment_return:
        return IatiTransaction::Kind::expenditure;
    case MoneyMoveKind::allocation:
    case MoneyMoveKind::allocation_return:
        return IatiTransaction::Kind::disbursement;
    case MoneyMoveKind::arrival:
        return IatiTransaction::Kind::incoming;
    case MoneyMoveKind::fee:
    case MoneyMoveKind::fee_in:
    case MoneyMoveKind::charge:
    case MoneyMoveKind::charge_return:
    case MoneyMoveKind::interest:
    case MoneyMoveKind::interest_return:
        return std::nullopt;
    }
    return std::nullopt;
}

bool comes_back(MoneyMoveKind kind) {
    return kind == MoneyMoveKind::payment_return || kind == MoneyMoveKind::allocation_return;
}

} // namespace

OpenGrant grant_of(const PublicGift& gift, const record::BranchTree& tree, Language language) {
    const auto purpose = purpose_shown(gift, language);
    OpenGrant grant { .id = to_string(gift.id),
                      .title = compose(gift_title, { purpose }).in(language),
                      .description = state_shown(gift, language),
                      .amount = gift.amount,
                      .day = gift.day };
    grant.from_id = gift.is_named ? open_donor_id(gift.donor) : std::string { withheld_id() };
    grant.from_name = gift.is_named ? gift.donor : std::string { withheld_name().in(language) };
    const auto& name = branch_shown(gift, language);
    const auto found = std::ranges::find_if(tree.all(), [&](const record::BranchInfo& branch) {
        return (language == Language::zh ? branch.name_zh : branch.name_en) == name;
    });
    grant.to_id = open_branch_id(found == tree.all().end() ? std::string {} : found->code);
    grant.to_name = name;
    grant.programme = purpose;
    return grant;
}

std::string OpenDataReader::name_of(Id branch) const {
    const auto* found = tree_->find(branch);
    if (found == nullptr) {
        return {};
    }
    return language_ == Language::zh ? found->name_zh : found->name_en;
}

std::string OpenDataReader::code_of(Id branch) const {
    return std::string { tree_->code_of(branch) };
}

Result<std::vector<OpenGrant>> OpenDataReader::spending() {
    std::vector<OpenGrant> grants;
    for (const auto& branch : tree_->all()) {
        for (const auto& move : TRY(read_moves_(record::queries_of(connection_), branch.id))) {
            const bool is_sent = move.kind == MoneyMoveKind::allocation;
            if (!is_sent && move.kind != MoneyMoveKind::payment) {
                continue;
            }
            const auto title
                = compose(is_sent ? allocation_title : payment_title, { move.title }).in(language_);
            grants.push_back(
                { .id = branch.code + "-" + std::to_string(move.entry.value_or(0)),
                  .title = title,
                  .description = title,
                  .amount = move.amount,
                  .day = move.day,
                  .from_id = open_branch_id(branch.code),
                  .from_name = name_of(branch.id),
                  .to_id = is_sent ? open_branch_id(code_of(move.other)) : std::string { payee_id },
                  .to_name = is_sent ? name_of(move.other) : std::string { payee.in(language_) },
                  .programme = {} }
            );
        }
    }
    std::ranges::stable_sort(grants, {}, &OpenGrant::day);
    return grants;
}

/// Activities as they are gathered, by branch and purpose.
struct OpenDataReader::Purposes {
    std::map<std::pair<Id, Id>, IatiActivity> activities;
    std::map<Id, IatiActivity> known; ///< what purposes say of themselves
    Day today;

    IatiActivity& of(Id branch, Id purpose, Day day) {
        const auto [at, is_new] = activities.try_emplace({ branch, purpose });
        auto& activity = at->second;
        if (is_new) {
            if (const auto found = known.find(purpose); found != known.end()) {
                activity = found->second;
            }
            activity.begins = day;
        }
        activity.begins = std::min(activity.begins, day);
        return activity;
    }
};

Result<void> OpenDataReader::read_income(Purposes& purposes) {
    std::map<std::tuple<Id, Id, Day>, Money> months;
    TRY(connection_.query(income_sql, {}, [&](const Row& row) -> Result<void> {
        purposes.of(row.id(0), row.id(1), row.day(2));
        auto& sum = months[{ row.id(0), row.id(1), end_of_month(row.day(2), purposes.today) }];
        sum = sum + row.money(3);
        return {};
    }));
    for (const auto& [key, amount] : months) {
        const auto& [branch, purpose, day] = key;
        if (amount.fen != 0) {
            purposes.of(branch, purpose, day)
                .transactions.push_back({ .day = day,
                                          .amount = amount,
                                          .description
                                          = std::string { monthly_gifts.in(language_) },
                                          .receiver_id = {},
                                          .receiver_name = {} });
        }
    }
    return {};
}

Result<void> OpenDataReader::read_uses(Purposes& purposes) {
    for (const auto& branch : tree_->all()) {
        for (const auto& move : TRY(read_moves_(record::queries_of(connection_), branch.id))) {
            const auto kind = iati_kind(move.kind);
            if (!kind) {
                continue;
            }
            const bool is_to_branch = *kind == IatiTransaction::Kind::disbursement;
            purposes.of(branch.id, move.purpose, move.day)
                .transactions.push_back(
                    { .kind = *kind,
                      .day = move.day,
                      .amount = comes_back(move.kind) ? -move.amount : move.amount,
                      .description = move.title,
                      .receiver_id
                      = is_to_branch ? open_branch_id(code_of(move.other)) : std::string {},
                      .receiver_name = is_to_branch ? name_of(move.other) : std::string {} }
                );
        }
    }
    return {};
}

Result<std::vector<IatiActivity>> OpenDataReader::activities() {
    Purposes purposes { .activities = {}, .known = {}, .today = local_day(engine_.clock().now()) };
    const auto& table = engine_.registry().table(purpose_type);
    TRY(table.select(
        record::queries_of(connection_),
        " WHERE t.id > 0",
        {},
        [&](const record::Loaded& loaded) -> Result<void> {
            const auto& purpose = loaded.as<Purpose>();
            auto& known = purposes.known[loaded.head.id];
            known.code = purpose.code;
            known.title = purpose.name;
            known.description = purpose.description;
            known.ends = purpose.term;
            known.is_closed = purpose.state == PurposeState::closed;
            return {};
        }
    ));
    auto& unrestricted = purposes.known[Id {}];
    unrestricted.code = "unrestricted";
    unrestricted.title = say::unrestricted.in(language_);
    TRY(read_income(purposes));
    TRY(read_uses(purposes));
    std::vector<IatiActivity> all;
    for (auto& [key, activity] : purposes.activities) {
        activity.branch_code = code_of(key.first);
        activity.branch_name = name_of(key.first);
        std::ranges::stable_sort(activity.transactions, {}, &IatiTransaction::day);
        all.push_back(std::move(activity));
    }
    return all;
}

} // namespace boai::giving
