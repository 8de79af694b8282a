#include "modules/giving/payments/notice_routes.hpp"

#include "base/json_text.hpp"
#include "base/limits.hpp"
#include "crypto/hash.hpp"
#include "http/answer_deadline.hpp"
#include "http/percent.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "modules/giving/payments/notice_counts.hpp"
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
using Clock = std::chrono::steady_clock;
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
    constexpr int ok = 200;
    constexpr int not_now = 500; // and above: the book's trouble, not the notice's
    if (service == Service::alipay) {
        return alipay_answer(status, status == ok ? "success" : "fail");
    }
    if (status == ok) {
        return wechat_answer(status, "SUCCESS", "");
    }
    return wechat_answer(status, "FAIL", status < not_now ? "refused" : "try again");
}

class NoticeEndpoint {
public:
    NoticeEndpoint(modules::RouteParts parts, std::chrono::milliseconds patience)
        : parts_(std::move(parts))
        , deadline_(patience) {
        parts_.add_metrics([counts = counts_, &engine = parts_.engine](std::string& out) {
            counts->append(out, engine);
        });
    }

    void receive(Service service, const Request& request, const Responder& answer) {
        const auto respond = in_time(service, answer);
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
        submit(
            std::move(notice),
            account,
            [service, respond, counts = counts_](const Result<record::Outcome>& outcome) {
                constexpr int good = 200;
                outcome ? counts->add(*outcome) : counts->add(NoticeArrival::failed);
                respond(answer_of(service, outcome ? good : http::status_of(outcome.error().code)));
            }
        );
    }

private:
    /// What answers the service: before its patience ends, and noting how long it took.
    Responder in_time(Service service, const Responder& answer) {
        auto measured = [answer, counts = counts_, since = Clock::now()](Response response) {
            answer(std::move(response));
            counts->add_answer(
                std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - since)
            );
        };
        return deadline_.watch(std::move(measured), [service, counts = counts_] {
            constexpr int unavailable = 503;
            counts->add(NoticeArrival::put_off);
            return answer_of(service, unavailable);
        });
    }

    /// Kept as it came, for the officer who looks for a key that is wrong; and refused.
    void refuse(
        PaymentNotice notice,
        payments::Refusal why,
        const std::string& peer,
        const Responder& respond
    ) const {
        const auto service = notice.service;
        if (const auto admitted = parts_.admit_refused_notice(peer); !admitted) {
            counts_->add(NoticeArrival::refused);
            respond(http::problem(admitted.error()));
            return;
        }
        notice.reason = reason_of(why);
        submit(
            std::move(notice),
            parts_.payments->first(service),
            [service, respond, counts = counts_](const Result<record::Outcome>&) {
                constexpr int unauthenticated = 401;
                counts->add(NoticeArrival::refused);
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
    /// Shared with the work that is still going on when the endpoint goes.
    std::shared_ptr<NoticeCounts> counts_ = std::make_shared<NoticeCounts>();
    http::AnswerDeadline deadline_;
};

} // namespace

std::shared_ptr<void>
add_notice_routes(const modules::RouteParts& parts, std::chrono::milliseconds patience) {
    if (parts.payments == nullptr) {
        return nullptr;
    }
    const auto endpoint = std::make_shared<NoticeEndpoint>(parts, patience);
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
    return endpoint;
}

} // namespace boai::giving
