#include "modules/giving/payments/notice_routes.hpp"

#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "crypto/hash.hpp"
#include "http/percent.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/payments/payment_commands.hpp"
#include "payments/accounts.hpp"
#include "payments/signing.hpp"
#include "record/engine.hpp"

#include <array>

namespace boai::giving {
namespace {

using http::Request;
using http::Responder;
using http::Response;
using payments::Payment;
using payments::Service;

constexpr std::array<std::string_view, 5> signature_headers { "wechatpay-timestamp",
                                                              "wechatpay-nonce",
                                                              "wechatpay-serial",
                                                              "wechatpay-signature-type",
                                                              "wechatpay-signature" };

/// The bytes as a text that can be kept and given back.
std::string text_of(std::string_view bytes) {
    if (http::is_utf8(bytes) && !bytes.contains('\0')) {
        return std::string { bytes };
    }
    return "base64:" + crypto::base64(bytes);
}

std::string headers_of(const Request& request) {
    std::string text;
    for (const auto name : signature_headers) {
        if (const auto value = request.header(name); !value.empty()) {
            text.append(name).append(": ").append(value).append("\n");
        }
    }
    return text_of(text);
}

/// The notice as it came, before anything of it is believed.
PaymentNotice as_it_came(Service service, const Request& request) {
    return { .service = service, .headers = headers_of(request), .body = text_of(request.body) };
}

void take_over(PaymentNotice& notice, const Payment& payment) {
    notice.notice_number = payment.notice;
    notice.transaction_number = payment.transaction;
    notice.order_number = payment.order;
    notice.amount = payment.amount;
    notice.trade_state = payment.state;
    notice.merchant = payment.merchant;
    notice.app = payment.app;
    notice.verified_by = payment.verified_by;
    if (payment.succeeded) {
        notice.paid_at = payment.paid_at;
    }
}

/// WeChat Pay goes by the status and shows the rest to whoever looks into its records.
Response wechat_answer(int status, std::string_view code, std::string_view message) {
    std::string json;
    JsonObject { json }.text("code", code).text("message", message);
    return http::json_response(std::move(json), status);
}

/// Alipay goes by the word alone.
Response alipay_answer(int status, std::string_view word) {
    Response response { .status = status, .content_type = "text/plain; charset=utf-8" };
    response.body = word;
    return response;
}

Response answer_of(Service service, int status) {
    const bool good = status == 200;
    if (service == Service::alipay) {
        return alipay_answer(status, good ? "success" : "fail");
    }
    return wechat_answer(status, good ? "SUCCESS" : "FAIL", good ? "" : "refused");
}

class NoticeEndpoint {
public:
    explicit NoticeEndpoint(modules::RouteParts parts)
        : parts_(std::move(parts)) { }

    void receive(Service service, const Request& request, const Responder& respond) const {
        if (!parts_.payments->has(service)) {
            respond(http::problem({ Errc::not_found,
                                    Text { "本会没有在此接收支付通知",
                                           "no notices are taken here" },
                                    {} }));
            return;
        }
        const auto payment = service == Service::wechat
            ? parts_.payments->open_wechat(
                  payments::wechat_headers(request.headers),
                  request.body,
                  parts_.engine.clock().now()
              )
            : parts_.payments->open_alipay(request.body);
        auto notice = as_it_came(service, request);
        if (!payment) {
            refuse(std::move(notice), payment.error(), request.peer, respond);
            return;
        }
        take_over(notice, *payment);
        const auto* account
            = parts_.payments->find_merchant(service, payment->merchant, payment->app);
        submit(std::move(notice), account, [service, respond](Result<record::Outcome> outcome) {
            constexpr int good = 200;
            respond(answer_of(service, outcome ? good : http::status_of(outcome.error().code)));
        });
    }

private:
    /// Kept as it came, for the officer who looks for a key that is wrong; and refused.
    void refuse(
        PaymentNotice notice,
        payments::Refusal why,
        const std::string& peer,
        const Responder& respond
    ) const {
        const auto service = notice.service;
        if (const auto admitted = parts_.admit_refused_notice(peer); !admitted) {
            respond(http::problem(admitted.error()));
            return;
        }
        notice.reason = reason_of(why);
        submit(
            std::move(notice),
            parts_.payments->first(service),
            [service, respond](const Result<record::Outcome>&) {
                constexpr int unauthenticated = 401;
                respond(answer_of(service, unauthenticated));
            }
        );
    }

    void submit(
        PaymentNotice notice,
        const payments::Account* account,
        std::function<void(Result<record::Outcome>)> done
    ) const {
        const auto branches = parts_.engine.branches();
        const auto* branch = account == nullptr ? nullptr : branches->find_code(account->branch);
        if (branch == nullptr) {
            done(fail(
                Errc::internal,
                Text { "支付账户的机构不存在", "the branch of the payment account is not there" }
            ));
            return;
        }
        parts_.engine.submit(
            { .actor = payment_actor(),
              .command = parts_.engine.registry().find_command(take_notice_name),
              .branch = branch->id,
              .input = std::make_shared<PaymentNotice>(std::move(notice)),
              .key = {},
              .reason = {} },
            std::move(done)
        );
    }

    modules::RouteParts parts_;
};

} // namespace

void add_notice_routes(const modules::RouteParts& parts) {
    if (parts.payments == nullptr) {
        return;
    }
    const auto endpoint = std::make_shared<const NoticeEndpoint>(parts);
    for (const auto service : { Service::wechat, Service::alipay }) {
        parts.router.add(
            http::Method::post,
            "/pay/" + std::string { payments::name_of(service) } + "/notice",
            [endpoint,
             service](const Request& request, const http::PathValues&, const Responder& respond) {
                endpoint->receive(service, request, respond);
            },
            limits::payment_notice_bytes_max
        );
    }
}

} // namespace boai::giving
