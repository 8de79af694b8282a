/// \file
/// Figures of goods: what was given in kind, with its value where that is proved.
#pragma once

#include "figures/figure.hpp"
#include "modules/giving/goods/goods_gift.hpp"

namespace boai::giving {

/// Value of the goods that have one, less reversals, in fen, by the day they came.
extern const figures::Definition goods_value;
/// Gifts in kind that were taken, less those reversed.
extern const figures::Definition goods_gifts;

/// Posts a gift as it was taken (`sign` 1) or reversed (-1) on `day`.
void post_goods(
    storage::Transaction& tx, Id branch, Day day, const GoodsGift& gift, std::int64_t sign
);

} // namespace boai::giving
