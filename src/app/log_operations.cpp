#include "app/log_operations.hpp"

namespace boai::app {
namespace {

constexpr std::string_view plain = "text/plain";
constexpr std::string_view bytes = "application/octet-stream";
constexpr std::string_view log_text = R"({"type":"string"})";
constexpr std::string_view file = R"({"type":"string","format":"binary"})";

} // namespace

void add_log_operations(std::vector<api::Operation>& all) {
    const auto add = [&](std::string path, std::string id, Text title, std::string_view type) {
        all.push_back({ "get",
                        std::move(path),
                        std::move(id),
                        "log",
                        title,
                        {},
                        {},
                        {},
                        200,
                        std::string { type == bytes ? file : log_text },
                        type,
                        true });
    };
    add("/log/{code}/checkpoint",
        "log.checkpoint",
        { "已公布的最新检查点（C2SP tlog-checkpoint）",
          "The newest published checkpoint of a branch's log (C2SP tlog-checkpoint)" },
        plain);
    add("/log/{code}/vkey",
        "log.vkey",
        { "核对检查点的公钥（C2SP signed-note）",
          "The key that verifies checkpoints (C2SP signed-note)" },
        plain);
    add("/log/{code}/tile/{path}",
        "log.tile",
        { "瓦片或条目（C2SP tlog-tiles）：L/N[.p/W] 或 entries/N[.p/W]",
          "A tile or a bundle of entries (C2SP tlog-tiles): path is L/N[.p/W] or entries/N[.p/W], "
          "slashes included" },
        bytes);
    add("/log/{code}/proof/{index}",
        "log.proof",
        { "一条记录的证明（C2SP tlog-proof）", "The proof of one entry (C2SP tlog-proof)" },
        plain);
    add("/r/{receipt}/gift.tlog-proof",
        "log.gift_proof",
        { "一笔捐款的证明，不含姓名", "The proof of a gift, by its receipt, without any name" },
        plain);
    add("/r/{receipt}/amendment.tlog-proof",
        "log.amendment_proof",
        { "更正捐赠人那条记录的证明，不含姓名",
          "The proof of an entry that corrected the donor of a gift, without any name" },
        plain);
    all.back().parameters = { { "number", "which correction, from 1; the newest when left out" } };
    add("/r/{receipt}/{token}/donor.tlog-proof",
        "log.donor_proof",
        { "捐赠人本人的证明，含姓名；token 印在本人的收据上",
          "The donor's own proof, with the name; the token is printed on the donor's receipt" },
        plain);
}

} // namespace boai::app
