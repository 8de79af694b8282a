/// \file
/// The words of a published notice's file, for writing and for reading it.
#pragma once

#include "modules/giving/disclosure/notice_content.hpp"

#include <string_view>
#include <utility>

namespace boai::giving::notice_file_words {

/// What is written. Files of the first format know no matches, charges and unidentified money.
inline constexpr std::string_view format = "boai.disclosure_notice.2";
inline constexpr std::string_view first_format = "boai.disclosure_notice.1";

inline constexpr std::pair<NoticeRowKind, std::string_view> rows[] = {
    { NoticeRowKind::gift, "gift" },
    { NoticeRowKind::goods, "goods" },
    { NoticeRowKind::returned, "returned" },
    { NoticeRowKind::goods_returned, "goods_returned" },
    { NoticeRowKind::match_platform, "match_platform" },
    { NoticeRowKind::match_company, "match_company" },
    { NoticeRowKind::match_incentive, "match_incentive" },
    { NoticeRowKind::match_returned, "match_returned" },
};

inline constexpr std::pair<modules::MoneyMoveKind, std::string_view> uses[] = {
    { modules::MoneyMoveKind::payment, "payment" },
    { modules::MoneyMoveKind::payment_return, "payment_return" },
    { modules::MoneyMoveKind::fee, "fee" },
    { modules::MoneyMoveKind::fee_in, "fee_in" },
    { modules::MoneyMoveKind::allocation, "allocation" },
    { modules::MoneyMoveKind::allocation_return, "allocation_return" },
    { modules::MoneyMoveKind::arrival, "arrival" },
    { modules::MoneyMoveKind::charge, "charge" },
    { modules::MoneyMoveKind::charge_return, "charge_return" },
    { modules::MoneyMoveKind::interest, "interest" },
    { modules::MoneyMoveKind::interest_return, "interest_return" },
};

inline constexpr std::pair<MatchKind, std::string_view> matches[] = {
    { MatchKind::platform, "platform" },
    { MatchKind::company, "company" },
    { MatchKind::incentive, "incentive" },
};

/// An amount under its name.
template <class T>
using Part = std::pair<std::string_view, Money T::*>;

/// The amounts of a balance, in the order they are told.
inline constexpr Part<NoticeBucket> balance[] = {
    { "opening", &NoticeBucket::opening },   { "received", &NoticeBucket::received },
    { "matched", &NoticeBucket::matched },   { "others", &NoticeBucket::others },
    { "arrived", &NoticeBucket::arrived },   { "moved_in", &NoticeBucket::moved_in },
    { "interest", &NoticeBucket::interest }, { "returned", &NoticeBucket::returned },
    { "used", &NoticeBucket::used },         { "charged", &NoticeBucket::charged },
    { "sent", &NoticeBucket::sent },         { "moved_out", &NoticeBucket::moved_out },
    { "closing", &NoticeBucket::closing },
};

inline constexpr Part<NoticeReceivable> receivable[] = {
    { "opening", &NoticeReceivable::opening }, { "promised", &NoticeReceivable::promised },
    { "settled", &NoticeReceivable::settled }, { "given_up", &NoticeReceivable::given_up },
    { "closing", &NoticeReceivable::closing },
};

inline constexpr Part<NoticeHeld> held[] = {
    { "opening", &NoticeHeld::opening },       { "came", &NoticeHeld::came },
    { "identified", &NoticeHeld::identified }, { "returned", &NoticeHeld::returned },
    { "closing", &NoticeHeld::closing },
};

} // namespace boai::giving::notice_file_words
