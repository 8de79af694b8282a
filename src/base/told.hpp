/// \file
/// Told: a value as a message tells it, in each language its own.
#pragma once

#include "base/text.hpp"

#include <concepts>
#include <initializer_list>
#include <string_view>

namespace boai {

/// A name in both languages, or one text that serves for both. Borrowed.
struct Told {
    std::string_view zh;
    std::string_view en;

    // NOLINTBEGIN(google-explicit-constructor): whatever can be told may stand in the list
    Told(Text const& text)
        : zh(text.zh)
        , en(text.en) { }

    Told(Message const& message)
        : zh(message.zh)
        , en(message.en) { }

    template <class T>
        requires std::convertible_to<T const&, std::string_view>
    Told(T const& text)
        : zh(text)
        , en(zh) { }

    // NOLINTEND(google-explicit-constructor)
};

/// As compose, where a value may have a name in each language.
[[nodiscard]] Message compose_told(Text pattern, std::initializer_list<Told> values);

} // namespace boai
