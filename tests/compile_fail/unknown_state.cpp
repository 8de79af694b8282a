// A step to a state that the enumeration does not have.
#include "declaration.hpp"

namespace boai::sample {

constexpr record::FieldSpec fields[] = { name_field, state_field };
constexpr record::Transition steps[] = {
    all_steps[0],
    all_steps[1],
    { .name = "archive",
      .title = { "归档", "Archive" },
      .from = from_open,
      .to = "archived",
      .capability = "sample.person.write" },
};
static_assert(record::consistent<Person>(declare(fields, steps)));

} // namespace boai::sample
