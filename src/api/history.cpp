#include "api/endpoint.hpp"
#include "api/row_labels.hpp"
#include "base/json_text.hpp"
#include "record/labels.hpp"
#include "record/list_cursor.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <set>

namespace boai::api {
namespace {

using record::Loaded;
using record::queries_of;
using storage::Param;

constexpr std::int64_t page_entries = 200;

/// One line of a record's history.
struct Entry {
    Id id; ///< of the line; none for the making of the record
    Instant at;
    Id by;
    std::string action;
    std::string reason;
    std::string changes; ///< JSON
};

/// The entries after the cursor, oldest first, with one more than a page when there are more.
Result<std::vector<Entry>> entries_of(record::Queries queries, const Loaded& row, Id after) {
    std::vector<Entry> entries;
    if (after.empty()) {
        entries.push_back({ {}, row.head.created_at, row.head.created_by, "create", {}, "[]" });
    }
    const std::array params { Param { row.head.branch },
                              Param { row.head.id },
                              Param { after },
                              Param { page_entries + 1 } };
    TRY(queries(
        "SELECT id, at, actor, action, reason, changes FROM record_history "
        "WHERE branch_id = $1 AND record_id = $2 AND id > $3 ORDER BY id LIMIT $4",
        params,
        [&](const storage::Row& line) -> Result<void> {
            entries.push_back({ line.id(0),
                                line.instant(1),
                                line.id(2),
                                std::string { line.text(3) },
                                std::string { line.text(4) },
                                std::string { line.text(5) } });
            return {};
        }
    ));
    return entries;
}

Result<std::map<Id, std::string>>
names_of(const Api& api, record::Queries queries, const std::vector<Entry>& entries) {
    if (!api.parts.user_names) {
        return std::map<Id, std::string> {};
    }
    std::set<Id> users;
    for (const auto& entry : entries) {
        users.insert(entry.by);
    }
    const std::vector<Id> all { users.begin(), users.end() };
    return api.parts.user_names(queries, all);
}

/// Whether a command's verb is the action with further words: "void_receipt" of
/// "void_goods_receipt", "accept" of "accept_goods".
bool names(std::string_view verb, std::string_view action) {
    const auto word_of = [](std::string_view& words) {
        const auto word = words.substr(0, words.find('_'));
        words.remove_prefix(std::min(words.size(), word.size() + 1));
        return word;
    };
    if (word_of(verb) != word_of(action)) {
        return false;
    }
    while (!action.empty() && !verb.empty()) {
        const auto rest = action.substr(0, action.find('_'));
        if (word_of(verb) == rest) {
            word_of(action);
        }
    }
    return action.empty();
}

/// What the action is called: a step of the workflow, or a command about the record whose verb is
/// the action with further words. None for those every record has.
const Text* title_of(
    const record::Registry& registry, const record::RecordType& type, std::string_view action
) {
    const auto step = std::ranges::find(type.transitions, action, &record::Transition::name);
    if (step != type.transitions.end()) {
        return &step->title;
    }
    for (const auto* command : registry.commands()) {
        const auto verb = std::string_view { command->name }.substr(command->module().size() + 1);
        if (command->about == type.name && names(verb, action)) {
            return &command->title;
        }
    }
    return nullptr;
}

using simdjson::dom::element;

/// The changes of an entry, as they were written; nothing when they cannot be read.
simdjson::dom::array read_changes(simdjson::dom::parser& parser, const std::string& json) {
    simdjson::dom::array changes;
    if (parser.parse(json).get(changes) != simdjson::SUCCESS) {
        return {};
    }
    return changes;
}

std::string_view text_at(element object, std::string_view name) {
    std::string_view text;
    return object.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view {};
}

/// The field that a change is about, when that refers to a record.
const record::FieldSpec* reference_in(const record::RecordType& type, element change) {
    const auto* field = type.find_field(text_at(change, "field"));
    return field == nullptr || field->options.references.empty() ? nullptr : field;
}

constexpr std::string_view sides[] = { "from", "to" };

/// The record whose history it is.
struct ShownRecord {
    const record::RecordType& type;
    const Loaded& row;
};

/// What stands for the records that the changes refer to, as far as the actor may read them.
Result<record::Labels> labels_of_changes(
    const Api& api,
    const Asked& asked,
    record::Queries queries,
    const ShownRecord& shown,
    const std::vector<Entry>& entries
) {
    const auto& [type, row] = shown;
    std::map<const record::RecordTable*, std::set<Id>> wanted;
    std::set<Id> users;
    simdjson::dom::parser parser;
    for (const auto& entry : entries) {
        for (const auto change : read_changes(parser, entry.changes)) {
            const auto* field = reference_in(type, change);
            const auto* table = field == nullptr
                ? nullptr
                : api.engine().registry().find_record(field->options.references);
            for (const auto side : sides) {
                const auto id = parse_id(text_at(change, side));
                if (table != nullptr && id) {
                    (names_user(*field) ? users : wanted[table]).insert(*id);
                }
            }
        }
    }
    const auto tree = api.engine().branches();
    auto branches = tree->path_up(row.head.branch);
    record::Labels labels;
    TRY(add_user_names(api, queries, users, labels));
    for (const auto& [table, ids] : wanted) {
        if (asked.actor->may(table->type().permissions.read, row.head.branch)) {
            const std::vector<Id> all { ids.begin(), ids.end() };
            TRY(record::add_labels(labels, queries, { *table, *tree }, branches, all));
        }
    }
    return labels;
}

/// What entries are written with.
struct EntryStyle {
    const record::Registry& registry;
    const record::RecordType& type;
    const std::map<Id, std::string>& names;
    const record::Labels& labels;
};

/// One change, with the names of the records it refers to beside their ids.
void append_change(std::string& out, element change, const EntryStyle& style) {
    JsonObject object { out };
    for (const auto member : simdjson::dom::object { change }) {
        object.key(member.key) += simdjson::minify(member.value);
    }
    const auto* field = reference_in(style.type, change);
    for (const auto side : sides) {
        const auto id = parse_id(text_at(change, side));
        const auto* label = field == nullptr || !id ? nullptr : style.labels.find(*field, *id);
        if (label != nullptr) {
            object.text(std::string { side } + "_label", *label);
        }
    }
}

void append_entry(std::string& out, const Entry& entry, const EntryStyle& style) {
    const auto& names = style.names;
    JsonObject object { out };
    const auto name = names.find(entry.by);
    object.text("at", to_string(entry.at))
        .text("by", to_string(entry.by))
        .text("by_name", name == names.end() ? std::string_view {} : name->second)
        .text("action", entry.action);
    if (const auto* title = title_of(style.registry, style.type, entry.action)) {
        object.text("title", *title);
    }
    if (!entry.reason.empty()) {
        object.text("reason", entry.reason);
    }
    JsonArray changes { object.key("changes") };
    simdjson::dom::parser parser;
    for (const auto change : read_changes(parser, entry.changes)) {
        append_change(changes.item(), change, style);
    }
}

std::string
history_json(const std::vector<Entry>& entries, const EntryStyle& style, const std::string& next) {
    std::string json;
    {
        JsonObject object { json };
        {
            JsonArray lines { object.key("entries") };
            for (const auto& entry : entries) {
                append_entry(lines.item(), entry, style);
            }
        }
        if (next.empty()) {
            object.null("next");
        } else {
            object.text("next", next);
        }
    }
    return json;
}

Result<http::Response> get_history(Api& api, const Asked& asked) {
    const auto* table = TRY(record_asked(api, asked));
    const auto id = TRY(id_asked(asked));
    const auto parameters = asked.request.parameters();
    const auto cursor = find_parameter(parameters, "cursor");
    const auto list = "history " + to_string(id);
    const auto& vault = api.engine().vault();
    const auto after = cursor.empty() ? Id {} : TRY(record::read_cursor(vault, list, cursor)).id;
    const auto branches = branches_of(api, *asked.actor, table->type().permissions.read);
    return on_snapshot(api, [&](storage::Connection& connection) -> Result<http::Response> {
        const auto queries = queries_of(connection);
        const auto row = TRY(table->load_in(queries, branches, id));
        auto entries = TRY(entries_of(queries, row, after));
        std::string next;
        constexpr auto page = static_cast<std::size_t>(page_entries);
        if (entries.size() > page) {
            entries.resize(page);
            record::ListPlace place;
            place.id = entries.back().id;
            next = record::write_cursor(vault, list, place);
        }
        const auto names = TRY(names_of(api, queries, entries));
        const auto labels
            = TRY(labels_of_changes(api, asked, queries, { table->type(), row }, entries));
        const EntryStyle style { api.engine().registry(), table->type(), names, labels };
        return tagged(history_json(entries, style, next));
    });
}

} // namespace

void add_history(const std::shared_ptr<Api>& api) {
    add_reading(api, http::Method::get, "/api/v1/records/{record}/{id}/history", get_history);
}

} // namespace boai::api
