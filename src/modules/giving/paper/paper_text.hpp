/// \file
/// The texts on receipts and certificates, in one table.
#pragma once

#include "base/text.hpp"

namespace boai::giving::paper_text {

inline constexpr Text receipt { "捐赠收据", "Receipt for a gift" };
inline constexpr Text number { "票据号", "Receipt number" };
inline constexpr Text donor { "捐赠人", "Donor" };
inline constexpr Text nameless { "爱心人士（未留名）", "A giver who left no name" };
inline constexpr Text erased { "（姓名已应捐赠人要求删除）",
                               "(name erased at the donor's request)" };
inline constexpr Text kind { "捐赠财产种类", "Kind of property" };
inline constexpr Text money { "货币资金（人民币）", "Money (renminbi)" };
inline constexpr Text goods { "实物", "Goods" };
inline constexpr Text goods_lines { "实物，共 {} 项", "Goods, {} lines" };
inline constexpr Text item { "品名、规格", "Item and specification" };
inline constexpr Text quantity { "数量", "Quantity" };
inline constexpr Text value { "价值（元）", "Value (yuan)" };
inline constexpr Text proved_value { "有凭证的价值合计", "Value that is proved" };
inline constexpr Text no_price { "没有发票或公允价值证明的物资只写品名和数量，不写价格。",
                                 "Goods without an invoice or a proof of fair value stand by name "
                                 "and quantity, without a price." };
inline constexpr Text recipient { "直达受赠单位", "Handed straight to" };
inline constexpr Text list_of { "捐赠物资清单 {}", "List of goods of receipt {}" };
inline constexpr Text in_capitals { "金额（大写）", "Amount in capital numerals" };
inline constexpr Text in_figures { "金额（小写）", "Amount in figures" };
inline constexpr Text refunded { "其中已退款", "Of this refunded" };
inline constexpr Text purpose { "用途", "Purpose" };
inline constexpr Text unrestricted { "非定向", "Unrestricted" };
inline constexpr Text channel { "渠道", "Channel" };
inline constexpr Text day { "捐赠日期", "Day of the gift" };
inline constexpr Text organisation { "接收单位（盖章）", "Received by (seal)" };
inline constexpr Text handler { "经办人", "Handled by" };
inline constexpr Text issued_on { "开具日期", "Issued on" };
inline constexpr Text scan { "扫码在公开账本中查看这笔捐款",
                             "Scan to see this gift in the public book" };
inline constexpr Text own_link { "此码仅供捐赠人本人使用，内含本人页面的私密链接，请勿公开。",
                                 "The code is for the donor alone: it leads to your private copy "
                                 "of the proof. Do not publish it." };
inline constexpr Text public_copy { "公示副本，姓名部分隐去，不作报销凭证。",
                                    "Public copy; names are partly hidden. Not for accounting." };
inline constexpr Text tax {
    "税前扣除请索取财政部门监制的公益事业捐赠统一票据。",
    "For tax deduction ask for the unified donation receipt supervised by the finance department."
};
inline constexpr Text voided { "作废 VOID", "VOID" };
inline constexpr Text reversed { "已冲销 REVERSED", "REVERSED" };
inline constexpr Text replaced { "本票据已作废，已换开 {}。",
                                 "This receipt is void; {} was issued instead." };
inline constexpr Text not_replaced { "本票据已作废，未换开。",
                                     "This receipt is void; none was issued instead." };
inline constexpr Text reversed_note { "这笔捐款已从账本中冲销，本票据无效。",
                                      "This gift was taken out of the book; the receipt is void." };

inline constexpr Text certificate { "捐赠证书", "Certificate of thanks" };
inline constexpr Text dear { "尊敬的{}：", "To {}" };
inline constexpr Text thanks {
    "您于{}向{}捐赠人民币{}（￥{}），用于{}"
    "。每一分善款都已如实记入账本，可随时查询。特颁此证，谨致谢忱！",
    "On {} you gave {} CNY {} for {}. Every fen of it is in the book, where you can look "
    "it up. With our heartfelt thanks."
};
inline constexpr Text thanks_for_goods {
    "您于{}向{}捐赠{}，用于{}。每一件物资都已清点入册，可随时查询。特颁此证，谨致谢忱！",
    "On {} you gave {} {} for {}. Everything was counted and entered in the book, where you can "
    "look it up. With our heartfelt thanks."
};
inline constexpr Text one_kind { "{} {}", "{} ({})" };
inline constexpr Text more_kinds { "{} {}等 {} 项物资", "{} ({}) and more, {} lines in all" };
inline constexpr Text any_purpose { "人道救助工作", "humanitarian work" };
inline constexpr Text certificate_number { "证书编号 {}", "No. {}" };
inline constexpr Text date_zh { "{}年{}月{}日", "{}-{}-{}" };

} // namespace boai::giving::paper_text
