/// \file
/// Notice: what a disclosure notice says, as values: rows, uses, sums by purpose and level, and the
/// balance of each purpose. Every rendering is made from it, and the published file is it.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
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
};

/// One row. It names no donor: who may be named can change, so names are put to it when it is
/// shown (NoticeNames).
struct NoticeRow {
    NoticeRowKind kind = NoticeRowKind::gift;
    Id gift; ///< the gift, or the gift in kind
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
    std::int64_t goods = 0; ///< gifts in kind
    Money goods_value;
    std::int64_t unpriced = 0; ///< lines of goods without a value

    friend bool operator==(const NoticeSubtotal&, const NoticeSubtotal&) = default;
};

/// What became of the money of one purpose; gifts in kind are not in it.
/// opening + received + others + arrived + moved_in - returned - used - sent - moved_out = closing
struct NoticeBucket {
    Id purpose;
    Money opening;
    Money received; ///< the gifts of the rows
    Money returned; ///< the returned rows
    Money others; ///< of a campaign's notice: other gifts for the purpose, less what was returned
    Money arrived; ///< from branches outside
    Money moved_in; ///< fees, from other funds
    Money used; ///< payments, less what came back
    Money sent; ///< to branches outside, less what came back
    Money moved_out; ///< fees
    Money closing;

    friend bool operator==(const NoticeBucket&, const NoticeBucket&) = default;
};

struct NoticeTotals {
    std::int64_t gifts = 0;
    Money amount;
    Money returned;
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
    NoticeTotals totals;

    [[nodiscard]] const NoticeBranch* find_branch(Id id) const;
    /// Of a purpose or campaign; empty for none.
    [[nodiscard]] std::string purpose_name(Id id) const;
    [[nodiscard]] std::string campaign_name(Id id) const;
    [[nodiscard]] std::string_view level_of(Id branch) const;
};

/// The closing of a bucket by its other parts.
[[nodiscard]] Money closing_of(const NoticeBucket& bucket);

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

/// Fills subtotals, buckets and totals from rows, uses and openings.
void add_up(Notice& notice, const std::vector<NoticeOpening>& openings);

} // namespace boai::giving
