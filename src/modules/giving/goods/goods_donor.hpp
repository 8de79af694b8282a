/// \file
/// Who gave goods: corrected, hidden again, erased.
#pragma once

#include "record/command.hpp"
#include "record/registry.hpp"

#include <vector>

namespace boai::giving {

/// amend_goods_donor, hide_goods_name and erase_goods_donor.
[[nodiscard]] std::vector<record::CommandType> goods_donor_commands();

/// Hides the names on gifts in kind of a person whose consent is withdrawn.
[[nodiscard]] record::Watch watch_goods_consents();

/// Says in the log that the donor of gifts in kind was erased, when a person on file is.
[[nodiscard]] record::Watch watch_goods_erasures();

} // namespace boai::giving
