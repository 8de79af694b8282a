#include "modules/giving/gift_proof.hpp"

#include "ledger/receipt_extra.hpp"
#include "modules/giving/gift_amendments.hpp"

namespace boai::giving {
namespace {

Error not_published() {
    return { Errc::not_found,
             Text { "证明还没有生成，请稍后再试", "there is no proof yet; try again shortly" },
             {} };
}

/// The entry that an amendment made. Errors: not_found.
Result<std::int64_t>
amendment_asked(record::Queries queries, const DonorTold& gift, std::optional<std::size_t> asked) {
    if (!gift.donor_entry) {
        return fail(
            Errc::not_found,
            Text { "这笔捐赠没有更正过捐赠人", "the donor of this gift was never corrected" }
        );
    }
    if (!asked) {
        return *gift.donor_entry;
    }
    const auto amendments = TRY(amendments_of(queries, gift));
    if (*asked == 0 || *asked > amendments.size()) {
        return fail(
            Errc::not_found,
            compose(
                { "这笔捐赠的捐赠人更正过 {} 次", "the donor of this gift was corrected {} times" },
                { std::to_string(amendments.size()) }
            )
        );
    }
    return amendments[*asked - 1].entry;
}

Result<std::int64_t>
entry_asked(record::Queries queries, const DonorTold& gift, const ProofAsked& asked) {
    switch (asked.what) {
    case ProofOf::gift:
        return *gift.entry;
    case ProofOf::amendment:
        return amendment_asked(queries, gift, asked.amendment);
    default:
        return gift.donor_entry.value_or(*gift.entry);
    }
}

} // namespace

std::string proof_file(std::string_view receipt, const ProofAsked& asked) {
    std::string name;
    if (asked.what == ProofOf::donor) {
        name = "donor-";
    } else if (asked.what == ProofOf::amendment) {
        name = "amendment-";
        name += asked.amendment ? std::to_string(*asked.amendment) + '-' : std::string {};
    }
    return name.append(receipt).append(".tlog-proof");
}

Result<std::string> gift_proof(
    ProofSources sources, storage::Connection& connection, const DonorTold& gift, ProofAsked asked
) {
    const auto published = sources.logs.find(gift.head.branch);
    if (!published || !gift.entry) {
        return std::unexpected(not_published());
    }
    const auto entry = TRY(entry_asked(record::queries_of(connection), gift, asked));
    transparency::StoredLog log { connection, gift.head.branch };
    auto proof = TRY(sources.prover.prove(log, static_cast<std::uint64_t>(entry), *published));
    if (asked.what == ProofOf::donor) {
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
