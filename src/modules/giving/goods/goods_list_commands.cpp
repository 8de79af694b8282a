// The list of a gift in kind: entering it.
#include "exchange/quantity_reading.hpp"
#include "modules/giving/donor_inputs.hpp"
#include "modules/giving/gift_checks.hpp"
#include "modules/giving/goods/about_goods.hpp"
#include "modules/giving/goods/goods_book.hpp"
#include "modules/giving/goods/goods_commands.hpp"
#include "modules/giving/goods/open_list.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/name_consent.hpp"
#include "record/engine.hpp"

#include <algorithm>
#include <iterator>

namespace boai::giving {
namespace {

using record::CommandContext;
using record::field;
using record::Loaded;
using record::NumberField;
using record::Outcome;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

constexpr record::FieldSpec record_fields[] = {
    field<&RecordGoods::donor_kind>(asked::donor_kind),
    field<&RecordGoods::donor_name>(asked::donor_name),
    field<&RecordGoods::day>(PlainField { .label = { "捐赠日期", "Day" }, .required = true }),
    field<&RecordGoods::channel>(ReferenceField { .label = { "渠道", "Channel" },
                                                  .to = "giving.channel" }),
    field<&RecordGoods::campaign>(asked::campaign),
    field<&RecordGoods::purpose>(asked::purpose),
    field<&RecordGoods::delivery>(PlainField { .label = { "交付方式", "Delivery" } }),
    field<&RecordGoods::recipient>(TextField {
        .label = { "受赠单位", "Recipient" },
        .help
        = { "直达时必填；会公开，写单位，不写个人",
            "Needed when the goods go straight there; shown to everybody: a unit, no person" },
        .max_length = 100 }),
    field<&RecordGoods::reference>(TextField { .label = { "捐赠清单号", "Delivery note" },
                                               .max_length = 64 }),
    field<&RecordGoods::note>(TextField { .label = { "备注", "Note" },
                                          .max_length = 500,
                                          .multiline = true,
                                          .privacy = Privacy::personal,
                                          .mask = record::hide }),
    field<&RecordGoods::donor_person>(asked::donor_person),
    field<&RecordGoods::donor_organisation>(asked::donor_organisation),
    field<&RecordGoods::publish_name>(asked::publish_name),
    field<&RecordGoods::receipt_waived>(asked::receipt_waived),
    field<&RecordGoods::name_consent_on>(asked::name_consent_on),
};
static_assert(record::complete<RecordGoods>(record_fields));

/// Pure part of the check, before the command is queued.
Result<void> check_record_goods(const RecordGoods& input) {
    TRY(check_donor(input.donor_kind, input.donor_name));
    TRY(check_on_file(input.donor_person, input.donor_organisation));
    if ((input.delivery == Delivery::direct) == input.recipient.empty()) {
        return fail_field(
            "recipient",
            Text { "直达的须写受赠单位，入库的不写",
                   "names where the goods go when they go straight there, and only then" }
        );
    }
    return {};
}

constexpr record::FieldSpec line_fields[] = {
    field<&AddGoodsLine::gift>(ReferenceField {
        .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .required = true }),
    field<&AddGoodsLine::item>(TextField {
        .label = { "品名", "Item" }, .max_length = goods_text_length_max, .required = true }),
    field<&AddGoodsLine::specification>(TextField { .label = { "规格型号", "Specification" },
                                                    .max_length = goods_text_length_max }),
    field<&AddGoodsLine::quantity>(TextField {
        .label = { "数量", "Quantity" },
        .help = { "如 198 或 198箱；一格两个数量会分成两行",
                  "Such as 198 or 198箱; two quantities become two lines" },
        .max_length = 200,
        .required = true }),
    field<&AddGoodsLine::unit>(TextField { .label = { "计量单位", "Unit" },
                                           .max_length = goods_unit_length_max }),
    field<&AddGoodsLine::category>(PlainField { .label = { "类别", "Goods category" } }),
    field<&AddGoodsLine::lot>(TextField { .label = { "批号", "Lot" }, .max_length = 40 }),
    field<&AddGoodsLine::produced_on>(PlainField { .label = { "生产日期", "Produced on" } }),
    field<&AddGoodsLine::expires_on>(PlainField {
        .label = { "有效期至", "Expires on" },
        .help = { "食品、药品和生物化学制品必填，接收时须余六个月以上",
                  "Needed for food, medicine and biochemical goods: at least six months ahead" } }),
    field<&AddGoodsLine::value_basis>(PlainField {
        .label = { "估价依据", "Basis of the value" },
        .help = { "没有依据的只记数量，票据上不写价格",
                  "Without one only the quantity is kept, and the receipt has no price" } }),
    field<&AddGoodsLine::value>(NumberField {
        .label = { "价值（元）", "Value (yuan)" }, .min = 1, .max = amount_fen_max }),
    field<&AddGoodsLine::value_proof>(TextField {
        .label = { "凭证号或证明单位", "Invoice number or who proved it" }, .max_length = 100 }),
};
static_assert(record::complete<AddGoodsLine>(line_fields));

GoodsLine line_from(const AddGoodsLine& input, const exchange::Quantity& quantity) {
    return { .gift = input.gift,
             .item = quantity.item.empty() ? input.item : quantity.item,
             .specification = input.specification,
             .category = input.category,
             .quantity = quantity.number,
             .unit = quantity.unit,
             .lot = input.lot,
             .produced_on = input.produced_on,
             .expires_on = input.expires_on,
             .value_basis = input.value_basis,
             .value = input.value,
             .value_proof = input.value_proof };
}

Result<exchange::QuantityReading> read_parts(const AddGoodsLine& input, const GoodsGift& gift) {
    auto reading = exchange::read_quantity(input.quantity, input.unit);
    if (reading.question) {
        return fail_field("quantity", std::move(*reading.question));
    }
    if (reading.parts.size() > 1 && input.value) {
        return fail_field(
            "value",
            Text { "一格有几个数量时，请分行填写价值",
                   "with several quantities in one, enter each line with its own value" }
        );
    }
    if (gift.lines + std::ssize(reading.parts) > goods_lines_max) {
        return fail(
            Errc::over_limit,
            compose(
                { "一批最多 {} 行，请分批登记", "a gift has at most {} lines; enter a second one" },
                { std::to_string(goods_lines_max) }
            )
        );
    }
    return reading;
}

Result<Outcome> remove_line(CommandContext& context, const OneLine& input) {
    const auto open = TRY(load_open(context, input.line));
    auto line = open.line.as<GoodsLine>();
    line.state = LineState::removed;
    return save_line(context, open, std::move(line), "remove_line");
}

Result<Outcome> record_at_desk(CommandContext& context, const RecordGoods& input) {
    return record_goods(context, input, {});
}

void add_listing(std::vector<record::CommandType>& commands) {
    commands.push_back(record::command<RecordGoods, record_at_desk>(
        "giving.record_goods",
        { "登记捐物", "Record a gift in kind" },
        "giving.record_goods",
        record_fields
    ));
    commands.back().check = record::checked<check_record_goods>;
    commands.back().makes = "giving.goods_gift";
    commands.push_back(about_goods<AddGoodsLine, add_goods_line>(
        "giving.add_goods_line",
        { "添加物资", "Add goods" },
        "giving.record_goods",
        line_fields,
        while_on_the_list
    ));
    commands.push_back(about_line<OneLine, remove_line>(
        "giving.remove_goods_line",
        { "划去该行", "Remove the line" },
        "giving.record_goods",
        one_line_fields,
        while_on_the_list
    ));
    commands.back().needs_reason = true;
}

} // namespace

Result<Outcome> record_goods(CommandContext& context, const RecordGoods& input, Id batch) {
    const NameConsent consent { input.publish_name, input.name_consent_on, input.donor_person };
    const auto consent_on = TRY(settle_name_consent(context, consent));
    TRY(check_day(context, input.day));
    if (!input.channel.empty()) {
        TRY(check_channel(context, input.channel));
    }
    const auto purpose = TRY(settle_purpose(context, { input.campaign, input.purpose, input.day }));
    return context.engine.create(
        context,
        goods_gift_type,
        GoodsGift {
            .donor_kind = input.donor_kind,
            .donor_name = input.donor_name,
            .donor_person = input.donor_person,
            .donor_organisation = input.donor_organisation,
            .publish_name = input.publish_name,
            .name_consent_on = consent_on,
            .day = input.day,
            .channel = input.channel,
            .campaign = input.campaign,
            .purpose = purpose,
            .delivery = input.delivery,
            .recipient = input.recipient,
            .reference = input.reference,
            .note = input.note,
            .receipt_state = input.receipt_waived ? GoodsReceipt::waived : GoodsReceipt::due,
            .batch = batch,
        }
    );
}

Result<Outcome> add_goods_line(CommandContext& context, const AddGoodsLine& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    const auto& gift = loaded.as<GoodsGift>();
    TRY(demand_listed(gift));
    const auto reading = TRY(read_parts(input, gift));
    Outcome added;
    for (const auto& part : reading.parts) {
        added = TRY(context.engine.create(context, goods_line_type, line_from(input, part)));
    }
    TRY(save_sums(context, loaded, gift, "add_line"));
    return added;
}

std::vector<record::CommandType> goods_list_commands() {
    std::vector<record::CommandType> commands;
    add_listing(commands);
    std::ranges::move(goods_count_commands(), std::back_inserter(commands));
    return commands;
}

} // namespace boai::giving
