#include "modules/giving/import_request.hpp"

#include <simdjson.h>

#include <charconv>

namespace boai::giving {
namespace {

using simdjson::dom::element;

constexpr std::uint64_t rows_max = 10'000'000;

Result<element> parse(simdjson::dom::parser& parser, std::string_view json) {
    element root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS
        || !root.is_object()) {
        return std::unexpected(malformed("body"));
    }
    return root;
}

/// A member that is a text; empty when it is absent or null.
Result<std::string> text_member(element object, std::string_view name) {
    element value;
    if (object.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) {
        return std::string {};
    }
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) {
        return std::unexpected(malformed(name));
    }
    return std::string { text };
}

/// "donor_name" and the like by the number of their column.
Result<void> read_columns(
    element columns, std::span<const exchange::TargetField> fields, exchange::Mapping& mapping
) {
    simdjson::dom::object object;
    if (columns.get(object) != simdjson::SUCCESS) {
        return std::unexpected(malformed("columns"));
    }
    for (const auto [key, value] : object) {
        std::uint16_t column = 0;
        const auto* const end = key.data() + key.size();
        const auto [stop, error] = std::from_chars(key.data(), end, column);
        std::string_view name;
        const bool good
            = error == std::errc {} && stop == end && value.get(name) == simdjson::SUCCESS;
        const auto field = good ? exchange::find_field(fields, name) : std::nullopt;
        if (!field) {
            return std::unexpected(malformed("columns"));
        }
        mapping.fields.emplace(column, *field);
    }
    return {};
}

Result<exchange::SheetChoice>
read_sheet(element sheet, std::span<const exchange::TargetField> fields) {
    exchange::SheetChoice choice;
    std::uint64_t index = 0;
    std::uint64_t header = 0;
    element columns;
    const bool good = sheet.at_key("index").get(index) == simdjson::SUCCESS
        && sheet.at_key("header_row").get(header) == simdjson::SUCCESS && header < rows_max
        && sheet.at_key("columns").get(columns) == simdjson::SUCCESS;
    if (!good) {
        return std::unexpected(malformed("sheets"));
    }
    choice.index = index;
    choice.mapping.header_row = static_cast<std::uint32_t>(header);
    TRY(read_columns(columns, fields, choice.mapping));
    return choice;
}

Result<bool> flag_member(element object, std::string_view name) {
    element value;
    if (object.at_key(name).get(value) != simdjson::SUCCESS) {
        return false;
    }
    bool flag = false;
    if (value.get(flag) != simdjson::SUCCESS) {
        return std::unexpected(malformed(name));
    }
    return flag;
}

Result<DoubtRule> read_doubt_rule(std::string_view word) {
    if (word.empty() || word == "skip") {
        return DoubtRule::skip;
    }
    if (word == "take" || word == "decide") {
        return word == "take" ? DoubtRule::take : DoubtRule::decide;
    }
    return std::unexpected(malformed("doubtful"));
}

Result<DoubtDecision> read_decision(element decision) {
    std::uint64_t row = 0;
    if (!decision.is_object() || decision.at_key("row").get(row) != simdjson::SUCCESS
        || row >= rows_max) {
        return std::unexpected(malformed("decisions"));
    }
    const auto word = TRY(text_member(decision, "decision"));
    if (word != "take" && word != "skip") {
        return std::unexpected(malformed("decisions"));
    }
    return DoubtDecision {
        .sheet = TRY(text_member(decision, "sheet")),
        .row = static_cast<std::uint32_t>(row),
        .column = TRY(text_member(decision, "column")),
        .take = word == "take",
    };
}

}  // namespace

Result<std::size_t>
count_parameter(const http::Request& request, std::string_view name, std::size_t other) {
    const auto text = request.parameter(name);
    if (!text) {
        return other;
    }
    std::size_t number = 0;
    const auto* const end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc {} || stop != end) {
        return fail_field(
            std::string { name }, Text { "应为不小于 0 的整数", "must be a whole number" }
        );
    }
    return number;
}

Error malformed(std::string_view field) {
    constexpr Text message { "内容不符合约定，见接口文档", "is not as the API description says" };
    return { Errc::invalid, message, { { std::string { field }, message } } };
}

Result<PlanChange>
read_plan_change(std::string_view json, std::span<const exchange::TargetField> fields) {
    simdjson::dom::parser parser;
    const auto root = TRY(parse(parser, json));
    PlanChange change;
    simdjson::dom::array sheets;
    if (root.at_key("sheets").get(sheets) == simdjson::SUCCESS) {
        for (const auto sheet : sheets) {
            change.choices.sheets.push_back(TRY(read_sheet(sheet, fields)));
        }
    }
    const auto channel = TRY(text_member(root, "channel"));
    const auto campaign = TRY(text_member(root, "campaign"));
    const auto day = TRY(text_member(root, "day"));
    change.choices.channel = channel.empty() ? Id {} : TRY(parse_id(channel));
    change.choices.campaign = campaign.empty() ? Id {} : TRY(parse_id(campaign));
    if (!day.empty()) {
        change.choices.day = TRY(parse_day(day));
    }
    change.save_profile = TRY(text_member(root, "save_profile"));
    return change;
}

Result<CommitRequest> read_commit_request(std::string_view json) {
    simdjson::dom::parser parser;
    const auto root = TRY(parse(parser, json));
    const auto mode = TRY(text_member(root, "mode"));
    if (mode != "all" && mode != "good_rows") {
        return std::unexpected(malformed("mode"));
    }
    CommitRequest request;
    request.choice.good_rows_only = mode == "good_rows";
    request.choice.doubtful = TRY(read_doubt_rule(TRY(text_member(root, "doubtful"))));
    request.choice.allow_total_difference = TRY(flag_member(root, "allow_total_difference"));
    request.reason = TRY(text_member(root, "reason"));
    request.choice.has_reason = !request.reason.empty();
    element decisions;
    if (root.at_key("decisions").get(decisions) == simdjson::SUCCESS) {
        simdjson::dom::array all;
        if (decisions.get(all) != simdjson::SUCCESS) {
            return std::unexpected(malformed("decisions"));
        }
        for (const auto decision : all) {
            request.decisions.push_back(TRY(read_decision(decision)));
        }
    }
    return request;
}

Result<std::string> read_reason(std::string_view json) {
    simdjson::dom::parser parser;
    const auto root = TRY(parse(parser, json));
    return text_member(root, "reason");
}

Result<std::string> read_match_decision(std::string_view json) {
    simdjson::dom::parser parser;
    const auto root = TRY(parse(parser, json));
    auto decision = TRY(text_member(root, "match"));
    return decision.empty() ? "unsaid" : decision;
}

}  // namespace boai::giving
