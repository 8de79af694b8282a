#include "record/validate.hpp"

namespace boai::record {
namespace {

constexpr Text is_missing { "必填", "is required" };

Result<void> check_one(const FieldSpec& field, FieldValue value) {
    if (value.is_empty()) {
        return field.options.required ? fail(Errc::invalid, is_missing) : Result<void> {};
    }
    return field.kind->check(field, value);
}

}  // namespace

Result<void> validate(std::span<const FieldSpec> fields, const void* record) {
    Error error { Errc::invalid, some_are_wrong, {} };
    for (const auto& field : fields) {
        if (auto outcome = check_one(field, field.get(record)); !outcome) {
            error.fields.push_back({ std::string { field.name }, outcome.error().message });
        }
    }
    if (error.fields.empty()) {
        return {};
    }
    return std::unexpected(std::move(error));
}

}  // namespace boai::record
