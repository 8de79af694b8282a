#include "exchange/total_label.hpp"

#include "exchange/amount_reading.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace boai::exchange {
namespace {

constexpr std::array<std::string_view, 14> total_words {
    "合计", "总计", "共计",  "小计",  "总金额", "总额", "累计",
    "合共", "总和", "Total", "TOTAL", "total",  "Sum",  "sum",
};
constexpr std::array<std::string_view, 3> partial_words { "小计", "本页", "Subtotal" };
constexpr std::array<std::string_view, 29> filler_words {
    "捐赠",   "捐款",  "收到",  "接收",     "接受",   "以上",   "本页",   "本日", "当日", "金额",
    "人民币", "人数",  "笔数",  "人次",     "总人次", "总笔数", "总人数", "款项", "善款", "资金",
    "共",     "Grand", "grand", "Subtotal", "of",     "gifts",  "amount", "RMB",  "¥",
};
constexpr std::array<std::string_view, 6> count_words { "总人次", "总笔数", "总人数",
                                                        "人次",   "笔数",   "人数" };
constexpr std::array<std::string_view, 8> label_count_units { "人次", "户次", "笔", "人",
                                                              "条",   "户",   "位", "份" };
constexpr std::array<std::string_view, 6> money_units { "亿元", "万元", "亿", "万", "元", "整" };
constexpr std::string_view marks = " :;,.|/()-=";

/// Reads a label piece by piece.
class LabelReader {
public:
    explicit LabelReader(std::string_view text)
        : rest_(text) { }

    std::optional<TotalLabel> read() {
        while (!rest_.empty()) {
            if (!step()) {
                return std::nullopt;
            }
        }
        return announced_ ? std::optional { label_ } : std::nullopt;
    }

private:
    bool step() {
        if (rest_.front() >= '0' && rest_.front() <= '9') {
            return take_number();
        }
        for (const auto word : partial_words) {
            label_.partial = label_.partial || rest_.starts_with(word);
        }
        if (take_one_of(total_words)) {
            announced_ = true;
            count_due_ = false;
            return true;
        }
        const bool counts
            = std::ranges::any_of(count_words, [&](auto word) { return rest_.starts_with(word); });
        if (take_one_of(filler_words)) {
            count_due_ = counts;
            return true;
        }
        if (marks.contains(rest_.front())) {
            rest_.remove_prefix(1);
            return true;
        }
        return rest_.starts_with("、") || rest_.starts_with("。") ? take(3) : false;
    }

    bool take(std::size_t bytes) {
        rest_.remove_prefix(bytes);
        return true;
    }

    template <std::size_t N>
    bool take_one_of(const std::array<std::string_view, N>& words) {
        const auto found
            = std::ranges::find_if(words, [&](auto word) { return rest_.starts_with(word); });
        return found != words.end() && take(found->size());
    }

    /// A number is a count by its unit, else money.
    bool take_number() {
        const auto length = std::min(rest_.find_first_not_of("0123456789.,"), rest_.size());
        auto number = rest_.substr(0, length);
        take(length);
        while (number.ends_with(',') || number.ends_with('.')) {
            number.remove_suffix(1);
        }
        if (take_one_of(label_count_units) || count_due_) {
            count_due_ = false;
            std::string digits { number };
            std::erase(digits, ',');
            std::int64_t rows = 0;
            const auto* const end = digits.data() + digits.size();
            const auto parsed = std::from_chars(digits.data(), end, rows);
            label_.rows = rows;
            return parsed.ec == std::errc {} && parsed.ptr == end;
        }
        auto unit = AmountUnit::yuan;
        for (const auto word : money_units) {
            if (rest_.starts_with(word)) {
                unit = unit_of(word);
                take(word.size());
                break;
            }
        }
        const auto sum = read_amount(number, unit);
        if (sum) {
            label_.sum = *sum;
        }
        return sum.has_value();
    }

    static AmountUnit unit_of(std::string_view word) {
        if (word.starts_with("万")) {
            return AmountUnit::ten_thousand_yuan;
        }
        return word.starts_with("亿") ? AmountUnit::hundred_million_yuan : AmountUnit::yuan;
    }

    std::string_view rest_;
    TotalLabel label_;
    bool announced_ = false;
    bool count_due_ = false;  ///< after "总笔数" and the like
};

}  // namespace

bool may_hold_total(std::string_view text) {
    return text.contains("计") || text.contains("总") || text.contains("合共")
        || text.contains("otal") || text.contains("OTAL") || text.contains("Sum")
        || text.contains("sum");
}

std::optional<TotalLabel> read_total_label(std::string_view text) {
    constexpr std::size_t label_bytes_max = 120;
    if (text.size() > label_bytes_max || !may_hold_total(text)) {
        return std::nullopt;
    }
    std::string without_spaces { text };
    std::erase(without_spaces, ' ');
    return LabelReader { without_spaces }.read();
}

std::optional<TotalLabel> find_total(std::string_view text) {
    constexpr std::size_t sentence_bytes_max = 600;
    if (text.size() > sentence_bytes_max) {
        return std::nullopt;
    }
    constexpr std::array<std::string_view, 5> announcements {
        "共计", "合计", "总计", "总金额", "总额"
    };
    for (const auto word : announcements) {
        const auto at = text.find(word);
        if (at == std::string_view::npos) {
            continue;
        }
        // The label ends where words begin that belong to no total.
        for (auto end = text.size(); end > at + word.size();) {
            const auto label = LabelReader { text.substr(at, end - at) }.read();
            if (label && (label->sum || label->rows)) {
                return label;
            }
            do {
                --end;
            } while (end > at && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
        }
    }
    return std::nullopt;
}

}  // namespace boai::exchange
