/// \file
/// What the public may read of gifts: masked rows by receipt, by the donor's own full name, by
/// period and campaign.
#pragma once

#include "base/function_ref.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/gift.hpp"
#include "record/engine.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boai::giving {

/// One gift as everybody may see it.
struct PublicGift {
    Id id;
    std::string receipt;  ///< empty when it has none
    Day day;
    std::string donor;    ///< masked
    bool is_named = false; ///< the donor's name is there in full, and may be told on
    DonorKind donor_kind = DonorKind::person;
    Money amount;
    Money refunded;
    GiftState state = GiftState::recorded;
    std::string channel;
    std::string campaign;
    std::string purpose;  ///< empty for unrestricted
    std::string branch_zh;
    std::string branch_en;
};

/// One campaign with its sums.
struct PublicCampaign {
    Id id;
    Campaign campaign;
    std::string purpose;
    Money amount;
    std::int64_t gifts = 0;
};

/// Where a gift stands in the public order, which begins with the greatest.
struct GiftPlace {
    Day day;
    Id id;
    friend auto operator<=>(const GiftPlace&, const GiftPlace&) = default;
};

/// What is asked for; everything left out does not narrow.
struct PublicQuestion {
    std::string name;     ///< a donor's full name, compared exactly
    std::string receipt;  ///< a printed receipt number
    std::optional<Day> from;
    std::optional<Day> to;
    Id campaign;
    Id team {};
    std::size_t limit = 50;
    Id before;     ///< with before_day: the last row of the page before
    Day before_day;
};

struct PublicPage {
    std::vector<PublicGift> gifts;
    bool more = false;
};

/// Sums over a period and, if given, one campaign.
struct PublicTotals {
    Money amount;
    std::int64_t gifts = 0;

    friend PublicTotals operator+(PublicTotals a, PublicTotals b) {
        return { a.amount + b.amount, a.gifts + b.gifts };
    }

    friend PublicTotals operator-(PublicTotals a, PublicTotals b) {
        return { a.amount - b.amount, a.gifts - b.gifts };
    }
};

/// The income up to and with a day.
struct RunningTotals {
    Day day;
    PublicTotals until;
};

/// The order of public lists: latest day first.
[[nodiscard]] bool is_later(const PublicGift& a, const PublicGift& b);

/// Reads for the public, over all branches of the book. Reversed gifts are left out: they are
/// not gifts. Errors: invalid for a receipt number or period that cannot be.
class PublicReader {
public:
    PublicReader(record::Engine& engine, storage::Connection& connection)
        : engine_(engine)
        , connection_(connection)
        , tree_(engine.branches()) { }

    [[nodiscard]] storage::Connection& connection() { return connection_; }

    /// Latest day first.
    Result<PublicPage> find(const PublicQuestion& question);
    /// Appends the gifts of one branch, latest day first: one more than the question's limit when
    /// there are more. The question must not ask for a receipt.
    Result<void>
    read_branch(const PublicQuestion& question, Id branch, std::vector<PublicGift>& gifts);
    Result<PublicTotals> totals(Id campaign, std::optional<Day> from, std::optional<Day> to);
    /// After each day that brought any, oldest first.
    Result<std::vector<RunningTotals>> running_totals(Id campaign);
    /// Income of each of the last `days` days up to `today`, oldest first.
    Result<std::vector<Money>> daily(Day today, int days, Id campaign);
    /// Published campaigns, open ones first; their sums are left empty.
    Result<std::vector<PublicCampaign>> published();
    /// The same with their sums.
    Result<std::vector<PublicCampaign>> campaigns();
    /// Errors: not_found when it is not published.
    Result<PublicCampaign> campaign(Id id);
    /// Every branch of the book.
    [[nodiscard]] std::vector<Id> branches() const;

private:
    /// Where one gift stands in the public order.
    struct Place {
        Day day;
        Id id;
        Id branch;
        friend auto operator<=>(const Place&, const Place&) = default;
    };

    /// The places of the latest gifts of all branches, up to one page more of each.
    Result<std::vector<Place>> places(const PublicQuestion& question);
    /// Reads them, in no order; at most `at_once`.
    Result<void>
    read_places(std::span<const Place> places, std::size_t at_once, std::vector<PublicGift>& gifts);
    /// The income of each day that has any, oldest first.
    Result<void>
    read_days(Id campaign, Day from, Day to, FunctionRef<void(Day day, PublicTotals totals)> take);
    Result<void> read_names();
    [[nodiscard]] PublicGift public_form(const record::Loaded& loaded) const;

    record::Engine& engine_;
    storage::Connection& connection_;
    std::shared_ptr<const record::BranchTree> tree_;
    std::map<Id, std::string> names_; ///< of channels, campaigns and purposes
    bool has_names_ = false;
};

} // namespace boai::giving
