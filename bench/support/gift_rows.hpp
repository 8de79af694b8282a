/// \file
/// Made-up gifts, the same ones for the same seed.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"
#include "bench/support/bench_book.hpp"

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace boai::bench {

/// One gift as a payment platform would tell it.
struct GiftRow {
    std::string_view donor_kind;
    std::string donor_name;
    Money amount;
    Day day;
    Id channel;
    BenchCampaign campaign; ///< none for half of the gifts
    std::string reference; ///< never twice
    std::string payment_note; ///< of every fourth gift
};

/// How the days of gifts go: `first`, then the next day after every `gifts_a_day` gifts.
struct GiftDays {
    Day first;
    std::size_t gifts_a_day = 0; ///< 0: all on the first
};

/// Threads: one.
class GiftMaker {
public:
    /// `series` stands in the references, so that two makers never give the same.
    GiftMaker(const BenchBook& book, GiftDays days, unsigned series);

    [[nodiscard]] GiftRow next();
    /// The next `count` gifts.
    [[nodiscard]] std::vector<GiftRow> next(std::size_t count);

private:
    [[nodiscard]] std::size_t below(std::size_t count) { return random_() % count; }

    [[nodiscard]] std::string person();
    [[nodiscard]] Money amount();

    const BenchBook& book_;
    GiftDays days_;
    unsigned series_;
    std::size_t made_ = 0;
    std::mt19937 random_;
};

/// The input of giving.record_gift.
[[nodiscard]] std::string json_of(const GiftRow& gift);

/// The rows as a payment platform's CSV file, with its header; all of them take the channel that
/// the import is told.
[[nodiscard]] std::string csv_of(const std::vector<GiftRow>& gifts);

} // namespace boai::bench
