/// \file
/// Writing JSON text by appending to a string.
#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boai {

/// Appends `text` as a JSON string with its quotes. `text` must be UTF-8.
void append_json(std::string& out, std::string_view text);

/// Appends {"zh":...,"en":...}.
void append_json(std::string& out, Text text);
void append_json(std::string& out, const Message& message);

/// Writes one JSON object member after the other, with the commas.
class JsonObject {
public:
    explicit JsonObject(std::string& out)
        : out_(out) {
        out_ += '{';
    }

    JsonObject(const JsonObject&) = delete;
    JsonObject& operator=(const JsonObject&) = delete;

    ~JsonObject() { out_ += '}'; }

    JsonObject& text(std::string_view name, std::string_view value) {
        append_json(key(name), value);
        return *this;
    }

    JsonObject& text(std::string_view name, Text value) {
        append_json(key(name), value);
        return *this;
    }

    JsonObject& text(std::string_view name, const Message& value) {
        append_json(key(name), value);
        return *this;
    }

    JsonObject& number(std::string_view name, std::int64_t value) {
        key(name) += std::to_string(value);
        return *this;
    }

    JsonObject& flag(std::string_view name, bool value) {
        key(name) += value ? "true" : "false";
        return *this;
    }

    JsonObject& null(std::string_view name) {
        key(name) += "null";
        return *this;
    }

    /// Writes the name and gives the text to append the value's JSON to.
    std::string& key(std::string_view name) {
        out_ += first_ ? "\"" : ",\"";
        first_ = false;
        out_.append(name).append("\":");
        return out_;
    }

private:
    std::string& out_;
    bool first_ = true;
};

/// Writes "[" and "]" around items and the commas between them.
class JsonArray {
public:
    explicit JsonArray(std::string& out)
        : out_(out) {
        out_ += '[';
    }

    JsonArray(const JsonArray&) = delete;
    JsonArray& operator=(const JsonArray&) = delete;

    ~JsonArray() { out_ += ']'; }

    /// Gives the text to append the next item's JSON to.
    std::string& item() {
        out_ += first_ ? "" : ",";
        first_ = false;
        return out_;
    }

private:
    std::string& out_;
    bool first_ = true;
};

}  // namespace boai
