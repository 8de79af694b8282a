// No step leads to "closed".
#include "declaration.hpp"

namespace boai::sample {

constexpr record::FieldSpec fields[] = { name_field, state_field };
constexpr record::Transition steps[] = { all_steps[0] };
static_assert(record::consistent<Person>(declare(fields, steps)));

} // namespace boai::sample
