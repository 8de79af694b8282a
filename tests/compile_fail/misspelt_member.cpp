#include "declaration.hpp"

namespace boai::sample {

constexpr auto name
    = field<&Person::nmae>(TextField { .label = { "姓名", "Name" }, .max_length = 100 });

} // namespace boai::sample
