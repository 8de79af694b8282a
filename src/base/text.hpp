/// \file
/// Text a person sees, in both languages: fixed (Text) and composed at run time (Message).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace boai {

/// The languages of the product. Source: design, "Every text a person sees is in zh and en".
enum class Language : std::uint8_t { zh, en };

/// A fixed text in both languages; both point to static storage.
struct Text {
    std::string_view zh;
    std::string_view en;

    [[nodiscard]] constexpr std::string_view in(Language language) const {
        return language == Language::zh ? zh : en;
    }

    friend constexpr bool operator==(Text, Text) = default;
};

/// A text made at run time, in both languages.
struct Message {
    std::string zh;
    std::string en;

    Message() = default;

    Message(std::string chinese, std::string english)
        : zh(std::move(chinese))
        , en(std::move(english)) { }

    // NOLINTNEXTLINE(google-explicit-constructor): a fixed text is a message as it stands
    Message(Text text)
        : zh(text.zh)
        , en(text.en) { }

    [[nodiscard]] std::string const& in(Language language) const {
        return language == Language::zh ? zh : en;
    }
};

/// Replaces each `{}` of both languages of `pattern` by the next of `values`, in order.
/// A pattern with fewer places than values drops the rest; spare places stay as written.
[[nodiscard]] Message compose(Text pattern, std::initializer_list<std::string_view> values);

}  // namespace boai
