#include "modules/giving/goods/open_list.hpp"

#include "modules/giving/goods/goods_book.hpp"
#include "record/engine.hpp"

namespace boai::giving {

using record::CommandContext;
using record::Loaded;
using record::Outcome;

Result<void> demand_listed(const GoodsGift& gift) {
    if (gift.state != GoodsState::listed) {
        return fail(
            Errc::conflict,
            Text { "清单已清点或已了结，不能再改",
                   "the list was counted or closed and cannot be changed" }
        );
    }
    return {};
}

Result<Outcome>
save_sums(CommandContext& context, const Loaded& before, GoodsGift gift, std::string_view action) {
    TRY(add_up(context, before.head.id, gift));
    return context.engine.update(
        context, goods_gift_type, before, std::move(gift), { .action = action }
    );
}

Result<OpenLine> load_open(CommandContext& context, Id id) {
    auto line = TRY(context.engine.load(context, goods_line_type, id));
    auto gift = TRY(load_goods(context, line.as<GoodsLine>().gift));
    TRY(demand_listed(gift.as<GoodsGift>()));
    if (line.as<GoodsLine>().state == LineState::removed) {
        return fail(Errc::conflict, Text { "该行已划去", "this line was removed" });
    }
    return OpenLine { std::move(line), std::move(gift) };
}

Result<Outcome>
save_line(CommandContext& context, const OpenLine& open, GoodsLine line, std::string_view action) {
    TRY(context.engine.update(
        context, goods_line_type, open.line, std::move(line), { .action = action }
    ));
    return save_sums(context, open.gift, open.gift.as<GoodsGift>(), action);
}

} // namespace boai::giving
