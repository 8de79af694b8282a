#include "declaration.hpp"

namespace boai::sample {

constexpr auto name = field<&Person::name>(TextField {
    .label = { "姓名", "Name" }, .max_length = 100, .privacy = Privacy::personal });

} // namespace boai::sample
