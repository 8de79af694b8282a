#include "declaration.hpp"

namespace boai::sample {

constexpr auto name = field<&Person::name>(TextField { .label = { "姓名", "Name" } });

} // namespace boai::sample
