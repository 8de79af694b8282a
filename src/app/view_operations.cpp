#include "app/view_operations.hpp"

#include <array>

namespace boai::app {
namespace {

using api::Operation;
using api::OperationParameter;

struct ViewOperation {
    std::string_view path; ///< below /api/v1/
    std::string_view module;
    std::string_view id;
    Text title;
};

constexpr std::array view_operations {
    ViewOperation { "giving/campaigns",
                    "giving",
                    "campaign_sums",
                    { "募捐活动及进展", "Campaigns and how far they are" } },
    ViewOperation { "giving/campaigns/{id}",
                    "giving",
                    "campaign_sum",
                    { "一个募捐活动的进展", "How far one campaign is" } },
    ViewOperation {
        "giving/campaigns/{id}/reconciliation",
        "giving",
        "campaign_reconciliation",
        { "平台文件、配捐与银行对账", "The platform's file, its matches and the bank compared" } },
    ViewOperation { "giving/campaigns/{id}/reconciliation.csv",
                    "giving",
                    "campaign_reconciliation_csv",
                    { "平台文件、配捐与银行对账（CSV）", "The same as CSV" } },
    ViewOperation {
        "giving/campaigns/{id}/payouts",
        "giving",
        "campaign_payouts",
        { "平台拨付与银行对账", "What platforms collected, paid out, and the bank received" } },
    ViewOperation { "giving/campaigns/{id}/payouts.csv",
                    "giving",
                    "campaign_payouts_csv",
                    { "平台拨付与银行对账（CSV）", "The same as CSV" } },
    ViewOperation { "giving/instalments",
                    "giving",
                    "open_instalments",
                    { "认捐到期", "What of pledges is still to be paid" } },
    ViewOperation { "giving/calendar",
                    "giving",
                    "disclosure_calendar",
                    { "公示日历", "What has to be disclosed, and when" } },
    ViewOperation {
        "giving/notices/{id}/preview",
        "giving",
        "notice_preview",
        { "公示草稿的内容与核对", "What a draft notice says and what is found in it" } },
    ViewOperation { "giving/goods-to-count",
                    "giving",
                    "goods_to_count",
                    { "待清点的捐物", "Gifts in kind that wait for their count" } },
    ViewOperation { "giving/deadlines",
                    "giving",
                    "plan_deadlines",
                    { "募捐方案的到期事项", "What fundraising plans have to do" } },
    ViewOperation { "spending/funds",
                    "spending",
                    "funds",
                    { "各项资金的余额和滞留天数", "What lies in each fund, and how long" } },
    ViewOperation { "spending/transit",
                    "spending",
                    "transit",
                    { "在途拨款", "Allocations without an answer" } },
    ViewOperation { "spending/waiting",
                    "spending",
                    "waiting",
                    { "各环节待办和超期", "What waits at each step of the money" } },
    ViewOperation {
        "spending/waiting/{step}",
        "spending",
        "waiting_at_a_step",
        { "一个环节的待办，按资金和逐笔", "One step opened, by fund and entry by entry" } },
    ViewOperation { "spending/totals",
                    "spending",
                    "totals",
                    { "系统合计（已抵销）", "Totals with transfers eliminated" } },
    ViewOperation {
        "emergencies",
        "emergency",
        "emergencies",
        { "突发事件、值班和公示期限", "Emergencies, who is on duty and by when to disclose" } },
    ViewOperation { "emergencies/{id}/board",
                    "emergency",
                    "board",
                    { "突发事件的看板", "All that the board of an emergency shows" } },
};

} // namespace

void add_view_operations(std::vector<Operation>& all) {
    constexpr OperationParameter branch { "branch", "code of the branch" };
    constexpr OperationParameter subtree { "subtree", "1 for the branches below it too" };
    constexpr OperationParameter purpose { "purpose", "of one fund alone: its id, or none" };
    for (const auto& view : view_operations) {
        const bool by_fund = view.path.starts_with("spending/waiting");
        all.push_back({ "get",
                        "/api/v1/" + std::string { view.path },
                        std::string { view.module } + "." + std::string { view.id },
                        view.module,
                        view.title,
                        by_fund ? std::vector { branch, subtree, purpose }
                                : std::vector { branch, subtree },
                        {},
                        {},
                        200,
                        R"({"type":"object"})" });
        if (view.path.ends_with(".csv")) {
            all.back().answer = R"({"type":"string"})";
            all.back().answer_type = "text/csv";
        }
    }
}

} // namespace boai::app
