#include "exchange/target_field.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

using Words = std::string_view;

constexpr std::array gift_donor_words {
    Words { "捐赠人" },       Words { "捐款人" },         Words { "捐赠者" },
    Words { "捐款者" },       Words { "捐赠单位" },       Words { "捐款单位" },
    Words { "捐赠方" },       Words { "捐赠单位及个人" }, Words { "捐赠人姓名" },
    Words { "捐赠单位姓名" }, Words { "捐赠单位个人" },   Words { "捐赠个人单位" },
    Words { "捐赠人名称" },   Words { "捐赠单位或个人" }, Words { "捐赠人单位名称" },
    Words { "爱心人士" },     Words { "姓名" },           Words { "名称" },
    Words { "户名" },         Words { "昵称" },           Words { "付款人" },
    Words { "付款方" },       Words { "付款人名称" },     Words { "付款人户名" },
    Words { "对方户名" },     Words { "对方名称" },       Words { "汇款人" },
    Words { "交款人" },       Words { "用户名" },         Words { "捐赠用户" },
    Words { "单位名称" },     Words { "对方账户名称" },   Words { "交易对方" },
    Words { "捐赠企业" },     Words { "donor" },          Words { "donorname" },
    Words { "name" },         Words { "payer" },          Words { "fullname" },
};
constexpr std::array gift_amount_words {
    Words { "金额" },       Words { "捐赠金额" },     Words { "捐款金额" },
    Words { "交易金额" },   Words { "捐款额" },       Words { "捐赠额" },
    Words { "收入金额" },   Words { "到账金额" },     Words { "实收金额" },
    Words { "付款金额" },   Words { "支付金额" },     Words { "订单金额" },
    Words { "贷方发生额" }, Words { "贷方金额" },     Words { "收入" },
    Words { "发生额" },     Words { "捐赠金额小写" }, Words { "捐款数额" },
    Words { "捐赠数额" },   Words { "捐赠款" },       Words { "捐款" },
    Words { "amount" },     Words { "amountyuan" },   Words { "donationamount" },
    Words { "giftamount" }, Words { "donation" },
};
constexpr std::array gift_day_words {
    Words { "日期" },     Words { "捐赠日期" }, Words { "捐款日期" }, Words { "交易日期" },
    Words { "到账日期" }, Words { "时间" },     Words { "捐赠时间" }, Words { "捐款时间" },
    Words { "交易时间" }, Words { "到账时间" }, Words { "付款时间" }, Words { "入账日期" },
    Words { "记账日期" }, Words { "支付时间" }, Words { "入账时间" }, Words { "date" },
    Words { "day" },      Words { "giftdate" }, Words { "datetime" }, Words { "time" },
};
constexpr std::array gift_reference_words {
    Words { "交易单号" },   Words { "交易号" },       Words { "流水号" },
    Words { "交易流水号" }, Words { "订单号" },       Words { "商户订单号" },
    Words { "商户单号" },   Words { "凭证号" },       Words { "支付单号" },
    Words { "微信单号" },   Words { "支付宝交易号" }, Words { "业务流水号" },
    Words { "银行流水号" }, Words { "参考号" },       Words { "交易订单号" },
    Words { "账务流水号" }, Words { "reference" },    Words { "transactionid" },
    Words { "orderid" },    Words { "ordernumber" },  Words { "referencenumber" },
};
constexpr std::array gift_note_words {
    Words { "备注" },    Words { "附言" },     Words { "付款附言" }, Words { "留言" },
    Words { "摘要" },    Words { "用途" },     Words { "捐赠意向" }, Words { "捐赠用途" },
    Words { "说明" },    Words { "交易附言" }, Words { "note" },     Words { "remark" },
    Words { "remarks" }, Words { "memo" },     Words { "message" },  Words { "purpose" },
};

constexpr std::array gift_field_table {
    TargetField { "donor_name", { "捐赠人", "Donor" }, FieldKind::donor, gift_donor_words },
    TargetField { "amount", { "金额", "Amount" }, FieldKind::amount, gift_amount_words, true },
    TargetField { "day", { "日期", "Day" }, FieldKind::day, gift_day_words },
    TargetField { "reference",
                  { "交易单号", "Reference number" },
                  FieldKind::reference,
                  gift_reference_words },
    TargetField { "note", { "备注", "Note" }, FieldKind::text, gift_note_words },
    // Of days of giving with matches; known by the layout of a platform's file, or mapped by hand.
    TargetField { "project", { "捐赠项目", "Project" }, FieldKind::text, {} },
    TargetField { "team", { "团队", "Team" }, FieldKind::text, {} },
    TargetField { "match_platform", { "平台配捐", "Platform match" }, FieldKind::text, {} },
    TargetField { "match_company", { "企业配捐", "Company match" }, FieldKind::text, {} },
    TargetField { "incentive", { "激励金", "Incentive" }, FieldKind::text, {} },
};

} // namespace

std::span<const TargetField> gift_fields() {
    return gift_field_table;
}

std::optional<std::size_t> find_field(std::span<const TargetField> all, std::string_view name) {
    const auto found = std::ranges::find(all, name, &TargetField::name);
    return found == all.end() ? std::nullopt
                              : std::optional { static_cast<std::size_t>(found - all.begin()) };
}

} // namespace boai::exchange
