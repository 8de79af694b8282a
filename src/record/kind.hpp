/// \file
/// KindTraits: all that is known of one kind of field, behind one table of functions.
/// The kinds are defined in kinds/, one file each; nothing else asks which kind a field is.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boai::record {

struct FieldSpec;

/// A field's value with its C++ type erased: nothing, a number or borrowed text.
/// Amounts are fen, hours minutes, days their number, instants milliseconds, flags 0 or 1,
/// choices their word, references the id.
class FieldValue {
public:
    constexpr FieldValue() = default;

    constexpr explicit FieldValue(std::int64_t number)
        : number_(number)
        , type_(Type::number) { }

    constexpr explicit FieldValue(std::string_view text)
        : text_(text)
        , type_(Type::text) { }

    [[nodiscard]] constexpr bool is_null() const { return type_ == Type::null; }

    [[nodiscard]] constexpr bool is_number() const { return type_ == Type::number; }

    [[nodiscard]] constexpr bool is_text() const { return type_ == Type::text; }

    /// 0 unless a number.
    [[nodiscard]] constexpr std::int64_t number() const { return number_; }

    /// Empty unless text.
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

    /// Nothing, or an empty text.
    [[nodiscard]] constexpr bool is_empty() const {
        return is_null() || (is_text() && text_.empty());
    }

    friend constexpr bool operator==(const FieldValue&, const FieldValue&) = default;

private:
    enum class Type : std::uint8_t { null, number, text };
    std::int64_t number_ = 0;
    std::string_view text_;
    Type type_ = Type::null;
};

/// A scalar as it came in JSON.
struct JsonScalar {
    enum class Type : std::uint8_t { null, flag, number, text };
    Type type = Type::null;
    std::int64_t number = 0;  ///< of a number; 0 or 1 of a flag
    std::string_view text;
};

/// What one kind does. All functions are pure.
struct KindTraits {
    std::string_view name;  ///< "text", "amount", ...
    bool stored_as_text = false;
    /// Reads what a person or a program writes. Errors: invalid.
    Result<FieldValue> (*from_text)(const FieldSpec& field, std::string_view text) = nullptr;
    /// Writes what from_text reads.
    std::string (*to_text)(const FieldSpec& field, FieldValue value) = nullptr;
    /// Reads a JSON scalar. Errors: invalid.
    Result<FieldValue> (*from_json)(const FieldSpec& field, const JsonScalar& scalar) = nullptr;
    /// Appends the JSON value; never called with nothing.
    void (*append_json)(const FieldSpec& field, FieldValue value, std::string& out) = nullptr;
    /// Says what is wrong with a value beyond being missing.
    Result<void> (*check)(const FieldSpec& field, FieldValue value) = nullptr;
    /// Appends the members of its JSON Schema, such as `"type":"string"`.
    void (*append_schema)(const FieldSpec& field, std::string& out) = nullptr;
    /// The column's CHECK condition; empty when it has none.
    std::string (*sql_check)(const FieldSpec& field) = nullptr;
};

extern const KindTraits text_kind;
extern const KindTraits integer_kind;
extern const KindTraits amount_kind;
extern const KindTraits hours_kind;
extern const KindTraits day_kind;
extern const KindTraits instant_kind;
extern const KindTraits choice_kind;
extern const KindTraits flag_kind;
extern const KindTraits reference_kind;

/// The kinds by which goldens and documents list them.
[[nodiscard]] std::vector<const KindTraits*> all_kinds();

}  // namespace boai::record
