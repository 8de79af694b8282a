/// \file
/// 应急响应: what the application sees of emergency.
#pragma once

#include "modules/module.hpp"

namespace boai::emergency {

/// `read_waiting` tells what waits in the fund of an event.
[[nodiscard]] modules::Module module(const modules::ReadMoneyWaiting& read_waiting);

} // namespace boai::emergency
