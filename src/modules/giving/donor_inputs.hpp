/// \file
/// What commands ask about a donor and about what a gift is for, whichever way it comes.
#pragma once

#include "modules/giving/limits.hpp"
#include "record/field.hpp"
#include "record/hide.hpp"

namespace boai::giving::asked {

inline constexpr record::PlainField donor_kind { .label = { "捐赠人类型", "Donor kind" } };

inline constexpr record::TextField donor_name {
    .label = { "捐赠人", "Donor" },
    .help = { "姓名、单位名称或化名；匿名不填", "Name, organisation or alias; empty if anonymous" },
    .max_length = donor_name_length_max,
    .privacy = record::Privacy::personal,
    .mask = record::hide
};

inline constexpr record::ReferenceField donor_person { .label = { "个人档案", "Person on file" },
                                                       .to = "people.person",
                                                       .own_branch = true,
                                                       .in_use = true };

inline constexpr record::ReferenceField donor_organisation {
    .label = { "单位档案", "Organisation on file" }, .to = "people.organisation"
};

/// 个人信息保护法 25: showing a name to everybody needs a consent of its own.
inline constexpr record::PlainField publish_name {
    .label = { "同意公示全名", "Full name may be shown" },
    .help = { "捐赠人单独同意后才可勾选", "Only with the donor's separate consent" }
};

inline constexpr record::PlainField name_consent_on {
    .label = { "同意公示日期", "Consent to the name given on" },
    .help = { "不填为今天；有个人档案的以登记的同意为准",
              "Today if empty; with a person on file, as the consent entered there" }
};

/// 红十字会法 20.
inline constexpr record::PlainField receipt_waived {
    .label = { "不要票据", "Receipt waived" },
    .help = { "捐赠人声明不要票据（红十字会法第二十条须记录）",
              "The donor does not want a receipt; the law asks to record it" }
};

inline constexpr record::ReferenceField campaign { .label = { "募捐活动", "Campaign" },
                                                   .to = "giving.campaign" };

inline constexpr record::ReferenceField purpose {
    .label = { "定向用途", "Purpose" },
    .to = "giving.purpose",
    .help = { "不选则为非定向", "Leave empty for an unrestricted gift" }
};

} // namespace boai::giving::asked
