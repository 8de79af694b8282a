#include "modules/society/migrations/migrations.hpp"

namespace boai::society {
namespace {

constexpr std::string_view create_branch = R"(CREATE TABLE society_branch (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    code {TEXT} NOT NULL,
    name_zh {TEXT} NOT NULL,
    name_en {TEXT} NOT NULL,
    level {TEXT} NOT NULL,
    parent {INT},
    address {TEXT} NOT NULL,
    telephone {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX society_branch_by_code ON society_branch (code);
)";

constexpr storage::Migration steps[] = {
    { "society", 1, "create branch", create_branch },
};

}  // namespace

std::span<const storage::Migration> migrations() {
    return steps;
}

}  // namespace boai::society
