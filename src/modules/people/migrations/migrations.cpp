#include "modules/people/migrations/migrations.hpp"

namespace boai::people {
namespace {

constexpr std::string_view create_person = R"(CREATE TABLE people_person (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    name {BLOB},
    phone {BLOB},
    id_number {BLOB},
    email {BLOB},
    address {BLOB},
    note {BLOB},
    state {TEXT} NOT NULL,
    merged_into {INT},
    name_index {INT},
    phone_index {INT},
    id_number_index {INT},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX people_person_by_merged_into ON people_person (branch_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX people_person_by_name_index ON people_person (branch_id, name_index);
CREATE INDEX people_person_by_phone_index ON people_person (branch_id, phone_index);
CREATE INDEX people_person_by_id_number_index ON people_person (branch_id, id_number_index);
)";

constexpr std::string_view create_organisation = R"(CREATE TABLE people_organisation (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    name {TEXT} NOT NULL,
    credit_code {TEXT} NOT NULL,
    address {TEXT} NOT NULL,
    contact_name {BLOB},
    contact_phone {BLOB},
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX people_organisation_by_name ON people_organisation (branch_id, name);
CREATE UNIQUE INDEX people_organisation_by_credit_code ON people_organisation (branch_id, credit_code) WHERE credit_code <> '';
)";

constexpr std::string_view create_consent = R"(CREATE TABLE people_consent (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    person {INT},
    purpose {TEXT} NOT NULL,
    given_on {INT} NOT NULL,
    withdrawn_on {INT},
    evidence {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE INDEX people_consent_by_person_purpose ON people_consent (branch_id, person, purpose);
)";

/// One consent of a kind stands at a time.
constexpr std::string_view one_standing_consent
    = R"(CREATE UNIQUE INDEX people_consent_by_purpose_person ON people_consent (branch_id, purpose, person) WHERE withdrawn_on IS NULL;
)";

constexpr std::string_view create_duplicate = R"(CREATE TABLE people_duplicate (
    branch_id {INT} NOT NULL,
    id {INT} NOT NULL,
    version {INT} NOT NULL,
    created_at {INT} NOT NULL,
    updated_at {INT} NOT NULL,
    created_by {INT} NOT NULL,
    person {INT},
    other {INT},
    same_phone {INT} NOT NULL CHECK (same_phone IN (0, 1)),
    same_id_number {INT} NOT NULL CHECK (same_id_number IN (0, 1)),
    same_name {INT} NOT NULL CHECK (same_name IN (0, 1)),
    state {TEXT} NOT NULL,
    PRIMARY KEY (branch_id, id)
) {STRICT};
CREATE UNIQUE INDEX people_duplicate_by_person_other ON people_duplicate (branch_id, person, other);
CREATE INDEX people_duplicate_by_other ON people_duplicate (branch_id, other);
)";

constexpr storage::Migration steps[] = {
    { "people", 1, "create person", create_person },
    { "people", 2, "create organisation", create_organisation },
    { "people", 3, "create consent", create_consent },
    { "people", 4, "one standing consent of a kind", one_standing_consent },
    { "people", 5, "create duplicate", create_duplicate },
};

}  // namespace

std::span<const storage::Migration> migrations() {
    return steps;
}

}  // namespace boai::people
