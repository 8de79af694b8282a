/// \file
/// FieldSpec: the one description of one field, and the compile-time builder for it.
///
/// A module writes `field<&Gift::reference>(TextField{.label = {"单号", "Reference"}, .max_length =
/// 64})`. The member's name is the column's name and the JSON name. Everything downstream is
/// ordinary run-time code over `std::span<FieldSpec const>`, compiled once for the whole program.
#pragma once

#include "base/text.hpp"
#include "record/kind.hpp"
#include "record/member.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace boai::record {

/// Who may see a field's value. Source: design, "Privacy classes"; PIPL articles 28 and 51.
enum class Privacy : std::uint8_t {
    open, ///< may be published
    internal, ///< for those who may read the record
    personal, ///< sealed at rest, masked, shown in full for a logged reason
    sensitive, ///< as personal, with a permission of its own
};

/// Gives the masked form of a personal value; `record` is the whole record it stands in.
using Mask = std::string (*)(const void* record, std::string_view value);

/// What may be said of a field; each kind offers its own part of it (see the *Field structs).
struct FieldOptions {
    Text label;
    Text help {};
    bool required = false;
    bool read_only = false; ///< set by the program, never by a form
    bool in_list = false; ///< a column of the list
    bool search = false; ///< found by the search box
    bool multiline = false;
    bool blind_index = false; ///< a personal value that can be found by its exact text
    Privacy privacy = Privacy::internal;
    std::uint32_t max_length = 0; ///< of text, in code points
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    std::string_view references {}; ///< the record type, such as "people.person"
    bool own_branch = false; ///< a reference into the same branch only, not to one above it
    bool in_use = false; ///< a reference that may be made only while Hooks::usable allows it
    std::span<const std::string_view> headings {}; ///< column headings it is known by in files
    Mask mask = nullptr;
};

/// One field of a record or of a command's input.
struct FieldSpec {
    std::string_view name;
    const KindTraits* kind = nullptr;
    bool nullable = false;
    FieldOptions options;
    std::span<const Choice> choices {};
    FieldValue (*get)(const void* record) = nullptr;
    /// False when the value is of the wrong kind. Text is copied.
    bool (*set)(void* record, FieldValue value) = nullptr;

    [[nodiscard]] bool is_sealed() const { return options.privacy >= Privacy::personal; }
};

// One option struct per kind: an option that makes no sense for the kind does not exist.
// NOLINTBEGIN(google-explicit-constructor): they stand for FieldOptions in field<>()

/// A text of at most `max_length` code points.
struct TextField {
    Text label;
    Text help {};
    std::uint32_t max_length = 0;
    bool required = false;
    bool read_only = false;
    bool in_list = false;
    bool search = false;
    bool multiline = false;
    bool blind_index = false;
    Privacy privacy = Privacy::internal;
    Mask mask = nullptr;
    std::span<const std::string_view> headings {};

    consteval operator FieldOptions() const {
        return { .label = label,
                 .help = help,
                 .required = required,
                 .read_only = read_only,
                 .in_list = in_list,
                 .search = search,
                 .multiline = multiline,
                 .blind_index = blind_index,
                 .privacy = privacy,
                 .max_length = max_length,
                 .headings = headings,
                 .mask = mask };
    }
};

/// A whole number, an amount in fen or hours in minutes, within [min, max].
struct NumberField {
    Text label;
    Text help {};
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    bool required = false;
    bool read_only = false;
    bool in_list = false;
    Privacy privacy = Privacy::internal;
    std::span<const std::string_view> headings {};

    consteval operator FieldOptions() const {
        return { .label = label,
                 .help = help,
                 .required = required,
                 .read_only = read_only,
                 .in_list = in_list,
                 .privacy = privacy,
                 .min = min,
                 .max = max,
                 .headings = headings };
    }
};

/// A flag, a choice, a day or an instant.
struct PlainField {
    Text label;
    Text help {};
    bool required = false;
    bool read_only = false;
    bool in_list = false;
    Privacy privacy = Privacy::internal;
    std::span<const std::string_view> headings {};

    consteval operator FieldOptions() const {
        return { .label = label,
                 .help = help,
                 .required = required,
                 .read_only = read_only,
                 .in_list = in_list,
                 .privacy = privacy,
                 .headings = headings };
    }
};

/// The id of a record of another type, of the same branch or of a small shared table.
struct ReferenceField {
    Text label;
    std::string_view to;
    Text help {};
    bool required = false;
    bool read_only = false;
    bool in_list = false;
    bool own_branch = false;
    bool in_use = false;
    Privacy privacy = Privacy::internal;

    consteval operator FieldOptions() const {
        return { .label = label,
                 .help = help,
                 .required = required,
                 .read_only = read_only,
                 .in_list = in_list,
                 .privacy = privacy,
                 .references = to,
                 .own_branch = own_branch,
                 .in_use = in_use };
    }
};

// NOLINTEND(google-explicit-constructor)

namespace detail {

// Called only when a declaration is wrong: not constexpr, so the name becomes the compiler's
// message.
inline void a_field_needs_a_label_in_both_languages() { }

inline void a_text_field_needs_max_length() { }

inline void only_a_text_field_has_max_length() { }

inline void only_a_number_has_min_and_max() { }

inline void min_is_greater_than_max() { }

inline void an_optional_member_cannot_be_required() { }

inline void a_personal_field_needs_a_mask() { }

inline void only_a_text_can_be_personal() { }

inline void a_blind_index_is_for_personal_fields() { }

inline void a_reference_needs_a_record_type() { }

consteval void check_bounds(const KindTraits* kind, const FieldOptions& o) {
    const bool text = kind == &text_kind;
    const bool number = kind == &integer_kind || kind == &amount_kind || kind == &hours_kind;
    const bool bounded = o.min != FieldOptions {}.min || o.max != FieldOptions {}.max;
    if (text && o.max_length == 0) {
        a_text_field_needs_max_length();
    }
    if (!text && o.max_length != 0) {
        only_a_text_field_has_max_length();
    }
    if (!number && bounded) {
        only_a_number_has_min_and_max();
    }
    if (o.min > o.max) {
        min_is_greater_than_max();
    }
}

consteval void check_privacy(const KindTraits* kind, const FieldOptions& o) {
    const bool personal = o.privacy >= Privacy::personal;
    if (personal && kind != &text_kind) {
        only_a_text_can_be_personal();
    }
    if (personal && o.mask == nullptr) {
        a_personal_field_needs_a_mask();
    }
    if (!personal && o.blind_index) {
        a_blind_index_is_for_personal_fields();
    }
}

consteval void check(const KindTraits* kind, bool nullable, const FieldOptions& o) {
    if (o.label.zh.empty() || o.label.en.empty()) {
        a_field_needs_a_label_in_both_languages();
    }
    check_bounds(kind, o);
    if (nullable && o.required) {
        an_optional_member_cannot_be_required();
    }
    check_privacy(kind, o);
    if (kind == &reference_kind && o.references.empty()) {
        a_reference_needs_a_record_type();
    }
}

} // namespace detail

/// Describes one member; every inconsistency is a compile error that names itself.
template <auto Member>
consteval FieldSpec field(FieldOptions options) {
    using Record = typename detail::MemberOf<decltype(Member)>::Record;
    using Held = typename detail::MemberOf<decltype(Member)>::Field;
    using Plain = typename detail::Unwrap<Held>::type;
    constexpr bool nullable = detail::Unwrap<Held>::nullable;
    static_assert(
        detail::Storable<Plain>,
        "record::field: this member type cannot be stored; use bool, std::int64_t, std::string, "
        "Money, Hours, Day, Instant, Id, an enum with choices_of, or std::optional of one of these"
    );
    if constexpr (detail::Storable<Plain>) {
        constexpr const KindTraits* kind = detail::kind_of<Plain>();
        detail::check(kind, nullable, options);
        FieldSpec spec;
        spec.name = detail::member_name<Member>();
        spec.kind = kind;
        spec.nullable = nullable || std::is_same_v<Plain, Id>;
        spec.options = options;
        if constexpr (std::is_enum_v<Plain>) {
            spec.choices = choices_of<Plain>;
        }
        spec.get = [](const void* record) -> FieldValue {
            const auto& held = static_cast<const Record*>(record)->*Member;
            if constexpr (nullable) {
                return held ? detail::load(*held) : FieldValue {};
            } else {
                return detail::load(held);
            }
        };
        spec.set = [](void* record, FieldValue value) -> bool {
            auto& held = static_cast<Record*>(record)->*Member;
            if constexpr (nullable) {
                if (value.is_null()) {
                    held.reset();
                    return true;
                }
                return detail::store(held.emplace(), value);
            } else {
                return detail::store(held, value);
            }
        };
        return spec;
    }
}

} // namespace boai::record
