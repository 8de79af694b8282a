/// \file
/// The one list of modules.
#pragma once

#include "modules/module.hpp"

#include <vector>

namespace boai::app {

[[nodiscard]] std::vector<modules::Module> all_modules();

}  // namespace boai::app
