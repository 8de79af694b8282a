/// \file
/// Gifts and uses as open data: in the shape of the 360Giving Data Standard 1.4 and as IATI 2.03
/// activities. Pure: they get what they tell. No personal values: a donor is named only when the
/// name may be shown in full.
#pragma once

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boai::giving {

/// One gift, or one use, as a grant from one side to another.
/// Source: https://standard.threesixtygiving.org/en/1.4/
struct OpenGrant {
    std::string id; ///< without the prefix of all
    std::string title;
    std::string description;
    Money amount;
    Day day;
    std::string from_id;
    std::string from_name;
    std::string to_id;
    std::string to_name;
    std::string programme; ///< the campaign or purpose; empty for none
};

/// What the whole package says of itself.
struct OpenDataInfo {
    std::string title;
    std::string publisher;
    std::string address; ///< of this file; empty when the program does not know its own address
    Instant made;
    Language language = Language::zh;
};

/// Organisations and donors that are told without a register to refer to.
[[nodiscard]] std::string open_branch_id(std::string_view branch_code);
/// Of a name that may be shown: the same for the same name.
[[nodiscard]] std::string open_donor_id(std::string_view name);
[[nodiscard]] std::string_view withheld_id();
[[nodiscard]] Text withheld_name();

/// Begins the JSON package: up to the first grant.
[[nodiscard]] std::string open_json_head();
/// One grant; `is_first` leaves out the comma.
[[nodiscard]] std::string open_json_grant(const OpenGrant& grant, bool is_first);
/// Ends it, and says how many names are withheld.
[[nodiscard]] std::string
open_json_end(const OpenDataInfo& info, std::int64_t grants, std::int64_t withheld);

[[nodiscard]] std::string open_csv_head();
[[nodiscard]] std::string open_csv_grant(const OpenGrant& grant);

/// One movement of an activity. Source: https://iatistandard.org/en/iati-standard/203/
struct IatiTransaction {
    enum class Kind : std::uint8_t { incoming = 1, disbursement = 3, expenditure = 4 };
    Kind kind = Kind::incoming;
    Day day;
    Money amount; ///< below zero when what was told before came back
    std::string description;
    std::string receiver_id; ///< of a disbursement to another branch
    std::string receiver_name;
};

/// What was done for one purpose by one branch.
struct IatiActivity {
    std::string branch_code;
    std::string branch_name;
    std::string code; ///< of the purpose
    std::string title;
    std::string description;
    Day begins;
    std::optional<Day> ends; ///< planned
    bool is_closed = false;
    std::vector<IatiTransaction> transactions; ///< by day
};

[[nodiscard]] std::string
iati_file(const std::vector<IatiActivity>& activities, const OpenDataInfo& info);

} // namespace boai::giving
