#include "exchange/statement_fields.hpp"

#include "exchange/statement_plan.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

using Words = std::string_view;

// Headings as header_words leaves them. Of several columns of one field the first listed here is
// read; memos are joined.
constexpr std::array statement_day_words {
    Words { "交易日期" }, Words { "交易时间" }, Words { "记账时间" }, Words { "发生时间" },
    Words { "记账日期" }, Words { "入账时间" }, Words { "入账日期" }, Words { "捐赠时间" },
    Words { "付款时间" }, Words { "支付时间" }, Words { "日期" },     Words { "时间" },
    Words { "date" },     Words { "day" },
};
constexpr std::array statement_time_words { Words { "交易时间" }, Words { "交易时刻" } };
constexpr std::array received_words {
    Words { "收入金额" },     Words { "贷方发生额" }, Words { "贷方金额" },
    Words { "贷方" },         Words { "存入金额" },   Words { "记账金额收入" },
    Words { "交易金额收入" }, Words { "收入" },       Words { "收入金额元" },
    Words { "收入元" },       Words { "存入" },       Words { "转入金额" },
    Words { "credit" },
};
constexpr std::array paid_words {
    Words { "支出金额" },     Words { "借方发生额" }, Words { "借方金额" },
    Words { "借方" },         Words { "支取金额" },   Words { "记账金额支出" },
    Words { "交易金额支出" }, Words { "支出" },       Words { "支出金额元" },
    Words { "支出元" },       Words { "支取" },       Words { "转出金额" },
    Words { "debit" },
};
constexpr std::array statement_amount_words {
    Words { "交易金额" }, Words { "收支金额" }, Words { "发生额" },
    Words { "订单金额" }, Words { "捐款金额" }, Words { "捐赠金额" },
    Words { "支付金额" }, Words { "金额" },     Words { "amount" },
};
constexpr std::array direction_words {
    Words { "收支类型" }, Words { "借贷" },     Words { "借贷标志" },  Words { "收支" },
    Words { "交易类型" }, Words { "交易状态" }, Words { "direction" },
};
constexpr std::array balance_words {
    Words { "余额" },     Words { "账户余额" }, Words { "交易后余额" },
    Words { "本次余额" }, Words { "账户结余" }, Words { "账户余额元" },
    Words { "账面余额" }, Words { "结余" },     Words { "balance" },
};
constexpr std::array payer_words {
    Words { "对方户名" },     Words { "对方单位名称" }, Words { "对方名称" },
    Words { "对方账户名称" }, Words { "付款人名称" },   Words { "交易对方" },
    Words { "对方姓名" },     Words { "付款人" },       Words { "姓名" },
    Words { "昵称" },         Words { "捐赠人" },       Words { "对方账号" },
    Words { "payer" },
};
constexpr std::array payee_words { Words { "收款人名称" }, Words { "收款人" } };
constexpr std::array line_reference_words {
    Words { "交易流水号" }, Words { "账务流水号" }, Words { "资金流水单号" }, Words { "日志号" },
    Words { "参考号" },     Words { "微信订单号" }, Words { "流水号" },       Words { "交易单号" },
    Words { "交易号" },     Words { "订单号" },     Words { "reference" },
};
constexpr std::array order_number_words {
    Words { "商户订单号" }, Words { "商户单号" }, Words { "业务凭证号" }, Words { "捐赠单号" }
};
constexpr std::array trade_number_words { Words { "业务流水号" },
                                          Words { "微信支付业务单号" },
                                          Words { "支付宝交易号" } };
constexpr std::array memo_words {
    Words { "摘要" },     Words { "附言" },     Words { "用途" },     Words { "备注" },
    Words { "交易摘要" }, Words { "交易用途" }, Words { "交易附言" }, Words { "业务类型" },
    Words { "业务名称" }, Words { "商品名称" }, Words { "付款附言" }, Words { "留言" },
    Words { "交易详情" }, Words { "捐赠项目" }, Words { "memo" },
};
constexpr std::array fee_words { Words { "手续费" }, Words { "服务费" }, Words { "fee" } };
constexpr std::array settled_on_words { Words { "清算日期" }, Words { "结算日期" } };
constexpr std::array net_words { Words { "清算金额" }, Words { "结算金额" }, Words { "入账金额" } };

// In the order of StatementField.
constexpr std::array fields {
    TargetField { "day", { "日期", "Day" }, FieldKind::day, statement_day_words, true },
    TargetField { "time", { "时间", "Time" }, FieldKind::text, statement_time_words },
    TargetField { "received", { "收入金额", "Received" }, FieldKind::amount, received_words },
    TargetField { "paid", { "支出金额", "Paid out" }, FieldKind::amount, paid_words },
    TargetField { "amount", { "金额", "Amount" }, FieldKind::amount, statement_amount_words },
    TargetField { "direction", { "收支方向", "In or out" }, FieldKind::text, direction_words },
    TargetField { "balance", { "余额", "Balance" }, FieldKind::amount, balance_words },
    TargetField { "payer", { "对方户名", "Other party" }, FieldKind::donor, payer_words },
    TargetField { "payee", { "收款人", "Payee" }, FieldKind::text, payee_words },
    TargetField {
        "reference", { "交易单号", "Reference" }, FieldKind::reference, line_reference_words },
    TargetField {
        "order_number", { "商户订单号", "Order number" }, FieldKind::text, order_number_words },
    TargetField { "trade_number",
                  { "业务流水号", "Number of the trade" },
                  FieldKind::text,
                  trade_number_words },
    TargetField { "memo", { "摘要", "Memo" }, FieldKind::text, memo_words },
    TargetField { "fee", { "手续费", "Fee" }, FieldKind::amount, fee_words },
    TargetField { "settled_on", { "清算日期", "Paid out on" }, FieldKind::day, settled_on_words },
    TargetField { "net", { "清算金额", "Net amount" }, FieldKind::amount, net_words },
};
static_assert(fields.size() == statement_field_count);

constexpr std::array alipay_headings { Words { "账务流水号" }, Words { "业务流水号" } };
constexpr std::array wechat_funds_headings { Words { "资金流水单号" }, Words { "收支类型" } };
constexpr std::array wechat_trades_headings { Words { "微信订单号" }, Words { "商户订单号" } };
constexpr std::array unionpay_statement_headings { Words { "清算日期" }, Words { "参考号" } };
constexpr std::array platform_headings { Words { "捐赠时间" }, Words { "订单号" } };

constexpr std::array statement_layouts {
    StatementLayout { { "支付宝账务明细", "Alipay account" }, "alipay", alipay_headings },
    StatementLayout { { "微信支付资金账单", "WeChat Pay funds" }, "wechat", wechat_funds_headings },
    StatementLayout {
        { "微信支付交易账单", "WeChat Pay trades" }, "wechat", wechat_trades_headings },
    StatementLayout { { "银联商户清算明细", "UnionPay merchant settlement" },
                      "unionpay",
                      unionpay_statement_headings },
    StatementLayout { { "公益平台捐赠明细", "Giving platform" }, "platform", platform_headings },
};

constexpr std::array outgoing_words {
    Words { "借" },     Words { "支出" }, Words { "往账" }, Words { "退款" },
    Words { "退货" },   Words { "撤销" }, Words { "冲正" }, Words { "refund" },
    Words { "REFUND" }, Words { "转出" }, Words { "提现" },
};

} // namespace

std::span<const TargetField> statement_fields() {
    return fields;
}

const StatementLayout* find_statement_layout(std::span<const std::string> headings) {
    const auto found = std::ranges::find_if(statement_layouts, [&](const StatementLayout& layout) {
        return std::ranges::all_of(layout.headings, [&](Words heading) {
            return std::ranges::find(headings, heading) != headings.end();
        });
    });
    return found == statement_layouts.end() ? nullptr : &*found;
}

bool is_outgoing_word(std::string_view word) {
    return std::ranges::any_of(outgoing_words, [&](Words out) { return word.contains(out); });
}

} // namespace boai::exchange
