/// \file
/// Where payment services send their notices.
#pragma once

#include "modules/module.hpp"

namespace boai::giving {

/// POST /pay/wechat/notice and /pay/alipay/notice. A notice is checked where it arrives and
/// answered once what became of it is durable: WeChat Pay by the status, Alipay by the word
/// "success". `parts` are used for as long as the router is.
void add_notice_routes(const modules::RouteParts& parts);

} // namespace boai::giving
