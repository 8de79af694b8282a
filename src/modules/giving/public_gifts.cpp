#include "modules/giving/public_gifts.hpp"

#include "modules/giving/giving_figures.hpp"
#include "record/json.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using record::queries_of;
using storage::Param;
using storage::Row;

/// A condition with its parameters, built piece by piece.
class Conditions {
public:
    explicit Conditions(Id branch) { add("t.branch_id = $", branch); }

    /// Adds a condition that ends in "$", to which the parameter's number is put.
    void add(std::string_view condition, Param value) {
        params_.push_back(value);
        text_ += (text_.empty() ? " WHERE " : " AND ");
        text_.append(condition) += std::to_string(params_.size());
    }

    /// Only what comes after this row, latest first.
    void add_before(Day day, Id id) {
        params_.emplace_back(day);
        const auto place = "$" + std::to_string(params_.size());
        params_.emplace_back(id);
        text_ += " AND t.day <= " + place + " AND (t.day, t.id) < (" + place + ", $"
            + std::to_string(params_.size()) + ")";
    }

    void add_plain(std::string_view condition) { text_.append(" AND ").append(condition); }

    [[nodiscard]] const std::string& text() const { return text_; }

    [[nodiscard]] const std::vector<Param>& params() const { return params_; }

private:
    std::string text_;
    std::vector<Param> params_;
};

bool later(const PublicGift& a, const PublicGift& b) {
    return std::tie(a.day, a.id) > std::tie(b.day, b.id);
}

}  // namespace

std::vector<Id> PublicReader::branches() const {
    std::vector<Id> ids;
    std::ranges::transform(tree_->all(), std::back_inserter(ids), &record::BranchInfo::id);
    return ids;
}

Result<void> PublicReader::read_names() {
    if (has_names_) {
        return {};
    }
    for (const auto* sql : { "SELECT id, name FROM giving_channel",
                             "SELECT id, name FROM giving_campaign",
                             "SELECT id, name FROM giving_purpose" }) {
        TRY(connection_.query(sql, {}, [&](const Row& row) -> Result<void> {
            names_.emplace(row.id(0), row.text(1));
            return {};
        }));
    }
    has_names_ = true;
    return {};
}

PublicGift PublicReader::public_form(const record::Loaded& loaded) const {
    const auto& gift = loaded.as<Gift>();
    const auto* branch = tree_->find(loaded.head.branch);
    const auto name = [&](Id id) {
        const auto at = names_.find(id);
        return at == names_.end() ? std::string {} : at->second;
    };
    PublicGift row {
        .id = loaded.head.id,
        .day = gift.day,
        .donor = mask_donor_name(&gift, gift.donor_name),
        .donor_kind = gift.donor_kind,
        .amount = gift.amount,
        .refunded = gift.refunded,
        .state = gift.state,
        .channel = name(gift.channel),
        .campaign = name(gift.campaign),
        .purpose = name(gift.purpose),
    };
    if (branch != nullptr) {
        row.branch_zh = branch->name_zh;
        row.branch_en = branch->name_en;
        if (gift.receipt_number != 0) {
            row.receipt = receipt_text(branch->code, gift.receipt_year, gift.receipt_number);
        }
    }
    return row;
}

Result<void> PublicReader::read_branch(
    const PublicQuestion& question, Id branch, std::vector<PublicGift>& gifts
) {
    Conditions conditions { branch };
    conditions.add_plain("t.state <> 'reversed'");
    if (!question.name.empty()) {
        const auto* field = gift_type.find_field("donor_name");
        conditions.add(
            "t.donor_name_index = $", record::index_of(engine_.vault(), *field, question.name)
        );
    }
    if (!question.campaign.empty()) {
        conditions.add("t.campaign = $", question.campaign);
        conditions.add_plain("t.campaign IS NOT NULL");
    }
    if (question.from) {
        conditions.add("t.day >= $", *question.from);
    }
    if (question.to) {
        conditions.add("t.day <= $", *question.to);
    }
    if (!question.before.empty()) {
        conditions.add_before(question.before_day, question.before);
    }
    const auto tail = conditions.text() + " ORDER BY t.day DESC, t.id DESC LIMIT "
        + std::to_string(question.limit + 1);
    const auto& table = engine_.registry().table(gift_type);
    return table.select(
        queries_of(connection_),
        tail,
        conditions.params(),
        [&](const record::Loaded& loaded) -> Result<void> {
            gifts.push_back(public_form(loaded));
            return {};
        }
    );
}

Result<PublicPage> PublicReader::find(const PublicQuestion& question) {
    TRY(read_names());
    PublicPage page;
    if (!question.receipt.empty()) {
        const auto number = TRY(parse_receipt(question.receipt));
        const auto* branch = tree_->find_code(number.branch_code);
        if (branch == nullptr) {
            return page;
        }
        const std::array params { Param { branch->id },
                                  Param { number.year },
                                  Param { number.number } };
        const auto& table = engine_.registry().table(gift_type);
        TRY(table.select(
            queries_of(connection_),
            " WHERE t.branch_id = $1 AND t.receipt_year = $2 AND t.receipt_number = $3 "
            "AND t.receipt_number > 0",
            params,
            [&](const record::Loaded& loaded) -> Result<void> {
                page.gifts.push_back(public_form(loaded));
                return {};
            }
        ));
        return page;
    }
    // Branch by branch, since each has its own index order; then the best of all.
    for (const auto branch : branches()) {
        TRY(read_branch(question, branch, page.gifts));
    }
    std::ranges::sort(page.gifts, later);
    page.more = page.gifts.size() > question.limit;
    page.gifts.resize(std::min(page.gifts.size(), question.limit));
    return page;
}

Result<PublicTotals>
PublicReader::totals(Id campaign, std::optional<Day> from, std::optional<Day> to) {
    figures::Question question { .figure = income_amount.name, .branches = branches() };
    question.from = from.value_or(question.from);
    question.to = to.value_or(question.to);
    question.dimension = campaign.empty() ? "" : "campaign";
    const auto key = to_string(campaign);
    const auto sum = [&]() -> Result<std::int64_t> {
        std::int64_t value = 0;
        for (const auto& line : TRY(figures::ask(queries_of(connection_), question))) {
            value += campaign.empty() || line.key == key ? line.value : 0;
        }
        return value;
    };
    PublicTotals totals;
    if (campaign.empty()) {
        totals.amount.fen = TRY(figures::total(queries_of(connection_), question));
        question.figure = income_gifts.name;
        totals.gifts = TRY(figures::total(queries_of(connection_), question));
        return totals;
    }
    totals.amount.fen = TRY(sum());
    question.figure = income_gifts.name;
    totals.gifts = TRY(sum());
    return totals;
}

Result<std::vector<Money>> PublicReader::daily(Day today, int days, Id campaign) {
    std::vector<Money> amounts(static_cast<std::size_t>(days));
    const auto first = today + (1 - days);
    std::vector<Param> params {
        income_amount.name, campaign.empty() ? "" : "campaign", first, today
    };
    const auto key = to_string(campaign);
    std::string places;
    for (const auto branch : branches()) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    std::string only_key;
    if (!campaign.empty()) {
        params.emplace_back(key);
        only_key = " AND key = $" + std::to_string(params.size());
    }
    TRY(connection_.query(
        "SELECT day, CAST(sum(value) AS BIGINT) FROM figure_daily WHERE branch_id IN (" + places
            + ") AND figure = $1 AND dimension = $2 AND day BETWEEN $3 AND $4" + only_key
            + " GROUP BY day",
        params,
        [&](const Row& row) -> Result<void> {
            amounts[static_cast<std::size_t>(row.day(0) - first)] = row.money(1);
            return {};
        }
    ));
    return amounts;
}

Result<std::vector<PublicCampaign>> PublicReader::campaigns() {
    TRY(read_names());
    std::vector<PublicCampaign> found;
    const auto& table = engine_.registry().table(campaign_type);
    TRY(table.select(
        queries_of(connection_),
        " WHERE t.state <> 'draft' ORDER BY CASE WHEN t.state = 'open' THEN 0 ELSE 1 END, t.begins "
        "DESC, t.id DESC",
        {},
        [&](const record::Loaded& loaded) -> Result<void> {
            const auto& campaign = loaded.as<Campaign>();
            const auto purpose = names_.find(campaign.purpose);
            found.push_back(
                { loaded.head.id, campaign, purpose == names_.end() ? "" : purpose->second, {}, 0 }
            );
            return {};
        }
    ));
    for (auto& campaign : found) {
        const auto sums = TRY(totals(campaign.id, {}, {}));
        campaign.amount = sums.amount;
        campaign.gifts = sums.gifts;
    }
    return found;
}

Result<PublicCampaign> PublicReader::campaign(Id id) {
    auto all = TRY(campaigns());
    const auto at = std::ranges::find(all, id, &PublicCampaign::id);
    if (at == all.end()) {
        return fail(Errc::not_found, Text { "没有这个募捐活动", "there is no such campaign" });
    }
    return std::move(*at);
}

}  // namespace boai::giving
