#include "payments/signing.hpp"

#include "base/json_text.hpp"
#include "crypto/hash.hpp"
#include "http/percent.hpp"

#include <algorithm>

namespace boai::payments {
namespace {

constexpr std::string_view associated_data = "transaction";

void append_transaction(std::string& json, const Payment& payment) {
    JsonObject whole { json };
    whole.text("mchid", payment.merchant)
        .text("appid", payment.app)
        .text("out_trade_no", payment.order)
        .text("trade_state", payment.state);
    if (payment.succeeded) {
        whole.text("transaction_id", payment.transaction)
            .text("trade_type", "NATIVE")
            .text("bank_type", "OTHERS")
            .text("success_time", moment_text(payment.paid_at));
        JsonObject { whole.key("amount") }
            .number("total", payment.amount.fen)
            .number("payer_total", payment.amount.fen)
            .text("currency", "CNY")
            .text("payer_currency", "CNY");
    }
}

std::string transaction_json(const Payment& payment) {
    std::string json;
    append_transaction(json, payment);
    return json;
}

std::string envelope_json(
    const WechatSigner& signer, const Payment& payment, std::string_view nonce, Instant now
) {
    const auto sealed
        = seal_resource(signer.api_key, { nonce, associated_data }, transaction_json(payment));
    std::string resource;
    JsonObject { resource }
        .text("original_type", "transaction")
        .text("algorithm", "AEAD_AES_256_GCM")
        .text("ciphertext", crypto::base64(sealed))
        .text("associated_data", associated_data)
        .text("nonce", nonce);
    std::string json;
    JsonObject { json }
        .text("id", payment.notice)
        .text("create_time", moment_text(now))
        .text("resource_type", "encrypt-resource")
        .text("event_type", "TRANSACTION." + payment.state)
        .key("resource")
        .append(resource);
    return json;
}

/// "2015-04-27 15:45:57" on the wall in China.
std::string wall_time(Instant at) {
    auto text = moment_text(at).substr(0, 19);
    text[10] = ' ';
    return text;
}

} // namespace

std::vector<std::pair<std::string, std::string>> sign_wechat_body(
    const WechatSigner& signer, std::string_view body, std::string_view nonce, Instant now
) {
    const auto timestamp = std::to_string(now.milliseconds / 1'000);
    const auto text = wechat_signed_text({ .timestamp = timestamp, .nonce = nonce }, body);
    return { { "wechatpay-timestamp", timestamp },
             { "wechatpay-nonce", std::string { nonce } },
             { "wechatpay-serial", signer.serial },
             { "wechatpay-signature-type", "WECHATPAY2-SHA256-RSA2048" },
             { "wechatpay-signature", crypto::base64(signer.key.sign(text)) } };
}

SignedNotice sign_wechat_notice(
    const WechatSigner& signer, const Payment& payment, std::string_view nonce, Instant now
) {
    SignedNotice notice { .body = envelope_json(signer, payment, nonce, now) };
    notice.headers = sign_wechat_body(signer, notice.body, nonce, now);
    return notice;
}

AlipayForm alipay_form(const Payment& payment, Instant now) {
    AlipayForm form { { "app_id", payment.app },
                      { "charset", "utf-8" },
                      { "notify_id", payment.notice },
                      { "notify_time", wall_time(now) },
                      { "notify_type", "trade_status_sync" },
                      { "out_trade_no", payment.order },
                      { "seller_id", payment.merchant },
                      { "sign_type", "RSA2" },
                      { "subject", "捐赠" },
                      { "total_amount", to_string(payment.amount) },
                      { "trade_no", payment.transaction },
                      { "trade_status", payment.state },
                      { "version", "1.0" } };
    if (payment.succeeded) {
        form.emplace_back("gmt_payment", wall_time(payment.paid_at));
    }
    return form;
}

SignedNotice sign_alipay_form(const RsaPrivateKey& key, AlipayForm form, const AlipayWay& way) {
    form.emplace_back("sign", crypto::base64(key.sign(alipay_signed_text(form, way))));
    SignedNotice notice { .headers = { { "content-type",
                                         "application/x-www-form-urlencoded; charset=utf-8" } } };
    for (const auto& [name, value] : form) {
        notice.body += notice.body.empty() ? "" : "&";
        notice.body += http::percent_encode(name) + "=" + http::percent_encode(value);
    }
    return notice;
}

WechatHeaders wechat_headers(const std::vector<std::pair<std::string, std::string>>& headers) {
    const auto value = [&](std::string_view name) -> std::string_view {
        const auto found = std::ranges::find_if(headers, [&](const auto& header) {
            return header.first == name;
        });
        return found == headers.end() ? std::string_view {} : found->second;
    };
    return { .timestamp = value("wechatpay-timestamp"),
             .nonce = value("wechatpay-nonce"),
             .signature = value("wechatpay-signature"),
             .serial = value("wechatpay-serial"),
             .signature_type = value("wechatpay-signature-type") };
}

} // namespace boai::payments
