/// \file
/// Commands of disclosure notices: draft, check, publish by a second person, drop, and put a note
/// to what was published.
#pragma once

#include "modules/module.hpp"
#include "record/command.hpp"

#include <vector>

namespace boai::giving {

/// draft_notice, check_notice, redraft_notice, drop_notice, publish_notice, annotate_notice.
[[nodiscard]] std::vector<record::CommandType>
notice_commands(const modules::ReadMoneyMoves& read_moves);

} // namespace boai::giving
