/// \file
/// Entry: what is posted, as its caller gives it: lines that sum to zero in every fund.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace boai::ledger {

/// Renminbi, counted in fen.
inline constexpr std::string_view renminbi = "CNY";

/// What an entry tells. The numbers are stored.
enum class EntryKind : std::uint8_t {
    gift = 1,
    refund = 2, ///< money given back to the donor
    reversal = 3, ///< an entry by mistake, taken out again
    settlement = 4, ///< a platform has paid out to the bank
    payment = 5,
    payment_return = 6, ///< money of a payment that came back
    fee = 7, ///< the management fee a fund owes to the unrestricted one
    allocation = 8, ///< sent to another branch
    confirmation = 9, ///< received from another branch
    clearing = 10, ///< the sender's side of a confirmation
    allocation_return = 11, ///< sent, not accepted, and back again
    amendment = 12, ///< another donor stands on a gift; no money moves
    erasure = 13, ///< a donor's values were destroyed; no money moves
    paper = 14, ///< a file was attached to a record; no money moves
    goods_gift = 15, ///< goods came, with their value where it is proved
    notice = 16, ///< a disclosure notice was published; no money moves
    notice_note = 17, ///< a note was put to a published notice; no money moves
    match_promise = 31, ///< a match was promised on top of gifts; a receivable, no income yet
    match_settlement = 32, ///< the bank has money of a match
    match_withdrawal = 33, ///< a match, or the rest of it, will not come
    match_return = 34, ///< money of a match went back to whoever promised it
    unidentified = 18, ///< money came of which nobody knows from whom
    charge = 19, ///< what a bank or a service took or added by itself: fees, interest
    reconciliation = 20, ///< an account agrees with its statements; no money moves
};

/// The word of a kind in leaves, and what people call it.
[[nodiscard]] std::string_view word_of(EntryKind kind);
[[nodiscard]] Text title_of(EntryKind kind);
[[nodiscard]] std::optional<EntryKind> kind_of(std::string_view word);

/// The unrestricted fund in leaves, and as it is told in refusals.
inline constexpr std::string_view unrestricted_code = "U";
inline constexpr Text unrestricted_name { "非定向资金", "unrestricted money" };

/// The fund of money that nobody has claimed yet, apart from all others so that it is not spent.
inline constexpr std::string_view unidentified_code = "unidentified";
inline constexpr Text unidentified_name { "待查款项", "unidentified receipts" };

/// A self-balancing set of accounts: the money given for one purpose. `id` is the purpose's; none
/// for the unrestricted fund. Texts are borrowed.
struct Fund {
    Id id;
    std::string_view code; ///< "F-flood"; "U" for the unrestricted one
    Text name {}; ///< as told in a refusal
};

/// The fund of gifts without a purpose.
[[nodiscard]] Fund unrestricted_fund();
/// The fund of unidentified receipts; its id is the program's own and no purpose's.
[[nodiscard]] Fund unidentified_fund();

/// One line; debits are positive. Texts are borrowed.
struct Line {
    Fund fund;
    std::string_view account;
    std::int64_t amount = 0; ///< in fen, or in units of the commodity
    std::string_view commodity = renminbi;
};

/// The part of a fund's axis that one gift takes up.
struct OwnPart {
    std::int64_t position = 0;
    std::int64_t amount = 0; ///< as given, before anything was returned
};

/// c = SHA-256(domain, field, salt, value), told in the leaf instead of the value.
struct Commitment {
    std::string field; ///< "donor"
    std::string hash; ///< 64 hexadecimal digits
};

/// What a leaf says of one lot of goods beside its lines. Texts are borrowed.
struct GoodsTold {
    std::string_view lot; ///< the part of the accounts it lies on
    std::string_view commodity;
    std::string_view item;
    std::string_view specification; ///< empty for none
    std::string_view unit;
    std::string_view value_basis; ///< "none", "invoice" or "fair_value"
};

/// What a leaf says of something published: everybody can get the text and hash it. Borrowed.
struct PublishedTold {
    std::string_view number; ///< under which it was published
    std::string_view sha256; ///< of its bytes, 64 hexadecimal digits
};

/// What a leaf says of an account that agrees with its statements. Amounts are in fen. What the
/// statements close with is what the book holds, what it never held (`brought_forward`) and the
/// lines that it does not tell of, less the entries that the statements do not tell of.
struct ReconciliationTold {
    std::string account; ///< "1002", "1003/alipay"; agency money on the same account included
    Day begins;
    Day ends;
    std::int64_t opening = 0; ///< of the statements
    std::int64_t received = 0;
    std::int64_t paid = 0; ///< above zero
    std::int64_t closing = 0; ///< opening + received - paid
    std::int64_t book = 0; ///< balance of the account at the end, by the entries before this one
    std::int64_t brought_forward = 0; ///< the statements' opening over the book's, the first time
    std::int64_t open_lines = 0; ///< sum
    std::int64_t open_line_count = 0;
    std::int64_t open_entries = 0; ///< sum
    std::int64_t open_entry_count = 0;

    /// Whether closing = opening + received - paid = book + brought forward + lines - entries.
    [[nodiscard]] bool adds_up() const;

    friend bool operator==(const ReconciliationTold&, const ReconciliationTold&) = default;
};

/// One entry. Everything is borrowed for the time of the call.
struct Entry {
    EntryKind kind = EntryKind::gift;
    Id branch;
    std::string_view branch_code;
    Id source; ///< the record it tells of: a gift, a refund, a payment
    std::string_view public_id; ///< stands for `source` in the leaf; see public_id()
    Day day;
    std::string_view receipt {}; ///< as printed; empty for none
    std::optional<std::uint64_t> corrects {}; ///< the entry it refunds, reverses or amends
    std::span<const Line> lines;
    /// Money taken back comes out of this part, at its end, and not out of the oldest.
    std::optional<OwnPart> own_part {};
    std::span<const GoodsTold> goods {};
    PublishedTold published {}; ///< of notices and notes; empty for none
    const ReconciliationTold* reconciliation = nullptr;
};

/// The lines by themselves: known accounts, amounts within +-10^15, zero in each fund and
/// commodity. Errors: invalid.
Result<void> check_lines(std::span<const Line> lines);

} // namespace boai::ledger
