#include "record/kinds/common.hpp"

namespace boai::record {
namespace {

std::string words_of(const FieldSpec& field) {
    std::string words;
    for (const auto& choice : field.choices) {
        words.append(words.empty() ? "" : ", ").append(choice.value);
    }
    return words;
}

/// Takes the word itself or either label, since files hold labels.
Result<FieldValue> from_text(const FieldSpec& field, std::string_view text) {
    for (const auto& choice : field.choices) {
        if (text == choice.value || text == choice.label.zh || text == choice.label.en) {
            return FieldValue { choice.value };
        }
    }
    return fail(
        Errc::invalid, compose({ "应为其中之一：{}", "must be one of {}" }, { words_of(field) })
    );
}

std::string to_text(const FieldSpec&, FieldValue value) {
    return std::string { value.text() };
}

void append_schema(const FieldSpec& field, std::string& out) {
    out += R"("type":"string","enum":)";
    JsonArray words { out };
    for (const auto& choice : field.choices) {
        append_json(words.item(), choice.value);
    }
}

}  // namespace

constinit const KindTraits choice_kind { "choice", true,           from_text,
                                         to_text,  from_json_text, append_json_text,
                                         accept,   append_schema,  no_sql_check };

}  // namespace boai::record
