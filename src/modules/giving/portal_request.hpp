/// \file
/// What a visitor of the disclosure asks for, read from the address.
#pragma once

#include "http/message.hpp"
#include "modules/giving/public_gifts.hpp"

namespace boai::giving {

/// Where the page before ended, "2026-01-31.ID". Errors: invalid.
Result<void> read_place(const std::string& text, PublicQuestion& question);

/// from, to, receipt, campaign, before. Errors: invalid for what is no day, id or place.
[[nodiscard]] Result<PublicQuestion> question_of(const http::Request& request);

} // namespace boai::giving
