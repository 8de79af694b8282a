/// \file
/// The list of a gift in kind while it may still be changed, and what the commands on its lines
/// share.
#pragma once

#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <string_view>
#include <vector>

namespace boai::giving {

/// Errors: conflict when the list was counted or closed.
Result<void> demand_listed(const GoodsGift& gift);

/// Writes the gift with the sums of its lines.
Result<record::Outcome> save_sums(
    record::CommandContext& context,
    const record::Loaded& before,
    GoodsGift gift,
    std::string_view action
);

/// A line that stands, of a gift that may still be changed.
struct OpenLine {
    record::Loaded line;
    record::Loaded gift;
};

/// Errors: not_found; conflict when the list is closed or the line was removed.
Result<OpenLine> load_open(record::CommandContext& context, Id line);

/// Writes the line, and the sums on its gift.
Result<record::Outcome> save_line(
    record::CommandContext& context, const OpenLine& open, GoodsLine line, std::string_view action
);

/// The input of a command that asks for nothing but the line.
struct OneLine {
    Id line;
};

inline constexpr record::FieldSpec one_line_fields[] = {
    record::field<&OneLine::line>(record::ReferenceField {
        .label = { "捐物明细", "Line of goods" }, .to = "giving.goods_line", .required = true }),
};
static_assert(record::complete<OneLine>(one_line_fields));

inline constexpr std::string_view on_the_list[] = { "listed" };
inline constexpr record::Condition while_on_the_list[] = { { "state", on_the_list } };

/// A command on the page of a line.
template <class T, auto Handler>
record::CommandType about_line(
    std::string_view name,
    Text title,
    std::string_view capability,
    std::span<const record::FieldSpec> fields,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, capability, fields);
    type.about = "giving.goods_line";
    type.when = when;
    return type;
}

/// count_goods_line, count_goods, recount_goods, allow_near_expiry.
[[nodiscard]] std::vector<record::CommandType> goods_count_commands();

} // namespace boai::giving
