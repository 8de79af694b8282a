#include "modules/giving/goods/goods_rules.hpp"

#include "crypto/hash.hpp"
#include "modules/giving/months.hpp"

namespace boai::giving {
namespace {

constexpr int months_to_keep = 6;

} // namespace

Result<void> check_line(const GoodsLine& line) {
    const bool has_basis = line.value_basis != ValueBasis::none;
    if (line.value && !has_basis) {
        return fail_field(
            "value",
            Text { "没有发票或公允价值证明的只记数量，不填价值",
                   "without an invoice or a proof of fair value only the quantity is kept" }
        );
    }
    if (has_basis && !line.value) {
        return fail_field("value", Text { "有估价依据的须填价值", "is needed with its basis" });
    }
    if (has_basis && line.value_proof.empty()) {
        return fail_field(
            "value_proof",
            Text { "请填发票号或出具证明的单位", "name the invoice, or who proved the value" }
        );
    }
    if (line.produced_on && line.expires_on && *line.expires_on < *line.produced_on) {
        return fail_field(
            "expires_on", Text { "有效期早于生产日期", "is before the day of production" }
        );
    }
    return {};
}

bool must_keep(GoodsCategory category) {
    return category == GoodsCategory::food || category == GoodsCategory::medicine
        || category == GoodsCategory::biochemical;
}

Day keeps_until(Day day) {
    return months_after(day, months_to_keep);
}

std::optional<Message> expiry_fault(const GoodsLine& line, Day day) {
    if (!must_keep(line.category) || !line.expiry_waiver.empty()) {
        return {};
    }
    if (!line.expires_on) {
        return compose(
            { "“{}”没有写有效期；食品、药品和生物化学制品必须写明",
              "\"{}\" does not say when it expires; food, medicine and biochemical goods must" },
            { line.item }
        );
    }
    if (*line.expires_on < keeps_until(day)) {
        return compose(
            { "“{}”有效期至 {}，距接收不足六个月；确需接收的，先写明原因准许近效期接收",
              "\"{}\" expires on {}, less than six months from its receipt; to take it all the "
              "same, "
              "let somebody allow it with a reason first" },
            { line.item, to_string(*line.expires_on) }
        );
    }
    return {};
}

std::string commodity_of(const GoodsLine& line) {
    const auto hash
        = crypto::sha256(line.item + "\n" + line.specification + "\n" + line.unit + "\n");
    constexpr std::size_t bytes = 6;
    std::string name { "G" };
    for (std::size_t i = 0; i < bytes; ++i) {
        name += static_cast<char>('A' + (hash[i] >> 4U));
        name += static_cast<char>('A' + (hash[i] & 15U));
    }
    return name;
}

} // namespace boai::giving
