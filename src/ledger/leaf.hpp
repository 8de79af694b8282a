/// \file
/// Leaf: an entry as it stands in the branch's log, written once and kept byte for byte.
#pragma once

#include "ledger/entry.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace boai::ledger {

/// Compact JSON of an entry's public facts: kind, day, branch, receipt number, commitments and
/// lines; amounts are decimal text, because readers in JavaScript have 53 bits.
[[nodiscard]] std::string write_leaf(const Entry& entry, std::span<const Commitment> commitments);

/// A leaf as read back.
struct Leaf {
    struct Line {
        std::string fund;
        std::string account;
        std::string commodity;
        std::int64_t amount = 0;
    };

    EntryKind kind = EntryKind::gift;
    std::string id;
    Day day;
    std::string branch;
    std::string receipt;
    std::optional<std::uint64_t> corrects;
    std::vector<Commitment> commitments;
    std::vector<Line> lines;
    std::optional<ReconciliationTold> reconciliation;
};

/// Reads leaves one after the other. Threads: one at a time.
class LeafReader {
public:
    LeafReader();
    LeafReader(LeafReader&&) noexcept;
    LeafReader& operator=(LeafReader&&) noexcept;
    ~LeafReader();

    /// Errors: corrupt when it is not what write_leaf writes.
    Result<Leaf> read(std::string_view bytes);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

} // namespace boai::ledger
