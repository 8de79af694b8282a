#include "attachments/migrations/migrations.hpp"

namespace boai::attachments {
namespace {

constexpr std::string_view create_attachment = R"(CREATE TABLE attachments_attachment (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    record {TEXT} NOT NULL,
    owner {TEXT} NOT NULL,
    kind {TEXT} NOT NULL,
    name {BLOB},
    media_type {TEXT} NOT NULL,
    size {INT} NOT NULL CHECK (size >= 0 AND size <= 10485760),
    sha256 {TEXT} NOT NULL,
    state {TEXT} NOT NULL,
    entry {INT} CHECK (entry >= 0),
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX attachments_attachment_by_owner_id ON attachments_attachment (branch_id, owner, id);
)";

/// Apart from the rows, so that lists never touch it.
constexpr std::string_view create_content = R"(CREATE TABLE attachments_content (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    sealed {BLOB} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
)";

constexpr storage::Migration steps[] = {
    { "attachments", 1, "create attachment", create_attachment },
    { "attachments", 2, "create content", create_content },
};

} // namespace

std::span<const storage::Migration> migrations() {
    return steps;
}

} // namespace boai::attachments
