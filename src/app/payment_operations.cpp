#include "app/payment_operations.hpp"

namespace boai::app {

using api::OperationParameter;

void add_payment_operations(std::vector<api::Operation>& all) {
    const auto header = [](std::string_view name, std::string_view about, bool is_required) {
        return OperationParameter { name, about, true, is_required };
    };
    all.push_back({ "post",
                    "/pay/wechat/notice",
                    "payments.wechat_notice",
                    "payments",
                    { "微信支付的支付通知（APIv3）", "A notice of WeChat Pay (APIv3)" },
                    { header("Wechatpay-Timestamp", "seconds since 1970", true),
                      header("Wechatpay-Nonce", "of the signature", true),
                      header("Wechatpay-Serial", "which key signed", true),
                      header("Wechatpay-Signature", "base 64", true),
                      header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048", false) },
                    R"({"type":"object"})",
                    "application/json",
                    200,
                    R"({"type":"object"})",
                    "application/json",
                    true });
    all.push_back({ "post",
                    "/pay/alipay/notice",
                    "payments.alipay_notice",
                    "payments",
                    { "支付宝的异步通知（RSA2）", "A notice of Alipay (RSA2)" },
                    {},
                    R"({"type":"object"})",
                    "application/x-www-form-urlencoded",
                    200,
                    R"({"type":"string"})",
                    "text/plain",
                    true });
}

} // namespace boai::app
