/// \file
/// The moments of ids.
#pragma once

#include "base/id.hpp"

namespace boai {

/// The least id that may have been made at a moment from 2020 on; every id made later is greater.
[[nodiscard]] Id first_id_at(Instant at);

} // namespace boai
