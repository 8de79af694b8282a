// A text cannot be the state of a workflow.
#include "declaration.hpp"

namespace boai::sample {

constexpr record::FieldSpec fields[] = { name_field, state_field };
static_assert(record::consistent<Person>(declare(fields, all_steps, "name")));

} // namespace boai::sample
