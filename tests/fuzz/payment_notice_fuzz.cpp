// Bodies of payment notices, as anybody may send them: before their signature is looked at, and
// what stands in them when it holds.
#include "expect.hpp"
#include "payments/alipay_notice.hpp"
#include "payments/wechat_notice.hpp"

namespace boai::payments {
namespace {

using fuzz::expect;

void check(const Payment& payment) {
    expect(is_number(payment.order), "an order's number is one");
    expect(
        !payment.succeeded || (payment.amount.fen > 0 && is_number(payment.transaction)),
        "a payment has an amount and a number"
    );
}

void check_form(std::string_view body) {
    const auto form = read_alipay_form(body);
    if (!form) {
        return;
    }
    for (std::size_t number = 0; number < alipay_ways; ++number) {
        const auto way = alipay_way(number);
        const auto text = alipay_signed_text(*form, way);
        expect(text.size() <= body.size() + form->size(), "nothing is signed that was not sent");
        if (const auto payment = read_alipay_payment(*form, way)) {
            check(*payment);
            expect(way.covers("out_trade_no", payment->order), "what is read is signed");
        }
    }
}

void check_envelope(std::string_view text) {
    if (const auto envelope = read_wechat_envelope(text)) {
        expect(is_number(envelope->id), "a notice's number is one");
    }
    if (const auto payment = read_wechat_transaction(text)) {
        check(*payment);
    }
    static_cast<void>(read_moment(text));
    static_cast<void>(read_wall_time(text));
    static_cast<void>(RsaPublicKey::parse(text));
}

} // namespace
} // namespace boai::payments

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text { reinterpret_cast<const char*>(data), size };
    boai::payments::check_form(text);
    boai::payments::check_envelope(text);
    return 0;
}
