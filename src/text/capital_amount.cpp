#include "text/capital_amount.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace boai::text {
namespace {

constexpr std::array<std::string_view, 10> digits { "零", "壹", "贰", "叁", "肆",
                                                    "伍", "陆", "柒", "捌", "玖" };
constexpr std::array<std::string_view, 4> places { "", "拾", "佰", "仟" };
constexpr std::array<std::string_view, 4> groups { "", "万", "亿", "万" };
constexpr std::uint64_t group_size = 10'000;

std::string_view digit(std::uint64_t value) {
    return digits[static_cast<std::size_t>(value % 10)];
}

/// One group of four digits without its leading zeros: 1004 -> 壹仟零肆.
std::string group_text(std::uint64_t group) {
    const auto text = std::to_string(group);
    std::string written;
    bool gap = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto value = static_cast<std::uint64_t>(text[i] - '0');
        if (value == 0) {
            gap = true;
            continue;
        }
        if (gap) {
            written += digit(0);
        }
        gap = false;
        written.append(digit(value)).append(places[text.size() - 1 - i]);
    }
    return written;
}

std::string yuan_text(std::uint64_t yuan) {
    std::array<std::uint64_t, groups.size()> parts {};
    for (auto& part : parts) {
        part = yuan % group_size;
        yuan /= group_size;
    }
    std::string written;
    bool zero_before = false;
    for (std::size_t i = parts.size(); i-- > 0;) {
        const auto group = parts[i];
        if (group == 0) {
            zero_before = !written.empty();
            // 亿 is still said where only 万 of 亿 stand before it: 壹万亿.
            written += i == 2 && !written.empty() ? groups[2] : std::string_view {};
            continue;
        }
        if (!written.empty() && (zero_before || group < group_size / 10)) {
            written += digit(0);
        }
        written.append(group_text(group)).append(groups[i]);
        // 107,000 is 壹拾万零柒仟: a zero in the last place of a group is spoken before the next.
        zero_before = group % 10 == 0;
    }
    return written;
}

} // namespace

std::string capital_amount(Money amount) {
    const bool is_negative = amount.fen < 0;
    const auto fen = is_negative ? 0 - static_cast<std::uint64_t>(amount.fen)
                                 : static_cast<std::uint64_t>(amount.fen);
    const auto yuan = fen / 100;
    const auto jiao = fen / 10 % 10;
    const auto cent = fen % 10;
    std::string written = is_negative ? "负" : "";
    if (yuan > 0) {
        written.append(yuan_text(yuan)).append("元");
    }
    if (jiao > 0) {
        written.append(digit(jiao)).append("角");
    } else if (cent > 0 && yuan > 0) {
        written += digit(0);
    }
    if (cent > 0) {
        return written.append(digit(cent)).append("分");
    }
    return written.append(fen == 0 ? "零元整" : "整");
}

} // namespace boai::text
