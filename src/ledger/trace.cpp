#include "ledger/trace.hpp"

#include "ledger/movement_reading.hpp"

#include <algorithm>
#include <map>

namespace boai::ledger {
namespace {

/// As deep as money can go: province, city, county, school, and back again a few times.
constexpr int depth_max = 16;
/// Uses shown of one stretch.
constexpr std::size_t uses_max = 10'000;

/// The part of an outflow that belongs to the traced stretch.
struct Part {
    const StoredMovement& movement;
    Stretch fen; ///< on the axis
    std::int64_t offset = 0; ///< within the outflow
};

class Forward {
public:
    explicit Forward(Queries queries)
        : queries_(queries) { }

    Result<void> follow(const Place& place, int depth, Day since);

    Trace trace;

private:
    Result<void> follow_part(const Place& place, const Part& part, int depth);
    Result<void> end_of_part(const Place& place, const Part& part, std::int64_t amount);
    Result<void> hold_the_rest(const Place& place, std::int64_t used, Day since);
    Result<std::string> title_of(Id branch, Id source);

    Queries queries_;
    std::map<std::pair<Id, Id>, std::string> titles_;
};

Result<std::string> Forward::title_of(Id branch, Id source) {
    const auto known = titles_.find({ branch, source });
    if (known != titles_.end()) {
        return known->second;
    }
    auto title = TRY(title_of_source(queries_, branch, source));
    titles_.emplace(std::pair { branch, source }, title);
    return title;
}

/// What of an outflow goes nowhere else: a use, or money on its way.
Result<void> Forward::end_of_part(const Place& place, const Part& part, std::int64_t amount) {
    const auto& movement = part.movement;
    if (amount == 0) {
        return {};
    }
    if (movement.kind == EntryKind::allocation) {
        trace.held.push_back({ place.branch, movement.day, amount, true });
        return {};
    }
    // An outflow around a hole has several movements; to people it is one use.
    const auto same = [&](const Use& use) {
        return use.source == movement.source && use.branch == place.branch
            && use.entry == movement.entry;
    };
    if (const auto use = std::ranges::find_if(trace.uses, same); use != trace.uses.end()) {
        use->amount += amount;
        return {};
    }
    trace.uses.push_back({ place.branch,
                           place.fund,
                           movement.kind,
                           movement.source,
                           movement.entry,
                           TRY(title_of(place.branch, movement.source)),
                           movement.day,
                           amount });
    return {};
}

Result<void> Forward::follow_part(const Place& place, const Part& part, int depth) {
    const auto& movement = part.movement;
    const Stretch asked { part.offset, part.fen.length };
    auto left = asked.length;
    if (movement.kind == EntryKind::allocation) {
        auto title = TRY(title_of(place.branch, movement.source));
        trace.steps.push_back({ movement.kind,
                                place.branch,
                                movement.source,
                                std::move(title),
                                movement.day,
                                asked.length });
    }
    // A fee is the end for the donor: how the office spends it is told by the unrestricted fund.
    const bool goes_on = movement.kind != EntryKind::fee && depth < depth_max;
    const auto links = goes_on ? TRY(links_of(queries_, place.branch, movement.source, Flow::out))
                               : std::vector<StoredLink> {};
    for (const auto& link : links) {
        const auto common = overlap(asked, { link.offset, link.to.stretch.length });
        if (common.length == 0) {
            continue;
        }
        left -= common.length;
        auto to = link.to;
        to.stretch = { link.to.stretch.from + common.from - link.offset, common.length };
        TRY(follow(to, depth + 1, movement.day));
    }
    return end_of_part(place, part, left);
}

/// Money that nothing has taken: returned to the donor, or still there.
Result<void> Forward::hold_the_rest(const Place& place, std::int64_t used, Day since) {
    std::int64_t returned = 0;
    for (const auto& hole : TRY(movements_over(queries_, place, Flow::back))) {
        returned += overlap(hole.stretch, place.stretch).length;
    }
    trace.returned += returned;
    const auto left = place.stretch.length - used - returned;
    if (left > 0) {
        trace.held.push_back({ place.branch, since, left, false });
    }
    return {};
}

Result<void> Forward::follow(const Place& place, int depth, Day since) {
    const auto outflows = TRY(movements_over(queries_, place, Flow::out));
    const auto inflows = TRY(movements_over(
        queries_, { place.branch, place.fund, { place.stretch.from, 1 }, place.commodity }, Flow::in
    ));
    for (const auto& inflow : inflows) {
        since = inflow.day;
        if (depth > 0 && inflow.kind == EntryKind::confirmation) {
            trace.steps.push_back(
                { inflow.kind, place.branch, inflow.source, {}, inflow.day, place.stretch.length }
            );
        }
    }
    trace.is_whole = trace.is_whole && std::ssize(outflows) < movements_max;
    std::int64_t used = 0;
    for (const auto& movement : outflows) {
        const auto common = overlap(movement.stretch, place.stretch);
        used += common.length;
        if (trace.uses.size() >= uses_max) {
            trace.is_whole = false;
            continue;
        }
        const Part part { movement, common, movement.offset + common.from - movement.stretch.from };
        TRY(follow_part(place, part, depth));
    }
    return hold_the_rest(place, used, since);
}

class Backward {
public:
    explicit Backward(Queries queries)
        : queries_(queries) { }

    Result<void> follow(const Place& place, int depth);

    std::vector<Origin> origins;

private:
    Result<bool> follow_inflow(const Place& place, const StoredMovement& inflow, int depth);

    Queries queries_;
};

/// Goes on to where an inflow came from; false when it came from outside.
Result<bool> Backward::follow_inflow(const Place& place, const StoredMovement& inflow, int depth) {
    const auto links = depth < depth_max
        ? TRY(links_of(queries_, place.branch, inflow.source, Flow::in))
        : std::vector<StoredLink> {};
    if (links.empty()) {
        return false;
    }
    const auto& link = links.front();
    const auto first = overlap(inflow.stretch, place.stretch);
    const Stretch asked { link.offset + first.from - inflow.stretch.from, first.length };
    auto sent = TRY(movements_over(
        queries_,
        { link.to.branch, link.to.fund, { link.to.stretch.from, 1 }, link.to.commodity },
        Flow::out
    ));
    if (sent.empty()) {
        return false;
    }
    sent = TRY(movements_of_source(queries_, link.to, sent.front().source));
    for (const auto& movement : sent) {
        const auto common = overlap(asked, { movement.offset, movement.stretch.length });
        if (common.length == 0) {
            continue;
        }
        auto from = link.to;
        from.stretch = { movement.stretch.from + common.from - movement.offset, common.length };
        TRY(follow(from, depth + 1));
    }
    return true;
}

Result<void> Backward::follow(const Place& place, int depth) {
    for (const auto& inflow : TRY(movements_over(queries_, place, Flow::in))) {
        if (TRY(follow_inflow(place, inflow, depth))) {
            continue;
        }
        const auto amount = overlap(inflow.stretch, place.stretch).length;
        const bool same = !origins.empty() && origins.back().source == inflow.source
            && origins.back().branch == place.branch;
        if (same) {
            origins.back().amount += amount;
            continue;
        }
        origins.push_back({ place.branch,
                            place.fund,
                            inflow.kind,
                            inflow.source,
                            inflow.entry,
                            inflow.day,
                            amount });
    }
    return {};
}

} // namespace

Result<Trace> trace_forward(Queries queries, const Place& place) {
    Forward forward { queries };
    forward.trace.amount = place.stretch.length;
    TRY(forward.follow(place, 0, {}));
    return std::move(forward.trace);
}

Result<std::vector<Origin>>
trace_back(Queries queries, Id branch, Id fund, Id source, std::int64_t position) {
    Backward backward { queries };
    const Place begin { branch, fund, { position, 1 }, std::string { renminbi } };
    for (const auto& movement : TRY(movements_of_source(queries, begin, source))) {
        TRY(backward.follow({ branch, fund, movement.stretch, begin.commodity }, 0));
    }
    return std::move(backward.origins);
}

} // namespace boai::ledger
