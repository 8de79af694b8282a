/// \file
/// GoodsGift: goods given at one time by one donor: listed, counted by a second person, then taken
/// into store or handed to the recipient on the spot, or refused. What it consists of are its lines
/// (goods_line.hpp).
#pragma once

#include "modules/giving/gift.hpp"
#include "record/record_type.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

enum class Delivery : std::uint8_t { store, direct };
enum class GoodsState : std::uint8_t { listed, counted, accepted, delivered, refused, reversed };
enum class GoodsReceipt : std::uint8_t { due, issued, voided, waived };

/// Source: 慈善法 articles 36, 38, 54; 红十字会法 article 20; guide §1.5 (count by two, direct
/// delivery).
struct GoodsGift {
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name; ///< full name, or the alias the donor chose; empty when anonymous
    Id donor_person;
    Id donor_organisation;
    bool publish_name = false; ///< the donor consents to the full name being shown
    std::optional<Day> name_consent_on;
    Day day; ///< the goods came
    Id channel;
    Id campaign;
    Id purpose; ///< none for unrestricted
    Delivery delivery = Delivery::store;
    std::string recipient; ///< of direct delivery: the unit the goods go straight to
    std::string reference; ///< of the donor's list or delivery note
    std::string note;
    GoodsState state = GoodsState::listed;
    std::int64_t lines = 0;
    std::int64_t unpriced = 0; ///< lines without a value
    Money value; ///< of the other lines, as counted
    Id counted_by; ///< the second person of the society's side
    std::optional<Day> counted_on;
    std::string donor_counters; ///< who counted for the donor
    std::optional<Day> accepted_on;
    std::string taken_by; ///< of direct delivery: who took the goods
    std::optional<Day> reversed_on;
    std::int64_t receipt_year = 0;
    std::int64_t receipt_number = 0; ///< of the same sequence as of gifts in cash; 0 for none
    GoodsReceipt receipt_state = GoodsReceipt::due;
    Id batch; ///< the import it came with
    std::optional<std::int64_t> entry; ///< its index in the branch's log, from 0
    std::optional<std::int64_t> donor_entry; ///< that commits to the donor, when it is another
    std::optional<std::int64_t> reversal_entry;
};

extern const record::RecordType goods_gift_type;

/// The donor's name as the public sees it; `record` is a GoodsGift.
[[nodiscard]] std::string mask_goods_donor(const void* record, std::string_view name);

} // namespace boai::giving

namespace boai::record {

inline constexpr Choice giving_deliveries[] = {
    { "store", { "入库", "Into store" } },
    { "direct", { "直达受赠单位", "Straight to the recipient" } },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::Delivery> { giving_deliveries };

inline constexpr Choice giving_goods_states[] = {
    { "listed", { "待清点", "Listed" }, Tone::wait },
    { "counted", { "已清点", "Counted" }, Tone::wait },
    { "accepted", { "已入库", "Accepted" }, Tone::good },
    { "delivered", { "已直达", "Delivered" }, Tone::good },
    { "refused", { "已谢绝", "Refused" }, Tone::quiet },
    { "reversed", { "已冲销", "Reversed" }, Tone::bad },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::GoodsState> { giving_goods_states };

inline constexpr Choice giving_goods_receipts[] = {
    { "due", { "待开具", "Due" }, Tone::wait },
    { "issued", { "已开具", "Issued" }, Tone::good },
    { "voided", { "已作废", "Voided" }, Tone::bad },
    { "waived", { "捐赠人不要票据", "Waived by the donor" }, Tone::quiet },
};
template <>
inline constexpr std::span<const Choice> choices_of<giving::GoodsReceipt> { giving_goods_receipts };

} // namespace boai::record
