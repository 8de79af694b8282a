/// \file
/// Rules of goods, by themselves: what a line may say, and how long it must still keep.
#pragma once

#include "base/result.hpp"
#include "modules/giving/goods/goods_line.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boai::giving {

/// A value has a basis and a basis has a value with its proof; nothing is produced after it
/// expires. Errors: invalid.
Result<void> check_line(const GoodsLine& line);

/// Whether goods of this kind must keep for months when they come. Source: guide §1.5.
[[nodiscard]] bool must_keep(GoodsCategory category);

/// The first day such goods may expire when they come on `day`: six months later.
[[nodiscard]] Day keeps_until(Day day);

/// What forbids taking the line on `day`: it expires too soon, or nobody says when. None when
/// nothing does, or somebody has waived it.
[[nodiscard]] std::optional<Message> expiry_fault(const GoodsLine& line, Day day);

/// What the ledger calls goods of one item, specification and unit: "G" and twelve letters from A
/// to P, of SHA-256 over the three texts with a line feed behind each. The same goods of two gifts
/// have the same name, and anybody can compute it.
[[nodiscard]] std::string commodity_of(const GoodsLine& line);

} // namespace boai::giving
