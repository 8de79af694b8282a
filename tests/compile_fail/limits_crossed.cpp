#include "declaration.hpp"

namespace boai::sample {

struct Parcel {
    std::int64_t pieces = 0;
};

constexpr auto pieces
    = field<&Parcel::pieces>(NumberField { .label = { "件数", "Pieces" }, .min = 10, .max = 1 });

} // namespace boai::sample
