#include "modules/giving/paper/paper_reader.hpp"

#include "modules/giving/giving_names.hpp"
#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "modules/giving/paper/donor_link.hpp"
#include "modules/giving/voided_receipt.hpp"
#include "text/name_mask.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::Loaded;
using record::queries_of;
using storage::Param;

Standing standing_of(bool is_reversed, bool is_voided) {
    if (is_reversed) {
        return Standing::reversed;
    }
    return is_voided ? Standing::voided : Standing::stands;
}

Standing standing_of(const Gift& gift, bool is_voided) {
    return standing_of(gift.state == GiftState::reversed, is_voided);
}

Standing standing_of(const GoodsGift& gift, bool is_voided) {
    return standing_of(gift.state == GoodsState::reversed, is_voided);
}

constexpr std::string_view by_number
    = " WHERE t.branch_id = $1 AND t.receipt_year = $2 AND t.receipt_number = $3 "
      "AND t.receipt_number > 0";

Error none_was_issued() {
    return { Errc::conflict,
             Text { "没有开过票据，没有可打印的",
                    "no receipt was issued, so there is none to print" },
             {} };
}

} // namespace

std::string PaperReader::code_of(Id branch) const {
    return std::string { tree_->code_of(branch) };
}

Result<std::optional<Printed>> PaperReader::find(const ReceiptNumber& number) {
    const auto* branch = tree_->find_code(number.branch_code);
    if (branch == nullptr) {
        return std::optional<Printed> {};
    }
    std::optional<Printed> found;
    const std::array params { Param { branch->id },
                              Param { number.year },
                              Param { number.number } };
    TRY(parts_.engine.registry()
            .table(gift_type)
            .select(queries_of(connection_), by_number, params, [&](Loaded loaded) -> Result<void> {
                const auto standing = standing_of(loaded.as<Gift>(), false);
                found = Printed { std::move(loaded), number, standing, {} };
                return {};
            }));
    if (!found) {
        found = TRY(find_goods(branch->id, number));
    }
    if (found) {
        return found;
    }
    return find_voided(branch->id, number);
}

Result<std::optional<Printed>> PaperReader::find_goods(Id branch, const ReceiptNumber& number) {
    std::optional<Printed> found;
    const std::array params { Param { branch }, Param { number.year }, Param { number.number } };
    TRY(parts_.engine.registry()
            .table(goods_gift_type)
            .select(queries_of(connection_), by_number, params, [&](Loaded loaded) -> Result<void> {
                const auto standing = standing_of(loaded.as<GoodsGift>(), false);
                found = Printed { std::move(loaded), number, standing, {}, true };
                return {};
            }));
    return found;
}

Result<std::optional<Printed>> PaperReader::find_voided(Id branch, const ReceiptNumber& number) {
    std::optional<Loaded> voided;
    const std::array params { Param { branch }, Param { number.year }, Param { number.number } };
    TRY(parts_.engine.registry()
            .table(voided_receipt_type)
            .select(
                queries_of(connection_),
                " WHERE t.branch_id = $1 AND t.receipt_year = $2 AND t.receipt_number = $3",
                params,
                [&](Loaded loaded) -> Result<void> {
                    voided = std::move(loaded);
                    return {};
                }
            ));
    if (!voided) {
        return std::optional<Printed> {};
    }
    return std::optional { TRY(of_voided(*voided)) };
}

Result<Printed> PaperReader::of_voided(const Loaded& receipt) {
    const auto& voided = receipt.as<VoidedReceipt>();
    const auto code = code_of(receipt.head.branch);
    const bool is_of_goods = !voided.goods_gift.empty();
    const auto& registry = parts_.engine.registry();
    const auto& table = registry.table(is_of_goods ? goods_gift_type : gift_type);
    const auto id = is_of_goods ? voided.goods_gift : voided.gift;
    auto gift = TRY(table.load(queries_of(connection_), receipt.head.branch, id));
    const auto standing = is_of_goods ? standing_of(gift.as<GoodsGift>(), true)
                                      : standing_of(gift.as<Gift>(), true);
    std::string replaced_by;
    if (voided.replaced_by != 0) {
        const auto year = civil(local_day(receipt.head.created_at)).year;
        replaced_by = receipt_text(code, year, voided.replaced_by);
    }
    const ReceiptNumber number { code, voided.receipt_year, voided.receipt_number };
    return Printed { std::move(gift), number, standing, std::move(replaced_by), is_of_goods };
}

Result<std::optional<ReceiptNumber>>
PaperReader::last_voided(const Loaded& gift, bool is_of_goods) {
    std::optional<ReceiptNumber> last;
    const std::array params { Param { gift.head.branch }, Param { gift.head.id } };
    const std::string_view column = is_of_goods ? "goods_gift" : "gift";
    TRY(connection_.query(
        "SELECT receipt_year, receipt_number FROM giving_voided_receipt WHERE branch_id = $1 AND "
            + std::string { column } + " = $2 ORDER BY id DESC LIMIT 1",
        params,
        [&](const storage::Row& row) -> Result<void> {
            last = ReceiptNumber { code_of(gift.head.branch), row.number(0), row.number(1) };
            return {};
        }
    ));
    return last;
}

Result<Printed> PaperReader::of_gift(Loaded gift) {
    const auto& value = gift.as<Gift>();
    if (value.receipt_number != 0) {
        const ReceiptNumber number { code_of(gift.head.branch),
                                     value.receipt_year,
                                     value.receipt_number };
        const auto standing = standing_of(value, false);
        return Printed { std::move(gift), number, standing, {} };
    }
    const auto last = TRY(last_voided(gift, false));
    if (!last) {
        return fail(
            Errc::conflict,
            Text { "捐赠人声明不要票据，没有可打印的",
                   "the donor wanted no receipt, so there is none to print" }
        );
    }
    const auto standing = standing_of(value, true);
    return Printed { std::move(gift), *last, standing, {} };
}

Result<Printed> PaperReader::of_goods(Loaded gift) {
    const auto& value = gift.as<GoodsGift>();
    if (value.receipt_number != 0) {
        const ReceiptNumber number { code_of(gift.head.branch),
                                     value.receipt_year,
                                     value.receipt_number };
        const auto standing = standing_of(value, false);
        return Printed { std::move(gift), number, standing, {}, true };
    }
    const auto last = TRY(last_voided(gift, true));
    if (!last) {
        return std::unexpected(none_was_issued());
    }
    const auto standing = standing_of(value, true);
    return Printed { std::move(gift), *last, standing, {}, true };
}

Result<Day> PaperReader::issued_on(const Loaded& gift) {
    auto at = gift.head.created_at;
    if (gift.head.version > 1) {
        const std::array params { Param { gift.head.branch }, Param { gift.head.id } };
        TRY(connection_.query(
            "SELECT at FROM record_history WHERE branch_id = $1 AND record_id = $2 "
            "AND action IN ('void_receipt', 'issue_receipt', 'accept', 'deliver') ORDER BY id DESC "
            "LIMIT 1",
            params,
            [&](const storage::Row& row) -> Result<void> {
                at = row.instant(0);
                return {};
            }
        ));
    }
    return local_day(at);
}

Result<std::string> PaperReader::handler_of(const Loaded& gift) {
    const auto user = gift.head.created_by;
    if (const auto at = handlers_.find(user); at != handlers_.end()) {
        return at->second;
    }
    std::map<Id, std::string> names;
    if (parts_.user_names) {
        names = TRY(parts_.user_names(queries_of(connection_), { &user, 1 }));
    }
    const auto found = names.find(user);
    return handlers_[user] = found == names.end() ? std::string {} : found->second;
}

Result<std::string> PaperReader::name_of(Id id) {
    if (!names_) {
        names_ = TRY(giving_names(connection_));
    }
    const auto at = names_->find(id);
    return at == names_->end() ? std::string {} : at->second;
}

/// What the papers of both kinds of gifts state alike.
Result<ReceiptContent> PaperReader::begin(const Printed& printed, Copy copy) {
    const auto& head = printed.gift.head;
    const bool is_donors = copy == Copy::donors;
    ReceiptContent content {
        .number = printed.text(),
        .standing = printed.standing,
        .replaced_by = printed.replaced_by,
        .is_public_copy = !is_donors,
    };
    if (const auto* branch = tree_->find(head.branch)) {
        content.organisation = { branch->name_zh, branch->name_en };
    }
    content.issued_on = TRY(issued_on(printed.gift));
    content.handler = TRY(handler_of(printed.gift));
    if (!is_donors) {
        content.handler = text::mask_name(content.handler, text::NameKind::person);
    }
    content.link = (parts_.public_url ? parts_.public_url() : "") + "/r/" + content.number;
    if (is_donors) {
        content.link += "/" + donor_token(parts_.engine.vault(), head.id, printed.number);
    }
    return content;
}

Result<void> PaperReader::add_goods(const Loaded& gift, ReceiptContent& content) {
    const std::array params { Param { gift.head.branch }, Param { gift.head.id } };
    return parts_.engine.registry()
        .table(goods_line_type)
        .select(
            queries_of(connection_),
            taken_lines,
            params,
            [&](const Loaded& loaded) -> Result<void> {
                const auto& line = loaded.as<GoodsLine>();
                content.goods.push_back({ line.item,
                                          line.specification,
                                          std::to_string(*line.counted) + " " + line.unit,
                                          line.value });
                return {};
            }
        );
}

Result<ReceiptContent> PaperReader::content(const Printed& printed, Copy copy) {
    auto content = TRY(begin(printed, copy));
    const bool is_donors = copy == Copy::donors;
    const auto fill = [&](const auto& gift, const std::string& shown) -> Result<void> {
        content.donor = is_donors ? gift.donor_name : shown;
        content.is_donor_erased = printed.gift.erased && gift.donor_kind != DonorKind::anonymous;
        content.day = gift.day;
        content.purpose = TRY(name_of(gift.campaign.empty() ? gift.purpose : gift.campaign));
        content.channel = TRY(name_of(gift.channel));
        return {};
    };
    if (printed.is_of_goods) {
        const auto& gift = printed.gift.as<GoodsGift>();
        TRY(fill(gift, mask_goods_donor(&gift, gift.donor_name)));
        TRY(add_goods(printed.gift, content));
        content.amount = gift.value;
        content.recipient = gift.recipient;
        return content;
    }
    const auto& gift = printed.gift.as<Gift>();
    TRY(fill(gift, mask_donor_name(&gift, gift.donor_name)));
    content.amount = gift.amount;
    content.refunded = gift.refunded;
    return content;
}

} // namespace boai::giving
