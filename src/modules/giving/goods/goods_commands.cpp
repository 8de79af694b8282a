#include "modules/giving/goods/goods_commands.hpp"

#include "modules/giving/goods/about_goods.hpp"
#include "modules/giving/goods/goods_book.hpp"
#include "modules/giving/goods/goods_donor.hpp"
#include "record/engine.hpp"
#include "record/hide.hpp"

#include <algorithm>
#include <iterator>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::Outcome;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

/// Errors: conflict unless the goods were counted and go this way.
Result<void> demand_counted(const GoodsGift& gift, Delivery delivery) {
    if (gift.state != GoodsState::counted) {
        return fail(
            Errc::conflict,
            Text { "须先由第二人清点", "a second person must count the goods first" }
        );
    }
    if (gift.delivery != delivery) {
        return fail(
            Errc::conflict,
            delivery == Delivery::store
                ? Text { "这批物资直达受赠单位，不入库",
                         "these goods go straight to their recipient and not into store" }
                : Text { "这批物资入库，不是直达", "these goods go into store" }
        );
    }
    return {};
}

Result<Outcome> accept(CommandContext& context, const OneGoodsGift& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    auto gift = loaded.as<GoodsGift>();
    TRY(demand_counted(gift, Delivery::store));
    gift.state = GoodsState::accepted;
    gift.accepted_on = context.today();
    return take_goods(context, loaded, std::move(gift));
}

struct DeliverGoods {
    Id gift;
    std::string taken_by;
};

constexpr record::FieldSpec deliver_fields[] = {
    field<&DeliverGoods::gift>(ReferenceField {
        .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .required = true }),
    field<&DeliverGoods::taken_by>(TextField {
        .label = { "签收人", "Taken by" },
        .help = { "受赠单位在场清点并签收的人", "Who counted and signed for the recipient" },
        .max_length = 100,
        .required = true,
        .privacy = Privacy::personal,
        .mask = record::hide }),
};
static_assert(record::complete<DeliverGoods>(deliver_fields));

Result<Outcome> deliver(CommandContext& context, const DeliverGoods& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    auto gift = loaded.as<GoodsGift>();
    TRY(demand_counted(gift, Delivery::direct));
    gift.state = GoodsState::delivered;
    gift.accepted_on = context.today();
    gift.taken_by = input.taken_by;
    return take_goods(context, loaded, std::move(gift));
}

Result<Outcome> refuse(CommandContext& context, const OneGoodsGift& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    return refuse_goods(context, loaded);
}

Result<Outcome> reverse_one(CommandContext& context, const OneGoodsGift& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    return reverse_goods(context, loaded);
}

struct VoidGoodsReceipt {
    Id gift;
    bool reissue = false;
};

constexpr record::FieldSpec void_fields[] = {
    field<&VoidGoodsReceipt::gift>(ReferenceField {
        .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .required = true }),
    field<&VoidGoodsReceipt::reissue>(PlainField { .label = { "换开新票据", "Issue a new one" } }),
};
static_assert(record::complete<VoidGoodsReceipt>(void_fields));

Result<Outcome> void_one_of_goods(CommandContext& context, const VoidGoodsReceipt& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    return void_goods_receipt(context, loaded, input.reissue);
}

/// A receipt for a gift that has none: waived at first, or voided and not replaced.
Result<Outcome> issue_one_of_goods(CommandContext& context, const OneGoodsGift& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    return issue_goods_receipt(context, loaded);
}

constexpr std::string_view open_states[] = { "listed", "counted" };
constexpr std::string_view counted_state[] = { "counted" };
constexpr std::string_view taken_states[] = { "accepted", "delivered" };
constexpr std::string_view to_store[] = { "store" };
constexpr std::string_view to_recipient[] = { "direct" };
constexpr std::string_view goods_issued[] = { "issued" };
constexpr std::string_view goods_without_receipt[] = { "voided", "waived" };

constexpr record::Condition goods_while_open[] = { { "state", open_states } };
constexpr record::Condition while_counted_for_store[]
    = { { "state", counted_state }, { "delivery", to_store } };
constexpr record::Condition while_counted_there[]
    = { { "state", counted_state }, { "delivery", to_recipient } };
constexpr record::Condition goods_while_standing[] = { { "state", taken_states } };
constexpr record::Condition goods_while_issued[] = { { "receipt_state", goods_issued } };
constexpr record::Condition goods_while_receipt_is_due[]
    = { { "receipt_state", goods_without_receipt }, { "state", taken_states } };

void add_taking(std::vector<record::CommandType>& commands) {
    commands.push_back(about_goods<OneGoodsGift, accept>(
        "giving.accept_goods",
        { "接收入库", "Take into store" },
        "giving.accept_goods",
        one_goods_gift_fields,
        while_counted_for_store
    ));
    commands.push_back(about_goods<DeliverGoods, deliver>(
        "giving.deliver_goods",
        { "直达签收", "Hand to the recipient" },
        "giving.accept_goods",
        deliver_fields,
        while_counted_there
    ));
    commands.push_back(about_goods<OneGoodsGift, refuse>(
        "giving.refuse_goods",
        { "谢绝接收", "Refuse the goods" },
        "giving.accept_goods",
        one_goods_gift_fields,
        goods_while_open
    ));
    commands.back().needs_reason = true;
}

void add_correcting(std::vector<record::CommandType>& commands) {
    commands.push_back(about_goods<OneGoodsGift, reverse_one>(
        "giving.reverse_goods",
        { "冲销捐物", "Reverse a gift in kind" },
        "giving.reverse_gift",
        one_goods_gift_fields,
        goods_while_standing
    ));
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    commands.push_back(about_goods<VoidGoodsReceipt, void_one_of_goods>(
        "giving.void_goods_receipt",
        { "作废票据", "Void a receipt" },
        "giving.void_receipt",
        void_fields,
        goods_while_issued
    ));
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    commands.push_back(about_goods<OneGoodsGift, issue_one_of_goods>(
        "giving.issue_goods_receipt",
        { "补开票据", "Issue a receipt" },
        "giving.void_receipt",
        one_goods_gift_fields,
        goods_while_receipt_is_due
    ));
    commands.back().needs_reason = true;
}

} // namespace

std::vector<record::CommandType> goods_commands() {
    auto commands = goods_list_commands();
    add_taking(commands);
    add_correcting(commands);
    std::ranges::move(goods_donor_commands(), std::back_inserter(commands));
    return commands;
}

} // namespace boai::giving
