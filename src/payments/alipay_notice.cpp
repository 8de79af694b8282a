#include "payments/alipay_notice.hpp"

#include "crypto/hash.hpp"
#include "http/percent.hpp"

#include <algorithm>

namespace boai::payments {
namespace {

constexpr std::size_t parameters_max = 200;

/// One "k=v" of a form, decoded as bytes. Errors: unreadable.
Opened<std::pair<std::string, std::string>> read_part(std::string_view part) {
    const auto equals = part.find('=');
    auto name = http::percent_decode(part.substr(0, equals), true);
    auto value = http::percent_decode(
        equals == std::string_view::npos ? std::string_view {} : part.substr(equals + 1), true
    );
    if (!name || name->empty() || !value) {
        return std::unexpected(Refusal::unreadable);
    }
    return std::pair { std::move(*name), std::move(*value) };
}

/// The signature's bytes. A sender that leaves '+' as it stands has it read as a space, which base
/// 64 does not have.
Opened<std::string> read_signature(std::string_view text) {
    std::string bare { text };
    std::ranges::replace(bare, ' ', '+');
    auto bytes = crypto::parse_base64(bare);
    if (!bytes) {
        return std::unexpected(Refusal::wrong_signature);
    }
    return std::move(*bytes);
}

/// Of parameters that the signature covers; empty when it does not.
std::string covered(const AlipayForm& form, const AlipayWay& way, std::string_view name) {
    const auto value = value_in(form, name);
    return std::string { way.covers(name, value) ? value : std::string_view {} };
}

} // namespace

Opened<AlipayForm> read_alipay_form(std::string_view body) {
    AlipayForm form;
    while (!body.empty()) {
        const auto end = body.find('&');
        const auto part = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (part.empty()) {
            continue;
        }
        auto read = read_part(part);
        if (!read || form.size() == parameters_max) {
            return std::unexpected(Refusal::unreadable);
        }
        form.push_back(std::move(*read));
    }
    std::ranges::sort(form);
    const auto same_name = [](const auto& a, const auto& b) { return a.first == b.first; };
    if (form.empty() || std::ranges::adjacent_find(form, same_name) != form.end()) {
        return std::unexpected(Refusal::unreadable);
    }
    return form;
}

std::string_view value_in(const AlipayForm& form, std::string_view name) {
    const auto found
        = std::ranges::find_if(form, [&](const auto& part) { return part.first == name; });
    return found == form.end() ? std::string_view {} : std::string_view { found->second };
}

std::string AlipayWay::name() const {
    std::string text = "rsa2";
    text += without_empty ? "-empty" : "";
    text += without_at ? "-at" : "";
    text += without_certificate ? "-cert_sn" : "";
    text += with_sign_type ? "+sign_type" : "";
    return text;
}

bool AlipayWay::covers(std::string_view name, std::string_view value) const {
    return name != "sign" && (with_sign_type || name != "sign_type")
        && !(without_certificate && name == "alipay_cert_sn") && !(without_empty && value.empty())
        && !(without_at && value.starts_with('@'));
}

AlipayWay alipay_way(std::size_t number) {
    return { .without_empty = (number & 1U) != 0,
             .without_at = (number & 2U) != 0,
             .without_certificate = (number & 4U) != 0,
             .with_sign_type = (number & 8U) != 0 };
}

std::string alipay_signed_text(const AlipayForm& form, const AlipayWay& way) {
    auto sorted = form;
    std::ranges::sort(sorted);
    std::string text;
    for (const auto& [name, value] : sorted) {
        if (way.covers(name, value)) {
            text.append(text.empty() ? "" : "&").append(name).append("=").append(value);
        }
    }
    return text;
}

Opened<AlipayWay> check_alipay(const AlipayForm& form, const RsaPublicKey& key) {
    const auto sign = value_in(form, "sign");
    if (sign.empty()) {
        return std::unexpected(Refusal::missing_header);
    }
    if (value_in(form, "sign_type") != "RSA2") {
        return std::unexpected(Refusal::unknown_algorithm);
    }
    const auto signature = read_signature(sign);
    if (!signature) {
        return std::unexpected(signature.error());
    }
    std::vector<std::string> tried;
    for (std::size_t number = 0; number < alipay_ways; ++number) {
        const auto way = alipay_way(number);
        auto text = alipay_signed_text(form, way);
        if (std::ranges::find(tried, text) != tried.end()) {
            continue;
        }
        if (key.is_signed(text, *signature)) {
            return way;
        }
        tried.push_back(std::move(text));
    }
    return std::unexpected(Refusal::wrong_signature);
}

Opened<Payment> read_alipay_payment(const AlipayForm& form, const AlipayWay& way) {
    Payment payment { .notice = covered(form, way, "notify_id"),
                      .transaction = covered(form, way, "trade_no"),
                      .order = covered(form, way, "out_trade_no"),
                      .merchant = covered(form, way, "seller_id"),
                      .app = covered(form, way, "app_id"),
                      .state = covered(form, way, "trade_status") };
    if (!is_number(payment.notice) || !is_number(payment.transaction) || !is_number(payment.order)
        || !is_number(payment.state)) {
        return std::unexpected(Refusal::unreadable);
    }
    payment.succeeded = payment.state == "TRADE_SUCCESS" || payment.state == "TRADE_FINISHED";
    if (!payment.succeeded) {
        return payment;
    }
    const auto amount = parse_money(covered(form, way, "total_amount"));
    const auto paid_at = read_wall_time(covered(form, way, "gmt_payment"));
    if (!amount || amount->fen <= 0 || !paid_at) {
        return std::unexpected(Refusal::unreadable);
    }
    payment.amount = *amount;
    payment.paid_at = *paid_at;
    return payment;
}

Opened<Payment>
open_alipay_notice(std::span<const AlipayMerchant* const> merchants, std::string_view body) {
    const auto form = read_alipay_form(body);
    if (!form) {
        return std::unexpected(form.error());
    }
    const auto app = value_in(*form, "app_id");
    const auto found = std::ranges::find(merchants, app, &AlipayMerchant::app);
    if (found == merchants.end()) {
        return std::unexpected(Refusal::unknown_key);
    }
    const auto& merchant = **found;
    const auto way = check_alipay(*form, merchant.key);
    if (!way) {
        return std::unexpected(way.error());
    }
    auto payment = read_alipay_payment(*form, *way);
    if (!payment) {
        return payment;
    }
    if (payment->app != merchant.app || payment->merchant != merchant.merchant) {
        return std::unexpected(Refusal::unknown_merchant);
    }
    payment->verified_by = way->name();
    return payment;
}

} // namespace boai::payments
