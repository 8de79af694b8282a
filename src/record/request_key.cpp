#include "record/request_key.hpp"

#include "record/generic_commands.hpp"

#include <array>

namespace boai::record {
namespace {

using storage::Param;

const storage::InsertShape request_key_shape { "request_key",
                                               { { "branch_id" },
                                                 { "key", storage::Kind::text },
                                                 { "fingerprint" },
                                                 { "outcome", storage::Kind::text },
                                                 { "at" } },
                                               "" };

/// The caller stands in front, so that no caller meets another's keys.
std::string stored_key(const RequestKey& key) {
    return to_string(key.caller) + ":" + key.text;
}

}  // namespace

std::int64_t
fingerprint_of(const crypto::Vault& vault, const CommandType& command, const void* input) {
    constexpr char between = '\x1f';
    std::string content = command.name;
    if (is_generic(command)) {
        const auto& write = *static_cast<const RecordWrite*>(input);
        content += between + to_string(write.id) + between + write.json;
    }
    for (const auto& field : command.fields) {
        const auto value = field.get(input);
        content += between;
        content
            += value.is_number() ? std::to_string(value.number()) : std::string { value.text() };
    }
    return vault.blind_index("request", content);
}

Result<std::optional<Outcome>>
find_outcome(storage::Transaction& tx, const RequestKey& key, Instant now) {
    const auto text = stored_key(key);
    const std::array params { Param { key.branch }, Param { text } };
    std::optional<Outcome> outcome;
    std::int64_t fingerprint = 0;
    TRY(tx.query_row(
        request_key_shape,
        "SELECT fingerprint, outcome FROM request_key WHERE branch_id = $1 AND key = $2",
        params,
        [&](const storage::Row& row) -> Result<void> {
            fingerprint = row.number(0);
            outcome = Outcome { {}, 0, std::string { row.text(1) } };
            return {};
        }
    ));
    if (!outcome) {
        return outcome;
    }
    if (fingerprint != key.fingerprint) {
        return fail(
            Errc::conflict,
            Text { "这个 Idempotency-Key 已用于另一份内容，请换一个",
                   "this Idempotency-Key was used for another input; use a new one" }
        );
    }
    const std::array again { Param { key.branch }, Param { text }, Param { now } };
    TRY(tx.execute("UPDATE request_key SET at = $3 WHERE branch_id = $1 AND key = $2", again));
    return outcome;
}

Result<void>
keep_outcome(storage::Transaction& tx, const RequestKey& key, const Outcome& outcome, Instant now) {
    const auto text = stored_key(key);
    const std::array row { Param { key.branch },
                           Param { text },
                           Param { key.fingerprint },
                           Param { outcome.kept_json.empty() ? outcome.json : outcome.kept_json },
                           Param { now } };
    return tx.insert(request_key_shape, row);
}

}  // namespace boai::record
