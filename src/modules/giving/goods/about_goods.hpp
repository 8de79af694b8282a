/// \file
/// What the commands on the page of a gift in kind share.
#pragma once

#include "record/command.hpp"

namespace boai::giving {

/// The input of a command that asks for nothing but the gift.
struct OneGoodsGift {
    Id gift;
};

inline constexpr record::FieldSpec one_goods_gift_fields[] = {
    record::field<&OneGoodsGift::gift>(record::ReferenceField {
        .label = { "捐物", "Gift in kind" }, .to = "giving.goods_gift", .required = true }),
};

/// A command on the page of a gift in kind.
template <class T, auto Handler>
record::CommandType about_goods(
    std::string_view name,
    Text title,
    std::string_view capability,
    std::span<const record::FieldSpec> fields,
    std::span<const record::Condition> when
) {
    auto type = record::command<T, Handler>(name, title, capability, fields);
    type.about = "giving.goods_gift";
    type.when = when;
    return type;
}

} // namespace boai::giving
