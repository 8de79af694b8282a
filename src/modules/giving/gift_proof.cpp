#include "modules/giving/gift_proof.hpp"

#include "ledger/receipt_extra.hpp"

namespace boai::giving {
namespace {

Error not_published() {
    return { Errc::not_found,
             Text { "证明还没有生成，请稍后再试", "there is no proof yet; try again shortly" },
             {} };
}

} // namespace

Result<std::string> gift_proof(
    ProofSources sources, storage::Connection& connection, const DonorTold& gift, ProofOf what
) {
    const auto published = sources.logs.find(gift.head.branch);
    if (!published || !gift.entry) {
        return std::unexpected(not_published());
    }
    if (what == ProofOf::amendment && !gift.donor_entry) {
        return fail(
            Errc::not_found,
            Text { "这笔捐赠没有更正过捐赠人", "the donor of this gift was never corrected" }
        );
    }
    const auto entry = what == ProofOf::gift ? *gift.entry : gift.donor_entry.value_or(*gift.entry);
    transparency::StoredLog log { connection, gift.head.branch };
    auto proof = TRY(sources.prover.prove(log, static_cast<std::uint64_t>(entry), *published));
    if (what == ProofOf::donor) {
        const auto disclosure
            = TRY(disclose_donor(record::queries_of(connection), sources.vault, gift));
        if (!disclosure) {
            return fail(
                Errc::not_found,
                Text { "捐赠人信息已删除，不再提供含姓名的证明",
                       "the donor's data is erased; a proof with the name is no longer given" }
            );
        }
        proof.extra = ledger::write_extra(proof.extra, { *disclosure });
    }
    return journal::to_text(proof);
}

} // namespace boai::giving
