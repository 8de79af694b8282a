#include "app/spending_operations.hpp"

namespace boai::app {

using api::Operation;
using api::OperationParameter;

void add_spending_operations(std::vector<Operation>& all) {
    constexpr OperationParameter branch { "branch", "code of the branch" };
    constexpr OperationParameter subtree { "subtree", "1 for the branches below it too" };
    const auto add = [&](const std::string& name, Text title) {
        const auto slash = name.find('/');
        const auto id = slash == std::string::npos ? name : name.substr(0, slash) + "_at_a_step";
        all.push_back({ "get",
                        "/api/v1/spending/" + name,
                        "spending." + id,
                        "spending",
                        title,
                        { branch, subtree },
                        {},
                        {},
                        200,
                        R"({"type":"object"})" });
    };
    add("funds", { "各项资金的余额和滞留天数", "What lies in each fund, and how long" });
    add("transit", { "在途拨款", "Allocations without an answer" });
    add("waiting", { "各环节待办和超期", "What waits at each step of the money" });
    add("waiting/{step}",
        { "一个环节的待办，按资金和逐笔", "One step opened, by fund and entry by entry" });
    add("totals", { "系统合计（已抵销）", "Totals with transfers eliminated" });
}

void add_attachment_operations(std::vector<Operation>& all) {
    constexpr OperationParameter record {
        "record", "record type, such as spending.payment", false, true
    };
    constexpr OperationParameter owner { "owner", "id of the record", false, true };
    constexpr std::string_view file = R"({"type":"string","format":"binary"})";
    all.push_back({ "get",
                    "/api/v1/attachments",
                    "attachments.list",
                    "attachments",
                    { "一条记录的附件", "The papers of a record" },
                    { record, owner },
                    {},
                    {},
                    200,
                    R"({"type":"object"})" });
    all.push_back({ "post",
                    "/api/v1/attachments",
                    "attachments.attach",
                    "attachments",
                    { "上传附件", "Attaches a file" },
                    { record,
                      owner,
                      { "kind", "invoice, contract, approval, proof, list, photo or other" },
                      { "X-Boai-File-Name", "its name, percent-encoded", true, true },
                      { "Idempotency-Key", "carried out once for a key", true } },
                    std::string { file },
                    "application/octet-stream",
                    201,
                    R"({"type":"object"})" });
    all.push_back({ "get",
                    "/api/v1/attachments/{id}/content",
                    "attachments.content",
                    "attachments",
                    { "下载附件", "The file" },
                    {},
                    {},
                    {},
                    200,
                    std::string { file },
                    "application/octet-stream" });
}

} // namespace boai::app
