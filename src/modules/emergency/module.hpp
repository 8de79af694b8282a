/// \file
/// 应急响应: what the application sees of emergency.
#pragma once

#include "modules/module.hpp"

namespace boai::emergency {

[[nodiscard]] modules::Module module();

} // namespace boai::emergency
