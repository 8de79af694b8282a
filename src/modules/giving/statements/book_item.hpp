/// \file
/// BookItem: an entry of the ledger beside the statements of an account: matched, suggested or
/// named as open. An entry that has none is open.
#pragma once

#include "modules/giving/statements/statement_line.hpp"

namespace boai::giving {

struct BookItem {
    std::string account;
    std::int64_t entry = 0; ///< its index in the branch's log, from 0
    Day day;
    Money amount; ///< what the entry does to the account
    ItemState state = ItemState::open;
    MatchReason reason = MatchReason::none;
    std::int64_t match_number = 0;
    std::string note; ///< why it is carried
};

extern const record::RecordType book_item_type;

} // namespace boai::giving
