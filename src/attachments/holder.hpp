/// \file
/// Holder: what a module says of a record type that papers may be attached to.
#pragma once

#include "attachments/attachment.hpp"
#include "record/command.hpp"
#include "record/record_table.hpp"

#include <string_view>
#include <vector>

namespace boai::attachments {

enum class Change : std::uint8_t { attach, withdraw };

/// One record type with papers.
struct Holder {
    std::string_view record; ///< "spending.payment"
    std::string_view capability; ///< to attach and to withdraw
    /// Whether the record, as it stands, takes this paper or lets it go. Errors: conflict.
    Result<void> (*check)(
        record::Queries queries, const record::Loaded& owner, PaperKind kind, Change change
    );
};

using Holders = std::vector<Holder>;

} // namespace boai::attachments
