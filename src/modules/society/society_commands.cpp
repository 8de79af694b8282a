#include "modules/society/society_commands.hpp"

#include "modules/society/branch.hpp"
#include "modules/society/branch_rules.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <array>

namespace boai::society {
namespace {

using record::field;
using record::TextField;

/// What create_branch asks for; the parent is the branch it is called in.
struct CreateBranch {
    std::string code;
    std::string name_zh;
    std::string name_en;
    Level level = Level::county;
};

constexpr record::FieldSpec create_fields[] = {
    field<&CreateBranch::code>(TextField {
        .label = { "代码", "Code" }, .max_length = 20, .required = true }),
    field<&CreateBranch::name_zh>(TextField {
        .label = { "名称", "Name (Chinese)" }, .max_length = 60, .required = true }),
    field<&CreateBranch::name_en>(TextField {
        .label = { "英文名称", "Name (English)" }, .max_length = 120, .required = true }),
    field<&CreateBranch::level>(record::PlainField { .label = { "层级", "Level" } }),
};
static_assert(record::complete<CreateBranch>(create_fields));

Result<record::Outcome> make_branch(record::CommandContext& context, const CreateBranch& input) {
    TRY(hold_tree(context));
    const bool is_root = context.branch.empty();
    const bool has_root = context.engine.branches()->root() != nullptr;
    if (is_root && (has_root || !context.actor.is_system)) {
        return fail(Errc::conflict, Text { "已有最上级机构", "there is a root branch already" });
    }
    Branch branch {
        .code = input.code,
        .name_zh = input.name_zh,
        .name_en = input.name_en,
        .level = input.level,
        .parent = context.branch,
    };
    const auto id = context.next_id();
    const record::Head head { id, id, 1, context.now, context.now, context.actor.user };
    const auto& table = context.engine.registry().table(branch_type);
    return context.engine.create_as(context, head, table, &branch);
}

/// Moves the branch it is called in, with all below it, under another.
struct MoveBranch {
    std::string parent; ///< code of the branch above from now on
};

constexpr record::FieldSpec move_fields[] = {
    field<&MoveBranch::parent>(TextField { .label = { "新的上级代码", "Code of the branch above" },
                                           .max_length = 20,
                                           .required = true }),
};
static_assert(record::complete<MoveBranch>(move_fields));

/// The branch and all above it, as they stand in the database.
Result<std::vector<Id>> path_up(record::CommandContext& context, Id branch) {
    std::vector<Id> path;
    while (!branch.empty() && std::ranges::find(path, branch) == path.end()) {
        path.push_back(branch);
        const std::array params { storage::Param { branch } };
        branch = {};
        TRY(context.tx.query(
            "SELECT parent FROM society_branch WHERE id = $1",
            params,
            [&](const storage::Row& row) -> Result<void> {
                branch = row.is_null(0) ? Id {} : row.id(0);
                return {};
            }
        ));
    }
    return path;
}

/// The new parent is there, open, allowed to the actor, and not below the branch itself.
Result<void>
check_move(record::CommandContext& context, const Branch& branch, const record::BranchInfo& above) {
    if (branch.parent.empty()) {
        return fail(Errc::conflict, Text { "最上级机构不能划转", "the root cannot be moved" });
    }
    const bool allowed = context.actor.may("society.branch.write", above.id)
        && context.actor.may("society.branch.write", branch.parent);
    if (!allowed) {
        return fail(
            Errc::forbidden,
            Text { "须有新旧上级机构的权限", "this needs the permission in both branches above" }
        );
    }
    if (above.closed) {
        return fail_field("parent", Text { "该机构已撤销", "this branch is closed" });
    }
    const auto path = TRY(path_up(context, above.id));
    if (std::ranges::find(path, context.branch) != path.end()) {
        return fail_field(
            "parent", Text { "不能划到自己的下级", "must not be the branch itself or below it" }
        );
    }
    return {};
}

Result<record::Outcome> move_branch(record::CommandContext& context, const MoveBranch& input) {
    TRY(hold_tree(context));
    const auto tree = context.engine.branches();
    const auto* above = tree->find_code(input.parent);
    if (above == nullptr) {
        return fail_field("parent", Text { "没有这个机构", "there is no such branch" });
    }
    const auto& table = context.engine.registry().table(branch_type);
    const auto before
        = TRY(table.load(record::queries_of(context.tx), context.branch, context.branch));
    auto branch = before.as<Branch>();
    TRY(check_move(context, branch, *above));
    branch.parent = above->id;
    return context.engine.update(context, table, before, &branch, { .action = "move" });
}

constexpr std::string_view active[] = { "active" };
constexpr record::Condition while_open[] = { { "state", active } };

}  // namespace

std::vector<record::CommandType> society_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(record::command<CreateBranch, make_branch>(
        "society.create_branch",
        { "新建下级机构", "Add a branch" },
        "society.branch.write",
        create_fields
    ));
    commands.back().makes = "society.branch";
    commands.push_back(record::command<MoveBranch, move_branch>(
        "society.move_branch", { "划转机构", "Move a branch" }, "society.branch.write", move_fields
    ));
    commands.back().needs_reason = true;
    commands.back().about = "society.branch";
    commands.back().when = while_open;
    return commands;
}

Result<record::BranchTree> load_branches(record::Queries queries) {
    std::vector<record::BranchInfo> branches;
    TRY(queries(
        "SELECT id, parent, code, name_zh, name_en, level, state FROM society_branch ORDER BY code",
        {},
        [&](const storage::Row& row) -> Result<void> {
            branches.push_back({
                row.id(0),
                row.id(1),
                std::string { row.text(2) },
                std::string { row.text(3) },
                std::string { row.text(4) },
                std::string { row.text(5) },
                row.text(6) == "closed",
            });
            return {};
        }
    ));
    return record::BranchTree { std::move(branches) };
}

}  // namespace boai::society
