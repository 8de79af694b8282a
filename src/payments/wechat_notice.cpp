#include "payments/wechat_notice.hpp"

#include "crypto/hash.hpp"

#include <simdjson.h>

#include <charconv>

namespace boai::payments {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view signature_type = "WECHATPAY2-SHA256-RSA2048";
constexpr std::string_view test_mark = "WECHATPAY/SIGNTEST/";
constexpr std::string_view resource_algorithm = "AEAD_AES_256_GCM";

bool take(object from, const char* name, std::string& text) {
    std::string_view found;
    if (from[name].get(found) != simdjson::SUCCESS) {
        return false;
    }
    text = found;
    return true;
}

/// A member that may be absent or null, but if there must be a text.
bool take_optional(object from, const char* name, std::string& text) {
    element found;
    if (from[name].get(found) != simdjson::SUCCESS || found.is_null()) {
        return true;
    }
    return take(from, name, text);
}

/// Errors: missing_header, stale.
Opened<void> check_time(std::string_view timestamp, Instant now) {
    std::int64_t seconds = 0;
    const auto* const end = timestamp.data() + timestamp.size();
    const auto [stop, error] = std::from_chars(timestamp.data(), end, seconds);
    constexpr std::int64_t seconds_max = 1LL << 40; // beyond it milliseconds could overflow
    if (error != std::errc {} || stop != end || seconds < 0 || seconds > seconds_max) {
        return std::unexpected(Refusal::missing_header);
    }
    const auto apart = now.milliseconds - seconds * 1'000;
    constexpr auto window_ms = wechat_window_s * 1'000;
    if (apart >= window_ms || apart <= -window_ms) {
        return std::unexpected(Refusal::stale);
    }
    return {};
}

Opened<void> check_headers(const WechatHeaders& headers, Instant now) {
    if (headers.timestamp.empty() || headers.nonce.empty() || headers.signature.empty()
        || headers.serial.empty()) {
        return std::unexpected(Refusal::missing_header);
    }
    if (!headers.signature_type.empty() && headers.signature_type != signature_type) {
        return std::unexpected(Refusal::unknown_algorithm);
    }
    if (headers.signature.starts_with(test_mark)) {
        return std::unexpected(Refusal::test_signature);
    }
    return check_time(headers.timestamp, now);
}

/// The merchants with a key of this serial; the signature is good by that key.
Opened<std::vector<const WechatMerchant*>> check_signature(
    std::span<const WechatMerchant* const> merchants,
    const WechatHeaders& headers,
    std::string_view body
) {
    const auto signature = crypto::parse_base64(headers.signature);
    if (!signature) {
        return std::unexpected(Refusal::wrong_signature);
    }
    const auto message = wechat_signed_text(headers, body);
    std::vector<const WechatMerchant*> signed_for;
    bool is_known = false;
    for (const auto* merchant : merchants) {
        const auto key = merchant->keys.find(headers.serial);
        if (key == merchant->keys.end()) {
            continue;
        }
        is_known = true;
        if (key->second.is_signed(message, *signature)) {
            signed_for.push_back(merchant);
        }
    }
    if (signed_for.empty()) {
        return std::unexpected(is_known ? Refusal::wrong_signature : Refusal::unknown_key);
    }
    return signed_for;
}

} // namespace

std::string wechat_signed_text(const WechatHeaders& headers, std::string_view body) {
    std::string text;
    text.reserve(headers.timestamp.size() + headers.nonce.size() + body.size() + 3);
    for (const auto line : { headers.timestamp, headers.nonce, body }) {
        text.append(line).append("\n");
    }
    return text;
}

Opened<WechatEnvelope> read_wechat_envelope(std::string_view body) {
    simdjson::dom::parser parser;
    object whole;
    object resource;
    WechatEnvelope envelope;
    std::string ciphertext;
    if (parser.parse(body.data(), body.size()).get(whole) != simdjson::SUCCESS
        || !take(whole, "id", envelope.id) || !is_number(envelope.id)
        || whole["resource"].get(resource) != simdjson::SUCCESS
        || !take(resource, "algorithm", envelope.algorithm)
        || !take(resource, "nonce", envelope.nonce) || !take(resource, "ciphertext", ciphertext)
        || !take_optional(resource, "associated_data", envelope.associated_data)) {
        return std::unexpected(Refusal::unreadable);
    }
    auto bytes = crypto::parse_base64(ciphertext);
    if (!bytes) {
        return std::unexpected(Refusal::unreadable);
    }
    envelope.ciphertext = std::move(*bytes);
    return envelope;
}

Opened<Payment> read_wechat_transaction(std::string_view json) {
    simdjson::dom::parser parser;
    object whole;
    Payment payment;
    if (parser.parse(json.data(), json.size()).get(whole) != simdjson::SUCCESS
        || !take(whole, "out_trade_no", payment.order) || !is_number(payment.order)
        || !take(whole, "mchid", payment.merchant) || !take(whole, "appid", payment.app)
        || !take(whole, "trade_state", payment.state) || !is_number(payment.state)) {
        return std::unexpected(Refusal::unreadable);
    }
    payment.succeeded = payment.state == "SUCCESS";
    if (!payment.succeeded) {
        // What was not paid has no number, amount or time of payment.
        return payment;
    }
    object amount;
    std::string currency;
    std::string paid_at;
    if (!take(whole, "transaction_id", payment.transaction) || !is_number(payment.transaction)
        || whole["amount"].get(amount) != simdjson::SUCCESS
        || amount["total"].get(payment.amount.fen) != simdjson::SUCCESS
        || !take_optional(amount, "currency", currency) || !take(whole, "success_time", paid_at)) {
        return std::unexpected(Refusal::unreadable);
    }
    if (!currency.empty() && currency != "CNY") {
        return std::unexpected(Refusal::unknown_algorithm);
    }
    const auto moment = read_moment(paid_at);
    if (!moment || payment.amount.fen <= 0) {
        return std::unexpected(Refusal::unreadable);
    }
    payment.paid_at = *moment;
    return payment;
}

Opened<Payment> open_wechat_notice(
    std::span<const WechatMerchant* const> merchants,
    const WechatHeaders& headers,
    std::string_view body,
    Instant now
) {
    if (const auto good = check_headers(headers, now); !good) {
        return std::unexpected(good.error());
    }
    const auto signed_for = check_signature(merchants, headers, body);
    if (!signed_for) {
        return std::unexpected(signed_for.error());
    }
    const auto envelope = read_wechat_envelope(body);
    if (!envelope) {
        return std::unexpected(envelope.error());
    }
    if (envelope->algorithm != resource_algorithm) {
        return std::unexpected(Refusal::unknown_algorithm);
    }
    for (const auto* merchant : *signed_for) {
        const ResourceSeal seal { envelope->nonce, envelope->associated_data };
        const auto plain = open_resource(merchant->api_key, seal, envelope->ciphertext);
        if (!plain) {
            continue;
        }
        auto payment = read_wechat_transaction(*plain);
        if (!payment) {
            return payment;
        }
        if (payment->merchant != merchant->merchant || payment->app != merchant->app) {
            return std::unexpected(Refusal::unknown_merchant);
        }
        payment->notice = envelope->id;
        payment->verified_by = headers.serial;
        return payment;
    }
    return std::unexpected(Refusal::wrong_seal);
}

} // namespace boai::payments
