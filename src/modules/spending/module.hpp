/// \file
/// 拨付使用: what the application sees of spending.
#pragma once

#include "attachments/holder.hpp"
#include "modules/module.hpp"

namespace boai::spending {

[[nodiscard]] modules::Module module();

/// What papers a payment and an allocation take.
extern const attachments::Holder payment_papers;
extern const attachments::Holder allocation_papers;

} // namespace boai::spending
