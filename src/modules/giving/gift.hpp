/// \file
/// Gift: money given, entered once. It is never changed in amount: what is taken back is an entry
/// of its own (refund.hpp).
#pragma once

#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class DonorKind : std::uint8_t { person, organisation, alias, anonymous };
enum class GiftState : std::uint8_t { recorded, partly_refunded, refunded, reversed };
enum class ReceiptState : std::uint8_t { issued, voided, waived };

/// Source: 慈善法 article 38 (what a receipt states); 公益事业捐赠法 article 16; people may give
/// anonymously or under an alias, and 0.01 yuan is a gift.
struct Gift {
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;  ///< full name, or the alias the donor chose; empty when anonymous
    Id donor_person;
    Id donor_organisation;
    bool publish_name = false;  ///< the donor consents to the full name being shown
    std::optional<Day> name_consent_on;  ///< the day of that consent, PIPL article 25
    Money amount;
    Money refunded;
    Day day;
    Id channel;
    Id campaign;
    Id purpose;  ///< none for unrestricted
    std::string reference;  ///< the payment's own number within its channel
    std::string payment_note;
    std::int64_t receipt_year = 0;
    std::int64_t receipt_number = 0;  ///< from 1 without gaps per branch and year; 0 when waived
    ReceiptState receipt_state = ReceiptState::issued;
    GiftState state = GiftState::recorded;
    Id batch;                       ///< the import it came with
    std::int64_t fingerprint = 0;   ///< of an imported row without a reference, keyed; 0 for none
    std::optional<std::int64_t> entry; ///< its index in the branch's log, from 0
    std::int64_t position = 0; ///< where it begins on the axis of its fund, in fen
    std::optional<std::int64_t> donor_entry; ///< that commits to the donor, when it is another
    Id pledge; ///< it pays of
    Id team; ///< of its campaign, that it is credited to
};

extern const record::RecordType gift_type;

/// The receipt's number as printed: "320700-2020-000001".
[[nodiscard]] std::string
receipt_text(std::string_view branch_code, std::int64_t year, std::int64_t number);

/// The parts of a printed receipt number.
struct ReceiptNumber {
    std::string branch_code;
    std::int64_t year = 0;
    std::int64_t number = 0;
};

/// Errors: invalid.
Result<ReceiptNumber> parse_receipt(std::string_view text);

/// Checks of the donor's part, shared by the desk and the import.
/// Errors: invalid: a name for an anonymous gift, no name for a named one.
Result<void> check_donor(DonorKind kind, std::string_view name);

/// A donor's name as the public sees it: in full only with the donor's consent.
[[nodiscard]] std::string shown_name(DonorKind kind, bool publish_name, std::string_view name);
/// The same of a Gift.
[[nodiscard]] std::string mask_donor_name(const void* record, std::string_view name);
[[nodiscard]] std::string mask_payment_note(const void* record, std::string_view note);

}  // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_donor_kinds[] = {
    { "person", { "个人", "Person" } },
    { "organisation", { "单位", "Organisation" } },
    { "alias", { "化名", "Alias" } },
    { "anonymous", { "匿名", "Anonymous" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::DonorKind> { giving_donor_kinds };

inline constexpr Choice giving_gift_states[] = {
    { "recorded", { "已入账", "Recorded" }, Tone::good },
    { "partly_refunded", { "部分退款", "Partly refunded" }, Tone::wait },
    { "refunded", { "已退款", "Refunded" }, Tone::quiet },
    { "reversed", { "已冲销", "Reversed" }, Tone::bad },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::GiftState> { giving_gift_states };

inline constexpr Choice giving_receipt_states[] = {
    { "issued", { "已开具", "Issued" }, Tone::good },
    { "voided", { "已作废", "Voided" }, Tone::bad },
    { "waived", { "捐赠人不要票据", "Waived by the donor" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::ReceiptState> { giving_receipt_states };

}  // namespace boai::record
