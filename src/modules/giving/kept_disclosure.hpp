/// \file
/// KeptDisclosure: what pages of the disclosure are made of, kept in memory for one state of the
/// book.
#pragma once

#include "modules/giving/gift_rows.hpp"
#include "modules/giving/public_gifts.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace boai::giving {

/// What the disclosure answers to a question.
struct DisclosureAnswer {
    ShownRows rows;
    PublicTotals totals; ///< of the period and campaign; nothing for a receipt
    std::shared_ptr<const std::vector<PublicCampaign>> campaigns; ///< to choose from
};

/// Reads it all. Errors: as the reader.
Result<DisclosureAnswer>
read_answer(PublicReader& reader, const PublicQuestion& question, Language language);

/// What the answer to a period and campaign is made of: a list depends on where it begins, the
/// sums on the campaign alone, so that a few of them answer what nobody asked before.
struct DisclosureParts {
    std::shared_ptr<const GiftRows> list; ///< from where the question begins, without its end
    std::shared_ptr<const std::vector<RunningTotals>> totals;
    std::shared_ptr<const std::vector<PublicCampaign>> campaigns;

    [[nodiscard]] bool are_all_there() const {
        return list != nullptr && totals != nullptr && campaigns != nullptr;
    }
};

/// Whether the answer is made of parts: not when a receipt or a name is asked for.
[[nodiscard]] bool has_parts(const PublicQuestion& question);
/// Reads those that are not there. Errors: as the reader.
Result<void> read_missing(
    PublicReader& reader, const PublicQuestion& question, Language language, DisclosureParts& parts
);
/// The answer, made of parts that are all there.
[[nodiscard]] DisclosureAnswer answer_of(const PublicQuestion& question, DisclosureParts parts);

/// Parts by the questions they belong to. Threads: any.
class KeptDisclosure {
public:
    explicit KeptDisclosure(std::size_t bytes_max)
        : bytes_max_(bytes_max) { }

    /// The parts that were kept at `version` of the book.
    [[nodiscard]] DisclosureParts
    find(const PublicQuestion& question, Language language, std::uint64_t version);
    /// Keeps parts that are all there and show the book as it was at `version`.
    void keep(
        const PublicQuestion& question,
        Language language,
        std::uint64_t version,
        const DisclosureParts& parts
    );

private:
    /// Lists of one campaign by the place that their rows stand before.
    using Lists = std::map<GiftPlace, std::shared_ptr<const GiftRows>>;

    std::size_t bytes_max_;
    std::mutex mutex_;
    std::uint64_t version_ = 0;
    std::size_t bytes_ = 0;
    std::map<std::pair<Language, Id>, Lists> lists_; ///< by campaign; no Id for all gifts
    std::map<Id, std::shared_ptr<const std::vector<RunningTotals>>> totals_; ///< the same
    std::shared_ptr<const std::vector<PublicCampaign>> campaigns_;
};

} // namespace boai::giving
