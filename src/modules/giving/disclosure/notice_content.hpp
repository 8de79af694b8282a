/// \file
/// Notice: what a disclosure notice says, as values: rows, uses, sums by purpose and level, and the
/// balance of each purpose. Every rendering is made from it, and the published file is it.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "modules/giving/campaigns/match_claim.hpp"
#include "modules/giving/disclosure/disclosure_notice.hpp"
#include "modules/module.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

enum class NoticeRowKind : std::uint8_t {
    gift,
    goods, ///< one line of a gift in kind
    returned, ///< given back, or a gift of an earlier period taken out
    goods_returned, ///< a gift in kind of an earlier period taken out
    match_platform, ///< money of a match that the bank has; promises are no rows
    match_company,
    match_incentive,
    match_returned, ///< money of a match that went back
};

/// The row of a settled match. Source: guide §1.7: a total of gifts holds no match.
[[nodiscard]] NoticeRowKind row_kind_of(MatchKind kind);
/// None for a row that is no match.
[[nodiscard]] std::optional<MatchKind> match_kind_of(NoticeRowKind kind);

/// One row. It names no donor: who may be named can change, so names are put to it when it is
/// shown (NoticeNames).
struct NoticeRow {
    NoticeRowKind kind = NoticeRowKind::gift;
    Id gift; ///< the gift, the gift in kind, or the settlement of a match
    Id branch;
    Day day;
    Id purpose; ///< none for unrestricted
    Id campaign;
    std::string receipt; ///< as printed; empty for none
    std::string item; ///< of goods
    std::string specification;
    std::int64_t quantity = 0;
    std::string unit;
    std::optional<Money> amount; ///< above zero; none for goods without a proved value
    std::optional<std::int64_t> entry; ///< its index in the branch's log
};

/// One use, or one move between branches or funds.
struct NoticeUse {
    modules::MoneyMoveKind kind = modules::MoneyMoveKind::payment;
    Id branch;
    Id other; ///< the branch at the other end of an allocation or an arrival
    Id purpose;
    Day day;
    Money amount; ///< above zero
    std::string title;
    std::optional<std::int64_t> entry;
    bool is_within = false; ///< from one branch of the notice to another: neither in nor out
};

/// Sums of one purpose at the branches of one level.
struct NoticeSubtotal {
    std::string level; ///< "city"; see society.branch
    Id purpose;
    std::int64_t gifts = 0;
    Money amount;
    Money returned;
    Money matched; ///< settled
    std::int64_t goods = 0; ///< gifts in kind
    Money goods_value;
    std::int64_t unpriced = 0; ///< lines of goods without a value

    friend bool operator==(const NoticeSubtotal&, const NoticeSubtotal&) = default;
};

/// What became of the money of one purpose; gifts in kind are not in it.
/// opening + received + matched + others + arrived + moved_in + interest
///     - returned - used - charged - sent - moved_out = closing
struct NoticeBucket {
    Id purpose;
    Money opening;
    Money received; ///< the gifts of the rows
    Money matched; ///< the settled matches of the rows
    Money returned; ///< the returned rows
    Money others; ///< of a campaign's notice: other gifts for the purpose, less what was returned
    Money arrived; ///< from branches outside
    Money moved_in; ///< fees, from other funds
    Money interest; ///< less what was taken out of the book again
    Money used; ///< payments, less what came back
    Money charged; ///< by banks and platforms, less what was taken out again
    Money sent; ///< to branches outside, less what came back
    Money moved_out; ///< fees
    Money closing;

    friend bool operator==(const NoticeBucket&, const NoticeBucket&) = default;
};

/// What was promised on top of gifts of one purpose and has not come: no income, and no part of a
/// balance. opening + promised - settled - given_up = closing
struct NoticeReceivable {
    MatchKind kind = MatchKind::platform;
    Id purpose;
    Money opening;
    Money promised;
    Money settled; ///< the match rows
    Money given_up; ///< will not come
    Money closing;

    friend bool operator==(const NoticeReceivable&, const NoticeReceivable&) = default;
};

/// Money that came and of which nobody knows from whom: no income before it is identified, and no
/// part of a balance. opening + came - identified - returned = closing
struct NoticeHeld {
    Money opening;
    Money came;
    Money identified; ///< became gifts, which are rows
    Money returned; ///< sent back, or entered by mistake
    Money closing;

    friend bool operator==(const NoticeHeld&, const NoticeHeld&) = default;
};

struct NoticeTotals {
    std::int64_t gifts = 0;
    Money amount;
    Money returned;
    Money matched;
    Money receivable; ///< matches promised that have not come
    Money held; ///< not identified yet
    std::int64_t goods = 0;
    Money goods_value;
    std::int64_t unpriced = 0;
    Money used;
    Money eliminated; ///< received by one branch of the notice from another: counted once
    Money closing;

    friend bool operator==(const NoticeTotals&, const NoticeTotals&) = default;
};

/// What something was called when the notice was made.
struct NoticeBranch {
    Id id;
    std::string code;
    std::string name_zh;
    std::string name_en;
    std::string level;
};

struct NoticeThing {
    Id id;
    std::string code; ///< of a purpose
    std::string name;
};

struct Notice {
    std::string number; ///< as printed; empty for a draft
    Id branch;
    NoticeScope scope = NoticeScope::branch;
    Id campaign;
    Instant begins;
    Instant ends;
    std::string previous; ///< the number of the notice it goes on from; empty for the first
    bool has_balance = true; ///< not for a campaign whose gifts are unrestricted
    std::vector<NoticeBranch> branches; ///< all that rows and uses name
    std::vector<NoticeThing> purposes;
    std::vector<NoticeThing> campaigns;
    std::vector<NoticeRow> rows; ///< by day, then in the order of entry
    std::vector<NoticeUse> uses; ///< by day
    std::vector<NoticeSubtotal> subtotals; ///< by level, then purpose
    std::vector<NoticeBucket> buckets; ///< by purpose, unrestricted first
    std::vector<NoticeReceivable> receivables; ///< by kind, then purpose
    NoticeHeld held; ///< nothing in a campaign's notice
    NoticeTotals totals;

    [[nodiscard]] const NoticeBranch* find_branch(Id id) const;
    /// Of a purpose or campaign; empty for none.
    [[nodiscard]] std::string purpose_name(Id id) const;
    [[nodiscard]] std::string campaign_name(Id id) const;
    [[nodiscard]] std::string_view level_of(Id branch) const;

    /// Whether matches were promised, settled or receivable.
    [[nodiscard]] bool tells_matches() const {
        return !receivables.empty() || totals.matched.fen != 0;
    }
};

/// The closing by the other parts.
[[nodiscard]] Money closing_of(const NoticeBucket& bucket);
[[nodiscard]] Money closing_of(const NoticeReceivable& receivable);
[[nodiscard]] Money closing_of(const NoticeHeld& held);

/// The sums that the rows come to.
[[nodiscard]] std::vector<NoticeSubtotal> subtotals_of(const Notice& notice);
[[nodiscard]] NoticeTotals totals_of(const Notice& notice);
/// What rows and uses come to in each purpose: all parts but `opening`, `others` and `closing`,
/// which are zero.
[[nodiscard]] std::vector<NoticeBucket> movements_of(const Notice& notice);

/// What opened a purpose, and what came to it that is no row; for add_up.
struct NoticeOpening {
    Id purpose;
    Money opening;
    Money others;
};

/// Fills subtotals, buckets and totals from rows, uses and openings, and every closing.
void add_up(Notice& notice, const std::vector<NoticeOpening>& openings);

} // namespace boai::giving
