#include "modules/giving/campaigns/match_import.hpp"

#include "base/told.hpp"
#include "exchange/amount_reading.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/campaign_team.hpp"
#include "record/engine.hpp"

#include <algorithm>

namespace boai::giving {
namespace {

using exchange::PlannedGift;
using storage::Param;

/// The field of a list of gifts that each kind stands in.
constexpr std::array<std::string_view, match_kinds> match_fields { "match_platform",
                                                                   "match_company",
                                                                   "incentive" };

std::string_view name_of_field(std::size_t field) {
    return exchange::gift_fields()[field].name;
}

void add_note(Gift& gift, std::string_view text) {
    gift.payment_note.append(gift.payment_note.empty() ? "" : " ").append(text);
}

Result<Money> read_match(std::string_view text, std::size_t kind) {
    const auto amount = exchange::read_amount(text, exchange::AmountUnit::yuan);
    if (!amount || amount->fen < 0) {
        const auto& label = record::giving_match_kinds[kind].label;
        return fail(
            Errc::invalid,
            Message { std::string { label.zh } + "不是金额",
                      "the column \"" + std::string { label.en } + "\" holds no amount" }
        );
    }
    return *amount;
}

void refuse(exchange::ImportPlan& plan, const PlannedGift& gift, Message reason) {
    auto& sheet = plan.sheets[gift.sheet];
    --sheet.rows;
    ++sheet.refused;
    sheet.sum = sheet.sum - gift.amount;
    plan.sum = plan.sum - gift.amount;
    if (sheet.stated_sum) {
        plan.difference = plan.difference - gift.amount;
    }
    plan.refused.push_back({ gift.sheet, gift.row, {}, std::move(reason), {} });
}

void warn_of(exchange::ImportPlan& plan, const RowMatch& sums) {
    const bool is_nothing = std::ranges::all_of(sums, [](Money sum) { return sum.fen == 0; });
    if (!is_nothing) {
        plan.warnings.push_back(compose(
            { "另有配捐（记为应收，不计入捐款）：平台 {} 元，企业 {} 元，激励金 {} 元",
              "promised besides (receivable, no part of the gifts): platform {}, company {}, "
              "incentive {} yuan" },
            { to_string(sums[0]), to_string(sums[1]), to_string(sums[2]) }
        ));
    }
}

/// Of several totals of a column the one that was counted, else the first, as of the gifts.
void hold_against_totals(
    exchange::ImportPlan& plan, std::uint16_t number, const RowMatch& counted
) {
    const auto& totals = plan.sheets[number].column_totals;
    for (std::size_t kind = 0; kind < match_kinds; ++kind) {
        const auto is_of_kind = [&](const exchange::ColumnTotal& total) {
            return name_of_field(total.field) == match_fields[kind];
        };
        const auto first = std::ranges::find_if(totals, is_of_kind);
        const bool agrees = std::ranges::any_of(totals, [&](const exchange::ColumnTotal& total) {
            return is_of_kind(total) && total.sum == counted[kind];
        });
        if (first != totals.end() && !agrees) {
            plan.column_differences.push_back({ number, *first, counted[kind] });
            plan.warnings.push_back(told_difference(plan, plan.column_differences.back()));
        }
    }
}

} // namespace

std::string_view further_text(const PlannedGift& planned, std::string_view field) {
    for (const auto& text : planned.texts) {
        if (name_of_field(text.field) == field) {
            return text.text;
        }
    }
    return {};
}

bool is_note(std::size_t field) {
    return name_of_field(field) == "note";
}

Result<RowMatch> match_of(const PlannedGift& planned) {
    RowMatch found {};
    for (std::size_t kind = 0; kind < match_kinds; ++kind) {
        if (const auto text = further_text(planned, match_fields[kind]); !text.empty()) {
            found[kind] = TRY(read_match(text, kind));
        }
    }
    return found;
}

Message
told_difference(const exchange::ImportPlan& plan, const exchange::TotalDifference& difference) {
    const auto& label = exchange::gift_fields()[difference.stated.field].label;
    const auto& sheet = plan.sheets[difference.sheet].name;
    const auto column = exchange::column_name(difference.stated.column);
    const auto place = sheet.empty() ? column : sheet + "!" + column;
    return compose_told(
        { "{} 列“{}”：文件写明 {} 元，各行合计 {} 元，相差 {} 元",
          "column {} ({}): the file states {}, its rows come to {}: {} yuan apart" },
        { place,
          label,
          to_string(difference.stated.sum),
          to_string(difference.counted),
          to_string(difference.counted - difference.stated.sum) }
    );
}

std::string kept_differences(const exchange::ImportPlan& plan) {
    std::string kept;
    const auto add = [&](const std::string& place, Text label, Money stated, Money counted) {
        kept += kept.empty() ? "" : "\n";
        kept.append(place).append(" ").append(label.zh).append(" ").append(label.en).append(": ");
        kept += to_string(stated) + " → " + to_string(counted) + " (" + to_string(counted - stated)
            + ")";
    };
    for (const auto& sheet : plan.sheets) {
        if (sheet.stated_sum && *sheet.stated_sum != sheet.sum) {
            add(sheet.name, { "金额", "Amount" }, *sheet.stated_sum, sheet.sum);
        }
    }
    for (const auto& difference : plan.column_differences) {
        add(plan.sheets[difference.sheet].name + "!"
                + exchange::column_name(difference.stated.column),
            exchange::gift_fields()[difference.stated.field].label,
            difference.stated.sum,
            difference.counted);
    }
    return kept;
}

void check_matches(exchange::ImportPlan& plan) {
    RowMatch sums {};
    std::vector<RowMatch> by_sheet(plan.sheets.size());
    std::erase_if(plan.gifts, [&](const PlannedGift& gift) {
        const auto match = match_of(gift);
        if (!match) {
            refuse(plan, gift, match.error().message);
            return true;
        }
        for (std::size_t kind = 0; kind < match_kinds; ++kind) {
            sums[kind] = sums[kind] + (*match)[kind];
            auto& of_sheet = by_sheet[gift.sheet][kind];
            of_sheet = of_sheet + (*match)[kind];
        }
        return false;
    });
    warn_of(plan, sums);
    for (std::size_t sheet = 0; sheet < by_sheet.size(); ++sheet) {
        hold_against_totals(plan, static_cast<std::uint16_t>(sheet), by_sheet[sheet]);
    }
}

Result<Id> MatchGathering::find_project(std::string_view name) {
    if (const auto at = projects_.find(name); at != projects_.end()) {
        return at->second;
    }
    std::vector<Param> params { name };
    std::string places;
    for (const auto branch : context_.engine.branches()->path_up(context_.branch)) {
        params.emplace_back(branch);
        places += (places.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    Id found;
    TRY(context_.tx.query(
        "SELECT id FROM giving_campaign WHERE name = $1 AND state <> 'draft' AND branch_id IN ("
            + places + ") ORDER BY id DESC LIMIT 1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = row.id(0);
            return {};
        }
    ));
    projects_.emplace(name, found);
    return found;
}

Result<Id> MatchGathering::find_team(Id campaign, std::string_view name) {
    const std::pair key { campaign, std::string { name } };
    if (const auto at = teams_.find(key); at != teams_.end()) {
        return at->second;
    }
    Id found;
    const std::array params { Param { context_.branch }, Param { campaign }, Param { name } };
    TRY(context_.tx.query(
        "SELECT id FROM giving_campaign_team WHERE branch_id = $1 AND campaign = $2 AND name = $3",
        params,
        [&](const storage::Row& row) -> Result<void> {
            found = row.id(0);
            return {};
        }
    ));
    if (found.empty()) {
        const auto made = TRY(context_.engine.create(
            context_,
            campaign_team_type,
            CampaignTeam { .campaign = campaign, .name = std::string { name } }
        ));
        found = made.id;
    }
    teams_.emplace(key, found);
    return found;
}

Result<void> MatchGathering::place(const PlannedGift& planned, Gift& gift) {
    if (const auto project = further_text(planned, "project"); !project.empty()) {
        const auto found = TRY(find_project(project));
        if (found.empty()) {
            add_note(gift, project);
        } else {
            gift.campaign = found;
        }
    }
    if (const auto team = further_text(planned, "team"); !team.empty()) {
        if (gift.campaign.empty()) {
            add_note(gift, team);
        } else {
            gift.team = TRY(find_team(gift.campaign, team));
        }
    }
    return {};
}

Result<void> MatchGathering::add(const PlannedGift& planned, const BookedGift& booked) {
    const auto match = TRY(match_of(planned));
    const auto& gift = booked.value;
    for (std::size_t kind = 0; kind < match_kinds; ++kind) {
        if (match[kind].fen == 0) {
            continue;
        }
        const auto of_kind = static_cast<MatchKind>(kind);
        auto& promise = promises_[Key { gift.campaign, gift.purpose, of_kind }];
        auto& claim = promise.claim;
        claim.campaign = gift.campaign;
        claim.kind = of_kind;
        claim.channel = channel_;
        claim.purpose = gift.purpose;
        claim.batch = batch_;
        claim.day = promise.parts.empty() ? gift.day : std::max(claim.day, gift.day);
        promise.parts.push_back({ .gift = booked.head.id, .team = gift.team, .amount = match[kind] }
        );
    }
    return {};
}

Result<Money> MatchGathering::book() {
    Money sum;
    for (auto& [key, promise] : promises_) {
        for (const auto& part : promise.parts) {
            sum = sum + part.amount;
        }
        TRY(promise_match(context_, std::move(promise)));
    }
    promises_.clear();
    return sum;
}

} // namespace boai::giving
