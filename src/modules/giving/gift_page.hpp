/// \file
/// The public page of one gift. Pure: it gets what it shows.
#pragma once

#include "modules/giving/campaigns/match_claim.hpp"
#include "modules/giving/gift_amendments.hpp"
#include "modules/giving/paper/receipt_content.hpp"
#include "modules/giving/trace_picture.hpp"
#include "pages/layout.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// What the proof box needs.
struct ProofView {
    std::string branch_code; ///< names the log
    std::string vkey; ///< the log's key
    std::int64_t entry = 0; ///< the gift's, in the log
    std::optional<std::int64_t> donor_entry {}; ///< where another donor was put on it last
    std::vector<Amendment> amendments {}; ///< that are published, oldest first
    bool is_published = false; ///< false in the first seconds
    bool has_donors = false; ///< for the donor: a proof with the name can be given
    std::vector<std::string> witnesses {}; ///< keys of those who may have signed with the log
};

/// Everything the page shows.
struct GiftView {
    std::string society;
    ReceiptContent receipt; ///< as the reader may see it
    std::string token; ///< the donor's own; empty for everybody
    std::optional<GiftTrace> trace;
    std::optional<ProofView> proof;
    std::array<Money, match_kinds> matches {}; ///< promised on top of it, by MatchKind
};

[[nodiscard]] pages::Page gift_page(const GiftView& view, Language language);

} // namespace boai::giving
