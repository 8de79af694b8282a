/// \file
/// Commands about payments that donors begin on the public page, and the notices that tell of them.
#pragma once

#include "modules/giving/payments/payment_notice.hpp"
#include "modules/giving/payments/payment_order.hpp"
#include "record/command.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// What giving.place_order takes: the program's own command, called by the public page.
struct PlaceOrder {
    PaymentService service = PaymentService::wechat;
    Money amount;
    Id campaign;
    Id purpose;
    DonorKind donor_kind = DonorKind::anonymous;
    std::string donor_name;
    bool publish_name = false;
    std::string channel; ///< code of the account's channel
};

inline constexpr std::string_view place_order_name = "giving.place_order";
inline constexpr std::string_view take_notice_name = "giving.take_notice";

/// On whose behalf orders are placed and notices taken: the program's own.
[[nodiscard]] std::shared_ptr<const record::Actor> payment_actor();

/// place_order and take_notice, which the program alone runs; settle_notice, dismiss_notice and
/// close_order for officers.
[[nodiscard]] std::vector<record::CommandType> payment_commands();

} // namespace boai::giving
