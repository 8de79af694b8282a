/// \file
/// 附件: what the application sees of attachments.
#pragma once

#include "attachments/holder.hpp"
#include "modules/module.hpp"

namespace boai::attachments {

/// `holders`: what may have attachments, as the modules that own it say.
[[nodiscard]] modules::Module module(const Holders& holders);

} // namespace boai::attachments
