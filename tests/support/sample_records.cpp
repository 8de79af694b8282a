#include "support/sample_records.hpp"

#include "record/engine.hpp"
#include "record/schema.hpp"

#include <array>

namespace boai::sample {
namespace {

using record::field;
using record::NumberField;
using record::PlainField;
using record::Privacy;
using record::ReferenceField;
using record::TextField;

std::string mask(const void*, std::string_view value) {
    return std::string { value.substr(0, 3) } + "*";
}

constexpr record::FieldSpec round_fields[] = {
    field<&Round::code>(TextField { .label = { "代码", "Code" },
                                    .max_length = 20,
                                    .required = true,
                                    .in_list = true,
                                    .search = true,
                                    .privacy = Privacy::open }),
    field<&Round::name>(TextField { .label = { "名称", "Name" },
                                    .max_length = 60,
                                    .required = true,
                                    .in_list = true,
                                    .search = true,
                                    .privacy = Privacy::open }),
    field<&Round::budget>(NumberField { .label = { "预算", "Budget" }, .min = 0 }),
    field<&Round::state>(PlainField {
        .label = { "状态", "State" }, .read_only = true, .in_list = true, .privacy = Privacy::open }
    ),
};

constexpr record::Key round_keys[] = { { .columns = "code", .unique = true } };
constexpr std::string_view from_draft[] = { "draft" };
constexpr std::string_view from_open[] = { "open" };
constexpr record::Transition round_transitions[] = {
    { .name = "open",
      .title = { "开始", "Open" },
      .from = from_draft,
      .to = "open",
      .capability = "sample.round.write" },
    { .name = "close",
      .title = { "结束", "Close" },
      .from = from_open,
      .to = "closed",
      .capability = "sample.round.close",
      .needs_reason = true,
      .four_eyes = true },
};

constexpr record::RecordType declared_round = record::of<Round>({
    .name = "sample.round",
    .title = { "批次", "Round" },
    .fields = round_fields,
    .permissions = { .read = "sample.round.read", .write = "sample.round.write" },
    .label_field = "name",
    .keys = round_keys,
    .state_field = "state",
    .transitions = round_transitions,
    .cached = true,
});
static_assert(record::consistent<Round>(declared_round));

constexpr record::FieldSpec parcel_fields[] = {
    field<&Parcel::label>(TextField { .label = { "标签", "Label" },
                                      .help = { "贴在箱上的编号", "The number on the box" },
                                      .max_length = 40,
                                      .required = true,
                                      .in_list = true,
                                      .search = true,
                                      .privacy = Privacy::open }),
    field<&Parcel::note>(TextField {
        .label = { "备注", "Note" }, .max_length = 500, .multiline = true }),
    field<&Parcel::receiver>(TextField { .label = { "收件人", "Receiver" },
                                         .max_length = 60,
                                         .required = true,
                                         .in_list = true,
                                         .blind_index = true,
                                         .privacy = Privacy::personal,
                                         .mask = mask }),
    field<&Parcel::identity_number>(TextField { .label = { "证件号", "Identity number" },
                                                .max_length = 18,
                                                .privacy = Privacy::sensitive,
                                                .mask = mask }),
    field<&Parcel::pieces>(NumberField {
        .label = { "件数", "Pieces" }, .min = 1, .max = 1000, .in_list = true }),
    field<&Parcel::weight>(NumberField { .label = { "重量（克）", "Weight (g)" }, .min = 0 }),
    field<&Parcel::value>(NumberField { .label = { "价值", "Value" },
                                        .min = 1,
                                        .max = 100'000'000,
                                        .required = true,
                                        .in_list = true }),
    field<&Parcel::effort>(NumberField { .label = { "工时", "Effort" }, .min = 0 }),
    field<&Parcel::day>(PlainField { .label = { "日期", "Day" }, .in_list = true }),
    field<&Parcel::handed_at>(PlainField { .label = { "交付时间", "Handed over at" } }),
    field<&Parcel::channel>(PlainField { .label = { "方式", "Channel" }, .in_list = true }),
    field<&Parcel::fragile>(PlainField { .label = { "易碎", "Fragile" } }),
    field<&Parcel::round>(ReferenceField {
        .label = { "批次", "Round" }, .to = "sample.round", .in_list = true }),
    field<&Parcel::revision>(NumberField { .label = { "修订", "Revision" }, .read_only = true }),
};

constexpr record::Key parcel_keys[] = {
    { .columns = "day" },
    { .columns = "label", .unique = true, .where = "label <> ''" },
};

constexpr record::RecordType declared_parcel = record::of<Parcel>({
    .name = "sample.parcel",
    .title = { "包裹", "Parcel" },
    .fields = parcel_fields,
    .permissions = { .read = "sample.parcel.read",
                     .write = "sample.parcel.write",
                     .reveal = "sample.parcel.reveal" },
    .label_field = "label",
    .keys = parcel_keys,
});
static_assert(record::consistent<Parcel>(declared_parcel));

/// What hand_over asks for.
struct HandOver {
    std::string label;
    std::string receiver;
    Money value;
    Day day;
    Channel channel = Channel::desk;
    Id round;
};

constexpr record::FieldSpec hand_over_fields[] = {
    field<&HandOver::label>(TextField {
        .label = { "标签", "Label" }, .max_length = 40, .required = true }),
    field<&HandOver::receiver>(TextField { .label = { "收件人", "Receiver" },
                                           .max_length = 60,
                                           .required = true,
                                           .privacy = Privacy::personal,
                                           .mask = mask }),
    field<&HandOver::value>(NumberField {
        .label = { "价值", "Value" }, .min = 1, .max = 100'000'000, .required = true }),
    field<&HandOver::day>(PlainField { .label = { "日期", "Day" } }),
    field<&HandOver::channel>(PlainField { .label = { "方式", "Channel" } }),
    field<&HandOver::round>(ReferenceField { .label = { "批次", "Round" }, .to = "sample.round" }),
};
static_assert(record::complete<HandOver>(hand_over_fields));

Result<record::Outcome> hand_over(record::CommandContext& context, const HandOver& input) {
    Parcel parcel { .label = input.label,
                    .note = {},
                    .receiver = input.receiver,
                    .identity_number = {},
                    .weight = {},
                    .value = input.value,
                    .effort = {},
                    .day = input.day,
                    .handed_at = context.now,
                    .channel = input.channel,
                    .round = input.round };
    auto outcome = TRY(context.engine.create(context, parcel_type, std::move(parcel)));
    const auto round = to_string(input.round);
    const auto channel = record::choices_of<Channel>[static_cast<std::size_t>(input.channel)].value;
    const std::array under { figures::Under { "channel", channel },
                             figures::Under { "round", round } };
    figures::post(context.tx, parcel_value, { context.branch, input.day, under }, input.value.fen);
    figures::post(context.tx, parcel_count, { context.branch, input.day, under }, 1);
    return outcome;
}

constexpr figures::KeyWord channel_words[] = { { "van", { "送货车", "Van" } } };

constexpr figures::Dimension dimensions[] = {
    { "channel", { "方式", "Channel" }, {}, channel_words },
    { "round", { "批次", "Round" }, "sample.round" },
};

std::string tables() {
    return std::string { record::shared_tables() } + std::string { figures::tables() }
    + record::create_table(round_type) + record::create_table(parcel_type);
}

} // namespace

constinit const record::RecordType round_type = declared_round;
constinit const record::RecordType parcel_type = declared_parcel;

const figures::Definition parcel_value { .name = "sample.parcel_value",
                                         .title = { "包裹价值", "Value of parcels" },
                                         .meaning = { "交付的包裹", "Parcels handed over" },
                                         .unit = figures::Unit::fen,
                                         .dimensions = dimensions,
                                         .capability = "sample.figures.read" };
const figures::Definition parcel_count { .name = "sample.parcel_count",
                                         .title = { "包裹件数", "Number of parcels" },
                                         .meaning = { "交付的包裹", "Parcels handed over" },
                                         .dimensions = dimensions,
                                         .capability = "sample.figures.read" };

record::Declarations declarations() {
    record::Declarations all { .records = { &round_type, &parcel_type }, .commands = {} };
    all.commands.push_back(record::command<HandOver, hand_over>(
        "sample.hand_over",
        { "交付包裹", "Hand over a parcel" },
        "sample.parcel.hand_over",
        hand_over_fields
    ));
    return all;
}

std::span<const storage::Migration> migrations() {
    static const std::string ddl = tables();
    static const std::array all { storage::Migration { "sample", 1, "create", ddl } };
    return all;
}

} // namespace boai::sample
