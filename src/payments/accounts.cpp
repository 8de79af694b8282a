#include "payments/accounts.hpp"

#include "crypto/hash.hpp"

#include <algorithm>

namespace boai::payments {
namespace {

/// Secrets of the configuration belong to no person: a subject of their own, which no record has.
constexpr Id configuration { 1 };

Error missing(const AccountSection& section, std::string_view name) {
    return { Errc::invalid,
             compose(
                 { "支付账户 [{}] 缺少或无法读取 {}",
                   "the payment account [{}] lacks {}, or it cannot be read" },
                 { name_of(section.service), name }
             ),
             {} };
}

/// A value that must be there. Errors: invalid.
Result<std::string> required(const AccountSection& section, std::string_view name) {
    const auto value = section.value(name);
    if (value.empty()) {
        return std::unexpected(missing(section, name));
    }
    return std::string { value };
}

Result<WechatMerchant> read_wechat(const AccountSection& section, const crypto::Vault& vault) {
    WechatMerchant merchant;
    merchant.merchant = TRY(required(section, "mchid"));
    merchant.app = TRY(required(section, "appid"));
    const auto sealed = TRY(required(section, "api_key"));
    auto secret = TRY(open_secret(vault, merchant.merchant, sealed));
    const auto key = read_api_key(secret);
    crypto::wipe(secret);
    if (!key) {
        return std::unexpected(missing(section, "api_key"));
    }
    merchant.api_key = *key;
    for (const auto value : section.all("key")) {
        const auto space = value.find(' ');
        auto read = RsaPublicKey::parse(
            space == std::string_view::npos ? std::string_view {} : value.substr(space + 1)
        );
        if (!read) {
            return std::unexpected(missing(section, "key"));
        }
        merchant.keys.emplace(value.substr(0, space), std::move(*read));
    }
    if (merchant.keys.empty()) {
        return std::unexpected(missing(section, "key"));
    }
    return merchant;
}

Result<AlipayMerchant> read_alipay(const AccountSection& section) {
    const auto app = TRY(required(section, "app_id"));
    const auto seller = TRY(required(section, "seller_id"));
    const auto text = TRY(required(section, "key"));
    auto key = RsaPublicKey::parse(text);
    if (!key) {
        return std::unexpected(missing(section, "key"));
    }
    return AlipayMerchant { .app = app, .merchant = seller, .key = std::move(*key) };
}

Result<Account> read_account(const AccountSection& section, const crypto::Vault& vault) {
    Account account { .service = section.service };
    account.branch = TRY(required(section, "branch"));
    account.channel = TRY(required(section, "channel"));
    account.collection = TRY(required(section, "collection"));
    account.is_simulated = section.value("simulated") == "yes";
    if (section.service == Service::wechat) {
        account.wechat = TRY(read_wechat(section, vault));
    } else {
        account.alipay = TRY(read_alipay(section));
    }
    return account;
}

void replace_all(std::string& text, std::string_view place, std::string_view value) {
    for (auto at = text.find(place); at != std::string::npos;
         at = text.find(place, at + value.size())) {
        text.replace(at, place.size(), value);
    }
}

} // namespace

const std::string& Account::merchant() const {
    return wechat ? wechat->merchant : alipay->merchant;
}

std::string Account::collection_of(std::string_view order, Money amount) const {
    auto text = collection;
    replace_all(text, "{order}", order);
    replace_all(text, "{amount}", to_string(amount));
    replace_all(text, "{fen}", std::to_string(amount.fen));
    return text;
}

Result<Accounts>
Accounts::open(const std::vector<AccountSection>& sections, const crypto::Vault& vault) {
    Accounts accounts;
    for (const auto& section : sections) {
        auto account = TRY(read_account(section, vault));
        if (accounts.find(account.service, account.branch) != nullptr) {
            return std::unexpected(missing(section, "branch"));
        }
        accounts.accounts_.push_back(std::move(account));
    }
    return accounts;
}

const Account* Accounts::first(Service service) const {
    const auto found = std::ranges::find(accounts_, service, &Account::service);
    return found == accounts_.end() ? nullptr : &*found;
}

const Account* Accounts::find(Service service, std::string_view branch) const {
    const auto found = std::ranges::find_if(accounts_, [&](const Account& account) {
        return account.service == service && account.branch == branch;
    });
    return found == accounts_.end() ? nullptr : &*found;
}

const Account*
Accounts::find_merchant(Service service, std::string_view merchant, std::string_view app) const {
    const auto found = std::ranges::find_if(accounts_, [&](const Account& account) {
        const auto& its_app = account.wechat ? account.wechat->app : account.alipay->app;
        return account.service == service && account.merchant() == merchant && its_app == app;
    });
    return found == accounts_.end() ? nullptr : &*found;
}

Opened<Payment>
Accounts::open_wechat(const WechatHeaders& headers, std::string_view body, Instant now) const {
    std::vector<const WechatMerchant*> merchants;
    for (const auto& account : accounts_) {
        if (account.wechat) {
            merchants.push_back(&*account.wechat);
        }
    }
    return open_wechat_notice(merchants, headers, body, now);
}

Opened<Payment> Accounts::open_alipay(std::string_view body) const {
    std::vector<const AlipayMerchant*> merchants;
    for (const auto& account : accounts_) {
        if (account.alipay) {
            merchants.push_back(&*account.alipay);
        }
    }
    return open_alipay_notice(merchants, body);
}

std::string
seal_secret(const crypto::Vault& vault, std::string_view name, std::string_view secret) {
    const auto fresh = vault.new_subject_key(configuration);
    const auto field = "payments." + std::string { name };
    return crypto::base64_url(fresh.wrapped.bytes) + "."
        + crypto::base64_url(crypto::Vault::seal(fresh.key, field, secret));
}

Result<std::string>
open_secret(const crypto::Vault& vault, std::string_view name, std::string_view sealed) {
    const auto dot = sealed.find('.');
    const auto wrapped = crypto::parse_base64_url(sealed.substr(0, dot));
    const auto value = crypto::parse_base64_url(
        dot == std::string_view::npos ? std::string_view {} : sealed.substr(dot + 1)
    );
    if (!wrapped || !value) {
        return fail(
            Errc::corrupt,
            Text { "支付账户的密钥已损坏，请重新设置",
                   "a secret of a payment account is damaged; set it again" }
        );
    }
    const auto key = TRY(vault.unwrap(configuration, *wrapped));
    return crypto::Vault::open(key, "payments." + std::string { name }, *value);
}

std::string key_value(const RsaPublicKey& key) {
    const auto pem = key.pem();
    const auto begin = pem.find('\n');
    std::string value = pem.substr(begin, pem.find("-----END") - begin);
    std::erase(value, '\n');
    return value;
}

} // namespace boai::payments
