/// \file
/// 用户与权限: who signs in, what each may do, and the trail of it.
#pragma once

#include "modules/module.hpp"

namespace boai::identity {

[[nodiscard]] modules::Module module();

}  // namespace boai::identity
