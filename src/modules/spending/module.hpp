/// \file
/// 拨付使用: what the application sees of spending.
#pragma once

#include "modules/module.hpp"

namespace boai::spending {

[[nodiscard]] modules::Module module();

} // namespace boai::spending
