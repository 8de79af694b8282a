#include "modules/giving/goods/goods_book.hpp"

#include "base/json_text.hpp"
#include "ledger/post.hpp"
#include "modules/giving/goods/goods_entries.hpp"
#include "modules/giving/goods/goods_figures.hpp"
#include "modules/giving/goods/goods_rules.hpp"
#include "modules/giving/receipt_numbers.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <array>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::Loaded;
using record::Outcome;
using storage::Param;

bool stands(const GoodsGift& gift) {
    return gift.state == GoodsState::accepted || gift.state == GoodsState::delivered;
}

Result<void> number_receipt(CommandContext& context, GoodsGift& gift) {
    const auto issued = TRY(next_receipt_number(context));
    gift.receipt_year = issued.year;
    gift.receipt_number = issued.number;
    gift.receipt_state = GoodsReceipt::issued;
    return {};
}

/// Takes the receipt's number out of use.
Result<void> withdraw_receipt(
    CommandContext& context, Id gift_id, const GoodsGift& gift, std::int64_t replaced_by
) {
    return void_receipt_number(
        context,
        VoidedReceipt {
            .receipt_year = gift.receipt_year,
            .receipt_number = gift.receipt_number,
            .replaced_by = replaced_by,
            .goods_gift = gift_id,
        }
    );
}

/// Something came, and nothing of it expires too soon.
Result<void> check_lines(const GoodsGift& gift, const std::vector<Loaded>& lines) {
    bool any = false;
    for (const auto& loaded : lines) {
        const auto& line = loaded.as<GoodsLine>();
        if (line.counted.value_or(0) == 0) {
            continue;
        }
        any = true;
        if (auto fault = expiry_fault(line, gift.day)) {
            return fail(Errc::conflict, std::move(*fault));
        }
    }
    if (!any) {
        return fail(
            Errc::conflict,
            Text { "没有清点到任何物资", "nothing was counted, so there is nothing to take" }
        );
    }
    return {};
}

Result<Outcome> save(
    CommandContext& context, const Loaded& before, const GoodsGift& after, std::string_view action
) {
    auto outcome
        = TRY(context.engine.update(context, goods_gift_type, before, after, { .action = action }));
    std::string receipt;
    if (after.receipt_number != 0) {
        const auto tree = context.engine.branches();
        receipt
            = receipt_text(tree->code_of(context.branch), after.receipt_year, after.receipt_number);
    }
    outcome.json.clear();
    JsonObject { outcome.json }
        .text("id", to_string(outcome.id))
        .number("version", outcome.version)
        .text("receipt_number", receipt)
        .text("value", to_string(after.value));
    return outcome;
}

} // namespace

Result<Loaded> load_goods(CommandContext& context, Id gift) {
    return context.engine.load(context, goods_gift_type, gift);
}

Result<std::vector<Loaded>> lines_of(CommandContext& context, Id gift) {
    const auto& table = context.engine.registry().table(goods_line_type);
    const std::array params { Param { context.branch }, Param { gift } };
    return record::all_of(
        record::queries_of(context.tx),
        table,
        " WHERE t.branch_id = $1 AND t.gift = $2 AND t.state = 'listed' ORDER BY t.id",
        params
    );
}

Result<void> add_up(CommandContext& context, Id gift_id, GoodsGift& gift) {
    gift.lines = 0;
    gift.unpriced = 0;
    gift.value = {};
    for (const auto& loaded : TRY(lines_of(context, gift_id))) {
        const auto& line = loaded.as<GoodsLine>();
        if (line.counted && *line.counted == 0) {
            continue;
        }
        gift.lines += 1;
        gift.unpriced += line.value ? 0 : 1;
        gift.value = gift.value + line.value.value_or(Money {});
    }
    return {};
}

Result<Outcome> take_goods(CommandContext& context, const Loaded& before, GoodsGift gift) {
    const auto lines = TRY(lines_of(context, before.head.id));
    TRY(check_lines(gift, lines));
    if (gift.receipt_state != GoodsReceipt::waived) {
        TRY(number_receipt(context, gift));
    }
    GoodsEntry entry { context, before.head.id, gift, lines };
    const auto place = TRY(entry.check_goods());
    gift.entry = static_cast<std::int64_t>(place.entry);
    const auto* const action = gift.state == GoodsState::delivered ? "deliver" : "accept";
    auto outcome = TRY(save(context, before, gift, action));
    const auto key = TRY(donor_key(context, goods_donor_told(before.head, gift)));
    TRY(entry.post(key));
    post_goods(context.tx, context.branch, gift.day, gift, 1);
    return outcome;
}

Result<Outcome> reverse_goods(CommandContext& context, const Loaded& before) {
    auto gift = before.as<GoodsGift>();
    if (!stands(gift)) {
        return fail(
            Errc::conflict,
            Text { "只有已接收的捐物可以冲销", "only a gift that was taken can be reversed" }
        );
    }
    const bool is_closed = TRY(ledger::is_closed(context.tx, context.branch, gift.day));
    const auto day = is_closed ? context.today() : gift.day;
    const auto lines = TRY(lines_of(context, before.head.id));
    const auto receipt = gift;
    GoodsEntry entry { context, before.head.id, receipt, lines };
    const auto place = TRY(entry.check_reversal(day));
    TRY(entry.post({}));
    post_goods(context.tx, context.branch, day, gift, -1);
    if (gift.receipt_number != 0) {
        TRY(withdraw_receipt(context, before.head.id, gift, 0));
        gift.receipt_number = 0;
        gift.receipt_state = GoodsReceipt::voided;
    }
    gift.state = GoodsState::reversed;
    gift.reversed_on = day;
    gift.reversal_entry = static_cast<std::int64_t>(place.entry);
    return save(context, before, gift, "reverse");
}

Result<Outcome> refuse_goods(CommandContext& context, const Loaded& before) {
    auto gift = before.as<GoodsGift>();
    if (gift.state != GoodsState::listed && gift.state != GoodsState::counted) {
        return fail(
            Errc::conflict,
            Text { "已接收或已谢绝的不能再谢绝", "what was taken or refused cannot be refused" }
        );
    }
    gift.state = GoodsState::refused;
    return save(context, before, gift, "refuse");
}

Result<void> take_back_goods(CommandContext& context, const Loaded& gift) {
    const auto& value = gift.as<GoodsGift>();
    if (stands(value)) {
        TRY(reverse_goods(context, gift));
    } else if (value.state == GoodsState::listed || value.state == GoodsState::counted) {
        TRY(refuse_goods(context, gift));
    }
    return {};
}

Result<Outcome> void_goods_receipt(CommandContext& context, const Loaded& before, bool reissue) {
    auto gift = before.as<GoodsGift>();
    if (gift.receipt_number == 0) {
        return fail(
            Errc::conflict, Text { "这批捐物没有有效票据", "this gift has no valid receipt" }
        );
    }
    const auto voided = gift;
    gift.receipt_number = 0;
    gift.receipt_state = GoodsReceipt::voided;
    if (reissue) {
        TRY(number_receipt(context, gift));
    }
    TRY(withdraw_receipt(context, before.head.id, voided, gift.receipt_number));
    return save(context, before, gift, "void_receipt");
}

Result<Outcome> issue_goods_receipt(CommandContext& context, const Loaded& before) {
    auto gift = before.as<GoodsGift>();
    if (gift.receipt_number != 0 || !stands(gift)) {
        return fail(
            Errc::conflict,
            Text { "已有票据，或捐物尚未接收、已冲销",
                   "it has a receipt, or the gift was not taken or is reversed" }
        );
    }
    TRY(number_receipt(context, gift));
    return save(context, before, gift, "issue_receipt");
}

Result<Outcome>
amend_goods_donor(CommandContext& context, const Loaded& before, const AmendDonor& input) {
    auto gift = before.as<GoodsGift>();
    TRY(put_donor(context, gift, input));
    if (!gift.entry) {
        return save(context, before, gift, "amend");
    }
    GoodsEntry entry { context, before.head.id, gift, {} };
    const auto place = TRY(entry.check_donor(ledger::EntryKind::amendment));
    gift.donor_entry = static_cast<std::int64_t>(place.entry);
    auto outcome = TRY(save(context, before, gift, amend_action));
    const auto key = TRY(donor_key(context, goods_donor_told(before.head, gift)));
    TRY(entry.post(key));
    return outcome;
}

Result<Outcome> hide_goods_name(CommandContext& context, const Loaded& before) {
    auto gift = before.as<GoodsGift>();
    if (!gift.publish_name) {
        return fail(Errc::conflict, Text { "全名本就没有公示", "the name is not shown" });
    }
    gift.publish_name = false;
    gift.name_consent_on = {};
    return save(context, before, gift, "hide_name");
}

Result<void> enter_goods_erasure(CommandContext& context, const Loaded& loaded) {
    const auto& gift = loaded.as<GoodsGift>();
    if (!gift.entry) {
        return {};
    }
    GoodsEntry entry { context, loaded.head.id, gift, {} };
    TRY(entry.check_donor(ledger::EntryKind::erasure));
    return entry.post({});
}

} // namespace boai::giving
