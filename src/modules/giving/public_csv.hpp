/// \file
/// Public gifts as CSV, for spreadsheets; however many there are.
#pragma once

#include "modules/giving/public_gifts.hpp"

#include <deque>
#include <string>
#include <vector>

namespace boai::giving {

/// The header row, behind a byte order mark.
[[nodiscard]] std::string gifts_csv_head(Language language);

/// One line for each gift; text that would be taken for a formula is defused.
[[nodiscard]] std::string gifts_csv_rows(const std::vector<PublicGift>& gifts, Language language);

/// All gifts a question finds, latest day first, in pieces: from each branch a page by its own
/// order, merged. Each piece shows the book as it is then, so that a slow download holds nothing
/// back; a gift booked meanwhile may or may not be among them. Threads: one at a time.
class PublicGiftPages {
public:
    /// `question` without a receipt; its limit is the size of a branch's page.
    PublicGiftPages(const PublicQuestion& question, const std::vector<Id>& branches);

    /// The next gifts; empty after the last. Errors: as PublicReader.
    Result<std::vector<PublicGift>> next(PublicReader& reader);

private:
    struct Branch {
        Id id;
        std::deque<PublicGift> waiting {};
        PublicQuestion question;
        bool is_read = false; ///< to its last gift
    };

    static Result<void> refill(PublicReader& reader, Branch& branch);

    std::vector<Branch> branches_;
};

} // namespace boai::giving
