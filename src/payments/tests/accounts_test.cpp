#include "payments/accounts.hpp"
#include "support/temp_database.hpp"
#include "vectors.hpp"

#include <gmock/gmock.h>

namespace boai::payments {
namespace {

using ::testing::HasSubstr;

class AccountsTest : public ::testing::Test {
protected:
    AccountsTest()
        : vault_(master()) { }

    crypto::MasterKey master() {
        const auto file = folder_.path() / "master.key";
        EXPECT_TRUE(crypto::MasterKey::create(file));
        return *crypto::MasterKey::load(file);
    }

    AccountSection wechat(const std::string& branch = "320700") {
        const auto key = key_value(*RsaPublicKey::parse(vectors::public_key));
        return { Service::wechat,
                 { { "branch", branch },
                   { "channel", "wechat" },
                   { "collection", "https://pay.example.org/w?o={order}&f={fen}&y={amount}" },
                   { "mchid", "1900000109" },
                   { "appid", "wx01" },
                   { "api_key", seal_secret(vault_, "1900000109", vectors::api_key) },
                   { "key", "PUB_KEY_ID_1 " + key },
                   { "key", "0A1B " + key } } };
    }

    static AccountSection alipay() {
        return { Service::alipay,
                 { { "branch", "320700" },
                   { "channel", "alipay" },
                   { "collection", "https://pay.example.org/a?o={order}" },
                   { "app_id", "2021000000000001" },
                   { "seller_id", "2088000000000001" },
                   { "key", key_value(*RsaPublicKey::parse(vectors::public_key)) } } };
    }

    test::TempFolder folder_;
    crypto::Vault vault_;
};

TEST_F(AccountsTest, a_file_is_read_as_it_was_written) {
    const auto text = account_file_text({ wechat(), alipay() });
    EXPECT_THAT(text, ::testing::Not(HasSubstr(std::string { vectors::api_key })));
    const auto sections = parse_account_file(text);
    ASSERT_TRUE(sections);
    EXPECT_EQ(account_file_text(*sections), text);
    const auto accounts = Accounts::open(*sections, vault_);
    ASSERT_TRUE(accounts) << accounts.error().message.en;
    const auto* account = accounts->find(Service::wechat, "320700");
    ASSERT_NE(account, nullptr);
    EXPECT_EQ(account->wechat->keys.size(), 2U);
    EXPECT_EQ(
        account->collection_of("abc", Money { 12'345 }),
        "https://pay.example.org/w?o=abc&f=12345&y=123.45"
    );
    EXPECT_EQ(accounts->find_merchant(Service::wechat, "1900000109", "wx01"), account);
    EXPECT_EQ(accounts->find_merchant(Service::wechat, "1900000109", "wx02"), nullptr);
    EXPECT_NE(accounts->first(Service::alipay), nullptr);
    EXPECT_EQ(accounts->find(Service::alipay, "320722"), nullptr);
}

TEST_F(AccountsTest, a_line_that_makes_no_sense_is_named) {
    for (const auto* text : { "branch = 1\n",
                              "[wechat]\nbranch\n",
                              "[unionpay]\n",
                              "[alipay]\napi_key = x\n",
                              "[wechat]\nbranch = 1\nbranch = 2\n" }) {
        EXPECT_FALSE(parse_account_file(text)) << text;
    }
    const auto late = parse_account_file("# comment\n\n[wechat]\nbranch = 1\nwhat = 2\n");
    ASSERT_FALSE(late);
    EXPECT_THAT(late.error().message.en, HasSubstr("line 5"));
}

TEST_F(AccountsTest, an_account_that_lacks_something_is_refused_by_its_name) {
    for (const auto* name :
         { "branch", "channel", "collection", "mchid", "appid", "api_key", "key" }) {
        auto section = wechat();
        section.set(name, "");
        const auto accounts = Accounts::open({ section }, vault_);
        ASSERT_FALSE(accounts) << name;
        EXPECT_THAT(accounts.error().message.en, HasSubstr(name));
    }
    for (const auto* name : { "app_id", "seller_id", "key" }) {
        auto section = alipay();
        section.set(name, "");
        EXPECT_FALSE(Accounts::open({ section }, vault_)) << name;
    }
    EXPECT_FALSE(Accounts::open({ wechat(), wechat() }, vault_)) << "one account a branch";
    EXPECT_TRUE(Accounts::open({ wechat(), wechat("320722") }, vault_));
}

TEST_F(AccountsTest, a_secret_opens_for_its_merchant_under_its_master_key_alone) {
    const auto sealed = seal_secret(vault_, "1900000109", vectors::api_key);
    EXPECT_EQ(*open_secret(vault_, "1900000109", sealed), vectors::api_key);
    EXPECT_FALSE(open_secret(vault_, "1900000110", sealed));
    EXPECT_FALSE(open_secret(vault_, "1900000109", sealed.substr(1)));
    EXPECT_FALSE(open_secret(vault_, "1900000109", "nothing"));
    const test::TempFolder other;
    ASSERT_TRUE(crypto::MasterKey::create(other.path() / "master.key"));
    const crypto::Vault stranger { *crypto::MasterKey::load(other.path() / "master.key") };
    EXPECT_FALSE(open_secret(stranger, "1900000109", sealed));
}

} // namespace
} // namespace boai::payments
