#include "attachments/store.hpp"

#include "crypto/hash.hpp"
#include "record/engine.hpp"
#include "record/rows.hpp"

#include <array>

namespace boai::attachments {
namespace {

using storage::Param;

constexpr std::string_view sealed_as = "attachment content";

} // namespace

Result<void> keep_content(
    storage::Transaction& tx,
    const crypto::SubjectKey& key,
    Id branch,
    Id attachment,
    std::string_view bytes
) {
    const auto sealed = crypto::Vault::seal(key, sealed_as, bytes);
    const std::array row { Param { branch }, Param { attachment }, Param::blob(sealed) };
    TRY(tx.execute(
        "INSERT INTO attachments_content (branch_id, id, sealed) VALUES ($1, $2, $3)", row
    ));
    return {};
}

Result<std::string>
read_content(record::Queries queries, const crypto::Vault& vault, const record::Loaded& loaded) {
    const auto& attachment = loaded.as<Attachment>();
    const std::array key { Param { loaded.head.branch }, Param { loaded.head.id } };
    std::string sealed;
    std::string wrapped;
    TRY(queries(
        "SELECT c.sealed, k.wrapped FROM attachments_content c JOIN subject_key k ON k.branch_id = "
        "c.branch_id AND k.id = c.id WHERE c.branch_id = $1 AND c.id = $2",
        key,
        [&](const storage::Row& row) -> Result<void> {
            sealed = row.text(0);
            wrapped = row.text(1);
            return {};
        }
    ));
    if (sealed.empty()) {
        return fail(
            Errc::not_found, Text { "附件内容已删除", "the content of this attachment was erased" }
        );
    }
    const auto subject = TRY(vault.unwrap(loaded.head.id, wrapped));
    auto bytes = TRY(crypto::Vault::open(subject, sealed_as, sealed));
    if (crypto::hex(crypto::view(crypto::sha256(bytes))) != attachment.sha256) {
        return fail(
            Errc::corrupt,
            Text { "附件与登记的校验值不符，可能被调换",
                   "the attachment is not the file that was attached" }
        );
    }
    return bytes;
}

Result<std::vector<record::Loaded>> attachments_of(
    record::Queries queries, const record::RecordTable& table, Id branch, std::string_view owner
) {
    const std::array key { Param { branch }, Param { owner } };
    return record::all_of(
        queries, table, " WHERE t.branch_id = $1 AND t.owner = $2 ORDER BY t.id", key
    );
}

Result<std::int64_t> count_kept(record::CommandContext& context, Id owner, PaperKind kind) {
    const auto text = to_string(owner);
    const auto word = record::choice_of(kind).value;
    const std::array key { Param { context.branch }, Param { text }, Param { word } };
    std::int64_t count = 0;
    TRY(context.tx.query(
        "SELECT count(*) FROM attachments_attachment WHERE branch_id = $1 AND owner = $2 AND kind "
        "= $3 AND state = 'kept'",
        key,
        [&](const storage::Row& row) -> Result<void> {
            count = row.number(0);
            return {};
        }
    ));
    return count;
}

} // namespace boai::attachments
