#include "app/statement_operations.hpp"

#include <string>

namespace boai::app {

using api::OperationParameter;

namespace {

constexpr std::string_view object = R"({"type":"object"})";
constexpr std::string_view json_body = "application/json";
constexpr std::string_view tag = "statements";
constexpr OperationParameter branch { "branch", "code of the branch", false, true };

void add_desk_operations(std::vector<api::Operation>& all) {
    all.push_back({ "get",
                    "/api/v1/reconciliation/{id}",
                    "statements.desk",
                    tag,
                    { "一个渠道的对账单与账面", "A channel's statements beside the book" },
                    { branch,
                      { "state", "open, suggested or matched" },
                      { "from", "how many to leave out" },
                      { "limit", "at most 500" } },
                    {},
                    {},
                    200,
                    std::string { object } });
    all.push_back({ "get",
                    "/api/v1/reconciliation/{id}/lines.csv",
                    "statements.lines_csv",
                    tag,
                    { "对账单明细的 CSV", "Lines of statements as CSV" },
                    { branch, { "state", "open, suggested, matched or all" } },
                    {},
                    {},
                    200,
                    R"({"type":"string"})",
                    "text/csv" });
}

} // namespace

void add_statement_operations(std::vector<api::Operation>& all) {
    const std::string path = "/api/v1/statement-imports";
    all.push_back({ "post",
                    path,
                    "statement_imports.upload",
                    tag,
                    { "上传对账单", "Send a statement" },
                    { branch, { "file", "the file's name", false, true } },
                    R"({"type":"string","format":"binary"})",
                    "application/octet-stream",
                    201,
                    std::string { object } });
    all.push_back({ "get",
                    path + "/{id}",
                    "statement_imports.show",
                    tag,
                    { "对账单的预览", "The plan of a statement" },
                    {},
                    {},
                    {},
                    200,
                    std::string { object } });
    all.push_back({ "post",
                    path + "/{id}/plan",
                    "statement_imports.plan",
                    tag,
                    { "按列的含义重新读取", "Read again with the meanings of its columns" },
                    {},
                    std::string { object },
                    json_body,
                    200,
                    std::string { object } });
    all.push_back({ "post",
                    path + "/{id}/commit",
                    "statement_imports.commit",
                    tag,
                    { "导入对账单", "Enter a statement" },
                    {},
                    std::string { object },
                    json_body,
                    200,
                    std::string { object } });
    add_desk_operations(all);
}

} // namespace boai::app
