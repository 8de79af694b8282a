#include "app/attachment_operations.hpp"

namespace boai::app {

using api::Operation;
using api::OperationParameter;

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
