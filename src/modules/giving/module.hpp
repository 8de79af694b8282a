/// \file
/// 接收捐赠: gifts in cash, campaigns, channels, receipts, refunds, imports.
#pragma once

#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

class ImportService;

[[nodiscard]] modules::Module module();

/// The one import service of the program, over which the module's import commands work.
[[nodiscard]] std::shared_ptr<ImportService> import_service();

}  // namespace boai::giving
