/// \file
/// The file of payment accounts in the data folder.
#pragma once

#include "base/result.hpp"
#include "crypto/vault.hpp"
#include "payments/accounts.hpp"

#include <filesystem>
#include <vector>

namespace boai::app {

/// DATA/payments.conf, of mode 0600.
[[nodiscard]] std::filesystem::path payment_file(const std::filesystem::path& data);

/// The sections of the file; none when it is not there. Errors: as crypto::read_key_file and
/// payments::parse_account_file.
Result<std::vector<payments::AccountSection>> read_payment_file(const std::filesystem::path& data);

/// Puts these sections in the place of the file's. Errors: as crypto::replace_key_file.
Result<void> write_payment_file(
    const std::filesystem::path& data, const std::vector<payments::AccountSection>& sections
);

/// The accounts of the file; none for an empty `data`. Errors: those of reading and opening.
Result<payments::Accounts>
load_payment_accounts(const std::filesystem::path& data, const crypto::Vault& vault);

} // namespace boai::app
