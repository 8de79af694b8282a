/// \file
/// 人员与单位: persons, organisations, consents; merge of duplicates; erasure.
#pragma once

#include "modules/module.hpp"

namespace boai::people {

[[nodiscard]] modules::Module module();

}  // namespace boai::people
