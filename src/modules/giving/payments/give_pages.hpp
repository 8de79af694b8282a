/// \file
/// The public pages for giving directly, as HTML. Pure: they get what they show.
#pragma once

#include "documents/qr_code.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/payments/payment_order.hpp"
#include "pages/html.hpp"
#include "pages/layout.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// A name to choose with the value that stands for it.
struct GiveChoice {
    std::string value;
    std::string name;
};

/// A campaign that raises funds publicly: this site links to its platform and takes nothing.
struct PlatformCampaign {
    std::string name;
    std::string platform; ///< name of the designated platform
    std::string link; ///< empty while it is not known
};

/// What a visitor filled in.
struct GiveForm {
    std::string amount;
    std::string use; ///< value of a GiveChoice; empty for unrestricted
    DonorKind donor_kind = DonorKind::anonymous;
    std::string name;
    bool publish = false;
    std::string service; ///< "wechat" or "alipay"
};

struct GiveView {
    std::string society;
    std::string branch; ///< code
    std::string branch_name;
    std::vector<GiveChoice> branches; ///< others that take payments, by code
    std::vector<GiveChoice> uses;
    std::vector<PaymentService> services;
    std::vector<PlatformCampaign> platforms;
    GiveForm form;
    std::vector<Message> faults; ///< of what was sent
    bool is_simulated = false;
};

[[nodiscard]] pages::Page give_page(const GiveView& view, Language language);

struct OrderView {
    std::string society;
    std::string branch_name;
    PaymentOrder order;
    std::string address; ///< of the page itself
    std::string use; ///< name of campaign or purpose; empty for unrestricted
    std::string collection; ///< what the code says; empty unless the order waits
    std::optional<documents::QrCode> code;
    std::string receipt; ///< of the gift, once it is paid
    std::string receipt_address; ///< the donor's own page
    bool is_simulated = false;
};

[[nodiscard]] pages::Page order_page(const OrderView& view, Language language);

/// A published campaign on its own page.
struct CampaignToGive {
    Id id;
    const Campaign& campaign;
    bool takes_gifts = false; ///< the page for giving directly does
};

/// How to give to a campaign: one that raises funds publicly by its platform, others by the page.
void append_way_to_give(pages::Html& html, const CampaignToGive& asked, Language language);

} // namespace boai::giving
