// No floating point: it cannot hold an amount.
#include "declaration.hpp"

namespace boai::sample {

struct Parcel {
    double value = 0;
};

constexpr auto value = field<&Parcel::value>(NumberField { .label = { "价值", "Value" } });

} // namespace boai::sample
