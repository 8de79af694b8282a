#include "modules/giving/campaigns/pledge_book.hpp"

#include "modules/giving/campaigns/pledge_figures.hpp"
#include "record/engine.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using storage::Param;

Result<void> write_pledge(
    CommandContext& context, const Loaded& before, const Pledge& pledge, std::string_view action
) {
    TRY(context.engine.update(context, pledge_type, before, Pledge { pledge }, { .action = action })
    );
    return {};
}

/// A reference the pledge decides: its own when the gift has none.
Result<void> take_over(Id& own, Id promised, std::string_view name) {
    if (own.empty()) {
        own = promised;
    }
    if (own != promised) {
        return fail_field(
            std::string { name }, Text { "与认捐的不一致", "is not that of the pledge" }
        );
    }
    return {};
}

Result<void> check_payment_of(const Pledge& pledge, const Gift& gift) {
    if (pledge.state != PledgeState::open) {
        return fail_field(
            "pledge", Text { "该认捐已付清或已终止", "this pledge is paid in full or ended" }
        );
    }
    if (gift.day < pledge.agreed_on) {
        return fail_field("day", Text { "不能早于认捐日期", "must not be before the pledge" });
    }
    if (pledge.left() < gift.amount) {
        return fail_field(
            "amount",
            compose(
                { "该认捐只剩 {} 元未付，其余请另记一笔",
                  "only {} yuan of the pledge are open; enter the rest as a gift of its own" },
                { to_string(pledge.left()) }
            )
        );
    }
    return {};
}

/// What was given back of the pledge's gifts on this day or later.
Result<Money> given_back_since(CommandContext& context, Id pledge, Day day) {
    Money sum;
    const std::array params { Param { context.branch }, Param { pledge }, Param { day } };
    TRY(context.tx.query(
        "SELECT CAST(coalesce(sum(r.amount), 0) AS BIGINT) FROM giving_gift g JOIN giving_refund r "
        "ON r.branch_id = g.branch_id AND r.gift = g.id WHERE g.branch_id = $1 AND g.pledge = $2 "
        "AND g.pledge IS NOT NULL AND r.day >= $3",
        params,
        [&](const storage::Row& row) -> Result<void> {
            sum = row.money(0);
            return {};
        }
    ));
    return sum;
}

} // namespace

Result<std::optional<Loaded>> settle_pledge(CommandContext& context, Gift& gift) {
    if (gift.pledge.empty()) {
        return std::optional<Loaded> {};
    }
    auto loaded = TRY(context.engine.load(context, pledge_type, gift.pledge));
    const auto& pledge = loaded.as<Pledge>();
    TRY(check_payment_of(pledge, gift));
    TRY(take_over(gift.campaign, pledge.campaign, "campaign"));
    TRY(take_over(gift.purpose, pledge.purpose, "purpose"));
    return std::optional { std::move(loaded) };
}

Result<void> pay_pledge(CommandContext& context, const Loaded& loaded, const Gift& gift) {
    auto pledge = loaded.as<Pledge>();
    pledge.paid = pledge.paid + gift.amount;
    if (pledge.left().fen == 0) {
        pledge.state = PledgeState::fulfilled;
    }
    post_pledged(context.tx, context.branch, gift.day, pledge, -gift.amount);
    return write_pledge(context, loaded, pledge, "pay");
}

Result<void> unpay_pledge(CommandContext& context, const Gift& gift, Money amount, Day day) {
    if (gift.pledge.empty()) {
        return {};
    }
    const auto loaded = TRY(context.engine.load(context, pledge_type, gift.pledge));
    auto pledge = loaded.as<Pledge>();
    pledge.paid = pledge.paid - amount;
    if (pledge.state != PledgeState::ended) {
        pledge.state = PledgeState::open;
        post_pledged(context.tx, context.branch, day, pledge, amount);
    } else if (day < *pledge.ended_on) {
        // Open again until the day it ended, and given up with the rest on that day.
        pledge.given_up = pledge.given_up.value_or(Money {}) + amount;
        post_pledged(context.tx, context.branch, day, pledge, amount);
        post_pledged(context.tx, context.branch, *pledge.ended_on, pledge, -amount);
    }
    return write_pledge(context, loaded, pledge, "unpay");
}

Result<record::Outcome> end_pledge(CommandContext& context, const Loaded& loaded) {
    auto pledge = loaded.as<Pledge>();
    if (pledge.state != PledgeState::open) {
        return fail(
            Errc::conflict, Text { "该认捐已付清或已终止", "this pledge is paid in full or ended" }
        );
    }
    const auto today = context.today();
    pledge.state = PledgeState::ended;
    pledge.ended_on = today;
    pledge.given_up = pledge.left() - TRY(given_back_since(context, loaded.head.id, today));
    post_pledged(context.tx, context.branch, today, pledge, -pledge.left());
    return context.engine.update(
        context, pledge_type, loaded, std::move(pledge), { .action = "end" }
    );
}

} // namespace boai::giving
