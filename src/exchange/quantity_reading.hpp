/// \file
/// Reads quantities of goods as offices write them: split where the text says so, asked about where
/// it does not. Never a guess.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::exchange {

inline constexpr std::int64_t quantity_max = 1'000'000'000; ///< of one line
inline constexpr std::size_t quantity_parts_max = 20; ///< of one text

/// So many of a unit.
struct Quantity {
    std::int64_t number = 0; ///< from 1 to quantity_max
    std::string unit; ///< as the text or the column names it, such as "箱"
    std::string item; ///< where the text names one, such as "护目镜" of "护目镜98个"

    friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// What a text says: its parts in order, or what a person has to be asked.
struct QuantityReading {
    std::vector<Quantity> parts; ///< empty when there is a question
    std::optional<Message> question;
    /// Answers to choose from, each of which read_answer reads; empty where none can be offered.
    std::vector<std::string> readings {};
};

/// Reads "198箱", "1,400", "1400瓶60箱" or "护目镜98个，医用橡胶手套198副". `unit` is what the list
/// says beside it, empty when it says nothing; both as written, they are cleaned here. Asked about
/// are: no number or no known unit, parts of a unit, about so many, what a package holds
/// ("200个/箱"), units that contradict each other, and two quantities that may be the same goods
/// counted twice
/// ("1200瓶60箱": 20 bottles a box).
/// Threads: any.
[[nodiscard]] QuantityReading read_quantity(std::string_view text, std::string_view unit);

/// Reads what a person answered to the question about a quantity. As read_quantity, but its own
/// unit goes before `unit`, and "1200瓶+60箱" says that both count. Threads: any.
[[nodiscard]] QuantityReading read_answer(std::string_view text, std::string_view unit);

} // namespace boai::exchange
