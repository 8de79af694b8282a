/// \file
/// What is looked at before a notice is published: its arithmetic, its days, and what makes a
/// society look foolish. An error stops publication; a warning has to be answered.
#pragma once

#include "modules/giving/disclosure/notice_content.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

enum class Severity : std::uint8_t { error, warning };

struct NoticeFinding {
    Severity severity = Severity::error;
    std::string_view code; ///< "balance", for programs
    Message message;
};

/// What a notice is held against.
struct NoticeGround {
    Instant now;
    std::optional<Day> campaign_begins;
    std::optional<Notice> previous; ///< the one it goes on from
    /// Numbers that published notices of this branch have already.
    std::vector<std::string> taken_numbers;
    /// Gifts whose donor is called what tests are called.
    std::vector<Id> test_gifts;
    /// What the ledger holds in the purposes of the notice now, and what the records come to.
    Money ledger_now;
    Money records_now;
};

/// Donor names that tests leave behind, compared exactly by blind index.
[[nodiscard]] std::span<const std::string_view> test_names();

/// An amount that reads as a joke, and how often it must come before that is said: once it may be
/// what somebody had at hand.
struct JokeAmount {
    Money amount;
    std::int64_t often = 1;
    Text why;
};

[[nodiscard]] std::span<const JokeAmount> joke_amounts();

/// Each part against its total, the balance of each purpose, nothing below zero.
[[nodiscard]] std::vector<NoticeFinding> check_arithmetic(const Notice& notice);

/// All of it, errors first.
[[nodiscard]] std::vector<NoticeFinding>
check_notice(const Notice& notice, const NoticeGround& ground);

/// Whether two amounts are the same digits with two neighbours exchanged: the usual slip of a
/// copied number.
[[nodiscard]] bool is_transposed(Money a, Money b);

/// The findings of one severity, one a line.
[[nodiscard]] Message told(const std::vector<NoticeFinding>& findings, Severity severity);

} // namespace boai::giving
