// A member that the table does not name would be lost without a word.
#include "declaration.hpp"

namespace boai::sample {

constexpr record::FieldSpec fields[] = { state_field };
static_assert(record::consistent<Person>(declare(fields)));

} // namespace boai::sample
