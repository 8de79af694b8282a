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
    add("instalments", "open_instalments", { "认捐到期", "What of pledges is still to be paid" });
    add("deadlines", "plan_deadlines", { "募捐方案的到期事项", "What fundraising plans have to do" }
    );
}

} // namespace boai::app
