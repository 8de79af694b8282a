#include "api/endpoint.hpp"
#include "base/json_text.hpp"
#include "record/labels.hpp"

#include <algorithm>
#include <set>

namespace boai::api {
namespace {

using figures::Definition;
using figures::Dimension;
using figures::Line;
using record::queries_of;

Result<const Definition*> figure_asked(const Api& api, const Asked& asked) {
    const auto& all = api.parts.figures;
    const auto at
        = std::ranges::find(all, std::string_view { asked.path["figure"] }, [](const auto* figure) {
              return figure->name;
          });
    if (at == all.end() || !asked.actor->may_somewhere((*at)->capability)) {
        return fail(
            Errc::not_found,
            Text { "没有这个指标，或无权查看", "there is no such figure, or none for you" }
        );
    }
    return *at;
}

const Dimension* find_dimension(const Definition& figure, std::string_view name) {
    const auto at = std::ranges::find(figure.dimensions, name, &Dimension::name);
    return at == figure.dimensions.end() ? nullptr : &*at;
}

Result<void> read_day(const Parameters& parameters, std::string_view name, Day& day) {
    const auto text = find_parameter(parameters, name);
    if (text.empty()) {
        return {};
    }
    auto read = parse_day(text);
    if (!read) {
        return fail_field(std::string { name }, std::move(read).error().message);
    }
    day = *read;
    return {};
}

Result<figures::Question> question_of(
    const Api& api, const Definition& figure, const record::Actor& actor, const Parameters& given
) {
    figures::Question question { .figure = figure.name,
                                 .branches
                                 = TRY(branches_asked(api, { actor, figure.capability, given })),
                                 .dimension = find_parameter(given, "by") };
    TRY(read_day(given, "from", question.from));
    TRY(read_day(given, "to", question.to));
    const auto by = question.dimension;
    if (!by.empty() && by != "day" && by != "branch" && find_dimension(figure, by) == nullptr) {
        return fail_field(
            "by", Text { "这个指标不能这样分解", "the figure is not broken down like this" }
        );
    }
    return question;
}

/// The labels of the records that stand as keys.
Result<record::Labels> labels_of_keys(
    const Api& api,
    record::Queries queries,
    const Dimension* dimension,
    const figures::Question& question,
    const std::vector<Line>& lines
) {
    record::Labels labels;
    const auto* table = dimension == nullptr
        ? nullptr
        : api.engine().registry().find_record(dimension->references);
    if (table == nullptr) {
        return labels;
    }
    const auto tree = api.engine().branches();
    std::set<Id> branches;
    for (const auto branch : question.branches) {
        branches.insert(branch);
        const auto path = tree->path_up(branch);
        branches.insert(path.begin(), path.end());
    }
    std::vector<Id> ids;
    for (const auto& line : lines) {
        if (const auto id = parse_id(line.key); id && !id->empty()) {
            ids.push_back(*id);
        }
    }
    const std::vector<Id> all { branches.begin(), branches.end() };
    TRY(record::add_labels(labels, queries, { *table, *tree }, all, ids));
    return labels;
}

void append_branch(JsonObject& object, const record::BranchTree& tree, std::string_view key) {
    const auto id = parse_id(key);
    const auto* branch = id ? tree.find(*id) : nullptr;
    object.text("key", branch == nullptr ? key : std::string_view { branch->code });
    auto& label = object.key("label");
    if (branch == nullptr) {
        append_json(label, key);
    } else {
        append_json(label, Message { branch->name_zh, branch->name_en });
    }
}

/// The word a key is; none when it is a record or unknown.
const figures::KeyWord* word_of(const Dimension* dimension, std::string_view key) {
    if (dimension == nullptr) {
        return nullptr;
    }
    const auto at = std::ranges::find(dimension->words, key, &figures::KeyWord::key);
    return at == dimension->words.end() ? nullptr : &*at;
}

/// Key and label of a line; a key that is neither record nor word stands for itself.
void append_key(
    JsonObject& object, const Dimension* dimension, const record::Labels& labels, const Line& line
) {
    if (const auto* word = word_of(dimension, line.key)) {
        object.text("key", line.key);
        append_json(object.key("label"), word->label);
        return;
    }
    const auto id = parse_id(line.key);
    const auto* label
        = dimension != nullptr && id ? labels.find(dimension->references, *id) : nullptr;
    const bool is_none = id && id->empty();
    object.text("key", is_none ? std::string_view {} : std::string_view { line.key });
    object.text("label", label != nullptr ? *label : (is_none ? std::string {} : line.key));
}

void append_day_or_null(JsonObject& object, std::string_view name, const Parameters& given) {
    const auto text = find_parameter(given, name);
    if (text.empty()) {
        object.null(name);
    } else {
        object.text(name, text);
    }
}

Result<http::Response> get_figure(Api& api, const Asked& asked) {
    const auto* figure = TRY(figure_asked(api, asked));
    const auto given = asked.request.parameters();
    const auto question = TRY(question_of(api, *figure, *asked.actor, given));
    const auto* dimension = find_dimension(*figure, question.dimension);
    const auto tree = api.engine().branches();
    return on_snapshot(api, [&](storage::Connection& connection) -> Result<http::Response> {
        const auto queries = queries_of(connection);
        auto whole = question;
        whole.dimension = {};
        const auto total = TRY(figures::total(queries, whole));
        const auto lines = question.dimension.empty() ? std::vector<Line> {}
                                                      : TRY(figures::ask(queries, question));
        const auto labels = TRY(labels_of_keys(api, queries, dimension, question, lines));
        std::string json;
        {
            JsonObject object { json };
            object.text("figure", figure->name).text("unit", figures::name_of(figure->unit));
            append_day_or_null(object, "from", given);
            append_day_or_null(object, "to", given);
            object.number("total", total);
            JsonArray rows { object.key("rows") };
            for (const auto& line : lines) {
                JsonObject row { rows.item() };
                if (question.dimension == "branch") {
                    append_branch(row, *tree, line.key);
                } else {
                    append_key(row, dimension, labels, line);
                }
                row.number("value", line.value);
            }
        }
        return tagged(std::move(json));
    });
}

} // namespace

void add_figures(const std::shared_ptr<Api>& api) {
    add_reading(api, http::Method::get, "/api/v1/figures/{figure}", get_figure);
}

} // namespace boai::api
