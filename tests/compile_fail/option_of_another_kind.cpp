#include "declaration.hpp"

namespace boai::sample {

struct Parcel {
    std::int64_t pieces = 0;
};

constexpr auto pieces
    = field<&Parcel::pieces>(NumberField { .label = { "件数", "Pieces" }, .max_length = 10 });

} // namespace boai::sample
