#include "exchange/quantity_reading.hpp"

#include "exchange/text_cleaning.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

/// Units that count what is given. What only measures a thing (mm, ml) is no count.
constexpr std::array<std::string_view, 55> count_units {
    "立方米", "平方米", "公斤", "千克", "毫升", "人份", "副", "瓶", "箱", "个", "件",
    "套",     "桶",     "包",   "袋",   "盒",   "支",   "台", "只", "双", "条", "把",
    "盏",     "张",     "块",   "片",   "顶",   "床",   "吨", "斤", "克", "升", "米",
    "卷",     "提",     "听",   "罐",   "筒",   "匹",   "份", "辆", "架", "组", "捆",
    "本",     "枚",     "根",   "粒",   "板",   "车",   "扎", "贴", "kg", "KG", "Kg",
};
/// What is packed together, so that it may hold what is counted beside it.
constexpr std::array<std::string_view, 10> packing_units { "箱", "件", "包", "盒", "袋",
                                                           "桶", "提", "捆", "板", "车" };
/// Words before and behind a number that make it inexact, or no quantity at all.
constexpr std::array<std::string_view, 12> inexact_before { "约",   "近",   "超", "过",
                                                            "至少", "不足", "几", "若干",
                                                            "数",   "第",   "-",  "." };
constexpr std::array<std::string_view, 7> inexact_behind { "余",   "多",   "左右", "以上",
                                                           "上下", "不到", "来" };
constexpr std::array<std::string_view, 6> package_words { "/", "每", "*", "×", "x", "X" };

Message ask(Text pattern, std::string_view value) {
    return compose(pattern, { value });
}

bool is_packing(std::string_view unit) {
    return std::ranges::find(packing_units, unit) != packing_units.end();
}

/// The longest unit the text begins with.
std::string_view leading_unit(std::string_view text) {
    std::string_view best;
    for (const auto unit : count_units) {
        best = text.starts_with(unit) && unit.size() > best.size() ? unit : best;
    }
    return best;
}

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::ranges::any_of(words, [&](auto word) { return text.contains(word); });
}

std::string_view trim(std::string_view text) {
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ')) {
        text.remove_suffix(1);
    }
    return text;
}

/// Removes the commas of "1,400": between digits, with three behind each.
std::string without_thousands_commas(std::string_view text) {
    const auto digits_from = [&](std::size_t at) {
        auto end = at;
        while (end < text.size() && is_digit(text[end])) {
            ++end;
        }
        return end - at;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = text[i] == ',' && i > 0 && is_digit(text[i - 1]);
        if (!between || digits_from(i + 1) != 3) {
            out += text[i];
        }
    }
    return out;
}

/// The segments of an enumeration, without empty ones.
std::vector<std::string_view> segments_of(std::string_view text) {
    constexpr std::array<std::string_view, 5> marks { ",", ";", "、", "。", "+" };
    std::vector<std::string_view> segments;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        if (const auto segment = trim(text.substr(begin, end - begin)); !segment.empty()) {
            segments.push_back(segment);
        }
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto mark = std::ranges::find_if(marks, [&](auto each) {
            return text.substr(i).starts_with(each);
        });
        if (mark == marks.end()) {
            ++i;
            continue;
        }
        close(i);
        i += mark->size();
        begin = i;
    }
    close(text.size());
    return segments;
}

/// "2000" and "2000.0", as a spreadsheet may write it; none for anything else.
std::optional<std::int64_t> whole_number(std::string_view digits) {
    if (const auto point = digits.find('.'); point != std::string_view::npos) {
        if (digits.substr(point + 1).find_first_not_of('0') != std::string_view::npos) {
            return std::nullopt;
        }
        digits = digits.substr(0, point);
    }
    std::int64_t number = 0;
    for (const char c : digits) {
        number = number * 10 + (c - '0');
        if (number > quantity_max) {
            return std::nullopt;
        }
    }
    return digits.empty() || number == 0 ? std::nullopt : std::optional { number };
}

/// One number of a text: where it stands, and the unit behind it.
struct Counted {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< behind number and unit
    std::string_view digits;
    std::string_view unit;  ///< empty when no unit of counting follows
};

Counted counted_at(std::string_view text, std::size_t begin) {
    auto end = begin;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) {
        ++end;
    }
    auto after = end;
    while (after < text.size() && text[after] == ' ') {
        ++after;
    }
    const auto unit = leading_unit(text.substr(after));
    return {
        begin, unit.empty() ? end : after + unit.size(), text.substr(begin, end - begin), unit
    };
}

/// The numbers of a segment that count something.
std::vector<Counted> counts_in(std::string_view segment) {
    std::vector<Counted> counts;
    for (std::size_t i = 0; i < segment.size();) {
        if (!is_digit(segment[i])) {
            ++i;
            continue;
        }
        const auto counted = counted_at(segment, i);
        if (!counted.unit.empty()) {
            counts.push_back(counted);
        }
        i = counted.end;
    }
    return counts;
}

/// Reads one text; the first question ends it.
class QuantityReader {
public:
    QuantityReader(std::string_view text, std::string_view unit, bool is_answer)
        : text_(text)
        , unit_(unit)
        , is_answer_(is_answer) { }

    QuantityReading read() {
        if (!ask_at_once() && !read_bare_number()) {
            for (const auto segment : segments_of(text_)) {
                if (!question_) {
                    read_segment(segment);
                }
            }
        }
        if (!question_ && parts_.empty()) {
            question_ = ask({ "“{}”里读不出数量", "no quantity can be read in \"{}\"" }, text_);
        }
        if (!question_) {
            ask_about_packing();
        }
        if (question_) {
            parts_.clear();
        }
        return { std::move(parts_), std::move(question_), std::move(readings_) };
    }

private:
    bool ask_at_once() {
        if (text_.empty() || text_ == "-" || text_ == "/") {
            question_ = Message { Text { "没有写数量", "no quantity is written" } };
        } else if (text_.contains('(') || is_package()) {
            question_ = ask(
                { "“{}”像是包装规格，请写明共有多少",
                  "\"{}\" looks like what a package holds; write how many there are" },
                text_
            );
        }
        return question_.has_value();
    }

    /// "200个/箱", "20瓶*5箱"; "210*160mm5500片" is the size of a thing and then its number.
    [[nodiscard]] bool is_package() const {
        return text_.contains("/") || text_.contains("每")
            || (holds_any(text_, package_words) && counts_in(text_).size() != 1
                && segments_of(text_).size() == 1);
    }

    /// A number alone, counted in what the column says.
    bool read_bare_number() {
        if (text_.find_first_not_of("0123456789.") != std::string_view::npos) {
            return false;
        }
        if (unit_.empty()) {
            question_ = ask({ "“{}”没有写计量单位", "\"{}\" has no unit" }, text_);
        } else {
            add(text_, unit_, {});
        }
        return true;
    }

    void read_segment(std::string_view segment) {
        const auto counts = counts_in(segment);
        if (counts.empty()) {
            question_ = ask(
                { "“{}”里没有认得出的数量和单位", "\"{}\" holds no number with a known unit" },
                segment
            );
            return;
        }
        std::size_t begin = 0;
        for (const auto& counted : counts) {
            const auto item = trim(segment.substr(begin, counted.begin - begin));
            read_counted(item, counted, begin == 0);
            begin = counted.end;
        }
        const auto rest = trim(segment.substr(begin));
        const auto stands_behind = [&](auto word) { return rest.starts_with(word); };
        if (question_ || rest.empty()) {
            return;
        }
        if (std::ranges::any_of(inexact_behind, stands_behind)) {
            ask_for_exact();
        } else {
            question_ = ask(
                { "“{}”后面还有看不懂的内容", "\"{}\" goes on with what is not understood" },
                segment
            );
        }
    }

    void read_counted(std::string_view item, const Counted& counted, bool is_first) {
        const auto stands_before = [&](auto word) { return item.ends_with(word); };
        const auto stands_behind = [&](auto word) { return item.starts_with(word); };
        const bool is_inexact = std::ranges::any_of(inexact_before, stands_before)
            || (!is_first && std::ranges::any_of(inexact_behind, stands_behind));
        if (is_inexact) {
            ask_for_exact();
            return;
        }
        add(counted.digits, counted.unit, item);
    }

    void ask_for_exact() {
        question_ = ask(
            { "“{}”不是确数，请点清后填写", "\"{}\" is not exact; count and write the number" },
            text_
        );
    }

    void add(std::string_view digits, std::string_view unit, std::string_view item) {
        const auto number = whole_number(digits);
        if (!number || parts_.size() == quantity_parts_max) {
            question_ = question_
                ? question_
                : ask({ "“{}”不是从 1 到 10 亿的整数；不足一个单位的请换用更小的单位",
                        "\"{}\" is no whole number from 1 to 1,000,000,000; write parts of a unit "
                        "in "
                        "a smaller one" },
                      digits);
            return;
        }
        parts_.push_back({ *number, std::string { unit }, std::string { item } });
    }

    /// Units that contradict the column, and goods that may be counted twice.
    void ask_about_packing() {
        if (is_answer_ && text_.contains('+')) {
            return;
        }
        if (!is_answer_ && parts_.size() == 1 && parts_.front().item.empty() && !unit_.empty()
            && parts_.front().unit != unit_) {
            offer_units(parts_.front());
            question_ = compose(
                { "数量写的是“{}”，计量单位写的是“{}”，请核对",
                  "the quantity says \"{}\" and the unit \"{}\"; check them" },
                { parts_.front().unit, unit_ }
            );
        }
        for (std::size_t i = 0; i + 1 < parts_.size() && !question_; ++i) {
            ask_about_pair(parts_[i], parts_[i + 1]);
        }
    }

    void ask_about_pair(const Quantity& first, const Quantity& second) {
        if (!second.item.empty() || first.unit == second.unit) {
            return;
        }
        const auto& packs = is_packing(second.unit) ? second : first;
        const auto& things = &packs == &second ? first : second;
        const bool may_hold = is_packing(packs.unit) && things.number >= packs.number
            && things.number % packs.number == 0;
        if (may_hold) {
            offer_one_or_both(first, second);
            question_ = ask(
                { "“{}”可能是同一批物资的两种数法，请写明是一批还是两批",
                  "\"{}\" may be the same goods counted in two ways; say whether it is "
                  "one lot or two" },
                text_
            );
        }
    }

    /// Offers an answer, if it would be read as these parts and nothing else.
    void offer(std::string answer, const std::vector<Quantity>& meant) {
        if (QuantityReader { answer, unit_, true }.read().parts == meant) {
            readings_.push_back(std::move(answer));
        }
    }

    /// The number in the unit beside it, or in that of the column.
    void offer_units(const Quantity& quantity) {
        const Quantity in_column { quantity.number, std::string { unit_ } };
        offer(told(quantity), { quantity });
        offer(told(in_column), { in_column });
    }

    /// Either of two quantities, or both, when the text says nothing else.
    void offer_one_or_both(const Quantity& first, const Quantity& second) {
        if (parts_.size() != 2) {
            return;
        }
        const Quantity same_item { second.number, second.unit, first.item };
        offer(told(first), { first });
        offer(told(same_item), { same_item });
        offer(told(first) + "+" + told(same_item), { first, same_item });
    }

    static std::string told(const Quantity& quantity) {
        return quantity.item + (quantity.item.empty() ? "" : " ") + std::to_string(quantity.number)
            + quantity.unit;
    }

    std::string_view text_;
    std::string_view unit_;
    bool is_answer_;
    std::vector<Quantity> parts_;
    std::optional<Message> question_;
    std::vector<std::string> readings_;
};

QuantityReading read_clean(std::string_view text, std::string_view unit, bool is_answer) {
    const auto clean = without_thousands_commas(clean_text(text));
    const auto clean_unit = clean_text(unit);
    return QuantityReader { clean, clean_unit, is_answer }.read();
}

} // namespace

QuantityReading read_quantity(std::string_view text, std::string_view unit) {
    return read_clean(text, unit, false);
}

QuantityReading read_answer(std::string_view text, std::string_view unit) {
    return read_clean(text, unit, true);
}

} // namespace boai::exchange
