/// \file
/// 红十字会组织: the branches of a society and their tree.
#pragma once

#include "modules/module.hpp"

namespace boai::society {

[[nodiscard]] modules::Module module();

}  // namespace boai::society
