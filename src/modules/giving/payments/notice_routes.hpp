/// \file
/// Where payment services send their notices.
#pragma once

#include "modules/module.hpp"

#include <chrono>
#include <memory>

namespace boai::giving {

/// Both services take a later answer for none. Source: pay.weixin.qq.com, "payment notice".
inline constexpr std::chrono::milliseconds payment_answer_max { 5'000 };
/// What is not durable after this time is answered with "try again", so that the answer arrives.
inline constexpr std::chrono::milliseconds payment_patience { 4'000 };

/// POST /pay/wechat/notice and /pay/alipay/notice. A notice is checked where it arrives and
/// answered once what became of it is durable: WeChat Pay by the status, Alipay by the word
/// "success". When that takes longer than `patience` the service is told to send it again; what
/// was begun is finished all the same, and the notice known when it comes again. What it returns
/// is kept until the server has stopped.
[[nodiscard]] std::shared_ptr<void> add_notice_routes(
    const modules::RouteParts& parts, std::chrono::milliseconds patience = payment_patience
);

} // namespace boai::giving
