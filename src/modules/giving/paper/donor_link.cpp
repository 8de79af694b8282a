#include "modules/giving/paper/donor_link.hpp"

#include "crypto/hash.hpp"

namespace boai::giving {

std::string donor_token(const crypto::Vault& vault, Id gift, const ReceiptNumber& number) {
    // Begins as no one-time link does, so that neither can be taken for the other.
    const auto text = "receipt\n" + to_string(gift) + "\n"
        + receipt_text(number.branch_code, number.year, number.number);
    constexpr std::size_t bytes = 16;
    const auto hash = vault.tokens().hash(crypto::TokenKind::one_time, text);
    return crypto::base64_url(std::string_view { hash }.substr(0, bytes));
}

bool is_donor_token(
    const crypto::Vault& vault, Id gift, const ReceiptNumber& number, std::string_view token
) {
    return crypto::equal_in_constant_time(donor_token(vault, gift, number), token);
}

} // namespace boai::giving
