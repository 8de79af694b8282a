#include "transparency/rollback.hpp"

#include "base/json_text.hpp"
#include "crypto/hash.hpp"
#include "transparency/log.hpp"
#include "transparency/log_key.hpp"
#include "transparency/signer.hpp"

namespace boai::transparency {
namespace {

constexpr std::size_t reason_bytes_max = 500;

void append_head(std::string& json, const journal::TreeHead& head) {
    JsonObject { json }
        .number("size", static_cast<std::int64_t>(head.size))
        .text("root", crypto::base64(crypto::view(head.root)));
}

std::string leaf_of(const Rollback& rollback, const RollbackHeads& heads, std::string_view origin) {
    std::string json;
    JsonObject object { json };
    object.number("v", 1)
        .text("type", "rollback")
        .text("at", to_string(local_day(rollback.now)))
        .text("entity", rollback.code);
    append_head(object.key("signed"), heads.was_signed);
    append_head(object.key("kept"), heads.kept);
    object.text("before", heads.origin).text("log", origin);
    object.text("reason", rollback.reason);
    return json;
}

} // namespace

bool is_rollback(std::string_view entry) {
    return entry.starts_with(R"({"v":1,"type":"rollback",)");
}

std::optional<Renaming> renaming_in(std::string_view entry) {
    if (!is_rollback(entry)) {
        return std::nullopt;
    }
    // A name holds no quotation mark, and only the reason, which comes last, is free text.
    const auto member = [&](std::string_view start) -> std::string {
        const auto at = entry.find(start);
        const auto from = at == std::string_view::npos ? entry.size() : at + start.size();
        return std::string { entry.substr(from, entry.find('"', from) - from) };
    };
    Renaming names { member(R"(},"before":")"), member(R"(","log":")") };
    return names.to.empty() ? std::nullopt : std::optional { std::move(names) };
}

Result<RollbackHeads> find_rollback(StoredLog& log, const Guard& guard) {
    const auto remembered = TRY(guard.read());
    const auto at = remembered.find(log.branch());
    const bool agrees = at == remembered.end()
        || check_rollback(log.session(), { { at->first, at->second } }).has_value();
    if (agrees) {
        return fail(
            Errc::conflict,
            Text {
                "这个机构的日志与已签名的一致，无需决定",
                "the log of this branch agrees with what was signed; there is nothing to decide" }
        );
    }
    const auto newest = TRY(log.newest_checkpoint());
    const auto size = newest ? newest->size : 0;
    const auto kept = TRY(log.head_at(size, size));
    const auto key = TRY(find_key(log.session(), log.branch()));
    if (!key) {
        return fail(Errc::not_found, Text { "日志还没有密钥", "the log has no key yet" });
    }
    return RollbackHeads { at->second, kept, key->verifier.name };
}

Result<std::string> accept_rollback(
    storage::Writer& writer,
    Guard& guard,
    const Rollback& rollback,
    const RollbackHeads& heads,
    const std::function<Result<void>(storage::Transaction&)>& record
) {
    if (rollback.reason.empty() || rollback.reason.size() > reason_bytes_max) {
        return fail_field(
            "reason",
            Text { "请用 --reason 写明原因（500 字节以内，将公开，请勿写人名）",
                   "say why with --reason (at most 500 bytes; it is published, so name nobody)" }
        );
    }
    auto origin = renamed_origin(heads.origin, rollback.now);
    TRY(writer.run(rollback.branch, [&](storage::Transaction& tx) -> Result<void> {
        TRY(append(tx, rollback.branch, leaf_of(rollback, heads, origin)));
        TRY(rename_log(tx, rollback.branch, origin));
        return record(tx);
    }));
    // Last: killed before this, the book is still refused, and the decision is made again.
    TRY(guard.accept(rollback.branch, heads.kept));
    return origin;
}

} // namespace boai::transparency
