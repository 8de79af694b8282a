#include "modules/giving/known_in_book.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

namespace boai::giving {
namespace {

using exchange::EarlierImport;
using exchange::FingerprintCount;
using exchange::KnownReference;
using storage::Connection;
using storage::Param;
using storage::Row;

constexpr std::size_t asked_at_once = 400;

/// "$3, $4, ..." for `count` values after `before` others.
std::string places(std::size_t before, std::size_t count) {
    std::string text;
    for (std::size_t i = 1; i <= count; ++i) {
        text += (i == 1 ? "$" : ", $") + std::to_string(before + i);
    }
    return text;
}

Result<std::optional<EarlierImport>>
find_import(Connection& connection, Id branch, const std::string& hash, const std::string& digest) {
    std::optional<EarlierImport> found;
    const std::array params { Param { branch }, Param { hash }, Param { digest } };
    TRY(connection.query(
        "SELECT id, file_hash FROM giving_import_batch WHERE branch_id = $1 "
        "AND (file_hash = $2 OR content_digest = $3) AND state = 'committed' ORDER BY id",
        params,
        [&](const Row& row) -> Result<void> {
            const bool same_bytes = row.text(1) == hash;
            if (!found || (same_bytes && !found->same_bytes)) {
                found = EarlierImport { to_string(row.id(0)), same_bytes };
            }
            return {};
        }
    ));
    return found;
}

Result<std::vector<KnownReference>> find_references(
    Connection& connection, Id branch, Id channel, std::span<const std::string> references
) {
    std::vector<KnownReference> known;
    for (std::size_t at = 0; at < references.size(); at += asked_at_once) {
        const auto part = references.subspan(at, std::min(asked_at_once, references.size() - at));
        std::vector<Param> params { branch, channel };
        params.insert(params.end(), part.begin(), part.end());
        TRY(connection.query(
            "SELECT reference, id FROM giving_gift WHERE branch_id = $1 AND channel = $2 "
            "AND reference <> '' AND state <> 'reversed' AND reference IN ("
                + places(2, part.size()) + ")",
            params,
            [&](const Row& row) -> Result<void> {
                known.push_back({ std::string { row.text(0) }, to_string(row.id(1)) });
                return {};
            }
        ));
    }
    return known;
}

Result<std::vector<FingerprintCount>>
find_fingerprints(Connection& connection, Id branch, std::span<const FingerprintCount> rows) {
    std::vector<FingerprintCount> known;
    for (std::size_t at = 0; at < rows.size(); at += asked_at_once) {
        const auto part = rows.subspan(at, std::min(asked_at_once, rows.size() - at));
        std::unordered_map<std::int64_t, std::uint64_t> asked;
        std::vector<Param> params { branch };
        for (const auto& row : part) {
            const auto stored = stored_fingerprint(row.fingerprint);
            asked.emplace(stored, row.fingerprint);
            params.emplace_back(stored);
        }
        TRY(connection.query(
            "SELECT fingerprint, count(*), min(id) FROM giving_gift WHERE branch_id = $1 "
            "AND fingerprint <> 0 AND state <> 'reversed' AND fingerprint IN ("
                + places(1, part.size()) + ") GROUP BY fingerprint",
            params,
            [&](const Row& row) -> Result<void> {
                const auto count = static_cast<std::uint32_t>(row.number(1));
                known.push_back({ asked.at(row.number(0)), count, to_string(row.id(2)) });
                return {};
            }
        ));
    }
    std::ranges::sort(known, {}, &FingerprintCount::fingerprint);
    return known;
}

}  // namespace

std::array<unsigned char, 16> fingerprint_key(const crypto::Vault& vault) {
    std::array<unsigned char, 16> key {};
    const auto first = vault.blind_index("import fingerprint key", "first half");
    const auto second = vault.blind_index("import fingerprint key", "second half");
    std::memcpy(key.data(), &first, sizeof first);
    std::memcpy(key.data() + sizeof first, &second, sizeof second);
    return key;
}

std::int64_t stored_fingerprint(std::uint64_t fingerprint) {
    const auto positive = static_cast<std::int64_t>(fingerprint >> 1U);
    return positive == 0 ? 1 : positive;
}

exchange::KnownGifts known_in_book(Connection& connection, Id branch, Id channel) {
    return {
        .find_import = [&connection, branch](
                           const std::string& hash, const std::string& digest
                       ) { return find_import(connection, branch, hash, digest); },
        .find_references = [&connection, branch, channel](std::span<const std::string> references
                           ) { return find_references(connection, branch, channel, references); },
        .find_fingerprints = [&connection, branch](std::span<const FingerprintCount> rows
                             ) { return find_fingerprints(connection, branch, rows); },
    };
}

}  // namespace boai::giving
