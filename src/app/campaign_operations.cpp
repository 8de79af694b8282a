#include "app/campaign_operations.hpp"

namespace boai::app {

using api::Operation;
using api::OperationParameter;

void add_campaign_operations(std::vector<Operation>& all) {
    constexpr OperationParameter branch { "branch", "code of the branch" };
    constexpr OperationParameter subtree { "subtree", "1 for the branches below it too" };
    const auto add = [&](std::string_view path, std::string_view id, Text title) {
        all.push_back({ "get",
                        "/api/v1/giving/" + std::string { path },
                        "giving." + std::string { id },
                        "giving",
                        title,
                        { branch, subtree },
                        {},
                        {},
                        200,
                        R"({"type":"object"})" });
    };
    add("campaigns", "campaign_sums", { "募捐活动及进展", "Campaigns and how far they are" });
    add("campaigns/{id}", "campaign_sum", { "一个募捐活动的进展", "How far one campaign is" });
    add("campaigns/{id}/reconciliation",
        "campaign_reconciliation",
        { "平台文件、配捐与银行对账", "The platform's file, its matches and the bank compared" });
    add("campaigns/{id}/reconciliation.csv",
        "campaign_reconciliation_csv",
        { "平台文件、配捐与银行对账（CSV）", "The same as CSV" });
    all.back().answer = R"({"type":"string"})";
    all.back().answer_type = "text/csv";
    add("instalments", "open_instalments", { "认捐到期", "What of pledges is still to be paid" });
    add("calendar", "disclosure_calendar", { "公示日历", "What has to be disclosed, and when" });
    add("notices/{id}/preview",
        "notice_preview",
        { "公示草稿的内容与核对", "What a draft notice says and what is found in it" });
    add("deadlines", "plan_deadlines", { "募捐方案的到期事项", "What fundraising plans have to do" }
    );
}

} // namespace boai::app
