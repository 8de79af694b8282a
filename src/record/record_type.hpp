/// \file
/// RecordType: fields, permissions, keys and workflow of one kind of record, and the checks the
/// compiler makes on a declaration.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "record/field.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai::record {

struct CommandContext;

/// What every record has beside its own fields.
struct Head {
    Id branch;
    Id id;
    std::int64_t version = 1;
    Instant created_at;
    Instant updated_at;
    Id created_by;
};

/// A record with its head.
template <class T>
struct Stored {
    Head head;
    T value;
};

/// The capabilities an actor needs. An empty one is granted to nobody: the program alone does it.
struct Permissions {
    std::string_view read;
    std::string_view write {};   ///< create and update by form or API
    std::string_view reveal {};  ///< personal values in full
    /// Leaves out creating by form: a command of its own makes these records.
    bool created_by_command = false;
};

/// What a typed label stands for: the record of one branch whose fields have these values.
struct LabelMeant {
    std::string branch_code;
    std::vector<std::pair<std::string, std::string>> values;
};

/// A key or index. `columns` as SQL, without branch_id, which is put in front.
struct Key {
    std::string_view columns;
    bool unique = false;
    bool across_branches = false;  ///< branch_id is left out: small shared tables only
    std::string_view where {};      ///< for part of the rows only
    /// Of a unique key: what to say of its last field when the key is taken.
    Text taken { "已有相同的记录，不能重复", "is taken by another record" };
};

/// Checks made by the module itself; all get the record by its address.
struct Hooks {
    /// Pure checks across fields. Errors: invalid with fields.
    Result<void> (*check)(const void* record) = nullptr;
    /// Before a create (`before` is null) or an update; may complete `after`.
    Result<void> (*before_write)(
        CommandContext& context, const Head& head, const void* before, void* after
    ) = nullptr;
    /// After the row is written; posts figures, opens dependants.
    Result<void> (*after_write)(
        CommandContext& context, const Head& head, const void* before, const void* after
    ) = nullptr;
    /// Whether new references to the record may be made, by fields that ask for it (`in_use`).
    /// Errors: conflict, saying why not.
    Result<void> (*usable)(const void* record) = nullptr;
};

/// One allowed step of a workflow.
struct Transition {
    std::string_view name;
    Text title;
    std::span<const std::string_view> from;
    std::string_view to;
    std::string_view capability;
    bool needs_reason = false;
    bool four_eyes = false;  ///< somebody else than the record's maker must take it
    bool in_closed_branch = false;  ///< may be taken in a branch that is closed
    Result<void> (*guard)(CommandContext& context, const Head& head, const void* record) = nullptr;
};

struct RecordType {
    std::string_view name;  ///< "giving.campaign": module, dot, singular
    Text title;
    std::span<const FieldSpec> fields;
    Permissions permissions;
    std::string_view label_field {};  ///< what stands for the record in lists and pickers
    /// Writes the label where the field's own text is not what people read, such as a receipt's
    /// printed number; "" when the record has none.
    std::string (*label)(std::string_view branch_code, const void* record) = nullptr;
    /// The record people mean by typing a whole label into the search.
    std::optional<LabelMeant> (*read_label)(std::string_view typed) = nullptr;
    std::span<const Key> keys {};
    Hooks hooks {};
    std::string_view state_field {};
    std::span<const Transition> transitions {};
    /// The reference field whose record's key seals the personal values; when there is none or it
    /// is empty, the record has a key of its own.
    std::string_view subject_field {};
    /// The reference field that says of which record this one is a duplicate.
    std::string_view merged_field {};
    bool cached = false; ///< few rows, read often: kept in memory
    std::shared_ptr<void> (*make)() = nullptr;
    std::shared_ptr<void> (*copy)(const void* record) = nullptr;

    [[nodiscard]] std::string_view module() const { return name.substr(0, name.find('.')); }

    [[nodiscard]] std::string_view singular() const { return name.substr(name.find('.') + 1); }

    /// The table, such as "giving_campaign".
    [[nodiscard]] std::string table() const;
    [[nodiscard]] const FieldSpec* find_field(std::string_view field) const;
    [[nodiscard]] bool has_sealed_fields() const;
};

/// Sets what the type T itself decides.
template <class T>
consteval RecordType of(RecordType type) {
    type.make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
    type.copy = [](const void* record) -> std::shared_ptr<void> {
        return std::make_shared<T>(*static_cast<const T*>(record));
    };
    return type;
}

/// Makes a typed check usable as Hooks::check.
template <auto Function>
Result<void> checked(const void* record);

namespace detail {

struct Anything {
    // NOLINTBEGIN(google-explicit-constructor): stands for a member of whatever type is asked
    template <class T>
    operator T&() const&;
    template <class T>
    operator T&&() const&&;
    // NOLINTEND(google-explicit-constructor)
};

template <class T, std::size_t... I>
consteval bool takes(std::index_sequence<I...>) {
    return requires { T { (void(I), Anything {})... }; };
}

template <class T, std::size_t N = 0>
consteval std::size_t member_count() {
    if constexpr (takes<T>(std::make_index_sequence<N> {})
                  && !takes<T>(std::make_index_sequence<N + 1> {})) {
        return N;
    } else {
        return member_count<T, N + 1>();
    }
}

template <class F>
struct Argument;

template <class T>
struct Argument<Result<void> (*)(const T&)> {
    using type = T;
};

inline void two_fields_have_the_same_name() { }

inline void a_name_is_not_snake_case() { }

inline void the_state_field_is_not_a_choice_of_this_record() { }

inline void a_workflow_state_cannot_be_reached() { }

inline void a_transition_names_an_unknown_state() { }

inline void the_label_field_is_not_a_field_of_this_record() { }

inline void the_subject_field_is_not_a_reference_of_this_record() { }

inline void a_record_with_personal_fields_needs_the_reveal_permission() { }

inline void every_member_needs_a_field() { }

consteval bool snake(std::string_view text) {
    if (text.empty() || text.front() < 'a' || text.front() > 'z') {
        return false;
    }
    for (const char c : text) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
            return false;
        }
    }
    return true;
}

consteval const FieldSpec* find(std::span<const FieldSpec> fields, std::string_view name) {
    for (const auto& field : fields) {
        if (field.name == name) {
            return &field;
        }
    }
    return nullptr;
}

consteval bool has_choice(const FieldSpec& field, std::string_view word) {
    for (const auto& choice : field.choices) {
        if (choice.value == word) {
            return true;
        }
    }
    return false;
}

consteval void check_names(std::span<const FieldSpec> fields) {
    for (const auto& field : fields) {
        if (!snake(field.name)) {
            a_name_is_not_snake_case();
        }
        if (find(fields, field.name) != &field) {
            two_fields_have_the_same_name();
        }
    }
}

consteval bool is_target(std::span<const Transition> transitions, std::string_view state) {
    for (const auto& transition : transitions) {
        if (transition.to == state) {
            return true;
        }
    }
    return false;
}

consteval void check_workflow(const RecordType& type) {
    if (type.state_field.empty()) {
        return;
    }
    const auto* state = find(type.fields, type.state_field);
    if (state == nullptr || state->choices.empty()) {
        the_state_field_is_not_a_choice_of_this_record();
        return;
    }
    for (const auto& choice : state->choices.subspan(1)) { // the first state is the start
        if (!is_target(type.transitions, choice.value)) {
            a_workflow_state_cannot_be_reached();
        }
    }
    for (const auto& transition : type.transitions) {
        for (const auto& from : transition.from) {
            if (!has_choice(*state, from) || !has_choice(*state, transition.to)) {
                a_transition_names_an_unknown_state();
            }
        }
    }
}

} // namespace detail

template <auto Function>
Result<void> checked(const void* record) {
    using T = typename detail::Argument<decltype(Function)>::type;
    return Function(*static_cast<const T*>(record));
}

/// Checks a field table alone; for the inputs of commands:
/// `static_assert(record::complete<RecordGift>(fields))`.
template <class T>
consteval bool complete(std::span<const FieldSpec> fields) {
    if (detail::member_count<T>() != fields.size()) {
        detail::every_member_needs_a_field();
    }
    detail::check_names(fields);
    return true;
}

/// Checks a whole declaration: `static_assert(record::consistent<Campaign>(campaign_type))`.
template <class T>
consteval bool consistent(const RecordType& type) {
    complete<T>(type.fields);
    detail::check_workflow(type);
    if (!type.label_field.empty() && detail::find(type.fields, type.label_field) == nullptr) {
        detail::the_label_field_is_not_a_field_of_this_record();
    }
    if (!type.subject_field.empty()) {
        const auto* subject = detail::find(type.fields, type.subject_field);
        if (subject == nullptr || subject->options.references.empty()) {
            detail::the_subject_field_is_not_a_reference_of_this_record();
        }
    }
    for (const auto& field : type.fields) {
        if (field.options.privacy >= Privacy::personal && type.permissions.reveal.empty()) {
            detail::a_record_with_personal_fields_needs_the_reveal_permission();
        }
    }
    return true;
}

} // namespace boai::record
