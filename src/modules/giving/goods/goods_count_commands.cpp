// Counting the list of a gift in kind, and allowing what expires soon.
#include "modules/giving/goods/about_goods.hpp"
#include "modules/giving/goods/goods_book.hpp"
#include "modules/giving/goods/goods_count.hpp"
#include "modules/giving/goods/goods_rules.hpp"
#include "modules/giving/goods/open_list.hpp"
#include "modules/giving/limits.hpp"
#include "record/engine.hpp"
#include "record/generic_commands.hpp"
#include "record/hide.hpp"

#include <algorithm>
#include <span>

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

struct CountLine {
    Id line;
    std::int64_t counted = 0;
    std::optional<Money> value;
};

constexpr record::FieldSpec count_line_fields[] = {
    field<&CountLine::line>(ReferenceField {
        .label = { "捐物明细", "Line of goods" }, .to = "giving.goods_line", .required = true }),
    field<&CountLine::counted>(NumberField {
        .label = { "实收数量", "Counted" }, .min = 0, .max = goods_quantity_max, .required = true }
    ),
    field<&CountLine::value>(NumberField {
        .label = { "价值（元）", "Value (yuan)" },
        .help = { "有估价的行数量不符时，按实收数量重填",
                  "Of what was counted, when a line with a value differs" },
        .min = 1,
        .max = amount_fen_max }),
};
static_assert(record::complete<CountLine>(count_line_fields));

/// Puts what was counted on a line. Errors: invalid, with `field`, when its value is missing.
Result<void> put_count(
    GoodsLine& line, std::int64_t counted, std::optional<Money> value, const std::string& field
) {
    const bool differs = counted != line.quantity && counted != 0;
    if (line.value && differs && !value) {
        return fail_field(
            field,
            Text { "数量与清单不符，请按实收数量重填价值",
                   "the count differs from the list: enter the value of what was counted" }
        );
    }
    line.counted = counted;
    line.value = line.value && value ? value : line.value;
    return {};
}

/// What was counted of one line, where it differs from the list.
Result<Outcome> count_line(CommandContext& context, const CountLine& input) {
    const auto open = TRY(load_open(context, input.line));
    auto line = open.line.as<GoodsLine>();
    TRY(put_count(line, input.counted, input.value, "value"));
    return save_line(context, open, std::move(line), "count_line");
}

constexpr PlainField counted_on_asked { .label = { "清点日期", "Counted on" }, .required = true };
constexpr TextField donor_counters_asked { .label = { "捐赠方清点人", "Counted for the donor by" },
                                           .help
                                           = { "捐赠方在场清点的人；寄来的物资不填",
                                               "Who was there for the donor; empty for a parcel" },
                                           .max_length = 100,
                                           .privacy = Privacy::personal,
                                           .mask = record::hide };

struct CountGoods {
    Id gift;
    Day counted_on;
    std::string donor_counters;
};

constexpr record::FieldSpec count_fields[] = {
    field<&CountGoods::gift>(ReferenceField {
        .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .required = true }),
    field<&CountGoods::counted_on>(counted_on_asked),
    field<&CountGoods::donor_counters>(donor_counters_asked),
};
static_assert(record::complete<CountGoods>(count_fields));

/// Errors: conflict when there is nothing to count; invalid when the day is none for a count, or a
/// line does not stand on the list.
Result<void> demand_countable(
    CommandContext& context,
    const GoodsGift& gift,
    std::span<const Loaded> lines,
    const GoodsCount& count
) {
    TRY(demand_listed(gift));
    if (count.counted_on < gift.day || count.counted_on > context.today()) {
        return fail_field(
            "counted_on",
            Text { "应在捐赠日期与今天之间", "must lie between the day of the gift and today" }
        );
    }
    if (lines.empty()) {
        return fail(Errc::conflict, Text { "清单是空的", "there is nothing on the list" });
    }
    for (const auto& given : count.lines) {
        const auto is_it = [&](const Loaded& line) { return line.head.id == given.line; };
        if (std::ranges::none_of(lines, is_it)) {
            return fail_field(
                to_string(given.line),
                Text { "这一行不在清单上", "this line does not stand on the list" }
            );
        }
    }
    return {};
}

/// Where it differs, a line is as `counts` says; one that was not counted apart as its list says.
Result<void>
count_one(CommandContext& context, const Loaded& loaded, std::span<const LineCount> counts) {
    TRY(record::demand_other_person(context, loaded.head));
    auto line = loaded.as<GoodsLine>();
    const auto given = std::ranges::find(counts, loaded.head.id, &LineCount::line);
    if (given != counts.end()) {
        TRY(put_count(line, given->counted, given->value, to_string(given->line)));
    } else if (!line.counted) {
        line.counted = line.quantity;
    } else {
        return {};
    }
    TRY(context.engine.update(
        context, goods_line_type, loaded, std::move(line), { .action = "count" }
    ));
    return {};
}

/// Counts are for somebody else than whoever entered the gift or any of its lines.
Result<Outcome>
finish_count(CommandContext& context, const Loaded& loaded, const GoodsCount& count) {
    auto gift = loaded.as<GoodsGift>();
    const auto lines = TRY(lines_of(context, count.gift));
    TRY(demand_countable(context, gift, lines, count));
    for (const auto& line : lines) {
        TRY(count_one(context, line, count.lines));
    }
    gift.state = GoodsState::counted;
    gift.counted_by = context.actor.user;
    gift.counted_on = count.counted_on;
    gift.donor_counters = count.donor_counters;
    return save_sums(context, loaded, std::move(gift), "count");
}

Result<Outcome> count_goods(CommandContext& context, const CountGoods& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    const GoodsCount count { .gift = input.gift,
                             .counted_on = input.counted_on,
                             .donor_counters = input.donor_counters };
    return finish_count(context, loaded, count);
}

// What was seen and what differs are no fields: the endpoint for many gifts reads them.
constexpr record::FieldSpec at_once_fields[] = {
    field<&GoodsCount::gift>(ReferenceField {
        .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .required = true }),
    field<&GoodsCount::counted_on>(counted_on_asked),
    field<&GoodsCount::donor_counters>(donor_counters_asked),
};

Result<Outcome> count_with_differences(CommandContext& context, const GoodsCount& count) {
    const auto loaded = TRY(load_goods(context, count.gift));
    if (loaded.head.version != count.version) {
        return fail(
            Errc::conflict,
            Text { "清单已有变动，请重新查看后再清点",
                   "the list has changed since it was looked at; look again, then count" }
        );
    }
    return finish_count(context, loaded, count);
}

/// Opens a counted list again, so that it can be put right and counted anew.
Result<Outcome> recount_goods(CommandContext& context, const OneGoodsGift& input) {
    const auto loaded = TRY(load_goods(context, input.gift));
    auto gift = loaded.as<GoodsGift>();
    if (gift.state != GoodsState::counted) {
        return fail(Errc::conflict, Text { "尚未清点或已了结", "it is not counted, or closed" });
    }
    for (const auto& line : TRY(lines_of(context, input.gift))) {
        auto listed = line.as<GoodsLine>();
        listed.counted = {};
        TRY(context.engine.update(
            context, goods_line_type, line, std::move(listed), { .action = "recount" }
        ));
    }
    gift.state = GoodsState::listed;
    gift.counted_by = {};
    gift.counted_on = {};
    gift.donor_counters.clear();
    return save_sums(context, loaded, std::move(gift), "recount");
}

/// Somebody answers for taking goods that expire soon.
Result<Outcome> allow_near_expiry(CommandContext& context, const OneLine& input) {
    const auto loaded = TRY(context.engine.load(context, goods_line_type, input.line));
    auto line = loaded.as<GoodsLine>();
    const auto gift = TRY(load_goods(context, line.gift)).as<GoodsGift>();
    const bool is_open = gift.state == GoodsState::listed || gift.state == GoodsState::counted;
    if (!is_open || !expiry_fault(line, gift.day)) {
        return fail(
            Errc::conflict,
            Text { "该行不需要准许，或捐物已了结",
                   "this line needs no such word, or the gift is closed" }
        );
    }
    line.expiry_waiver = std::string { context.reason };
    line.waived_by = context.actor.user;
    return context.engine.update(
        context, goods_line_type, loaded, std::move(line), { .action = "allow_near_expiry" }
    );
}

constexpr std::string_view is_counted[] = { "counted" };
constexpr std::string_view kept_categories[] = { "food", "medicine", "biochemical" };
constexpr record::Condition while_counted[] = { { "state", is_counted } };
constexpr record::Condition while_it_must_keep[]
    = { { "state", on_the_list }, { "category", kept_categories } };

} // namespace

record::CommandType count_at_once() {
    auto type = about_goods<GoodsCount, count_with_differences>(
        "giving.count_goods_at_once",
        { "清点完成", "Finish the count" },
        "giving.count_goods",
        at_once_fields,
        while_on_the_list
    );
    type.four_eyes = true;
    type.listed = false;
    return type;
}

std::vector<record::CommandType> goods_count_commands() {
    std::vector<record::CommandType> commands;
    commands.push_back(about_line<CountLine, count_line>(
        "giving.count_goods_line",
        { "填实收数量", "Enter what was counted" },
        "giving.count_goods",
        count_line_fields,
        while_on_the_list
    ));
    commands.back().four_eyes = true;
    commands.push_back(about_goods<CountGoods, count_goods>(
        "giving.count_goods",
        { "清点完成", "Finish the count" },
        "giving.count_goods",
        count_fields,
        while_on_the_list
    ));
    commands.back().four_eyes = true;
    commands.push_back(about_goods<OneGoodsGift, recount_goods>(
        "giving.recount_goods",
        { "重新清点", "Count again" },
        "giving.count_goods",
        one_goods_gift_fields,
        while_counted
    ));
    commands.back().needs_reason = true;
    commands.push_back(about_line<OneLine, allow_near_expiry>(
        "giving.allow_near_expiry",
        { "准许近效期接收", "Allow near expiry" },
        "giving.allow_near_expiry",
        one_line_fields,
        while_it_must_keep
    ));
    commands.back().needs_reason = true;
    commands.back().four_eyes = true;
    return commands;
}

} // namespace boai::giving
