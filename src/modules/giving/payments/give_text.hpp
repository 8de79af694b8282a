/// \file
/// The texts of the pages for giving directly, in one table.
#pragma once

#include "base/text.hpp"

namespace boai::giving::give_text {

inline constexpr Text title { "直接捐赠", "Give directly" };
inline constexpr Text lead {
    "在这里直接向本会捐款：填写金额，扫描本会的收款码付款，到账后即登记入账并开具票据。",
    "Give to this society here: enter an amount, scan the society's own collection code and pay. "
    "The gift is entered and its receipt issued as soon as the payment arrives."
};
inline constexpr Text to { "受赠方：{}", "To: {}" };
inline constexpr Text other_branch { "捐给其他机构", "Give to another branch" };
inline constexpr Text none {
    "本会没有开通网上直接收款。请通过银行转账或到本会捐赠。",
    "This society takes no payments on this site. Please give by bank transfer or at its office."
};
inline constexpr Text amount { "金额（元）", "Amount (yuan)" };
inline constexpr Text use { "用途", "Use" };
inline constexpr Text unrestricted { "不限定，由本会用于最需要的地方",
                                     "Unrestricted: where it is needed most" };
inline constexpr Text donor { "以什么名义捐赠", "Given by" };
inline constexpr Text anonymous { "匿名", "Anonymous" };
inline constexpr Text person { "个人", "A person" };
inline constexpr Text organisation { "单位", "An organisation" };
inline constexpr Text alias { "化名", "An alias" };
inline constexpr Text name { "姓名、单位名称或化名", "Name, organisation or alias" };
inline constexpr Text name_hint {
    "匿名捐赠不填。姓名加密保存，只用于票据和回复；公示时部分隐去。",
    "Leave it empty if anonymous. The name is kept encrypted and used for the receipt only; in "
    "what is published it is partly hidden."
};
inline constexpr Text publish { "我同意公示时显示全名（可随时撤回）",
                                "I agree that my full name is shown (can be taken back any time)" };
inline constexpr Text service { "付款方式", "Pay with" };
inline constexpr Text wechat { "微信支付", "WeChat Pay" };
inline constexpr Text alipay { "支付宝", "Alipay" };
inline constexpr Text go_on { "下一步：显示收款码", "Next: show the code" };
inline constexpr Text correct { "请更正后再提交：", "Please correct:" };
inline constexpr Text platform_title { "公开募捐活动", "Public fundraising" };
inline constexpr Text platform_lead {
    "以下活动面向公众募捐，依法在民政部指定的互联网公开募捐信息平台接收捐款，本站只提供链接。",
    "These campaigns raise funds from the public. By law gifts to them are taken on a platform "
    "designated by the Ministry of Civil Affairs; this site only links to it."
};
inline constexpr Text on_platform { "到{}捐赠", "Give on {}" };
inline constexpr Text on_the_platform { "到指定平台捐赠", "Give on the designated platform" };
inline constexpr Text platform_missing {
    "该活动在指定平台接收捐款，平台网址待本会公布。",
    "Gifts to this campaign are taken on a designated platform; its address is still to be "
    "published."
};
inline constexpr Text order { "待付款的捐赠", "A gift to be paid" };
inline constexpr Text scan { "请用{}扫描收款码", "Scan this code with {}" };
inline constexpr Text code_label { "本会的收款码", "The society's collection code" };
inline constexpr Text open_here { "在本机打开付款页", "Open the payment page on this device" };
inline constexpr Text order_number { "订单号", "Order number" };
inline constexpr Text pay_until { "请在此前付款", "Pay until" };
inline constexpr Text check { "我已付款，查看结果", "I have paid: show the result" };
inline constexpr Text check_hint {
    "付款后通常几秒内入账。保存本页网址可随时查看。",
    "A payment is usually entered within seconds. Keep this page's address to look again."
};
inline constexpr Text simulated { "演示账户：收款码不会收到真实款项。",
                                  "A demonstration: no real money is taken." };
inline constexpr Text paid { "谢谢，捐款已入账", "Thank you: the gift is in the book" };
inline constexpr Text paid_lead { "票据号 {}。", "Receipt number {}." };
inline constexpr Text own_page { "打开我的捐款页面（票据、证书、去向）",
                                 "Open my page (receipt, certificate, trace)" };
inline constexpr Text expired { "这个订单已过期", "This order has expired" };
inline constexpr Text expired_lead {
    "若您已付款，款项仍会入账。否则请重新填写。",
    "If you have paid, the gift will still be entered. Otherwise please start again."
};
inline constexpr Text closed { "这个订单已关闭", "This order is closed" };
inline constexpr Text closed_lead { "如已付款，请与本会联系。",
                                    "If you have paid, please contact the society." };
inline constexpr Text again { "重新填写", "Start again" };
inline constexpr Text no_order { "没有这个订单", "There is no such order" };
inline constexpr Text no_order_hint { "请核对网址，或重新填写。",
                                      "Check the address, or start again." };
inline constexpr Text need_amount { "请填写金额，例如 100 或 66.60",
                                    "enter an amount such as 100 or 66.60" };
inline constexpr Text need_service { "请选择付款方式", "choose how to pay" };
inline constexpr Text need_use { "请选择用途", "choose a use" };

} // namespace boai::giving::give_text
