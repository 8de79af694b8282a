#include "declaration.hpp"

namespace boai::sample {

constexpr auto name
    = field<&Person::name>(TextField { .label = { "姓名", "" }, .max_length = 100 });

} // namespace boai::sample
