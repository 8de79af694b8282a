// What the declarations in this folder begin with.
#pragma once

#include "record/record_type.hpp"

#include <string>

namespace boai::sample {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::TextField;

enum class State : std::uint8_t { draft, open, closed };

struct Person {
    std::string name;
    State state = State::draft;
};

inline std::string mask(const void*, std::string_view) {
    return "***";
}

} // namespace boai::sample

namespace boai::record {

inline constexpr Choice sample_states[] = {
    { "draft", { "筹备", "Draft" } },
    { "open", { "进行中", "Open" } },
    { "closed", { "已结束", "Closed" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<sample::State> { sample_states };

} // namespace boai::record

namespace boai::sample {

constexpr std::string_view from_draft[] = { "draft" };
constexpr std::string_view from_open[] = { "open" };
constexpr record::Transition all_steps[] = {
    { .name = "publish",
      .title = { "发布", "Publish" },
      .from = from_draft,
      .to = "open",
      .capability = "sample.person.write" },
    { .name = "close",
      .title = { "结束", "Close" },
      .from = from_open,
      .to = "closed",
      .capability = "sample.person.write" },
};

constexpr record::FieldSpec name_field = field<&Person::name>(TextField {
    .label = { "姓名", "Name" }, .max_length = 100, .required = true });
constexpr record::FieldSpec state_field
    = field<&Person::state>(PlainField { .label = { "状态", "State" }, .read_only = true });

consteval record::RecordType declare(
    std::span<const record::FieldSpec> fields,
    std::span<const record::Transition> steps = all_steps,
    std::string_view state = "state"
) {
    return record::of<Person>({
        .name = "sample.person",
        .title = { "个人", "Person" },
        .fields = fields,
        .permissions = { .read = "sample.person.read", .write = "sample.person.write" },
        .state_field = state,
        .transitions = steps,
    });
}

} // namespace boai::sample
