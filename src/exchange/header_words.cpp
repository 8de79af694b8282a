#include "exchange/header_words.hpp"

#include "exchange/amount_reading.hpp"
#include "exchange/text_cleaning.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

/// Headers that are no field of a gift, among them those that hold a field's word.
constexpr std::array<std::string_view, 29> other_words {
    "序号", "编号", "人数",     "人次",     "笔数", "数量", "大写",   "手续费", "余额",     "品名",
    "规格", "单价", "计量单位", "接收单位", "电话", "手机", "地址",   "账号",   "物资名称", "退款",
    "支出", "借方", "入库物资", "状态",     "类型", "币种", "收款人", "开户行", "卡号",
};

constexpr int exact_match = 1000;  ///< less the place among the aliases

bool is_punctuation(unsigned char byte) {
    return byte < 0x80 && !(byte >= 'a' && byte <= 'z') && !(byte >= '0' && byte <= '9');
}

/// How sure a header is an alias it only contains; 0 when it is not.
int certainty_of_part(std::string_view words, std::string_view alias) {
    constexpr int share_min = 40;
    if (alias.size() < 4 || !words.contains(alias)) {
        return 0;
    }
    const auto share = static_cast<int>(alias.size() * 100 / words.size());
    // A header ends in what it is: "捐赠日期" is a day, though it begins as a gift.
    const auto certainty = words.ends_with(alias) ? share : share - 20;
    return certainty >= share_min ? std::min(certainty, 99) : 0;
}

/// Removes "(元)", "(万元)", "(RMB)" and the like, which name a unit.
void remove_unit_brackets(std::string& text) {
    const auto open = text.find('(');
    const auto close = text.find(')', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos) {
        return;
    }
    const auto inside = std::string_view { text }.substr(open + 1, close - open - 1);
    const bool unit = unit_named_in(inside) || foreign_currency_in(inside) || inside == "分"
        || inside == "¥" || inside == "RMB" || inside == "rmb" || inside == "人民币"
        || inside == "yuan";
    if (unit) {
        text.erase(open, close - open + 1);
    }
}

}  // namespace

std::string header_words(std::string_view cell_text) {
    auto text = clean_text(cell_text);
    remove_unit_brackets(text);
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    constexpr std::array<std::string_view, 4> wide_marks { "、", "。", "·", "¥" };
    for (const auto mark : wide_marks) {
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
            text.erase(at, mark.size());
        }
    }
    std::erase_if(text, [](char c) { return is_punctuation(static_cast<unsigned char>(c)); });
    return text;
}

HeaderMeaning meaning_of_header(std::string_view words, std::span<const TargetField> fields) {
    if (words.empty()) {
        return {};
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& aliases = fields[i].aliases;
        const auto found = std::ranges::find(aliases, words);
        if (found != aliases.end()) {
            return { i, exact_match - static_cast<int>(found - aliases.begin()), false };
        }
    }
    if (std::ranges::any_of(other_words, [&](auto other) { return words.contains(other); })) {
        return { std::nullopt, 0, true };
    }
    HeaderMeaning best;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        for (const auto alias : fields[i].aliases) {
            const auto certainty = certainty_of_part(words, alias);
            best = certainty > best.certainty ? HeaderMeaning { i, certainty, false } : best;
        }
    }
    return best;
}

} // namespace boai::exchange
