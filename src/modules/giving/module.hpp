/// \file
/// 接收捐赠: gifts in cash and in kind, campaigns, channels, receipts, refunds, imports.
#pragma once

#include "attachments/holder.hpp"
#include "modules/module.hpp"

#include <memory>

namespace boai::giving {

class ImportService;

/// `read_moves`: how money moved that is no gift, as notices tell it.
[[nodiscard]] modules::Module module(const modules::ReadMoneyMoves& read_moves);

/// What papers a gift in kind takes.
extern const attachments::Holder goods_papers;
/// What papers a pledge takes.
extern const attachments::Holder pledge_papers;

/// The one import service of the program, over which the module's import commands work.
[[nodiscard]] std::shared_ptr<ImportService> import_service();

}  // namespace boai::giving
