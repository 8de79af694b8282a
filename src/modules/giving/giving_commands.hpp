/// \file
/// Commands of the giving module.
#pragma once

#include "modules/giving/gift.hpp"
#include "record/command.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boai::giving {

/// What giving.record_gift asks for.
struct RecordGift {
    DonorKind donor_kind = DonorKind::person;
    std::string donor_name;
    Money amount;
    Day day;
    Id channel;
    Id campaign;
    Id purpose;
    std::string reference;
    std::string payment_note;
    Id donor_person;
    Id donor_organisation;
    bool publish_name = false;
    bool receipt_waived = false;
    std::optional<Day> name_consent_on; ///< today when left out
    Id pledge; ///< it pays of
    Id team; ///< it is credited to
};

/// The field table of RecordGift.
[[nodiscard]] std::span<const record::FieldSpec> record_gift_input();

/// record_gift, refund_gift, reverse_gift, void_receipt, issue_receipt, amend_donor, hide_name,
/// erase_donor, approve, withdraw_approval.
[[nodiscard]] std::vector<record::CommandType> giving_commands();

}  // namespace boai::giving
