/// \file
/// The donor's own link: unguessable, printed on the receipt, good without an account.
#pragma once

#include "base/id.hpp"
#include "crypto/vault.hpp"
#include "http/message.hpp"
#include "modules/giving/gift.hpp"

#include <string>
#include <string_view>

namespace boai::giving {

/// 22 letters (128 bits) that grow from the master key, the gift and the receipt's number: stored
/// nowhere, and another one once another receipt is issued.
[[nodiscard]] std::string
donor_token(const crypto::Vault& vault, Id gift, const ReceiptNumber& number);

/// Whether these are the letters, in constant time.
[[nodiscard]] bool is_donor_token(
    const crypto::Vault& vault, Id gift, const ReceiptNumber& number, std::string_view token
);

/// The same of an order that is still to be paid: leads to its page, and from there to the
/// donor's own. Officers see an order's number, but not this.
[[nodiscard]] std::string order_token(const crypto::Vault& vault, Id order);

[[nodiscard]] bool is_order_token(const crypto::Vault& vault, Id order, std::string_view token);

/// Keeps an answer that only the donor may see out of every store on the way, and out of search
/// engines.
void keep_private(http::Response& response);

} // namespace boai::giving
