/// \file
/// Payer: names on statements compared with names in the book.
#pragma once

#include <string>
#include <string_view>

namespace boai::reconciliation {

/// A name as the matcher compares it.
struct Payer {
    std::string name; ///< normalised; empty when nobody is named
    bool is_masked = false; ///< holds stars, so that it stands for many names

    /// Whether it tells one payer from others: a name without stars.
    [[nodiscard]] bool is_proof() const { return !name.empty() && !is_masked; }
};

/// Takes a name as a statement or a donor gives it. What names nobody ("匿名") is empty.
[[nodiscard]] Payer payer_of(std::string_view name);

/// Whether both can be the same payer: one names nobody, they are equal, or the stars of one stand
/// for characters of the other. A run of stars is one character or more.
[[nodiscard]] bool may_be_same(const Payer& a, const Payer& b);

} // namespace boai::reconciliation
