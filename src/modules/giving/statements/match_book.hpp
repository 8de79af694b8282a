/// \file
/// MatchBook: writes and dissolves matches of one account. Everything that changes a line or an
/// entry beside it goes through here.
#pragma once

#include "modules/giving/statements/account_book.hpp"
#include "modules/giving/statements/book_item.hpp"
#include "record/command.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// A line as matches need it.
struct MatchLine {
    Id id;
    Day day;
    Money amount;
    ItemState state = ItemState::open;
    std::int64_t match_number = 0;
    Money fee;
};

/// Lines and entries that belong together.
struct MatchGroup {
    MatchReason reason = MatchReason::by_hand;
    ItemState state = ItemState::matched;
    std::vector<MatchLine> lines;
    std::vector<AccountEntry> entries;
};

/// Lives for one command.
class MatchBook {
public:
    MatchBook(record::CommandContext& context, std::string account)
        : context_(context)
        , account_(std::move(account)) { }

    /// Writes a match under the next number. Both sides were open before.
    /// Errors: conflict when all of it lies in a period that is signed.
    Result<std::int64_t> write(const MatchGroup& group);
    /// Adds an entry to a match that stands.
    Result<void> add(std::int64_t number, MatchReason reason, const AccountEntry& entry);
    /// Opens both sides of a match again. `declined`: nothing is suggested for its lines any more.
    /// Errors: conflict when it lies in a period that is signed.
    Result<void> dissolve(std::int64_t number, bool declined = false);
    /// Drops all suggestions.
    Result<void> drop_suggestions();
    /// Names an entry as open, with why. Errors: conflict when it is matched.
    Result<void> carry(const AccountEntry& entry, std::string_view note);
    /// Whether the match lies wholly in signed periods.
    Result<bool> is_closed(const MatchGroup& group);

    /// The match of this number as it stands. Errors: not_found.
    Result<MatchGroup> load(std::int64_t number);
    /// Lines by ids. Errors: not_found when one is not of this account.
    Result<std::vector<MatchLine>> lines(const std::vector<Id>& ids);
    /// Entries of the account by their indexes. Errors: not_found.
    Result<std::vector<AccountEntry>> entries(const std::vector<std::int64_t>& indexes);
    /// What is known beside entries that are not matched, and beside those asked for below; read
    /// once.
    Result<const std::map<std::int64_t, BookItem>*> items();
    /// The same with what is known beside these entries, matched or not.
    Result<const std::map<std::int64_t, BookItem>*>
    items_beside(std::span<const std::int64_t> entries);
    Result<const std::vector<ClosedPeriod>*> closed();

    [[nodiscard]] const std::string& account() const { return account_; }

private:
    struct Marks {
        ItemState state = ItemState::open;
        MatchReason reason = MatchReason::none;
        std::int64_t number = 0;
    };

    /// Adds what `condition` finds to what is known.
    Result<void> know(std::string_view condition, std::span<const storage::Param> params);
    Result<void> mark_line(Id line, const Marks& marks);
    Result<void> mark_entry(const AccountEntry& entry, const Marks& marks, std::string_view note);

    record::CommandContext& context_;
    std::string account_;
    std::optional<std::vector<AccountEntry>> entries_; ///< from `entries_from_` on, by index
    std::int64_t entries_from_ = 0;
    std::optional<std::map<std::int64_t, BookItem>> items_;
    std::map<std::int64_t, Id> item_ids_;
    std::optional<std::vector<ClosedPeriod>> closed_;
};

/// "line 12 of the statement" as errors tell it: day and amount.
[[nodiscard]] std::string told_of(const MatchLine& line);

} // namespace boai::giving
