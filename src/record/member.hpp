/// \file
/// What the compiler knows of a record's member: its kind, its name, and how its value is read and
/// set. Used by field<>() alone, but for the words of choices.
#pragma once

#include "base/hours.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "record/kind.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace boai::record {

/// How a state is felt, so that it can be shown in a colour beside its word.
enum class Tone : std::uint8_t { none, good, wait, bad, quiet };

/// One allowed word of a choice.
struct Choice {
    std::string_view value;
    Text label;
    Tone tone = Tone::none;
};

/// The allowed words of an enumeration, in the order of its enumerators 0, 1, 2, ...
template <class E>
inline constexpr std::span<const Choice> choices_of {};

/// The word of an enumerator, with what people read.
template <class E>
[[nodiscard]] constexpr const Choice& choice_of(E value) {
    return choices_of<E>[static_cast<std::size_t>(value)];
}

namespace detail {

template <class M>
struct MemberOf;

template <class R, class F>
struct MemberOf<F R::*> {
    using Record = R;
    using Field = F;
};

template <class F>
struct Unwrap {
    using type = F;
    static constexpr bool nullable = false;
};

template <class F>
struct Unwrap<std::optional<F>> {
    using type = F;
    static constexpr bool nullable = true;
};

template <class F>
concept Storable = std::is_same_v<F, bool> || std::is_same_v<F, std::int64_t>
    || std::is_same_v<F, std::string> || std::is_same_v<F, Day> || std::is_same_v<F, Instant>
    || std::is_same_v<F, Money> || std::is_same_v<F, Hours> || std::is_same_v<F, Id>
    || (std::is_enum_v<F> && !choices_of<F>.empty());

template <class F>
consteval const KindTraits* kind_of() {
    if constexpr (std::is_same_v<F, bool>) {
        return &flag_kind;
    } else if constexpr (std::is_enum_v<F>) {
        return &choice_kind;
    } else if constexpr (std::is_same_v<F, std::int64_t>) {
        return &integer_kind;
    } else if constexpr (std::is_same_v<F, std::string>) {
        return &text_kind;
    } else if constexpr (std::is_same_v<F, Day>) {
        return &day_kind;
    } else if constexpr (std::is_same_v<F, Instant>) {
        return &instant_kind;
    } else if constexpr (std::is_same_v<F, Money>) {
        return &amount_kind;
    } else if constexpr (std::is_same_v<F, Hours>) {
        return &hours_kind;
    } else {
        return &reference_kind;
    }
}

template <class F>
FieldValue load(const F& field) {
    if constexpr (std::is_same_v<F, std::string>) {
        return FieldValue { std::string_view { field } };
    } else if constexpr (std::is_enum_v<F>) {
        return FieldValue { choice_of(field).value };
    } else if constexpr (std::is_same_v<F, Day>) {
        return FieldValue { field.number };
    } else if constexpr (std::is_same_v<F, Instant>) {
        return FieldValue { field.milliseconds };
    } else if constexpr (std::is_same_v<F, Money>) {
        return FieldValue { field.fen };
    } else if constexpr (std::is_same_v<F, Hours>) {
        return FieldValue { field.minutes };
    } else if constexpr (std::is_same_v<F, Id>) {
        return field.empty() ? FieldValue {} : FieldValue { field.value };
    } else {
        return FieldValue { static_cast<std::int64_t>(field) };
    }
}

template <class E>
bool store_choice(E& field, std::string_view word) {
    for (std::size_t i = 0; i < choices_of<E>.size(); ++i) {
        if (choices_of<E>[i].value == word) {
            field = static_cast<E>(i);
            return true;
        }
    }
    return false;
}

template <class F>
bool store(F& field, FieldValue value) {
    if constexpr (std::is_same_v<F, Id>) {
        field.value = value.is_number() ? value.number() : 0;
        return !value.is_text();
    } else if constexpr (std::is_same_v<F, std::string>) {
        field.assign(value.text());
        return !value.is_number();
    } else if constexpr (std::is_enum_v<F>) {
        return value.is_text() && store_choice(field, value.text());
    } else if (!value.is_number()) {
        return false;
    } else if constexpr (std::is_same_v<F, Day>) {
        field.number = static_cast<std::int32_t>(value.number());
        return true;
    } else if constexpr (std::is_same_v<F, Instant>) {
        field.milliseconds = value.number();
        return true;
    } else if constexpr (std::is_same_v<F, Money>) {
        field.fen = value.number();
        return true;
    } else if constexpr (std::is_same_v<F, Hours>) {
        field.minutes = value.number();
        return true;
    } else {
        field = static_cast<F>(value.number());
        return true;
    }
}

/// The member's own name, read from the compiler's spelling of the template argument.
template <auto Member>
consteval std::string_view member_name() {
    std::string_view text = __PRETTY_FUNCTION__; // "... Member = &people::Person::name]"
    text.remove_prefix(text.find("Member = ") + 9);
    text = text.substr(0, text.find_first_of(";]"));
    text.remove_prefix(text.rfind("::") + 2);
    while (text.ends_with(')')) {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace detail

} // namespace boai::record
