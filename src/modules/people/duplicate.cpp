#include "modules/people/duplicate.hpp"

#include "record/engine.hpp"
#include "record/rows.hpp"
#include "record/sealing.hpp"

#include <array>
#include <map>
#include <vector>

namespace boai::people {
namespace {

using record::CommandContext;
using record::field;
using record::PlainField;
using record::ReferenceField;
using storage::Param;

constexpr record::FieldSpec fields[] = {
    field<&Duplicate::person>(ReferenceField { .label = { "先录入的档案", "Entered first" },
                                               .to = "people.person",
                                               .required = true,
                                               .in_list = true }),
    field<&Duplicate::other>(ReferenceField { .label = { "后录入的档案", "Entered later" },
                                              .to = "people.person",
                                              .required = true,
                                              .in_list = true }),
    field<&Duplicate::same_phone>(PlainField { .label = { "电话相同", "Same telephone" },
                                               .in_list = true }),
    field<&Duplicate::same_id_number>(PlainField {
        .label = { "证件号相同", "Same identity number" }, .in_list = true }),
    field<&Duplicate::same_name>(PlainField { .label = { "姓名相同", "Same name" },
                                              .in_list = true }),
    field<&Duplicate::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true }),
};

constexpr record::Key keys[] = {
    { .columns = "person, other", .unique = true },
    { .columns = "other" },
};

constexpr std::string_view from_open[] = { "open" };
constexpr std::string_view from_open_or_dismissed[] = { "open", "dismissed" };
constexpr std::string_view from_dismissed[] = { "dismissed" };
constexpr record::Transition transitions[] = {
    { .name = "dismiss",
      .title = { "不是同一人", "Two persons" },
      .from = from_open,
      .to = "dismissed",
      .capability = "people.merge_persons",
      .needs_reason = true },
    { .name = "reconsider",
      .title = { "重新考虑", "Consider again" },
      .from = from_dismissed,
      .to = "open",
      .capability = "people.merge_persons" },
    { .name = "settle",
      .title = { "已另行处理", "Settled otherwise" },
      .from = from_open_or_dismissed,
      .to = "settled",
      .capability = "people.merge_persons",
      .needs_reason = true },
};

constexpr record::RecordType declared = record::of<Duplicate>({
    .name = "people.duplicate",
    .title = { "疑似重复", "Possible duplicate" },
    .fields = fields,
    .permissions = { .read = "people.duplicate.read", .created_by_command = true },
    .label_field = "person",
    .keys = keys,
    .state_field = "state",
    .transitions = transitions,
});
static_assert(record::consistent<Duplicate>(declared));

const record::RecordTable& duplicates(const CommandContext& context) {
    return context.engine.registry().table(duplicate_type);
}

/// One other person, and in what it is the same.
struct Likeness {
    bool phone = false;
    bool id_number = false;
    bool name = false;
    std::int64_t id_number_index = 0;
};

/// The numbers under which a person is found; 0 for an empty value.
struct Indexes {
    std::int64_t phone = 0;
    std::int64_t id_number = 0;
    std::int64_t name = 0;

    friend bool operator==(const Indexes& a, const Indexes& b) = default;
};

Indexes indexes_of(const crypto::Vault& vault, const Person& person) {
    const auto of = [&](std::string_view name, const std::string& value) {
        return record::index_of(vault, *person_type.find_field(name), value);
    };
    return { of("phone", person.phone),
             of("id_number", person.id_number),
             of("name", person.name) };
}

using Likenesses = std::map<std::int64_t, Likeness>;

/// Adds the active persons with this number in `column`. A common name is not gone through to its
/// end: the first few tell the officer enough.
Result<void> add_alike(
    CommandContext& context,
    Id person,
    std::string_view column,
    std::int64_t index,
    bool Likeness::* same,
    Likenesses& found
) {
    if (index == 0) {
        return {};
    }
    const std::array params { Param { context.branch }, Param { index }, Param { person } };
    return context.tx.query(
        "SELECT id, coalesce(id_number_index, 0) FROM people_person WHERE branch_id = $1 AND "
            + std::string { column }
            + "_index = $2 AND id <> $3 AND state = 'active' ORDER BY id LIMIT 10",
        params,
        [&](const storage::Row& row) -> Result<void> {
            auto& likeness = found[row.id(0).value];
            likeness.*same = true;
            likeness.id_number_index = row.number(1);
            return {};
        }
    );
}

Result<bool> is_known(CommandContext& context, Id person, Id other) {
    bool known = false;
    const std::array params { Param { context.branch }, Param { person }, Param { other } };
    TRY(context.tx.query(
        "SELECT 1 FROM people_duplicate WHERE branch_id = $1 AND person = $2 AND other = $3",
        params,
        [&](const storage::Row&) -> Result<void> {
            known = true;
            return {};
        }
    ));
    return known;
}

/// The pairs that hold a person and are in this state.
Result<std::vector<record::Loaded>>
pairs_of(CommandContext& context, Id person, std::string_view state) {
    const std::array params { Param { context.branch }, Param { person }, Param { state } };
    return record::all_of(
        record::queries_of(context.tx),
        duplicates(context),
        " WHERE t.branch_id = $1 AND (t.person = $2 OR t.other = $2) AND t.state = $3 "
        "ORDER BY t.id",
        params
    );
}

Result<void> set_state(
    CommandContext& context, const record::Loaded& pair, DuplicateState state, const char* action
) {
    auto after = pair.as<Duplicate>();
    after.state = state;
    TRY(context.engine.update(context, duplicates(context), pair, &after, { .action = action }));
    return {};
}

Result<bool> is_active(CommandContext& context, Id person) {
    const auto loaded = TRY(context.engine.load(context, person_type, person));
    return loaded.as<Person>().state == PersonState::active;
}

}  // namespace

constinit const record::RecordType duplicate_type = declared;

Result<void> offer_duplicates(
    CommandContext& context, const record::Head& head, const void* before, const void* after
) {
    const auto& vault = context.engine.vault();
    const auto& person = *static_cast<const Person*>(after);
    const auto mine = indexes_of(vault, person);
    const bool same
        = before != nullptr && indexes_of(vault, *static_cast<const Person*>(before)) == mine;
    if (same || person.state != PersonState::active) {
        return {};
    }
    Likenesses found;
    TRY(add_alike(context, head.id, "phone", mine.phone, &Likeness::phone, found));
    TRY(add_alike(context, head.id, "id_number", mine.id_number, &Likeness::id_number, found));
    TRY(add_alike(context, head.id, "name", mine.name, &Likeness::name, found));
    for (const auto& [id, likeness] : found) {
        const bool two_numbers = mine.id_number != 0 && likeness.id_number_index != 0
            && mine.id_number != likeness.id_number_index;
        const auto first = std::min(head.id.value, id);
        const auto second = std::max(head.id.value, id);
        const bool name_alone = !likeness.phone && !likeness.id_number;
        if ((name_alone && two_numbers) || TRY(is_known(context, { first }, { second }))) {
            continue;
        }
        TRY(context.engine.create(
            context,
            duplicate_type,
            Duplicate {
                .person = { first },
                .other = { second },
                .same_phone = likeness.phone,
                .same_id_number = likeness.id_number,
                .same_name = likeness.name,
            }
        ));
    }
    return {};
}

Result<void> settle_duplicates(CommandContext& context, Id person) {
    const auto pairs = TRY(pairs_of(context, person, "open"));
    for (const auto& pair : pairs) {
        TRY(set_state(context, pair, DuplicateState::settled, "settle"));
    }
    return {};
}

Result<void> reopen_duplicates(CommandContext& context, Id person) {
    const auto pairs = TRY(pairs_of(context, person, "settled"));
    for (const auto& pair : pairs) {
        const auto& value = pair.as<Duplicate>();
        const auto other = value.person == person ? value.other : value.person;
        if (TRY(is_active(context, other))) {
            TRY(set_state(context, pair, DuplicateState::open, "reopen"));
        }
    }
    return {};
}

}  // namespace boai::people
