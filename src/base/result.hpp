/// \file
/// Result<T>: a value or an Error; the one way a fallible function reports failure.
#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boai {

/// What went wrong, in terms of what the caller should do next; one HTTP status each.
enum class Errc : std::uint8_t {
    invalid,          ///< correct the input and send it again (422)
    not_found,        ///< no such thing, or not for this caller (404)
    conflict,         ///< read the present state, decide again (409)
    forbidden,        ///< ask for the permission (403)
    unauthenticated,  ///< sign in (401)
    over_limit,       ///< send less, or later (413 or 429)
    unavailable,      ///< try again later, nothing was changed (503)
    corrupt,          ///< stop and call the operator: stored data is damaged (500)
    internal,         ///< a fault of the program (500)
};

/// The name of an error code as it stands in answers and logs, such as "not_found".
[[nodiscard]] std::string_view name_of(Errc code);

/// One field at fault. `field` is the path of the field in the input, such as "amount".
struct FieldError {
    std::string field;
    Message message;
};

/// A failure: code, one sentence for a person, and the fields at fault.
/// Never holds a personal value: it may be logged and shown.
struct Error {
    Errc code {};
    Message message;
    std::vector<FieldError> fields;
};

/// A T or an Error. Ignoring one is a compile error.
/// std::expected of GCC 12 is not nodiscard; deriving adds it.
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
public:
    using std::expected<T, Error>::expected;
};

/// Makes the failure to return from a function giving a Result.
[[nodiscard]] inline std::unexpected<Error> fail(Errc code, Message message) {
    return std::unexpected(Error { code, std::move(message), {} });
}

/// Makes an `invalid` failure of one field; the message is the field's and the whole's.
[[nodiscard]] inline std::unexpected<Error> fail_field(std::string field, Message message) {
    Error error { Errc::invalid, message, {} };
    error.fields.push_back({ std::move(field), std::move(message) });
    return std::unexpected(std::move(error));
}

}  // namespace boai

// NOLINTBEGIN(bugprone-macro-parentheses): the arguments are a name and a whole expression
#define BOAI_JOIN_EXPANDED(a, b) a##b
#define BOAI_JOIN(a, b) BOAI_JOIN_EXPANDED(a, b)
#define BOAI_TRY(result, expression)                                                               \
    __extension__({                                                                                \
        auto result = (expression);                                                                \
        if (!result.has_value()) [[unlikely]] {                                                    \
            return std::unexpected(std::move(result).error());                                     \
        }                                                                                          \
        std::move(result).value();                                                                 \
    })

/// Unwraps a Result, or returns its Error from the enclosing function. One to a statement.
#define TRY(expression) BOAI_TRY(BOAI_JOIN(try_result_, __COUNTER__), expression)
// NOLINTEND(bugprone-macro-parentheses)
