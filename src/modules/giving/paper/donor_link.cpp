#include "modules/giving/paper/donor_link.hpp"

#include "crypto/hash.hpp"

namespace boai::giving {

namespace {

/// `text` begins as no one-time link does, so that neither can be taken for the other.
std::string letters_of(const crypto::Vault& vault, const std::string& text) {
    constexpr std::size_t bytes = 16;
    const auto hash = vault.tokens().hash(crypto::TokenKind::one_time, text);
    return crypto::base64_url(std::string_view { hash }.substr(0, bytes));
}

} // namespace

std::string donor_token(const crypto::Vault& vault, Id gift, const ReceiptNumber& number) {
    return letters_of(
        vault,
        "receipt\n" + to_string(gift) + "\n"
            + receipt_text(number.branch_code, number.year, number.number)
    );
}

bool is_donor_token(
    const crypto::Vault& vault, Id gift, const ReceiptNumber& number, std::string_view token
) {
    return crypto::equal_in_constant_time(donor_token(vault, gift, number), token);
}

std::string order_token(const crypto::Vault& vault, Id order) {
    return letters_of(vault, "order\n" + to_string(order));
}

bool is_order_token(const crypto::Vault& vault, Id order, std::string_view token) {
    return crypto::equal_in_constant_time(order_token(vault, order), token);
}

void keep_private(http::Response& response) {
    std::erase_if(response.headers, [](const auto& header) {
        return header.first == "Cache-Control";
    });
    response.headers.emplace_back("Cache-Control", "private, no-store");
    response.headers.emplace_back("X-Robots-Tag", "noindex");
}

} // namespace boai::giving
