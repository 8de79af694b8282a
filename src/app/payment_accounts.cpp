#include "app/payment_accounts.hpp"

#include "crypto/key_file.hpp"

#include <algorithm>

namespace boai::app {

std::filesystem::path payment_file(const std::filesystem::path& data) {
    return data / "payments.conf";
}

Result<std::vector<payments::AccountSection>> read_payment_file(const std::filesystem::path& data) {
    std::error_code ignored;
    if (data.empty() || !std::filesystem::exists(payment_file(data), ignored)) {
        return std::vector<payments::AccountSection> {};
    }
    const auto content = TRY(crypto::read_key_file(payment_file(data)));
    const auto bytes = content.bytes();
    return payments::parse_account_file({ reinterpret_cast<const char*>(bytes.data()),
                                          bytes.size() });
}

Result<void> write_payment_file(
    const std::filesystem::path& data, const std::vector<payments::AccountSection>& sections
) {
    const auto text = payments::account_file_text(sections);
    crypto::LockedBytes content { text.size() };
    std::ranges::copy(text, content.bytes().begin());
    return crypto::replace_key_file(payment_file(data), content);
}

Result<payments::Accounts>
load_payment_accounts(const std::filesystem::path& data, const crypto::Vault& vault) {
    return payments::Accounts::open(TRY(read_payment_file(data)), vault);
}

} // namespace boai::app
