#include "app/operations.hpp"

#include "app/attachment_operations.hpp"
#include "app/goods_operations.hpp"
#include "app/log_operations.hpp"
#include "app/payment_operations.hpp"
#include "app/statement_operations.hpp"
#include "app/view_operations.hpp"

#include <array>

namespace boai::app {
namespace {

using api::Operation;
using api::OperationParameter;

constexpr std::string_view json = "application/json";
constexpr std::string_view events = "text/event-stream";
constexpr std::string_view any = R"({"type":"object"})";
constexpr std::string_view text_schema = R"({"type":"string"})";

template <class... Names>
std::string texts(Names... names) {
    const std::array<std::string_view, sizeof...(names)> all { names... };
    return api::texts_schema(all);
}

void add_session(std::vector<Operation>& all) {
    const std::string path = "/api/v1/session";
    const std::string session { any };
    constexpr auto tag = "session";
    all.push_back({ "post",
                    path,
                    "session.sign_in",
                    tag,
                    { "登录", "Sign in" },
                    {},
                    R"({"type":"object","required":["login","password"],"properties":{"login":)"
                    R"({"type":"string"},"password":{"type":"string"},"code":{"type":"string"}}})",
                    json,
                    200,
                    session,
                    json,
                    true });
    all.push_back({ "get",
                    path,
                    "session.show",
                    tag,
                    { "当前会话", "The session" },
                    {},
                    {},
                    {},
                    200,
                    session });
    all.push_back(
        { "delete", path, "session.sign_out", tag, { "退出", "Sign out" }, {}, {}, {}, 204 }
    );
    all.push_back({ "post",
                    path + "/link",
                    "session.link",
                    tag,
                    { "一次性链接的用途", "What a one-time link is for" },
                    {},
                    texts("token"),
                    json,
                    200,
                    session,
                    json,
                    true });
    all.push_back({ "post",
                    path + "/first",
                    "session.first",
                    tag,
                    { "使用一次性链接", "Use a one-time link" },
                    {},
                    R"({"type":"object","required":["token","password"],"properties":{"token":)"
                    R"({"type":"string"},"password":{"type":"string"},"login":{"type":"string"},)"
                    R"("name":{"type":"string"}}})",
                    json,
                    200,
                    session,
                    json,
                    true });
}

void add_own_account(std::vector<Operation>& all) {
    const std::string path = "/api/v1/session";
    constexpr auto tag = "session";
    all.push_back({ "post",
                    path + "/password",
                    "session.password",
                    tag,
                    { "修改密码", "Change the password" },
                    {},
                    texts("old", "new"),
                    json,
                    204 });
    all.push_back({ "post",
                    path + "/second-factor",
                    "session.begin_second_factor",
                    tag,
                    { "开始启用动态验证码", "Begin with a second factor" },
                    {},
                    {},
                    {},
                    200,
                    texts("secret", "uri") });
    all.push_back({ "put",
                    path + "/second-factor",
                    "session.confirm_second_factor",
                    tag,
                    { "确认动态验证码", "Confirm the second factor" },
                    {},
                    texts("code"),
                    json,
                    204 });
    all.push_back({ "delete",
                    path + "/second-factor",
                    "session.remove_second_factor",
                    tag,
                    { "移除动态验证码", "Remove the second factor" },
                    {},
                    texts("password"),
                    json,
                    204 });
}

void add_imports(std::vector<Operation>& all) {
    const std::string path = "/api/v1/imports";
    const std::string plan { any };
    constexpr auto tag = "imports";
    constexpr OperationParameter branch { "branch", "code of the branch", false, true };
    all.push_back({ "get",
                    path,
                    "imports.list",
                    tag,
                    { "最近的导入", "The latest imports" },
                    { branch },
                    {},
                    {},
                    200,
                    plan });
    all.push_back({ "post",
                    path,
                    "imports.upload",
                    tag,
                    { "上传文件", "Send a file" },
                    { branch,
                      { "file", "the file's name", false, true },
                      { "profile", "id of a mapping profile" } },
                    R"({"type":"string","format":"binary"})",
                    "application/octet-stream",
                    201,
                    plan });
    all.push_back({ "get",
                    path + "/{id}",
                    "imports.show",
                    tag,
                    { "预览与状态", "The plan and its state" },
                    {},
                    {},
                    {},
                    200,
                    plan });
    all.push_back({ "post",
                    path + "/{id}/plan",
                    "imports.plan",
                    tag,
                    { "按新的对应关系重新读取", "Read again with another mapping" },
                    {},
                    std::string { any },
                    json,
                    200,
                    plan });
}

void add_import_steps(std::vector<Operation>& all) {
    const std::string path = "/api/v1/imports";
    const std::string plan { any };
    constexpr auto tag = "imports";
    all.push_back({ "post",
                    path + "/{id}/commit",
                    "imports.commit",
                    tag,
                    { "入账", "Book it as one batch" },
                    {},
                    std::string { any },
                    json,
                    202,
                    plan });
    all.push_back({ "get",
                    path + "/{id}/doubts",
                    "imports.doubts",
                    tag,
                    { "疑似重复的行", "The doubtful rows" },
                    { { "from", "number of the first, from 0" },
                      { "limit", "how many; 100 when left out, 1000 at most" } },
                    {},
                    {},
                    200,
                    plan });
    all.push_back({ "post",
                    path + "/{id}/undo",
                    "imports.undo",
                    tag,
                    { "整批撤销", "Reverse the whole batch" },
                    {},
                    texts("reason", "match"),
                    json,
                    200,
                    plan });
    all.push_back({ "get",
                    path + "/{id}/events",
                    "imports.events",
                    tag,
                    { "导入进度", "Progress of an import" },
                    {},
                    {},
                    {},
                    200,
                    std::string { text_schema },
                    events });
    all.push_back({ "get",
                    path + "/{id}/errors.xlsx",
                    "imports.errors",
                    tag,
                    { "被拒绝的行", "The refused rows" },
                    {},
                    {},
                    {},
                    200,
                    R"({"type":"string","format":"binary"})",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
}

void add_papers(std::vector<Operation>& all) {
    const std::string records = "/api/v1/records/";
    const std::string file = R"({"type":"string","format":"binary"})";
    const auto add = [&](const std::string& path, std::string id, Text summary) {
        all.push_back({ "get",
                        records + path,
                        std::move(id),
                        "papers",
                        summary,
                        { { "paper", "a5, 80mm or 58mm" },
                          { "lang", "zh or en; both when left out" } },
                        {},
                        {},
                        200,
                        file,
                        "application/pdf" });
    };
    add("giving.gift/{id}/receipt.pdf", "papers.receipt", { "捐赠收据", "The receipt of a gift" });
    add("giving.gift/{id}/certificate.pdf",
        "papers.certificate",
        { "捐赠证书", "The certificate of thanks" });
    add("giving.goods_gift/{id}/receipt.pdf",
        "papers.goods_receipt",
        { "捐物收据", "The receipt of a gift in kind" });
    add("giving.goods_gift/{id}/certificate.pdf",
        "papers.goods_certificate",
        { "捐物证书", "The certificate of thanks for goods" });
    add("giving.voided_receipt/{id}/receipt.pdf",
        "papers.voided_receipt",
        { "作废的收据", "A void receipt, which says so" });
    add("giving.import_batch/{id}/receipts.pdf",
        "papers.receipts",
        { "整批收据，每份一千张", "The receipts of an import, a thousand to a file" });
    all.back().parameters.push_back({ "part", "1 for the first thousand" });
}

void add_program(std::vector<Operation>& all) {
    constexpr auto tag = "program";
    all.push_back({ "get",
                    "/api/v1/meta",
                    "meta",
                    tag,
                    { "记录与命令的描述", "Records and commands for the caller" },
                    { { "If-None-Match", "an ETag already held", true } },
                    {},
                    {},
                    200,
                    std::string { any } });
    all.push_back({ "get",
                    "/api/v1/openapi.json",
                    "openapi",
                    tag,
                    { "本文件", "This document" },
                    {},
                    {},
                    {},
                    200,
                    std::string { any },
                    json,
                    true });
    all.push_back({ "get",
                    "/api/v1/events",
                    "events",
                    tag,
                    { "实时合计", "Live totals" },
                    { { "topic", "totals or campaign:ID" } },
                    {},
                    {},
                    200,
                    std::string { text_schema },
                    events,
                    true });
}

void add_health(std::vector<Operation>& all) {
    constexpr auto tag = "program";
    all.push_back({ "get",
                    "/healthz",
                    "healthz",
                    tag,
                    { "程序在运行", "The program runs" },
                    {},
                    {},
                    {},
                    200,
                    texts("status"),
                    json,
                    true });
    all.push_back({ "get",
                    "/readyz",
                    "readyz",
                    tag,
                    { "可以读写", "Reading and writing work" },
                    {},
                    {},
                    {},
                    200,
                    texts("status"),
                    json,
                    true });
    all.push_back({ "get",
                    "/metrics",
                    "metrics",
                    tag,
                    { "运行指标", "Metrics for Prometheus" },
                    {},
                    {},
                    {},
                    200,
                    std::string { text_schema },
                    "text/plain",
                    true });
}

void add_trace(std::vector<Operation>& all) {
    all.push_back({ "get",
                    "/api/v1/trace/gift/{id}",
                    "trace.gift",
                    "giving",
                    { "一笔捐款的去向", "What became of a gift" },
                    {},
                    {},
                    {},
                    200,
                    std::string { any } });
}

}  // namespace

const std::vector<Operation>& fixed_operations() {
    static const auto all = [] {
        std::vector<Operation> made;
        add_session(made);
        add_own_account(made);
        add_imports(made);
        add_import_steps(made);
        add_goods_operations(made);
        add_statement_operations(made);
        add_papers(made);
        add_view_operations(made);
        add_attachment_operations(made);
        add_trace(made);
        add_log_operations(made);
        add_payment_operations(made);
        add_program(made);
        add_health(made);
        return made;
    }();
    return all;
}

std::string openapi_of(const Book& book) {
    const auto figures = book.figures();
    return api::openapi({ book.registry(), figures, fixed_operations() });
}

}  // namespace boai::app
