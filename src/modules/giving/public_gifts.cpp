#include "modules/giving/public_gifts.hpp"

#include "modules/giving/giving_figures.hpp"
#include "modules/giving/giving_names.hpp"
#include "record/json.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace boai::giving {
namespace {

using record::queries_of;
using storage::Param;
using storage::Row;

/// Branches asked in one statement: SQLite takes 500 parts in a compound at most.
constexpr std::size_t branches_per_statement = 50;

/// What a question asks of each branch alike, as SQL with its parameters.
class Conditions {
public:
    Conditions(const crypto::Vault& vault, const PublicQuestion& question) {
        // A name has few gifts, found by its index and sorted. Left a choice, SQLite would walk
        // through all gifts in the order of their days instead.
        const std::string day = question.name.empty() ? "t.day" : "+t.day";
        text_ = " AND t.state <> 'reversed'";
        if (!question.name.empty()) {
            const auto* field = gift_type.find_field("donor_name");
            add("t.donor_name_index = ", record::index_of(vault, *field, question.name));
        }
        if (!question.campaign.empty()) {
            add("t.campaign = ", question.campaign);
            text_ += " AND t.campaign IS NOT NULL";
        }
        if (!question.team.empty()) {
            add("t.team = ", question.team);
            text_ += " AND t.team IS NOT NULL";
        }
        if (question.from) {
            add(day + " >= ", *question.from);
        }
        if (question.to) {
            add(day + " <= ", *question.to);
        }
        if (!question.before.empty()) {
            const auto last = place(question.before_day);
            text_ += " AND " + day + " <= " + last + " AND (" + day + ", t.id) < (" + last + ", "
                + place(question.before) + ")";
        }
        tail_ = " ORDER BY " + day + " DESC, t.id DESC LIMIT " + std::to_string(question.limit + 1);
    }

    /// " WHERE ... ORDER BY ... LIMIT ..." for one branch.
    std::string of(Id branch) { return " WHERE t.branch_id = " + place(branch) + text_ + tail_; }

    [[nodiscard]] const std::vector<Param>& params() const { return params_; }

private:
    std::string place(Param value) {
        params_.push_back(value);
        return "$" + std::to_string(params_.size());
    }

    void add(std::string_view condition, Param value) {
        text_.append(" AND ").append(condition) += place(value);
    }

    std::string text_;
    std::string tail_;
    std::vector<Param> params_;
};

} // namespace

bool is_later(const PublicGift& a, const PublicGift& b) {
    return std::tie(a.day, a.id) > std::tie(b.day, b.id);
}

std::vector<Id> PublicReader::branches() const {
    std::vector<Id> ids;
    std::ranges::transform(tree_->all(), std::back_inserter(ids), &record::BranchInfo::id);
    return ids;
}

Result<void> PublicReader::read_names() {
    if (has_names_) {
        return {};
    }
    names_ = TRY(giving_names(connection_));
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
        .is_named = !gift.donor_name.empty()
            && (gift.publish_name || gift.donor_kind == DonorKind::organisation
                || gift.donor_kind == DonorKind::alias),
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
    TRY(read_names());
    Conditions conditions { engine_.vault(), question };
    const auto tail = conditions.of(branch);
    return engine_.registry().table(gift_type).select(
        queries_of(connection_),
        tail,
        conditions.params(),
        [&](const record::Loaded& loaded) -> Result<void> {
            gifts.push_back(public_form(loaded));
            return {};
        }
    );
}

Result<std::vector<PublicReader::Place>> PublicReader::places(const PublicQuestion& question) {
    std::vector<Place> found;
    const auto all = branches();
    for (std::size_t at = 0; at < all.size(); at += branches_per_statement) {
        Conditions conditions { engine_.vault(), question };
        std::string sql;
        for (std::size_t i = at; i < std::min(all.size(), at + branches_per_statement); ++i) {
            sql += sql.empty() ? "" : " UNION ALL ";
            sql += "SELECT * FROM (SELECT t.branch_id, t.id, t.day FROM giving_gift t"
                + conditions.of(all[i]) + ") p";
        }
        TRY(connection_.query(sql, conditions.params(), [&](const Row& row) -> Result<void> {
            found.push_back({ row.day(2), row.id(1), row.id(0) });
            return {};
        }));
    }
    std::ranges::sort(found, std::greater {});
    return found;
}

Result<void> PublicReader::read_places(
    std::span<const Place> places, std::size_t at_once, std::vector<PublicGift>& gifts
) {
    std::map<Id, std::vector<Param>> by_branch;
    for (const auto& place : places) {
        auto& params = by_branch[place.branch];
        params.resize(std::max<std::size_t>(params.size(), 1), Param { place.branch });
        params.emplace_back(place.id);
    }
    // Always as many places as a page has, so that one prepared statement serves every page.
    std::string tail = " WHERE t.branch_id = $1 AND t.id IN (";
    for (std::size_t i = 0; i < at_once; ++i) {
        tail += (i == 0 ? "$" : ", $") + std::to_string(i + 2);
    }
    tail += ")";
    for (auto& [branch, params] : by_branch) {
        params.resize(at_once + 1, params.back());
        TRY(engine_.registry().table(gift_type).select(
            queries_of(connection_),
            tail,
            params,
            [&](const record::Loaded& loaded) -> Result<void> {
                gifts.push_back(public_form(loaded));
                return {};
            }
        ));
    }
    return {};
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
    const auto all = branches();
    if (all.size() == 1) {
        TRY(read_branch(question, all.front(), page.gifts));
    } else {
        // Where the gifts stand first, from the indexes of all branches; then only those shown are
        // read and opened.
        const auto found = TRY(places(question));
        page.more = found.size() > question.limit;
        const auto shown = std::min(found.size(), question.limit);
        TRY(read_places(std::span { found }.first(shown), question.limit, page.gifts));
    }
    std::ranges::sort(page.gifts, is_later);
    page.more = page.more || page.gifts.size() > question.limit;
    page.gifts.resize(std::min(page.gifts.size(), question.limit));
    return page;
}

Result<void> PublicReader::read_days(
    Id campaign, Day from, Day to, FunctionRef<void(Day day, PublicTotals totals)> take
) {
    const auto key = campaign.empty() ? std::string {} : to_string(campaign);
    std::vector<Param> params {
        income_amount.name, income_gifts.name, campaign.empty() ? "" : "campaign", key, from, to
    };
    std::string places;
    for (const auto branch : branches()) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    return connection_.query(
        "SELECT day, CAST(sum(CASE WHEN figure = $1 THEN value ELSE 0 END) AS BIGINT), "
        "CAST(sum(CASE WHEN figure = $2 THEN value ELSE 0 END) AS BIGINT) FROM figure_daily "
        "WHERE branch_id IN ("
            + places
            + ") AND figure IN ($1, $2) AND dimension = $3 AND key = $4 "
              "AND day BETWEEN $5 AND $6 GROUP BY day ORDER BY day",
        params,
        [&](const Row& row) -> Result<void> {
            take(row.day(0), { row.money(1), row.number(2) });
            return {};
        }
    );
}

Result<PublicTotals>
PublicReader::totals(Id campaign, std::optional<Day> from, std::optional<Day> to) {
    const figures::Question always;
    PublicTotals sum;
    TRY(read_days(
        campaign,
        from.value_or(always.from),
        to.value_or(always.to),
        [&](Day, PublicTotals of_day) { sum = sum + of_day; }
    ));
    return sum;
}

Result<std::vector<RunningTotals>> PublicReader::running_totals(Id campaign) {
    const figures::Question always;
    std::vector<RunningTotals> days;
    PublicTotals sum;
    TRY(read_days(campaign, always.from, always.to, [&](Day day, PublicTotals of_day) {
        sum = sum + of_day;
        days.push_back({ day, sum });
    }));
    return days;
}

Result<std::vector<Money>> PublicReader::daily(Day today, int days, Id campaign) {
    std::vector<Money> amounts(static_cast<std::size_t>(days));
    const auto first = today + (1 - days);
    TRY(read_days(campaign, first, today, [&](Day day, PublicTotals of_day) {
        amounts[static_cast<std::size_t>(day - first)] = of_day.amount;
    }));
    return amounts;
}

Result<std::vector<PublicCampaign>> PublicReader::published() {
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
    return found;
}

Result<std::vector<PublicCampaign>> PublicReader::campaigns() {
    auto found = TRY(published());
    std::map<std::string, PublicCampaign*, std::less<>> by_key;
    for (auto& campaign : found) {
        by_key.emplace(to_string(campaign.id), &campaign);
    }
    figures::Question question { .figure = income_amount.name,
                                 .branches = branches(),
                                 .dimension = "campaign" };
    for (const auto& line : TRY(figures::ask(queries_of(connection_), question))) {
        if (const auto at = by_key.find(line.key); at != by_key.end()) {
            at->second->amount.fen = line.value;
        }
    }
    question.figure = income_gifts.name;
    for (const auto& line : TRY(figures::ask(queries_of(connection_), question))) {
        if (const auto at = by_key.find(line.key); at != by_key.end()) {
            at->second->gifts = line.value;
        }
    }
    return found;
}

Result<PublicCampaign> PublicReader::campaign(Id id) {
    auto all = TRY(published());
    const auto at = std::ranges::find(all, id, &PublicCampaign::id);
    if (at == all.end()) {
        return fail(Errc::not_found, Text { "没有这个募捐活动", "there is no such campaign" });
    }
    const auto sums = TRY(totals(id, {}, {}));
    at->amount = sums.amount;
    at->gifts = sums.gifts;
    return std::move(*at);
}

} // namespace boai::giving
