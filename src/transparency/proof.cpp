#include "transparency/proof.hpp"

namespace boai::transparency {

Result<journal::LogProof>
prove(StoredLog& log, std::uint64_t index, const PublishedCheckpoint& checkpoint) {
    if (index >= checkpoint.size) {
        return fail(
            Errc::not_found,
            Text { "已公布的日志里还没有这一条；刚入账的请稍后再试",
                   "the published log does not hold this entry; one just entered takes a moment" }
        );
    }
    journal::LogProof proof {
        .extra = {}, .index = index, .inclusion = {}, .checkpoint = checkpoint.note
    };
    TRY(log.entries(
        { index, index + 1 },
        [&](std::uint64_t, std::string_view entry) -> Result<void> {
            proof.extra = entry;
            return {};
        }
    ));
    const auto read
        = [&](int level, std::uint64_t at) { return log.hash(level, at, checkpoint.size); };
    proof.inclusion = TRY(journal::inclusion_proof(index, checkpoint.size, read));
    return proof;
}

} // namespace boai::transparency
