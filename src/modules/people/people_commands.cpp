#include "modules/people/people_commands.hpp"

#include "modules/people/duplicate.hpp"
#include "modules/people/person.hpp"
#include "record/engine.hpp"
#include "record/erasure.hpp"

#include <array>

namespace boai::people {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::ReferenceField;

const record::RecordTable& persons(const CommandContext& context) {
    return context.engine.registry().table(person_type);
}

Result<record::Loaded> load(CommandContext& context, Id id) {
    return context.engine.load(context, person_type, id);
}

/// Two records of one person: the duplicate points at the one that stays. Nothing that refers to
/// the duplicate is touched, so that taking the merge back is exact.
struct MergePersons {
    Id keep;
    Id duplicate;
};

constexpr record::FieldSpec merge_fields[] = {
    field<&MergePersons::keep>(ReferenceField {
        .label = { "保留的档案", "Record that stays" }, .to = "people.person", .required = true }),
    field<&MergePersons::duplicate>(ReferenceField {
        .label = { "重复的档案", "Duplicate" }, .to = "people.person", .required = true }),
};
static_assert(record::complete<MergePersons>(merge_fields));

Result<Outcome> merge(CommandContext& context, const MergePersons& input) {
    const auto keep = TRY(load(context, input.keep));
    const auto before = TRY(load(context, input.duplicate));
    auto after = before.as<Person>();
    const bool both_stand
        = keep.as<Person>().state == PersonState::active && after.state == PersonState::active;
    if (input.keep == input.duplicate || !both_stand) {
        return fail(
            Errc::conflict,
            Text { "只能合并两份不同的有效档案", "only two different active records can be merged" }
        );
    }
    after.state = PersonState::merged;
    after.merged_into = input.keep;
    auto outcome = TRY(
        context.engine.update(context, persons(context), before, &after, { .action = "merge" })
    );
    TRY(settle_duplicates(context, input.duplicate));
    return outcome;
}

/// A pair that was offered, merged.
struct MergePair {
    Id pair;
    bool keep_later = false;
};

constexpr record::FieldSpec merge_pair_fields[] = {
    field<&MergePair::pair>(ReferenceField { .label = { "疑似重复", "Possible duplicate" },
                                             .to = "people.duplicate",
                                             .required = true }),
    field<&MergePair::keep_later>(PlainField {
        .label = { "保留后录入的档案", "Keep the one entered later" } }),
};
static_assert(record::complete<MergePair>(merge_pair_fields));

Result<Outcome> merge_pair(CommandContext& context, const MergePair& input) {
    const auto& table = context.engine.registry().table(duplicate_type);
    const auto loaded = TRY(table.load(record::queries_of(context.tx), context.branch, input.pair));
    const auto& pair = loaded.as<Duplicate>();
    if (pair.state != DuplicateState::open) {
        return fail(
            Errc::conflict,
            Text { "这一对已处理，须先重新考虑", "this pair is settled; consider it again first" }
        );
    }
    return input.keep_later ? merge(context, { pair.other, pair.person })
                            : merge(context, { pair.person, pair.other });
}

struct OnePerson {
    Id person;
};

constexpr record::FieldSpec one_person_fields[] = {
    field<&OnePerson::person>(ReferenceField {
        .label = { "个人", "Person" }, .to = "people.person", .required = true }),
};
static_assert(record::complete<OnePerson>(one_person_fields));

Result<Outcome> unmerge(CommandContext& context, const OnePerson& input) {
    const auto before = TRY(load(context, input.person));
    auto after = before.as<Person>();
    if (after.state != PersonState::merged) {
        return fail(Errc::conflict, Text { "这份档案没有被合并", "this record is not merged" });
    }
    after.state = PersonState::active;
    after.merged_into = {};
    auto outcome = TRY(
        context.engine.update(context, persons(context), before, &after, { .action = "unmerge" })
    );
    TRY(reopen_duplicates(context, input.person));
    return outcome;
}

/// The ids of the records merged into this one.
Result<std::vector<Id>> merged_into(CommandContext& context, Id person) {
    std::vector<Id> ids;
    const std::array params { storage::Param { context.branch }, storage::Param { person } };
    TRY(context.tx.query(
        "SELECT id FROM people_person WHERE branch_id = $1 AND merged_into = $2 "
        "AND merged_into IS NOT NULL ORDER BY id",
        params,
        [&](const storage::Row& row) -> Result<void> {
            ids.push_back(row.id(0));
            return {};
        }
    ));
    return ids;
}

Result<void> erase_one(CommandContext& context, Id id) {
    const auto before = TRY(load(context, id));
    if (before.as<Person>().state == PersonState::erased) {
        return {};
    }
    // The row's state is set by itself: writing the whole row would need the key that goes.
    const std::array params { storage::Param { context.branch },
                              storage::Param { id },
                              storage::Param { context.now } };
    TRY(context.tx.execute(
        "UPDATE people_person SET state = 'erased', version = version + 1, updated_at = $3 "
        "WHERE branch_id = $1 AND id = $2",
        params
    ));
    record::Head head = before.head;
    head.version += 1;
    TRY(context.engine.note(context, person_type, head, "erase", "[]"));
    auto after = before.as<Person>();
    after.state = PersonState::erased;
    TRY(context.engine.tell_watches(context, { person_type, head, before.value.get(), &after }));
    TRY(settle_duplicates(context, id));
    return record::erase_subject(context.tx, context.engine.registry(), context.branch, id);
}

Result<Outcome> erase(CommandContext& context, const OnePerson& input) {
    // The record, those merged into it, and those merged into them.
    std::vector<Id> all { input.person };
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const auto id : TRY(merged_into(context, all[i]))) {
            all.push_back(id);
        }
    }
    for (const auto id : all) {
        TRY(erase_one(context, id));
    }
    return Outcome { input.person,
                     0,
                     R"({"id":")" + to_string(input.person) + R"(","erased":true})" };
}

constexpr std::string_view active[] = { "active" };
constexpr std::string_view merged[] = { "merged" };
constexpr std::string_view not_erased[] = { "active", "merged" };
constexpr std::string_view open[] = { "open" };
constexpr record::Condition while_open[] = { { "state", open } };
constexpr record::Condition while_active[] = { { "state", active } };
constexpr record::Condition while_merged[] = { { "state", merged } };
constexpr record::Condition until_erased[] = { { "state", not_erased } };

/// A command on the page of a person, with a reason.
record::CommandType
about_a_person(record::CommandType type, std::span<const record::Condition> when) {
    type.needs_reason = true;
    type.about = "people.person";
    type.when = when;
    return type;
}

}  // namespace

std::vector<record::CommandType> people_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_a_person(
        record::command<MergePersons, merge>(
            "people.merge_persons",
            { "合并重复档案", "Merge duplicates" },
            "people.merge_persons",
            merge_fields
        ),
        while_active
    ));
    commands.push_back(record::command<MergePair, merge_pair>(
        "people.merge_pair",
        { "合并这两份档案", "Merge these two records" },
        "people.merge_persons",
        merge_pair_fields
    ));
    commands.back().needs_reason = true;
    commands.back().about = "people.duplicate";
    commands.back().when = while_open;
    commands.push_back(about_a_person(
        record::command<OnePerson, unmerge>(
            "people.unmerge_person",
            { "撤销合并", "Undo a merge" },
            "people.merge_persons",
            one_person_fields
        ),
        while_merged
    ));
    commands.push_back(about_a_person(
        record::command<OnePerson, erase>(
            "people.erase_person",
            { "删除个人信息", "Erase a person" },
            "people.erase_person",
            one_person_fields
        ),
        until_erased
    ));
    commands.back().in_closed_branch = true; // a duty that does not end with the branch
    return commands;
}

}  // namespace boai::people
