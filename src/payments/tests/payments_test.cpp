#include "crypto/hash.hpp"
#include "http/percent.hpp"
#include "payments/alipay_notice.hpp"
#include "payments/signing.hpp"
#include "payments/wechat_notice.hpp"
#include "vectors.hpp"

#include <gmock/gmock.h>

namespace boai::payments {
namespace {

constexpr Instant now { 1'590'000'000'000 }; // 2020-05-21 02:40 in China

/// What became of a notice: its refusal's word, or "opened".
template <class T>
std::string outcome(const Opened<T>& opened) {
    return std::string { opened ? "opened" : name_of(opened.error()) };
}

const RsaPrivateKey& service_key() {
    static const auto key = RsaPrivateKey::make();
    return key;
}

const RsaPrivateKey& another_key() {
    static const auto key = RsaPrivateKey::make();
    return key;
}

Payment payment() {
    return { .notice = "EV-1",
             .transaction = "4200000001",
             .order = "order-1",
             .merchant = "1900000109",
             .app = "wx01",
             .amount = { 10'000 },
             .paid_at = { now.milliseconds - 5'000 },
             .succeeded = true,
             .state = "SUCCESS" };
}

class WechatNotice : public ::testing::Test {
protected:
    WechatNotice() {
        merchant_.keys.emplace("PUB_KEY_ID_1", service_key().public_key());
        merchant_.keys.emplace("0A1B", another_key().public_key());
    }

    static std::string header(SignedNotice& notice, const std::string& name) {
        return change(notice, name, nullptr);
    }

    /// Sets a header when `value` is given; gives the one before.
    static std::string
    change(SignedNotice& notice, const std::string& name, const std::string* value) {
        for (auto& [known, held] : notice.headers) {
            if (known == name) {
                auto before = held;
                held = value == nullptr ? held : *value;
                return before;
            }
        }
        return {};
    }

    static void set(SignedNotice& notice, const std::string& name, const std::string& value) {
        change(notice, name, &value);
    }

    [[nodiscard]] Opened<Payment> open(const SignedNotice& notice, Instant at = now) const {
        const std::array merchants { &merchant_ };
        return open_wechat_notice(merchants, wechat_headers(notice.headers), notice.body, at);
    }

    [[nodiscard]] SignedNotice good() const {
        return sign_wechat_notice(signer_, payment(), "nonce-of-12b", now);
    }

    WechatMerchant merchant_ { .merchant = "1900000109",
                               .app = "wx01",
                               .api_key = *read_api_key(vectors::api_key) };
    WechatSigner signer_ { "PUB_KEY_ID_1", service_key(), *read_api_key(vectors::api_key) };
};

TEST_F(WechatNotice, a_notice_made_by_other_software_is_read_by_certificate_and_by_public_key) {
    WechatMerchant merchant { .merchant = "1900000109",
                              .app = "wx0000000000000001",
                              .api_key = *read_api_key(vectors::api_key) };
    const auto serial = certificate_serial(vectors::certificate);
    ASSERT_TRUE(serial);
    EXPECT_EQ(*serial, vectors::certificate_serial_number);
    merchant.keys.emplace(*serial, *RsaPublicKey::parse(vectors::certificate));
    merchant.keys.emplace(vectors::public_key_id, *RsaPublicKey::parse(vectors::public_key));
    const std::array merchants { static_cast<const WechatMerchant*>(&merchant) };
    for (const auto id : { vectors::certificate_serial_number, vectors::public_key_id }) {
        const auto opened = open_wechat_notice(
            merchants,
            { .timestamp = vectors::wechat_timestamp,
              .nonce = vectors::wechat_nonce,
              .signature = vectors::wechat_signature,
              .serial = id },
            vectors::wechat_body,
            now
        );
        ASSERT_TRUE(opened) << outcome(opened);
        EXPECT_EQ(opened->order, "ba0example0order");
        EXPECT_EQ(opened->transaction, "4200000000202005210000000001");
        EXPECT_EQ(opened->amount, Money { 10'000 });
        EXPECT_EQ(opened->paid_at, now);
        EXPECT_EQ(opened->verified_by, id);
        EXPECT_TRUE(opened->succeeded);
    }
}

TEST_F(WechatNotice, what_the_simulator_signs_is_opened) {
    const auto opened = open(good());
    ASSERT_TRUE(opened) << outcome(opened);
    EXPECT_EQ(opened->notice, "EV-1");
    EXPECT_EQ(opened->paid_at, payment().paid_at);
    EXPECT_EQ(opened->amount, payment().amount);
}

TEST_F(WechatNotice, either_key_is_taken_while_an_account_moves_between_them) {
    const WechatSigner moved { "0A1B", another_key(), *read_api_key(vectors::api_key) };
    EXPECT_EQ(outcome(open(good())), "opened");
    EXPECT_EQ(outcome(open(sign_wechat_notice(moved, payment(), "nonce-of-12b", now))), "opened");
}

TEST_F(WechatNotice, is_refused_from_five_minutes_on_in_both_directions) {
    const auto after = [](std::int64_t seconds) { return now + seconds * 1'000; };
    EXPECT_EQ(outcome(open(good(), after(299))), "opened");
    EXPECT_EQ(outcome(open(good(), after(300))), "stale");
    EXPECT_EQ(outcome(open(good(), after(-299))), "opened");
    EXPECT_EQ(outcome(open(good(), after(-300))), "stale");
}

TEST_F(WechatNotice, every_header_of_the_signature_must_be_there) {
    for (const auto* name :
         { "wechatpay-timestamp", "wechatpay-nonce", "wechatpay-serial", "wechatpay-signature" }) {
        auto notice = good();
        set(notice, name, "");
        EXPECT_EQ(outcome(open(notice)), "missing_header") << name;
    }
    for (const auto* timestamp : { "soon", "-1", "1590000000.0", "99999999999999999999" }) {
        auto notice = good();
        set(notice, "wechatpay-timestamp", timestamp);
        EXPECT_EQ(outcome(open(notice)), "missing_header") << timestamp;
    }
    auto without_type = good();
    set(without_type, "wechatpay-signature-type", "");
    EXPECT_EQ(outcome(open(without_type)), "opened");
    set(without_type, "wechatpay-signature-type", "WECHATPAY2-SM2-WITH-SM3");
    EXPECT_EQ(outcome(open(without_type)), "unknown_algorithm");
}

TEST_F(WechatNotice, a_test_signature_is_refused) {
    auto notice = good();
    set(notice, "wechatpay-signature", "WECHATPAY/SIGNTEST/" + header(notice, "wechatpay-signature")
    );
    EXPECT_EQ(outcome(open(notice)), "test_signature");
}

TEST_F(WechatNotice, another_key_or_anything_changed_is_refused) {
    const WechatSigner stranger { "PUB_KEY_ID_1", another_key(), *read_api_key(vectors::api_key) };
    EXPECT_EQ(
        outcome(open(sign_wechat_notice(stranger, payment(), "nonce-of-12b", now))),
        "wrong_signature"
    );
    const WechatSigner unknown { "PUB_KEY_ID_2", service_key(), *read_api_key(vectors::api_key) };
    EXPECT_EQ(
        outcome(open(sign_wechat_notice(unknown, payment(), "nonce-of-12b", now))), "unknown_key"
    );
    auto longer = good();
    longer.body += ' ';
    EXPECT_EQ(outcome(open(longer)), "wrong_signature");
    auto other_nonce = good();
    set(other_nonce, "wechatpay-nonce", "another");
    EXPECT_EQ(outcome(open(other_nonce)), "wrong_signature");
    auto other_time = good();
    set(other_time, "wechatpay-timestamp", "1590000001");
    EXPECT_EQ(outcome(open(other_time)), "wrong_signature");
    auto no_base64 = good();
    set(no_base64, "wechatpay-signature", "not base 64");
    EXPECT_EQ(outcome(open(no_base64)), "wrong_signature");
}

TEST_F(WechatNotice, every_byte_of_the_body_is_signed) {
    const auto notice = good();
    for (std::size_t at = 0; at < notice.body.size(); ++at) {
        auto changed = notice;
        changed.body[at] = static_cast<char>(changed.body[at] ^ 1);
        EXPECT_EQ(outcome(open(changed)), "wrong_signature") << at;
    }
}

TEST_F(WechatNotice, is_refused_when_sealed_with_another_api_key_or_another_way) {
    const WechatSigner other { "PUB_KEY_ID_1",
                               service_key(),
                               *read_api_key("another-api-v3-key-of-32-letters") };
    EXPECT_EQ(
        outcome(open(sign_wechat_notice(other, payment(), "nonce-of-12b", now))), "wrong_seal"
    );
    auto notice = good();
    const std::string known = "AEAD_AES_256_GCM";
    notice.body.replace(notice.body.find(known), known.size(), "AEAD_AES_128_GCM");
    notice.headers = sign_wechat_body(signer_, notice.body, "nonce", now);
    EXPECT_EQ(outcome(open(notice)), "unknown_algorithm");
}

TEST_F(WechatNotice, is_for_this_merchant_and_this_app) {
    auto other = payment();
    other.merchant = "1900000110";
    EXPECT_EQ(
        outcome(open(sign_wechat_notice(signer_, other, "nonce-of-12b", now))), "unknown_merchant"
    );
    other = payment();
    other.app = "wx02";
    EXPECT_EQ(
        outcome(open(sign_wechat_notice(signer_, other, "nonce-of-12b", now))), "unknown_merchant"
    );
}

TEST_F(WechatNotice, each_merchant_is_found_by_the_key_that_opens_its_notices) {
    const WechatMerchant county { .merchant = "1900000110",
                                  .app = "wx02",
                                  .api_key = *read_api_key("another-api-v3-key-of-32-letters"),
                                  .keys = merchant_.keys };
    const std::array merchants { static_cast<const WechatMerchant*>(&merchant_), &county };
    auto paid = payment();
    paid.merchant = county.merchant;
    paid.app = county.app;
    const WechatSigner signer { "PUB_KEY_ID_1", service_key(), county.api_key };
    const auto notice = sign_wechat_notice(signer, paid, "nonce-of-12b", now);
    const auto opened
        = open_wechat_notice(merchants, wechat_headers(notice.headers), notice.body, now);
    ASSERT_TRUE(opened) << outcome(opened);
    EXPECT_EQ(opened->merchant, "1900000110");
}

TEST_F(WechatNotice, tells_of_a_payment_that_did_not_succeed) {
    auto closed = payment();
    closed.state = "CLOSED";
    closed.succeeded = false;
    const auto opened = open(sign_wechat_notice(signer_, closed, "nonce-of-12b", now));
    ASSERT_TRUE(opened) << outcome(opened);
    EXPECT_FALSE(opened->succeeded);
    EXPECT_EQ(opened->state, "CLOSED");
}

TEST_F(WechatNotice, amounts_are_whole_fen_of_renminbi_above_nothing) {
    const auto transaction = [](const std::string& amount) {
        return R"({"mchid":"1","appid":"a","out_trade_no":"o","trade_state":"SUCCESS",)"
               R"("transaction_id":"t","success_time":"2020-05-21T02:40:00+08:00","amount":)"
            + amount + "}";
    };
    const auto read = [&](const std::string& amount) {
        return outcome(read_wechat_transaction(transaction(amount)));
    };
    EXPECT_EQ(read(R"({"total":1,"currency":"CNY"})"), "opened");
    EXPECT_EQ(read(R"({"total":1})"), "opened");
    EXPECT_EQ(read(R"({"total":0,"currency":"CNY"})"), "unreadable");
    EXPECT_EQ(read(R"({"total":-5,"currency":"CNY"})"), "unreadable");
    EXPECT_EQ(read(R"({"total":1.5,"currency":"CNY"})"), "unreadable");
    EXPECT_EQ(read(R"({"total":"1","currency":"CNY"})"), "unreadable");
    EXPECT_EQ(read(R"({"total":100,"currency":"HKD"})"), "unknown_algorithm");
    EXPECT_EQ(read("100"), "unreadable");
}

TEST(ResourceSeal, is_aes_256_gcm_as_published) {
    // Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation".
    const auto bytes = [](std::string_view text) { return *crypto::parse_hex(text); };
    const auto key
        = read_api_key(bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
    const auto nonce = bytes("cafebabefacedbaddecaf888");
    const auto data = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    const auto plain = bytes("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                             "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    const auto sealed = bytes("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                              "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                              "76fc6ece0f4e1768cddf8853bb2d551b");
    EXPECT_EQ(crypto::hex(seal_resource(*key, { nonce, data }, plain)), crypto::hex(sealed));
    EXPECT_EQ(open_resource(*key, { nonce, data }, sealed), plain);
    EXPECT_FALSE(open_resource(*key, { nonce, "" }, sealed));
    EXPECT_FALSE(open_resource(*key, { nonce, data }, sealed.substr(1)));
    EXPECT_FALSE(open_resource(*key, { nonce.substr(1), data }, sealed));
    EXPECT_FALSE(open_resource(*key, { nonce, data }, "short"));
    const auto nothing = seal_resource(*key, { nonce, "" }, "");
    EXPECT_EQ(nothing.size(), resource_tag_bytes);
    EXPECT_EQ(open_resource(*key, { nonce, "" }, nothing), "");
    EXPECT_FALSE(read_api_key("31 characters are not 32 of th"));
}

class AlipayNotice : public ::testing::Test {
protected:
    static Payment paid() {
        auto made = payment();
        made.notice = "4a91b7a78a50";
        made.merchant = "2088000000000001";
        made.app = "2021000000000001";
        made.state = "TRADE_SUCCESS";
        return made;
    }

    [[nodiscard]] Opened<Payment> open(const SignedNotice& notice) const {
        const std::array merchants { &merchant_ };
        return open_alipay_notice(merchants, notice.body);
    }

    /// A form with every edge case in it.
    static AlipayForm edgy() {
        auto form = alipay_form(paid(), now);
        form.emplace_back("body", "");
        form.emplace_back("passback_params", "@file");
        form.emplace_back("alipay_cert_sn", "0123456789abcdef");
        return form;
    }

    static void set(AlipayForm& form, std::string_view name, const std::string& value) {
        for (auto& [known, held] : form) {
            if (known == name) {
                held = value;
            }
        }
    }

    AlipayMerchant merchant_ { "2021000000000001", "2088000000000001", service_key().public_key() };
};

TEST_F(AlipayNotice, a_notice_made_by_other_software_is_read) {
    const AlipayMerchant merchant { "2021000000000001",
                                    "2088000000000001",
                                    *RsaPublicKey::parse(vectors::public_key) };
    const std::array merchants { &merchant };
    const auto opened = open_alipay_notice(merchants, vectors::alipay_body);
    ASSERT_TRUE(opened) << outcome(opened);
    EXPECT_EQ(opened->amount, Money { 10'000 });
    EXPECT_EQ(opened->order, "ba0example0order");
    EXPECT_EQ(opened->paid_at, now);
    EXPECT_EQ(opened->verified_by, "rsa2");
}

TEST_F(AlipayNotice, each_way_of_signing_the_edge_cases_is_taken_and_named) {
    std::vector<std::string> names;
    for (std::size_t number = 0; number < alipay_ways; ++number) {
        const auto way = alipay_way(number);
        const auto opened = open(sign_alipay_form(service_key(), edgy(), way));
        ASSERT_TRUE(opened) << way.name() << ": " << outcome(opened);
        EXPECT_EQ(opened->verified_by, way.name());
        EXPECT_EQ(opened->amount, paid().amount);
        names.push_back(opened->verified_by);
    }
    EXPECT_EQ(names.front(), "rsa2");
    EXPECT_EQ(names.back(), "rsa2-empty-at-cert_sn+sign_type");
}

TEST_F(AlipayNotice, nothing_is_read_from_what_the_signature_does_not_cover) {
    // Signed without values that begin with '@': whoever adds such an amount gains nothing.
    auto form = alipay_form(paid(), now);
    set(form, "total_amount", "@100.00");
    EXPECT_EQ(
        outcome(open(sign_alipay_form(service_key(), form, { .without_at = true }))), "unreadable"
    );
    // A parameter added without a value, or beginning with '@', is not signed and changes nothing.
    auto notice = sign_alipay_form(service_key(), alipay_form(paid(), now), { .without_at = true });
    notice.body += "&zz=%40more";
    const auto opened = open(notice);
    ASSERT_TRUE(opened) << outcome(opened);
    EXPECT_EQ(opened->amount, paid().amount);
    EXPECT_EQ(opened->verified_by, "rsa2-at");
}

TEST_F(AlipayNotice, another_key_or_anything_changed_is_refused) {
    EXPECT_EQ(outcome(open(sign_alipay_form(another_key(), edgy()))), "wrong_signature");
    const auto signed_form = sign_alipay_form(service_key(), edgy());
    const auto changed = [&](std::string_view from, std::string_view to) {
        auto notice = signed_form;
        notice.body.replace(notice.body.find(from), from.size(), to);
        return outcome(open(notice));
    };
    EXPECT_EQ(changed("total_amount=100.00", "total_amount=900.00"), "wrong_signature");
    EXPECT_EQ(changed("out_trade_no=order-1", "out_trade_no=order-2"), "wrong_signature");
    EXPECT_EQ(changed("sign_type=RSA2", "sign_type=RSA"), "unknown_algorithm");
    EXPECT_EQ(changed("&sign=", "&resign="), "missing_header");
    EXPECT_EQ(changed("app_id=2021", "app_id=2022"), "unknown_key");
    EXPECT_EQ(changed("&sign=", "&total_amount=1.00&sign="), "unreadable");
    EXPECT_EQ(changed("app_id=2021", "%zz=2021"), "unreadable");
}

TEST_F(AlipayNotice, a_plus_in_the_signature_survives_the_form) {
    // Some senders leave '+' as it stands, which a form reads as a space.
    for (int number = 0; number < 8; ++number) {
        auto form = alipay_form(paid(), now);
        form.emplace_back("out_biz_no", std::to_string(number));
        auto notice = sign_alipay_form(service_key(), form);
        const std::string encoded = "%2B";
        for (auto at = notice.body.find(encoded); at != std::string::npos;
             at = notice.body.find(encoded, at)) {
            notice.body.replace(at, encoded.size(), "+");
        }
        EXPECT_EQ(outcome(open(notice)), "opened");
    }
}

TEST_F(AlipayNotice, is_checked_in_the_charset_it_came_in) {
    auto form = alipay_form(paid(), now);
    set(form, "charset", "gbk");
    set(form, "subject", "\xBE\xE8\xD4\xF9"); // "捐赠" in GBK
    EXPECT_EQ(outcome(open(sign_alipay_form(service_key(), form))), "opened");
}

TEST_F(AlipayNotice, is_for_this_seller) {
    auto other = paid();
    other.merchant = "2088000000000002";
    EXPECT_EQ(
        outcome(open(sign_alipay_form(service_key(), alipay_form(other, now)))), "unknown_merchant"
    );
}

TEST_F(AlipayNotice, only_a_successful_or_finished_trade_is_a_payment) {
    for (const auto& [state, succeeded] : { std::pair { "TRADE_SUCCESS", true },
                                            std::pair { "TRADE_FINISHED", true },
                                            std::pair { "TRADE_CLOSED", false },
                                            std::pair { "WAIT_BUYER_PAY", false } }) {
        auto told = paid();
        told.state = state;
        const auto opened = open(sign_alipay_form(service_key(), alipay_form(told, now)));
        ASSERT_TRUE(opened) << state;
        EXPECT_EQ(opened->succeeded, succeeded) << state;
    }
}

TEST_F(AlipayNotice, amounts_are_yuan_with_two_places_above_nothing) {
    for (const auto& [amount, expected] :
         { std::pair { "0.01", "opened" },
           std::pair { "100", "opened" },
           std::pair { "0.00", "unreadable" },
           std::pair { "-1.00", "unreadable" },
           std::pair { "1.001", "unreadable" },
           std::pair { "1e3", "unreadable" },
           std::pair { "100.00&total_amount=1.00", "unreadable" } }) {
        auto form = alipay_form(paid(), now);
        set(form, "total_amount", amount);
        EXPECT_EQ(outcome(open(sign_alipay_form(service_key(), form))), expected) << amount;
    }
}

TEST(RsaKeys, are_read_in_every_form_they_come_in) {
    const auto key = service_key().public_key();
    const auto signature = service_key().sign("text");
    auto bare = key.pem();
    bare.erase(0, bare.find('\n'));
    bare.erase(bare.find("-----"));
    for (const auto& text : { key.pem(), bare }) {
        const auto read = RsaPublicKey::parse(text);
        ASSERT_TRUE(read);
        EXPECT_TRUE(read->is_signed("text", signature));
        EXPECT_FALSE(read->is_signed("texts", signature));
        EXPECT_FALSE(read->is_signed("text", ""));
    }
    const auto again = RsaPrivateKey::parse(service_key().pem());
    ASSERT_TRUE(again);
    EXPECT_TRUE(key.is_signed("more", again->sign("more")));
}

TEST(RsaKeys, short_ones_and_those_of_another_kind_are_refused) {
    constexpr std::string_view of_1024_bits
        = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7vbqajDw4o6gJy8UtmIbkcpnkO3Kwc4qsEnSZp/TR"
          "+fQi62F79RHWmwKOtFmwteURgLbj7D/WGuNLGOfa/2vse3G2eHnHl5CB8ruRX9fBl/KgwCVr2JaEuUm6"
          "6bBQeP5XeBotdR4cvX38uPYivCDdPjJ1QWPdspTBKcxeFbccDwIDAQAB";
    for (const auto text : { of_1024_bits, std::string_view { "" }, std::string_view { "abc" } }) {
        EXPECT_FALSE(RsaPublicKey::parse(text)) << text;
    }
    EXPECT_FALSE(RsaPublicKey::parse(service_key().pem())) << "a private key is nobody's to check";
    EXPECT_FALSE(certificate_serial(vectors::public_key));
}

TEST(Moments, are_read_with_their_offset) {
    EXPECT_EQ(*read_moment("2020-05-21T02:40:00+08:00"), now);
    EXPECT_EQ(*read_moment("2020-05-20T18:40:00Z"), now);
    EXPECT_EQ(*read_moment("2020-05-20T15:10:00.000-03:30"), now);
    EXPECT_EQ(*read_wall_time("2020-05-21 02:40:00"), now);
    EXPECT_EQ(moment_text(now), "2020-05-21T02:40:00+08:00");
    for (const auto* text : { "",
                              "2020-05-21T02:40:00",
                              "2020-05-21 02:40:00+08:00",
                              "2020-05-21T24:40:00Z",
                              "2020-02-30T02:40:00Z",
                              "2020-05-21T02:40:00+8:00",
                              "2020-05-21T02:40:00." }) {
        EXPECT_FALSE(read_moment(text)) << text;
    }
    EXPECT_FALSE(read_wall_time("2020-05-21T02:40:00"));
}

} // namespace
} // namespace boai::payments
