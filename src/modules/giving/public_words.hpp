/// \file
/// How a public gift is told in words, on pages and in files.
#pragma once

#include "modules/giving/public_gifts.hpp"

#include <string>

namespace boai::giving {

/// The masked name, or that the donor is not named.
[[nodiscard]] std::string donor_shown(const PublicGift& gift, Language language);
/// The campaign, else the purpose, else that it is unrestricted.
[[nodiscard]] std::string purpose_shown(const PublicGift& gift, Language language);
[[nodiscard]] std::string branch_shown(const PublicGift& gift, Language language);
/// That it is in the book, or how much of it was given back.
[[nodiscard]] std::string state_shown(const PublicGift& gift, Language language);

} // namespace boai::giving
