#include "modules/society/branch_rules.hpp"

#include "modules/society/branch.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boai::society {
namespace {

using record::CommandContext;
using record::Head;
using storage::Param;

/// A branch as its neighbours see it.
struct Neighbour {
    Level level = Level::city;
    BranchState state = BranchState::active;
};

Result<std::vector<Neighbour>>
neighbours(CommandContext& context, std::string_view column, Id value) {
    std::vector<Neighbour> found;
    const std::array params { Param { value } };
    TRY(context.tx.query(
        "SELECT level, state FROM society_branch WHERE " + std::string { column } + " = $1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            Neighbour one;
            record::detail::store_choice(one.level, row.text(0));
            record::detail::store_choice(one.state, row.text(1));
            found.push_back(one);
            return {};
        }
    ));
    return found;
}

} // namespace

bool may_stand_below(Level below, Level above) {
    const bool above_is_leaf = above == Level::school || above == Level::community;
    return !above_is_leaf && below > above;
}

Result<void> check_branch(const Branch& branch) {
    const auto good = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || c == '-' || c == '_';
    };
    if (!std::ranges::all_of(branch.code, good)) {
        return fail_field(
            "code", Text { "只能用字母、数字、- 和 _", "only letters, digits, - and _ are allowed" }
        );
    }
    constexpr std::size_t id_length = 13;
    if (branch.code.size() == id_length && parse_id(branch.code)) {
        return fail_field(
            "code", Text { "看起来像系统编号，请换一个", "reads as an id; use another" }
        );
    }
    return {};
}

Result<void>
check_place(CommandContext& context, const Head& head, const void* before, void* after) {
    const auto& branch = *static_cast<const Branch*>(after);
    const auto* old = static_cast<const Branch*>(before);
    if (old != nullptr && old->level == branch.level && old->parent == branch.parent) {
        return {};
    }
    const Text message { "层级须低于上级机构", "must be of a lower level than the branch above" };
    if (!branch.parent.empty()) {
        for (const auto& above : TRY(neighbours(context, "id", branch.parent))) {
            if (!may_stand_below(branch.level, above.level)) {
                return fail_field("level", message);
            }
        }
    }
    for (const auto& below : TRY(neighbours(context, "parent", head.id))) {
        if (!may_stand_below(below.level, branch.level)) {
            return fail_field(
                "level",
                Text { "须高于下级机构", "must be of a higher level than the branches below" }
            );
        }
    }
    return {};
}

Result<void> tell_tree(CommandContext& context, const Head&, const void*, const void*) {
    context.tx.on_commit([&engine = context.engine] { (void)engine.reload_branches(); });
    return {};
}

Result<void> check_closing(CommandContext& context, const Head& head, const void* record) {
    TRY(hold_tree(context));
    if (static_cast<const Branch*>(record)->parent.empty()) {
        return fail(
            Errc::conflict, Text { "最上级机构不能撤销", "the root branch cannot be closed" }
        );
    }
    const auto below = TRY(neighbours(context, "parent", head.id));
    const bool any_open = std::ranges::any_of(below, [](const Neighbour& one) {
        return one.state == BranchState::active;
    });
    if (any_open) {
        return fail(
            Errc::conflict,
            Text { "请先撤销或划转下级机构", "close or move the branches below it first" }
        );
    }
    return {};
}

Result<void> check_reopening(CommandContext& context, const Head&, const void* record) {
    TRY(hold_tree(context));
    const auto parent = static_cast<const Branch*>(record)->parent;
    for (const auto& above : TRY(neighbours(context, "id", parent))) {
        if (above.state == BranchState::closed) {
            return fail(Errc::conflict, Text { "上级机构已撤销", "the branch above is closed" });
        }
    }
    return {};
}

Result<void> hold_tree(CommandContext& context) {
    TRY(context.tx.execute("UPDATE society_branch SET version = version WHERE parent IS NULL", {}));
    return {};
}

} // namespace boai::society
