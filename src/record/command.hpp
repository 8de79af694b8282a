/// \file
/// Command: the only way anything is written. A described input, a permission, one handler in one
/// transaction of one branch.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "record/actor.hpp"
#include "record/field.hpp"
#include "storage/transaction.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace boai::record {

class Engine;

/// What a handler works with. Lives for one run of one command.
struct CommandContext {
    Engine& engine;
    storage::Transaction& tx;
    const Actor& actor;
    Id branch;
    Instant now;
    std::string_view reason;

    [[nodiscard]] Day today() const { return local_day(now); }

    [[nodiscard]] Id next_id() const;
};

/// What a command answers: the JSON object its caller gets and the record it made or changed.
struct Outcome {
    Id id;
    std::int64_t version = 0;
    std::string json;
    /// Kept under the caller's key instead of `json`, when that shows a secret once.
    std::string kept_json {};
};

/// A choice, flag or reference of the record that a command is about has one of these values: the
/// choice's word, "true" or "false", "" for nothing.
struct Condition {
    std::string_view field;
    std::span<const std::string_view> values;
};

/// A secret in a command's answer, shown once to whoever ran it.
struct ShownOnce {
    std::string_view name;
    Text label;
    /// A token that opens the console, {"token","expires_at"} in the answer; else plain text.
    bool is_link = false;
};

/// One command. The input is a struct described by a field table, as a record is.
struct CommandType {
    std::string name;  ///< "giving.record_gift": module, dot, verb
    Text title;
    std::string capability;
    std::span<const FieldSpec> fields;
    std::shared_ptr<void> (*make)() = nullptr;
    /// Pure checks across fields, made before the command is queued. Errors: invalid.
    Result<void> (*check)(const void* input) = nullptr;
    std::function<Result<Outcome>(CommandContext& context, const void* input)> run;
    bool needs_reason = false;
    /// Refuses whoever made the record it is about, the one its first reference to that type names.
    bool four_eyes = false;
    /// Stops at the limit of the actor's roles (Actor::alone_up_to by `capability`).
    bool has_limit = false;
    bool in_closed_branch = false; ///< goes on in a branch that is closed
    bool listed = true; ///< shown to people; the generic commands of records are not
    /// The record type on whose pages people find it, while all of `when` hold.
    std::string_view about {};
    std::span<const Condition> when {};
    std::string_view makes {}; ///< the record type above whose list people find it
    std::span<const ShownOnce> shown_once {};

    [[nodiscard]] std::string_view module() const {
        return std::string_view { name }.substr(0, name.find('.'));
    }
};

/// Makes a command from a handler over a typed input. T has a field table `fields`.
template <class T, auto Handler>
CommandType command(
    std::string_view name,
    Text title,
    std::string_view capability,
    std::span<const FieldSpec> fields
) {
    CommandType type { .name = std::string { name },
                       .title = title,
                       .capability = std::string { capability },
                       .fields = fields };
    type.make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
    type.run = [](CommandContext& context, const void* input) -> Result<Outcome> {
        return Handler(context, *static_cast<const T*>(input));
    };
    return type;
}

} // namespace boai::record
