#include "exchange/known_layout.hpp"

#include "exchange/header_words.hpp"

#include <algorithm>
#include <array>

namespace boai::exchange {
namespace {

using Words = std::string_view;

// Money that went out is told by its own column ("借方发生额", "支出金额"), by a word, or by its
// sign. A voucher number ("凭证号") is no reference: most banks leave it 0 or repeat it.

constexpr std::array icbc_company_headings { Words { "凭证号" },
                                             Words { "对方账号" },
                                             Words { "借贷" },
                                             Words { "贷方发生额" },
                                             Words { "对方单位名称" } };
constexpr std::array icbc_company_columns {
    LayoutColumn { "交易时间", "day" },      LayoutColumn { "入账日期", "day" },
    LayoutColumn { "贷方发生额", "amount" }, LayoutColumn { "对方单位名称", "donor_name" },
    LayoutColumn { "摘要", "note" },         LayoutColumn { "用途", "note" },
    LayoutColumn { "附言", "note" },
};
constexpr std::array icbc_outgoing { Words { "借" } };

constexpr std::array icbc_person_headings {
    Words { "交易日期" }, Words { "记账金额收入" }, Words { "记账金额支出" }, Words { "对方户名" }
};
constexpr std::array icbc_person_columns {
    LayoutColumn { "交易日期", "day" },        LayoutColumn { "记账金额收入", "amount" },
    LayoutColumn { "对方户名", "donor_name" }, LayoutColumn { "摘要", "note" },
    LayoutColumn { "交易详情", "note" },
};

constexpr std::array abc_company_headings { Words { "交易时间" },
                                            Words { "收入金额" },
                                            Words { "支出金额" },
                                            Words { "交易行名" },
                                            Words { "对方户名" } };
constexpr std::array abc_company_columns {
    LayoutColumn { "交易时间", "day" },        LayoutColumn { "收入金额", "amount" },
    LayoutColumn { "对方户名", "donor_name" }, LayoutColumn { "交易用途", "note" },
    LayoutColumn { "交易摘要", "note" },       LayoutColumn { "附言", "note" },
    LayoutColumn { "日志号", "reference" },
};

constexpr std::array abc_person_headings {
    Words { "交易日期" }, Words { "交易金额" }, Words { "本次余额" }, Words { "对方户名" }
};
constexpr std::array abc_person_columns {
    LayoutColumn { "交易日期", "day" },        LayoutColumn { "交易金额", "amount" },
    LayoutColumn { "对方户名", "donor_name" }, LayoutColumn { "交易用途", "note" },
    LayoutColumn { "交易摘要", "note" },       LayoutColumn { "日志号", "reference" },
};

constexpr std::array boc_headings { Words { "交易类型" },
                                    Words { "付款人名称" },
                                    Words { "收款人名称" },
                                    Words { "交易金额" },
                                    Words { "交易流水号" } };
constexpr std::array boc_columns {
    LayoutColumn { "交易日期", "day" },
    LayoutColumn { "交易金额", "amount" },
    LayoutColumn { "付款人名称", "donor_name" },
    LayoutColumn { "交易流水号", "reference" },
    LayoutColumn { "摘要", "note" },
    LayoutColumn { "用途", "note" },
    LayoutColumn { "交易附言", "note" },
};
constexpr std::array boc_outgoing { Words { "往账" } };

constexpr std::array unionpay_headings {
    Words { "清算日期" }, Words { "交易类型" }, Words { "交易金额" }, Words { "参考号" }
};
constexpr std::array unionpay_columns {
    LayoutColumn { "交易日期", "day" },    LayoutColumn { "交易时间", "day" },
    LayoutColumn { "交易金额", "amount" }, LayoutColumn { "参考号", "reference" },
    LayoutColumn { "付款附言", "note" },   LayoutColumn { "备注", "note" },
    LayoutColumn { "姓名", "donor_name" },
};
constexpr std::array unionpay_outgoing {
    Words { "退货" }, Words { "退款" }, Words { "撤销" }, Words { "冲正" }
};

constexpr std::array giving_day_headings { Words { "订单号" },
                                           Words { "公众捐款" },
                                           Words { "腾讯配捐" },
                                           Words { "企业配捐" },
                                           Words { "激励金" } };
constexpr std::array giving_day_columns {
    LayoutColumn { "订单号", "reference" },
    LayoutColumn { "捐赠时间", "day" },
    LayoutColumn { "时间", "day" },
    LayoutColumn { "捐赠项目", "project" },
    LayoutColumn { "项目", "project" },
    LayoutColumn { "项目名称", "project" },
    LayoutColumn { "团队", "team" },
    LayoutColumn { "团队名称", "team" },
    LayoutColumn { "捐赠人", "donor_name" },
    LayoutColumn { "捐赠人昵称", "donor_name" },
    LayoutColumn { "公众捐款", "amount" },
    LayoutColumn { "腾讯配捐", "match_platform" },
    LayoutColumn { "企业配捐", "match_company" },
    LayoutColumn { "激励金", "incentive" },
    LayoutColumn { "留言", "note" },
};

constexpr std::array layouts {
    KnownLayout {
        .name = { "99公益日平台捐赠明细", "Platform's file of a giving day with matches" },
        .channel = "platform",
        .headings = giving_day_headings,
        .columns = giving_day_columns,
    },
    KnownLayout {
        .name = { "工商银行对公账户明细", "ICBC company account" },
        .channel = "bank",
        .headings = icbc_company_headings,
        .columns = icbc_company_columns,
        .direction = "借贷",
        .outgoing = icbc_outgoing,
    },
    KnownLayout {
        .name = { "工商银行个人账户明细", "ICBC personal account" },
        .channel = "bank",
        .headings = icbc_person_headings,
        .columns = icbc_person_columns,
    },
    KnownLayout {
        .name = { "农业银行对公账户明细", "ABC company account" },
        .channel = "bank",
        .headings = abc_company_headings,
        .columns = abc_company_columns,
    },
    KnownLayout {
        .name = { "农业银行个人账户明细", "ABC personal account" },
        .channel = "bank",
        .headings = abc_person_headings,
        .columns = abc_person_columns,
        .signed_amounts = true,
    },
    KnownLayout {
        .name = { "中国银行对公账户明细", "BOC company account" },
        .channel = "bank",
        .headings = boc_headings,
        .columns = boc_columns,
        .direction = "交易类型",
        .outgoing = boc_outgoing,
        .signed_amounts = true,
    },
    KnownLayout {
        .name = { "银联商户清算明细", "UnionPay merchant settlement" },
        .channel = "unionpay",
        .headings = unionpay_headings,
        .columns = unionpay_columns,
        .direction = "交易类型",
        .outgoing = unionpay_outgoing,
        .signed_amounts = true,
    },
};

}  // namespace

std::span<const KnownLayout> known_layouts() {
    return layouts;
}

std::string layout_heading(std::string_view header) {
    // Clean text has no full-width brackets left.
    return header_words(header.substr(0, header.find('[')));
}

const KnownLayout* find_known_layout(std::span<const std::string> headings) {
    const auto found = std::ranges::find_if(layouts, [&](const KnownLayout& layout) {
        return std::ranges::all_of(layout.headings, [&](Words heading) {
            return std::ranges::find(headings, heading) != headings.end();
        });
    });
    return found == layouts.end() ? nullptr : &*found;
}

}  // namespace boai::exchange
