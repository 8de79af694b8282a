#include "transparency/log_key.hpp"

#include <algorithm>
#include <array>

namespace boai::transparency {
namespace {

using storage::InsertShape;
using storage::Kind;
using storage::Param;
using storage::Row;

const InsertShape key_rows { "journal_key",
                             { { "branch_id" },
                               { "origin", Kind::text },
                               { "public_key", Kind::blob },
                               { "sealed_seed", Kind::blob },
                               { "at" } },
                             "ON CONFLICT (branch_id) DO NOTHING" };

/// Between the log's first name and the second it was renamed.
constexpr std::string_view since = "/since-";

constexpr Text log_key_damaged {
    "日志签名密钥已损坏，无法签名；请从备份恢复账本",
    "the log's signing key is damaged and cannot sign; restore the book from a backup",
};

} // namespace

std::string origin_of(std::string_view public_url, std::string_view branch_code) {
    auto host = public_url.substr(0, public_url.find_first_of("?#"));
    if (const auto scheme = host.find("://"); scheme != std::string_view::npos) {
        host.remove_prefix(scheme + 3);
    }
    while (host.ends_with('/')) {
        host.remove_suffix(1);
    }
    return std::string { host } + "/log/" + std::string { branch_code };
}

bool is_renamed(std::string_view origin) {
    return origin.contains(since);
}

std::string renamed_origin(std::string_view origin, Instant now) {
    const auto first = origin.substr(0, origin.find(since));
    // A moment and not a count: the book that goes on may have forgotten an earlier decision.
    return std::string { first } + std::string { since } + std::to_string(now.milliseconds / 1000);
}

Result<void> rename_log(storage::Transaction& tx, Id branch, std::string_view origin) {
    const std::array params { Param { origin }, Param { branch } };
    TRY(tx.execute("UPDATE journal_key SET origin = $1 WHERE branch_id = $2", params));
    return {};
}

Result<std::optional<StoredKey>> find_key(storage::Connection& session, Id branch) {
    std::optional<StoredKey> found;
    const std::array params { Param { branch } };
    TRY(session.query(
        "SELECT origin, public_key, sealed_seed FROM journal_key WHERE branch_id = $1",
        params,
        [&](const Row& row) -> Result<void> {
            const auto bytes = row.text(1);
            auto& key = found.emplace();
            if (bytes.size() != key.verifier.key.size()) {
                return fail(Errc::corrupt, log_key_damaged);
            }
            key.verifier.name = row.text(0);
            std::ranges::copy(bytes, key.verifier.key.begin());
            key.sealed_seed = row.text(2);
            return {};
        }
    ));
    return found;
}

Result<void> ensure_key(
    storage::Transaction& tx,
    const crypto::Vault& vault,
    Id branch,
    std::string_view origin,
    Instant now
) {
    // A subject's key is 32 random bytes wrapped by the master key for one id: all a seed needs.
    const auto seed = vault.new_subject_key(branch);
    const crypto::SigningKey key { seed.key.bytes() };
    const std::string_view public_key { reinterpret_cast<const char*>(key.public_key().data()),
                                        key.public_key().size() };
    const std::array row { Param { branch },
                           Param { origin },
                           Param::blob(public_key),
                           Param::blob(seed.wrapped.bytes),
                           Param { now } };
    TRY(tx.insert(key_rows, row));
    const std::array params { Param { origin }, Param { branch } };
    TRY(tx.execute(
        "UPDATE journal_key SET origin = $1 WHERE branch_id = $2 AND origin <> $1 "
        "AND origin NOT LIKE '%/since-%' AND NOT EXISTS "
        "(SELECT 1 FROM journal_checkpoint c WHERE c.branch_id = journal_key.branch_id)",
        params
    ));
    return {};
}

Result<crypto::SigningKey>
open_key(const crypto::Vault& vault, Id branch, const StoredKey& stored) {
    const auto seed = TRY(vault.unwrap(branch, stored.sealed_seed));
    crypto::SigningKey key { seed.bytes() };
    if (key.public_key() != stored.verifier.key) {
        return fail(Errc::corrupt, log_key_damaged);
    }
    return key;
}

} // namespace boai::transparency
