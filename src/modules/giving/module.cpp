#include "modules/giving/module.hpp"

#include "modules/giving/approval.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/campaigns/campaign_routes.hpp"
#include "modules/giving/campaigns/campaign_team.hpp"
#include "modules/giving/campaigns/fundraising_partner.hpp"
#include "modules/giving/campaigns/fundraising_plan.hpp"
#include "modules/giving/campaigns/match_claim.hpp"
#include "modules/giving/campaigns/match_commands.hpp"
#include "modules/giving/campaigns/match_figures.hpp"
#include "modules/giving/campaigns/match_return.hpp"
#include "modules/giving/campaigns/plan_commands.hpp"
#include "modules/giving/campaigns/pledge.hpp"
#include "modules/giving/campaigns/pledge_commands.hpp"
#include "modules/giving/campaigns/pledge_erasure.hpp"
#include "modules/giving/campaigns/pledge_figures.hpp"
#include "modules/giving/channel.hpp"
#include "modules/giving/disclosure/disclosure_clock.hpp"
#include "modules/giving/disclosure/disclosure_notice.hpp"
#include "modules/giving/disclosure/disclosure_routes.hpp"
#include "modules/giving/disclosure/notice_commands.hpp"
#include "modules/giving/disclosure/notice_note.hpp"
#include "modules/giving/donor_erasure.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/giving_commands.hpp"
#include "modules/giving/giving_figures.hpp"
#include "modules/giving/goods/goods_commands.hpp"
#include "modules/giving/goods/goods_count_routes.hpp"
#include "modules/giving/goods/goods_donor.hpp"
#include "modules/giving/goods/goods_figures.hpp"
#include "modules/giving/goods/goods_gift.hpp"
#include "modules/giving/goods/goods_import_routes.hpp"
#include "modules/giving/goods/goods_imports.hpp"
#include "modules/giving/goods/goods_line.hpp"
#include "modules/giving/import_batch.hpp"
#include "modules/giving/import_profile.hpp"
#include "modules/giving/import_routes.hpp"
#include "modules/giving/import_service.hpp"
#include "modules/giving/migrations/migrations.hpp"
#include "modules/giving/missing_entries.hpp"
#include "modules/giving/name_consent.hpp"
#include "modules/giving/paper/paper_routes.hpp"
#include "modules/giving/payments/give_routes.hpp"
#include "modules/giving/payments/notice_routes.hpp"
#include "modules/giving/payments/payment_commands.hpp"
#include "modules/giving/portal.hpp"
#include "modules/giving/purpose.hpp"
#include "modules/giving/refund.hpp"
#include "modules/giving/statements/book_item.hpp"
#include "modules/giving/statements/reconciliation_record.hpp"
#include "modules/giving/statements/statement.hpp"
#include "modules/giving/statements/statement_commands.hpp"
#include "modules/giving/statements/statement_line.hpp"
#include "modules/giving/statements/statement_routes.hpp"
#include "modules/giving/statements/unidentified_figures.hpp"
#include "modules/giving/statements/unidentified_receipt.hpp"
#include "modules/giving/trace_routes.hpp"
#include "modules/giving/voided_receipt.hpp"

#include <algorithm>
#include <iterator>

namespace boai::giving {

std::shared_ptr<ImportService> import_service() {
    static const auto service = std::make_shared<ImportService>();
    return service;
}

namespace {

/// What the routes work with.
struct Routes {
    std::unique_ptr<Portal> portal;
    std::shared_ptr<void> imports;
    std::shared_ptr<void> papers;
    std::shared_ptr<void> trace;
    std::shared_ptr<void> goods_imports;
    std::shared_ptr<void> goods_counts;
    std::shared_ptr<void> give;
    std::shared_ptr<void> notices;
    std::shared_ptr<void> disclosure;
    std::shared_ptr<void> campaigns;
    std::shared_ptr<void> statements;
};

std::shared_ptr<void>
add_routes(const modules::RouteParts& parts, const modules::ReadMoneyMoves& read_moves) {
    auto routes = std::make_shared<Routes>();
    routes->portal = std::make_unique<Portal>(parts, read_moves);
    routes->portal->add_routes();
    routes->papers = add_paper_routes(parts);
    routes->trace = add_trace_routes(parts);
    routes->goods_imports = add_goods_import_routes(parts);
    routes->goods_counts = add_goods_count_routes(parts);
    routes->give = add_give_routes(parts);
    routes->campaigns = add_campaign_routes(parts);
    routes->disclosure = add_disclosure_routes(parts, read_moves);
    routes->statements = add_statement_routes(parts);
    routes->notices = add_notice_routes(parts);
    routes->imports = add_import_routes(parts, import_service());
    return routes;
}

}  // namespace

modules::Module module(const modules::ReadMoneyMoves& read_moves) {
    auto commands = giving_commands();
    for (auto& command : goods_imports()->commands()) {
        commands.push_back(std::move(command));
    }
    std::ranges::move(goods_commands(), std::back_inserter(commands));
    std::ranges::move(import_service()->commands(), std::back_inserter(commands));
    std::ranges::move(payment_commands(), std::back_inserter(commands));
    std::ranges::move(plan_commands(), std::back_inserter(commands));
    std::ranges::move(pledge_commands(), std::back_inserter(commands));
    std::ranges::move(notice_commands(read_moves), std::back_inserter(commands));
    std::ranges::move(match_commands(), std::back_inserter(commands));
    std::ranges::move(statement_commands(), std::back_inserter(commands));
    return {
        .name = "giving",
        .title = { "接收捐赠", "Giving" },
        .declarations = { .records = { &channel_type,
                                       &purpose_type,
                                       &campaign_type,
                                       &fundraising_plan_type,
                                       &fundraising_partner_type,
                                       &pledge_type,
                                       &pledge_instalment_type,
                                       &pledge_consent_type,
                                       &campaign_team_type,
                                       &match_claim_type,
                                       &match_part_type,
                                       &match_settlement_type,
                                       &match_return_type,
                                       &gift_type,
                                       &goods_gift_type,
                                       &goods_line_type,
                                       &refund_type,
                                       &voided_receipt_type,
                                       &import_batch_type,
                                       &import_profile_type,
                                       &approval_type,
                                       &payment_order_type,
                                       &payment_notice_type,
                                       &disclosure_notice_type,
                                       &notice_note_type,
                                       &disclosure_clock_type,
                                       &disclosure_elsewhere_type,
                                       &statement_type,
                                       &statement_line_type,
                                       &book_item_type,
                                       &unidentified_receipt_type,
                                       &reconciliation_type },
                          .commands = std::move(commands),
                          .watches = { watch_consents(),
                                       watch_erasures(),
                                       watch_pledge_erasures(),
                                       watch_goods_consents(),
                                       watch_goods_erasures() } },
        .migrations = migrations(),
        .figures = { &income_amount,
                     &income_gifts,
                     &goods_value,
                     &goods_gifts,
                     &pledged_receivable,
                     &match_promised,
                     &match_settled,
                     &unidentified_amount,
                     &unidentified_receipts },
        .on_open = add_missing_entries,
        .add_routes
        = [read_moves](const modules::RouteParts& parts) { return add_routes(parts, read_moves); },
    };
}

}  // namespace boai::giving
