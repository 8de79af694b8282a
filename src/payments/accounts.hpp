/// \file
/// Accounts: the society's accounts at payment services, with the keys that check their notices.
#pragma once

#include "base/money.hpp"
#include "crypto/vault.hpp"
#include "payments/account_file.hpp"
#include "payments/alipay_notice.hpp"
#include "payments/wechat_notice.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace boai::payments {

/// One account of one branch.
struct Account {
    Service service = Service::wechat;
    std::string branch; ///< code
    std::string channel; ///< code of the channel that its gifts came by
    /// What the code to be scanned says: the address of the society's cashier, in which {order},
    /// {amount} (yuan) and {fen} are filled in.
    std::string collection;
    bool is_simulated = false; ///< keys of the simulator: no money behind it
    std::optional<WechatMerchant> wechat;
    std::optional<AlipayMerchant> alipay;

    [[nodiscard]] const std::string& merchant() const;
    /// The collection address for one order.
    [[nodiscard]] std::string collection_of(std::string_view order, Money amount) const;
};

/// Immutable once made. Threads: any.
class Accounts {
public:
    Accounts() = default;
    /// Errors: invalid, naming section and value; corrupt when a secret was sealed elsewhere.
    static Result<Accounts>
    open(const std::vector<AccountSection>& sections, const crypto::Vault& vault);

    [[nodiscard]] const std::vector<Account>& all() const { return accounts_; }

    [[nodiscard]] bool has(Service service) const { return first(service) != nullptr; }

    /// Null when there is none.
    [[nodiscard]] const Account* first(Service service) const;
    [[nodiscard]] const Account* find(Service service, std::string_view branch) const;
    /// By the merchant's number in a payment.
    [[nodiscard]] const Account*
    find_merchant(Service service, std::string_view merchant, std::string_view app) const;

    /// Opens or refuses what came as a notice.
    [[nodiscard]] Opened<Payment>
    open_wechat(const WechatHeaders& headers, std::string_view body, Instant now) const;
    [[nodiscard]] Opened<Payment> open_alipay(std::string_view body) const;

private:
    std::vector<Account> accounts_;
};

/// A secret of the file, sealed by the master key; `name` is what it is a secret of.
[[nodiscard]] std::string
seal_secret(const crypto::Vault& vault, std::string_view name, std::string_view secret);
/// Errors: corrupt.
Result<std::string>
open_secret(const crypto::Vault& vault, std::string_view name, std::string_view sealed);

/// The value of "key" for this key: its base 64 on one line.
[[nodiscard]] std::string key_value(const RsaPublicKey& key);

} // namespace boai::payments
