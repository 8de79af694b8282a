/// \file
/// The naive model of the book of gifts: plain maps, no database, no deltas. What the program
/// answers is held against it.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace boai::test {

/// A gift as the model knows it.
struct ModelGift {
    Id id;
    Id branch;
    Id channel;
    Id campaign;
    Id purpose;
    Id person;
    std::string name; ///< empty for anonymous
    std::string reference;
    std::int64_t amount = 0; ///< fen
    Day day;
    std::int64_t receipt = 0;
    std::int64_t refunded = 0;
    bool reversed = false;
};

/// Money given back.
struct ModelRefund {
    std::size_t gift = 0; ///< index of the gift
    std::int64_t amount = 0;
    Day day;
    bool is_reversal = false;
};

/// One number of a figure: branch, dimension, key and day.
using ModelCell = std::tuple<Id, std::string, std::string, Day>;

/// Everything that was done, and sums made anew from it each time.
struct Model {
    std::vector<ModelGift> gifts;
    std::vector<ModelRefund> refunds;
    std::map<Id, std::int64_t> last_receipt; ///< by branch; the year stands still
    std::map<Id, std::set<std::int64_t>> voided; ///< by branch
    std::set<Id> erased; ///< persons

    [[nodiscard]] bool has_reference(Id branch, Id channel, const std::string& reference) const;
    [[nodiscard]] std::int64_t total() const;
    /// Cells of income in fen, or of the number of gifts; none is zero.
    [[nodiscard]] std::map<ModelCell, std::int64_t> cells(bool count_gifts) const;
};

} // namespace boai::test
