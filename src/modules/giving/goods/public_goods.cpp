#include "modules/giving/goods/public_goods.hpp"

#include "modules/giving/giving_names.hpp"
#include "modules/giving/goods/goods_figures.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "record/sealing.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace boai::giving {
namespace {

using record::queries_of;
using storage::Param;

/// What a question asks of one branch, as SQL with its parameters.
class GoodsConditions {
public:
    /// `number` is the question's receipt, read; it means nothing when there is none.
    GoodsConditions(
        const crypto::Vault& vault,
        const PublicQuestion& question,
        const ReceiptNumber& number,
        Id branch
    ) {
        // As for gifts in money: a name is found by its index.
        const std::string day = question.name.empty() ? "t.day" : "+t.day";
        text_
            = " WHERE t.branch_id = " + place(branch) + " AND t.state IN ('accepted', 'delivered')";
        if (!question.name.empty()) {
            const auto* field = goods_gift_type.find_field("donor_name");
            add("t.donor_name_index = ", record::index_of(vault, *field, question.name));
        }
        if (!question.receipt.empty()) {
            add("t.receipt_year = ", number.year);
            add("t.receipt_number = ", number.number);
        }
        if (!question.campaign.empty()) {
            add("t.campaign = ", question.campaign);
            text_ += " AND t.campaign IS NOT NULL";
        }
        if (question.from) {
            add(day + " >= ", *question.from);
        }
        if (question.to) {
            add(day + " <= ", *question.to);
        }
        if (!question.before.empty()) {
            const auto last = place(question.before_day);
            text_ += " AND " + day + " <= " + last + " AND (" + day + ", t.id) < (" + last + ", "
                + place(question.before) + ")";
        }
        text_
            += " ORDER BY " + day + " DESC, t.id DESC LIMIT " + std::to_string(question.limit + 1);
    }

    [[nodiscard]] const std::string& text() const { return text_; }

    [[nodiscard]] const std::vector<Param>& params() const { return params_; }

private:
    std::string place(Param value) {
        params_.push_back(value);
        return "$" + std::to_string(params_.size());
    }

    void add(std::string_view condition, Param value) {
        text_.append(" AND ").append(condition) += place(value);
    }

    std::string text_;
    std::vector<Param> params_;
};

} // namespace

PublicGoods PublicGoodsReader::public_form(const record::Loaded& loaded) const {
    const auto& gift = loaded.as<GoodsGift>();
    const auto name = [&](Id id) {
        const auto at = names_.find(id);
        return at == names_.end() ? std::string {} : at->second;
    };
    PublicGoods row {
        .id = loaded.head.id,
        .branch = loaded.head.branch,
        .day = gift.day,
        .donor = mask_goods_donor(&gift, gift.donor_name),
        .donor_kind = gift.donor_kind,
        .value = gift.value,
        .recipient = gift.recipient,
        .campaign = name(gift.campaign),
        .purpose = name(gift.purpose),
    };
    if (const auto* branch = tree_->find(loaded.head.branch)) {
        row.branch_zh = branch->name_zh;
        row.branch_en = branch->name_en;
        if (gift.receipt_number != 0) {
            row.receipt = receipt_text(branch->code, gift.receipt_year, gift.receipt_number);
        }
    }
    return row;
}

Result<void> PublicGoodsReader::read_lines(PublicGoods& goods) {
    const std::array params { Param { goods.branch }, Param { goods.id } };
    return engine_.registry()
        .table(goods_line_type)
        .select(
            queries_of(connection_),
            taken_lines,
            params,
            [&](const record::Loaded& loaded) -> Result<void> {
                const auto& line = loaded.as<GoodsLine>();
                goods.lines.push_back(
                    { line.item, line.specification, *line.counted, line.unit, line.value }
                );
                return {};
            }
        );
}

Result<void> PublicGoodsReader::read_branch(
    const PublicQuestion& question, Id branch, std::vector<PublicGoods>& goods
) {
    ReceiptNumber number;
    if (!question.receipt.empty()) {
        number = TRY(parse_receipt(question.receipt));
        const auto* its = tree_->find_code(number.branch_code);
        if (its == nullptr || its->id != branch) {
            return {};
        }
    }
    const GoodsConditions conditions { engine_.vault(), question, number, branch };
    return engine_.registry()
        .table(goods_gift_type)
        .select(
            queries_of(connection_),
            conditions.text(),
            conditions.params(),
            [&](const record::Loaded& loaded) -> Result<void> {
                goods.push_back(public_form(loaded));
                return {};
            }
        );
}

Result<std::vector<PublicGoods>>
PublicGoodsReader::find(const PublicQuestion& question, bool& more) {
    names_ = TRY(giving_names(connection_));
    std::vector<PublicGoods> goods;
    const auto is_later = [](const PublicGoods& a, const PublicGoods& b) {
        return std::tie(a.day, a.id) > std::tie(b.day, b.id);
    };
    more = false;
    for (const auto& branch : tree_->all()) {
        TRY(read_branch(question, branch.id, goods));
        std::ranges::sort(goods, is_later);
        more = more || goods.size() > question.limit;
        goods.resize(std::min(goods.size(), question.limit));
    }
    for (auto& one : goods) {
        TRY(read_lines(one));
    }
    return goods;
}

Result<PublicGoodsTotals> PublicGoodsReader::totals(const PublicQuestion& question) {
    figures::Question asked { .figure = goods_value.name };
    for (const auto& branch : tree_->all()) {
        asked.branches.push_back(branch.id);
    }
    asked.from = question.from.value_or(asked.from);
    asked.to = question.to.value_or(asked.to);
    asked.dimension = question.campaign.empty() ? "" : "campaign";
    const auto key = question.campaign.empty() ? std::string {} : to_string(question.campaign);
    const auto sum = [&]() -> Result<std::int64_t> {
        std::int64_t value = 0;
        for (const auto& line : TRY(figures::ask(queries_of(connection_), asked))) {
            value += line.key == key ? line.value : 0;
        }
        return value;
    };
    PublicGoodsTotals totals;
    totals.value.fen = TRY(sum());
    asked.figure = goods_gifts.name;
    totals.gifts = TRY(sum());
    return totals;
}

} // namespace boai::giving
