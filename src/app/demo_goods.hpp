/// \file
/// What the demo society was given in kind: lists at every step, by two people who do not exist.
#pragma once

#include "app/book.hpp"

namespace boai::app {

/// What the goods are given for.
struct DemoGoodsUse {
    Id flood; ///< purpose
    Id flood_campaign;
    Id school; ///< purpose
};

/// Lists goods of the last weeks; counts, takes, hands on and refuses some of them.
Result<void> add_demo_goods(Book& book, Id city, const DemoGoodsUse& use);

} // namespace boai::app
