#include "modules/giving/payments/give_reader.hpp"

#include "http/percent.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/limits.hpp"
#include "modules/giving/paper/donor_link.hpp"
#include "modules/giving/payments/give_text.hpp"
#include "modules/giving/payments/notice_book.hpp"
#include "modules/giving/purpose.hpp"

#include <algorithm>
#include <array>

namespace boai::giving {
namespace {

using payments::Service;
using record::Loaded;
using storage::Param;

constexpr std::string_view campaign_mark = "c.";
constexpr std::string_view purpose_mark = "p.";
constexpr std::array services { Service::wechat, Service::alipay };

std::string name_in(const record::BranchInfo& branch, Language language) {
    return language == Language::zh || branch.name_en.empty() ? branch.name_zh : branch.name_en;
}

void add_fault(Error& error, std::string field, Message message) {
    error.fields.push_back({ std::move(field), std::move(message) });
}

/// "c.ID" for a campaign, "p.ID" for a purpose, "" for unrestricted.
bool read_use(std::string_view use, PlaceOrder& order) {
    if (use.empty()) {
        return true;
    }
    const bool is_campaign = use.starts_with(campaign_mark);
    if (!is_campaign && !use.starts_with(purpose_mark)) {
        return false;
    }
    const auto id = parse_id(use.substr(campaign_mark.size()));
    if (id) {
        (is_campaign ? order.campaign : order.purpose) = *id;
    }
    return id.has_value();
}

} // namespace

const record::BranchInfo* GiveReader::branch_of(std::string_view code) const {
    const auto* branch = tree_->find_code(code);
    return branch == nullptr || branch->closed ? nullptr : branch;
}

std::vector<const record::BranchInfo*> GiveReader::taking() const {
    std::vector<const record::BranchInfo*> found;
    for (const auto& account : parts_.payments->all()) {
        const auto* branch = branch_of(account.branch);
        if (branch != nullptr && std::ranges::find(found, branch) == found.end()) {
            found.push_back(branch);
        }
    }
    return found;
}

std::string GiveReader::society(Language language) const {
    const auto* root = tree_->root();
    return root == nullptr ? std::string {} : name_in(*root, language);
}

/// Campaigns of the branch, and of the whole book those that raise funds publicly: for links only.
Result<void> GiveReader::add_campaigns(GiveView& view, Id branch, Id chosen) {
    const auto today = local_day(parts_.engine.clock().now());
    const auto& table = parts_.engine.registry().table(campaign_type);
    return table.select(
        record::queries_of(connection_),
        " WHERE t.state = 'open' ORDER BY t.begins DESC, t.id DESC",
        {},
        [&](const Loaded& loaded) -> Result<void> {
            const auto& campaign = loaded.as<Campaign>();
            if (!is_within(campaign, today)) {
                return {};
            }
            if (campaign.raises_publicly) {
                view.platforms.push_back(
                    { campaign.name, campaign.platform, campaign.platform_link }
                );
            } else if (loaded.head.branch == branch) {
                auto value = std::string { campaign_mark } + to_string(loaded.head.id);
                if (loaded.head.id == chosen) {
                    view.form.use = value;
                }
                view.uses.push_back({ std::move(value), campaign.name });
            }
            return {};
        }
    );
}

Result<void> GiveReader::add_purposes(GiveView& view, Id branch) {
    const std::array params { Param { branch } };
    const auto& table = parts_.engine.registry().table(purpose_type);
    return table.select(
        record::queries_of(connection_),
        " WHERE t.branch_id = $1 AND t.state = 'open' AND t.kind = 'restricted' ORDER BY t.id",
        params,
        [&](const Loaded& loaded) -> Result<void> {
            view.uses.push_back({ std::string { purpose_mark } + to_string(loaded.head.id),
                                  loaded.as<Purpose>().name });
            return {};
        }
    );
}

Result<GiveView> GiveReader::form(std::string_view code, Id campaign, Language language) {
    GiveView view { .society = society(language) };
    const auto all = taking();
    const auto* branch = branch_of(code);
    if (!campaign.empty()) {
        branch = TRY(branch_of_campaign(campaign));
    }
    if (branch == nullptr || std::ranges::find(all, branch) == all.end()) {
        branch = all.empty() ? tree_->root() : all.front();
    }
    if (branch == nullptr) {
        return view;
    }
    view.branch = branch->code;
    view.branch_name = name_in(*branch, language);
    for (const auto* other : all) {
        if (other != branch) {
            view.branches.push_back({ other->code, name_in(*other, language) });
        }
    }
    for (const auto service : services) {
        if (const auto* account = parts_.payments->find(service, branch->code)) {
            view.services.push_back(service);
            view.is_simulated = view.is_simulated || account->is_simulated;
        }
    }
    TRY(add_campaigns(view, branch->id, campaign));
    TRY(add_purposes(view, branch->id));
    return view;
}

/// Null when there is no such campaign.
Result<const record::BranchInfo*> GiveReader::branch_of_campaign(Id campaign) {
    const auto& table = parts_.engine.registry().table(campaign_type);
    std::vector<Id> branches;
    for (const auto& branch : tree_->all()) {
        branches.push_back(branch.id);
    }
    const auto loaded = table.load_in(record::queries_of(connection_), branches, campaign);
    if (!loaded && loaded.error().code != Errc::not_found) {
        return std::unexpected(loaded.error());
    }
    return loaded ? tree_->find(loaded->head.branch) : nullptr;
}

/// The gift's receipt and its donor's own page: whoever has the order's address is its donor.
Result<void> GiveReader::add_receipt(OrderView& view, const record::BranchInfo& branch) {
    const auto& table = parts_.engine.registry().table(gift_type);
    const auto loaded
        = TRY(table.load(record::queries_of(connection_), branch.id, view.order.gift));
    const auto& gift = loaded.as<Gift>();
    if (gift.receipt_number == 0) {
        return {};
    }
    const ReceiptNumber number { branch.code, gift.receipt_year, gift.receipt_number };
    view.receipt = receipt_text(number.branch_code, number.year, number.number);
    view.receipt_address
        = "/r/" + view.receipt + "/" + donor_token(parts_.engine.vault(), loaded.head.id, number);
    return {};
}

Result<std::string> GiveReader::name_of(const PaymentOrder& order, Id branch) {
    const auto& registry = parts_.engine.registry();
    const auto queries = record::queries_of(connection_);
    const auto branches = tree_->path_up(branch);
    if (!order.campaign.empty()) {
        const auto loaded
            = TRY(registry.table(campaign_type).load_in(queries, branches, order.campaign));
        return loaded.as<Campaign>().name;
    }
    if (!order.purpose.empty()) {
        const auto loaded
            = TRY(registry.table(purpose_type).load_in(queries, branches, order.purpose));
        return loaded.as<Purpose>().name;
    }
    return std::string {};
}

Result<OrderView>
GiveReader::order(std::string_view number, std::string_view token, Language language) {
    const auto& table = parts_.engine.registry().table(payment_order_type);
    for (const auto* branch : taking()) {
        const auto found
            = TRY(find_order(record::queries_of(connection_), table, branch->id, number));
        if (!found || !is_order_token(parts_.engine.vault(), found->head.id, token)) {
            continue;
        }
        OrderView view { .society = society(language),
                         .branch_name = name_in(*branch, language),
                         .order = found->as<PaymentOrder>(),
                         .address
                         = "/give/" + std::string { number } + "/" + std::string { token } };
        auto& order = view.order;
        if (order.state == OrderState::open && order.pay_until < parts_.engine.clock().now()) {
            order.state = OrderState::expired;
        }
        view.use = TRY(name_of(order, branch->id));
        const auto* account = parts_.payments->find(order.service, branch->code);
        if (order.state == OrderState::open && account != nullptr) {
            view.collection = account->collection_of(order.number, order.amount);
            view.code = TRY(documents::encode_qr(view.collection));
            view.is_simulated = account->is_simulated;
        }
        if (order.state == OrderState::paid) {
            TRY(add_receipt(view, *branch));
        }
        return view;
    }
    return fail(Errc::not_found, give_text::no_order_hint);
}

Result<PlaceOrder>
read_give_form(const GiveForm& form, const payments::Accounts& accounts, std::string_view branch) {
    Error error { Errc::invalid, give_text::correct, {} };
    PlaceOrder order { .donor_kind = form.donor_kind,
                       .donor_name = form.name,
                       .publish_name = form.publish && form.donor_kind != DonorKind::anonymous };
    const auto amount = parse_money(form.amount);
    if (!amount || amount->fen <= 0 || amount->fen > amount_fen_max) {
        add_fault(error, "amount", give_text::need_amount);
    } else {
        order.amount = *amount;
    }
    if (!read_use(form.use, order)) {
        add_fault(error, "use", give_text::need_use);
    }
    if (const auto donor = check_donor(form.donor_kind, form.name); !donor) {
        add_fault(error, "name", donor.error().message);
    }
    const payments::Account* account = nullptr;
    for (const auto service : services) {
        if (payments::name_of(service) == form.service) {
            order.service = service;
            account = accounts.find(service, branch);
        }
    }
    if (account == nullptr) {
        add_fault(error, "service", give_text::need_service);
    } else {
        order.channel = account->channel;
    }
    if (!error.fields.empty()) {
        return std::unexpected(std::move(error));
    }
    return order;
}

} // namespace boai::giving
