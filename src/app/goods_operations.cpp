#include "app/goods_operations.hpp"

#include <string>

namespace boai::app {
namespace {

using api::Operation;
using api::OperationParameter;

constexpr std::string_view json_object = R"({"type":"object"})";
constexpr std::string_view json_type = "application/json";
constexpr OperationParameter of_branch { "branch", "code of the branch", false, true };

void add_goods_lists(std::vector<Operation>& all) {
    const std::string path = "/api/v1/goods-imports";
    const std::string plan { json_object };
    constexpr auto tag = "imports";
    all.push_back({ "post",
                    path,
                    "goods_imports.upload",
                    tag,
                    { "上传物资清单", "Send a list of goods" },
                    { of_branch, { "file", "the file's name", false, true } },
                    R"({"type":"string","format":"binary"})",
                    "application/octet-stream",
                    201,
                    plan });
    all.push_back({ "get",
                    path + "/{id}",
                    "goods_imports.show",
                    tag,
                    { "物资清单的预览", "The plan of a list of goods" },
                    {},
                    {},
                    {},
                    200,
                    plan });
    all.push_back({ "post",
                    path + "/{id}/plan",
                    "goods_imports.plan",
                    tag,
                    { "按回答重新读取", "Read again with answers" },
                    {},
                    std::string { json_object },
                    json_type,
                    200,
                    plan });
    all.push_back({ "post",
                    path + "/{id}/commit",
                    "goods_imports.commit",
                    tag,
                    { "登记物资清单", "Enter a list of goods" },
                    {},
                    std::string { json_object },
                    json_type,
                    200,
                    plan });
}

void add_goods_counts(std::vector<Operation>& all) {
    all.push_back({ "post",
                    "/api/v1/goods-counts",
                    "goods_counts.count",
                    "giving",
                    { "清点多批捐物", "Count many gifts in kind at once" },
                    { of_branch },
                    std::string { json_object },
                    json_type,
                    200,
                    std::string { json_object } });
}

} // namespace

void add_goods_operations(std::vector<Operation>& all) {
    add_goods_lists(all);
    add_goods_counts(all);
}

} // namespace boai::app
