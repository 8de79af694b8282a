#include "modules/emergency/migrations/migrations.hpp"

namespace boai::emergency {
namespace {

constexpr std::string_view create_emergency = R"(CREATE TABLE emergency_emergency (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    name {TEXT} NOT NULL,
    level {TEXT} NOT NULL,
    campaign {INT},
    began_on {INT} NOT NULL,
    state {TEXT} NOT NULL,
    ended_at {INT},
    conclusion {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX emergency_emergency_by_campaign ON emergency_emergency (branch_id, campaign) WHERE state = 'open';
)";

constexpr std::string_view create_duty_entry = R"(CREATE TABLE emergency_duty_entry (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    emergency {INT},
    kind {TEXT} NOT NULL,
    officer {INT},
    text {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX emergency_duty_entry_by_emergency_id ON emergency_duty_entry (branch_id, emergency, id);
)";

constexpr storage::Migration steps[] = {
    { "emergency", 1, "create emergency", create_emergency },
    { "emergency", 2, "create duty_entry", create_duty_entry },
};

} // namespace

std::span<const storage::Migration> migrations() {
    return steps;
}

} // namespace boai::emergency
