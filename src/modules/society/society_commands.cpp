#include "modules/society/society_commands.hpp"

#include "modules/society/branch.hpp"
#include "record/engine.hpp"

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

Result<record::Outcome> create_branch(record::CommandContext& context, const CreateBranch& input) {
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
    auto outcome = TRY(context.engine.create_as(context, head, table, &branch));
    context.tx.on_commit([&engine = context.engine] { (void)engine.reload_branches(); });
    return outcome;
}

}  // namespace

std::vector<record::CommandType> society_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(record::command<CreateBranch, create_branch>(
        "society.create_branch",
        { "新建下级机构", "Add a branch" },
        "society.branch.write",
        create_fields
    ));
    return commands;
}

Result<record::BranchTree> load_branches(record::Queries queries) {
    std::vector<record::BranchInfo> branches;
    TRY(queries(
        "SELECT id, parent, code, name_zh, name_en, level FROM society_branch "
        "WHERE state = 'active' ORDER BY code",
        {},
        [&](const storage::Row& row) -> Result<void> {
            branches.push_back({
                row.id(0),
                row.id(1),
                std::string { row.text(2) },
                std::string { row.text(3) },
                std::string { row.text(4) },
                std::string { row.text(5) },
            });
            return {};
        }
    ));
    return record::BranchTree { std::move(branches) };
}

}  // namespace boai::society
