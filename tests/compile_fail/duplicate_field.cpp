// One member named twice, another forgotten: the numbers agree, the names do not.
#include "declaration.hpp"

namespace boai::sample {

constexpr record::FieldSpec fields[] = { state_field, state_field };
static_assert(record::consistent<Person>(declare(fields)));

} // namespace boai::sample
