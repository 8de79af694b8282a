/// \file
/// Questions about a list of goods, asked of whoever sits at the terminal.
#pragma once

#include "app/book.hpp"
#include "modules/giving/goods/goods_imports.hpp"

namespace boai::app {

/// Whether somebody sits at a terminal: what is asked can be seen and answered.
[[nodiscard]] bool is_at_terminal();

/// Asks what the plan asks, on standard error, and plans anew with each round of answers until none
/// is left or the rest is left open. Errors: as GoodsImports::plan_again.
Result<giving::GoodsImports::Shared>
ask_at_terminal(Book& book, giving::GoodsImports::Shared import);

} // namespace boai::app
