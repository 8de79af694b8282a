/// \file
/// Channel: the way a gift came in, such as a bank account or the cash desk.
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <string>

namespace boai::giving {

enum class ChannelKind : std::uint8_t {
    cash,
    bank,
    alipay,
    wechat,
    unionpay,
    terminal,
    platform,
    post,
    other
};
enum class ChannelState : std::uint8_t { open, closed };

struct Channel {
    std::string code;
    std::string name;
    ChannelKind kind = ChannelKind::bank;
    ChannelState state = ChannelState::open;
};

extern const record::RecordType channel_type;

}  // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_channel_kinds[] = {
    { "cash", { "现金", "Cash" } },
    { "bank", { "银行转账", "Bank transfer" } },
    { "alipay", { "支付宝", "Alipay" } },
    { "wechat", { "微信支付", "WeChat Pay" } },
    { "unionpay", { "云闪付", "UnionPay" } },
    { "terminal", { "二维码和 POS 机", "QR code and card terminal" } },
    { "platform", { "公益平台", "Giving platform" } },
    { "post", { "邮局汇款", "Postal order" } },
    { "other", { "其他", "Other" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ChannelKind> { giving_channel_kinds };

inline constexpr Choice giving_channel_states[] = {
    { "open", { "启用", "Open" }, Tone::good },
    { "closed", { "停用", "Closed" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ChannelState> { giving_channel_states };

}  // namespace boai::record
