/// \file
/// The texts of the public pages, in one table.
#pragma once

#include "base/text.hpp"

namespace boai::giving::portal_text {

inline constexpr Text home { "每一笔捐款，都查得到", "Every gift can be found" };
inline constexpr Text home_lead {
    "本会收到的每一笔捐款逐笔登记、当日公示。凭票据号或捐赠人全名即可查询，无需注册。",
    "Every gift this society receives is entered one by one and shown here the same day. Look "
    "yours up by receipt number or full name; no account is needed."
};
inline constexpr Text total { "累计接收捐款（元）", "Received in all (yuan)" };
inline constexpr Text gifts { "捐款笔数", "Gifts" };
inline constexpr Text today { "今日接收（元）", "Received today (yuan)" };
inline constexpr Text today_gifts { "今日笔数", "Gifts today" };
inline constexpr Text last_days { "最近 30 天", "The last 30 days" };
inline constexpr Text chart_table { "以表格显示", "Show as a table" };
inline constexpr Text campaigns { "募捐活动", "Campaigns" };
inline constexpr Text no_campaigns { "目前没有进行中的募捐活动。",
                                     "There is no campaign at present." };
inline constexpr Text latest { "最新捐款", "Latest gifts" };
inline constexpr Text all_gifts { "查看全部公示", "See all gifts" };
inline constexpr Text find { "查询我的捐款", "Find my gift" };
inline constexpr Text find_label { "票据号或捐赠人全名",
                                   "Receipt number or the donor's full name" };
inline constexpr Text find_hint {
    "例如 320700-2026-000001。按全名查询时须与捐赠时所写完全一致，结果中的姓名仍部分隐去。",
    "Such as 320700-2026-000001. A name must be exactly as given; names in the answer stay partly "
    "hidden."
};
inline constexpr Text search { "查询", "Search" };
inline constexpr Text disclosure { "捐赠公示", "Gifts received" };
inline constexpr Text from { "起始日期", "From" };
inline constexpr Text to { "截止日期", "To" };
inline constexpr Text campaign { "募捐活动", "Campaign" };
inline constexpr Text every_campaign { "全部", "All" };
inline constexpr Text show { "筛选", "Show" };
inline constexpr Text print { "打印版", "Printable" };
inline constexpr Text csv { "下载 CSV", "Download CSV" };
inline constexpr Text receipt { "票据号", "Receipt" };
inline constexpr Text day { "日期", "Day" };
inline constexpr Text donor { "捐赠人", "Donor" };
inline constexpr Text anonymous { "匿名", "Anonymous" };
inline constexpr Text amount { "金额（元）", "Amount (yuan)" };
inline constexpr Text channel { "渠道", "Channel" };
inline constexpr Text purpose { "用途", "Purpose" };
inline constexpr Text unrestricted { "非定向", "Unrestricted" };
inline constexpr Text branch { "接收单位", "Received by" };
inline constexpr Text state { "状态", "State" };
inline constexpr Text refunded { "已退款 {} 元", "{} yuan refunded" };
inline constexpr Text in_the_book { "已入账", "In the book" };
inline constexpr Text nothing { "没有符合条件的捐款。请核对票据号、姓名或日期。",
                                "No gift was found. Check the number, the name or the days." };
inline constexpr Text older { "更早的捐款", "Older gifts" };
inline constexpr Text sum_of_period { "合计 {} 元，{} 笔", "{} yuan in {} gifts" };
inline constexpr Text target { "目标 {} 元", "Target {} yuan" };
inline constexpr Text reached { "已完成 {}%", "{}% reached" };
inline constexpr Text begins_ends { "{} 至 {}", "{} to {}" };
inline constexpr Text begins { "自 {} 起", "Since {}" };
inline constexpr Text filing { "募捐方案备案号：{}", "Filing number of the plan: {}" };
inline constexpr Text open { "进行中", "Open" };
inline constexpr Text closed { "已结束", "Closed" };
inline constexpr Text gift { "捐款", "Gift" };
inline constexpr Text gift_lead { "这笔捐款已登记在账本中。", "This gift is in the book." };
inline constexpr Text goods_title { "捐赠物资", "Goods given" };
inline constexpr Text goods_disclosure { "捐物公示", "Goods received" };
inline constexpr Text goods_lead {
    "每一批捐赠物资由两人清点后登记。没有发票或公允价值证明的只公示品名和数量。",
    "Goods are entered once two people have counted them. Without an invoice or a proof of fair "
    "value they stand by name and quantity alone."
};
inline constexpr Text goods_sums { "共 {} 批，其中有凭证的价值 {} 元",
                                   "{} gifts in kind, of which {} yuan have a proved value" };
inline constexpr Text no_goods { "没有符合条件的捐物。", "No gift in kind was found." };
inline constexpr Text older_goods { "更早的捐物", "Older gifts in kind" };
inline constexpr Text goods_place { "去处", "Where it is" };
inline constexpr Text goods_went_to { "直达 {}", "Straight to {}" };
inline constexpr Text goods_item { "品名", "Item" };
inline constexpr Text goods_specification { "规格型号", "Specification" };
inline constexpr Text goods_unit { "计量单位", "Unit" };
inline constexpr Text goods_stored { "已清点入库", "Counted and taken into store" };
inline constexpr Text goods_delivered { "已直达受赠单位", "Handed straight to the recipient" };
inline constexpr Text receipt_title { "捐赠票据信息", "Receipt" };
inline constexpr Text public_pdf { "收据（PDF，姓名部分隐去）",
                                   "Receipt (PDF, names partly hidden)" };
inline constexpr Text own_pdf { "我的收据（PDF）", "My receipt (PDF)" };
inline constexpr Text certificate_pdf { "捐赠证书（PDF）", "Certificate of thanks (PDF)" };
inline constexpr Text own_lead { "这是捐赠人本人的页面，网址请勿公开。",
                                 "This is the donor's own page. Keep its address to yourself." };
inline constexpr Text trace_title { "善款去向", "Where the gift went" };
inline constexpr Text trace_sums { "捐款 {} 元，已使用 {} 元，待使用 {} 元。",
                                   "Of {} yuan, {} are used and {} wait to be used." };
inline constexpr Text trace_returned { "已退还捐赠人 {} 元。",
                                       " {} yuan were returned to the donor." };
inline constexpr Text trace_nothing { "这笔捐款还没有去向记录。",
                                      "There is no record yet of where this gift went." };
inline constexpr Text trace_rule {
    "同一用途的款项先进先出：先收到的先使用，直到每一分。",
    "Money of one purpose is used in the order in which it came in, to the last fen."
};
inline constexpr Text trace_cut { "去向较多，仅显示前面的部分。",
                                  "There are more uses than are shown here." };
inline constexpr Text part_used { "已使用", "Used" };
inline constexpr Text part_fee { "管理费", "Management fee" };
inline constexpr Text part_travelling { "拨付在途", "On its way to a branch" };
inline constexpr Text part_waiting { "待使用", "Waiting to be used" };
inline constexpr Text part_returned { "已退还捐赠人", "Returned to the donor" };
inline constexpr Text more_parts { "其余 {} 项支出", "{} other uses" };
inline constexpr Text on_the_day { "捐款当天", "on the same day" };
inline constexpr Text since_today { "今天起", "since today" };
inline constexpr Text day_after { "捐款后 1 天", "1 day later" };
inline constexpr Text day_waiting { "已 1 天", "for 1 day" };
inline constexpr Text days_after { "捐款后 {} 天", "{} days later" };
inline constexpr Text days_waiting { "已 {} 天", "for {} days" };
inline constexpr Text proof_title { "验证：这笔捐款在账本里",
                                    "Proof that this gift is in the book" };
inline constexpr Text proof_lead {
    "本会的账本是一份只能增加、不能改动的公开日志。您的浏览器可以自行核对这笔捐款确在其中，"
    "不必相信本网站。",
    "The society's book is a public log that can only grow. Your browser can check by itself that "
    "this gift stands in it, without trusting this site."
};
inline constexpr Text proof_pending {
    "这笔捐款刚刚入账，证明将在几秒后生成，请稍后刷新。",
    "This gift was entered just now. Its proof is made within seconds; reload the page shortly."
};
inline constexpr Text proof_check { "在浏览器中验证", "Check it in this browser" };
inline constexpr Text proof_file { "验证我保存的证明文件", "Check a proof file I kept" };
inline constexpr Text proof_download { "下载证明文件（.tlog-proof）",
                                       "Download the proof (.tlog-proof)" };
inline constexpr Text proof_amendment_download { "下载第 {} 次更正的证明文件",
                                                 "Download the proof of correction {}" };
inline constexpr Text proof_amended {
    "这笔捐赠登记后更正过 {} 次捐赠人，账本里有 {} 条记录：第一条写明捐了什么，最后一条写明现在的"
    "捐赠人。每一条都可以验证。",
    "Corrections of the donor after this gift was entered: {}. Entries about it: {}. The first "
    "says what was given, the last who gave as it stands now. Each can be checked."
};
inline constexpr Text entry_of_gift { "第 {} 条记录：登记捐赠。",
                                      "Entry {}: the gift was entered." };
inline constexpr Text entry_of_amendment { "第 {} 条记录：{} 第 {} 次更正捐赠人，{}。",
                                           "Entry {}: {}, correction {} of the donor: {}." };
inline constexpr Text amended_name { "改了姓名或名称", "another name" };
inline constexpr Text amended_kind { "由{}改为{}", "{} became {}" };
inline constexpr Text amended_kind_and_name { "由{}改为{}，姓名或名称也改了",
                                              "{} became {}, with another name" };
inline constexpr Text amended_else { "姓名或名称没有改，只改了不公开的登记信息",
                                     "the name stayed; only what is not public changed" };
inline constexpr Text proof_own_download { "下载我的证明文件（含姓名，请妥善保管）",
                                           "Download my proof (holds your name; keep it safe)" };
inline constexpr Text proof_own_note {
    "您的证明文件含有姓名及其密封用的随机数。即使日后应您的要求删除了您的信息，"
    "这份文件仍能证明这笔捐款是您的。",
    "Your proof file holds your name and the random number that seals it. Even after your data is "
    "erased at your request, this file still proves that the gift was yours."
};
inline constexpr Text proof_own_gone {
    "您的信息已应要求删除，此处不再提供含姓名的证明。您此前保存的文件仍然有效。",
    "Your data was erased as you asked, so a proof with your name is no longer given here. The "
    "file "
    "you kept still holds."
};
inline constexpr Text proof_offline { "如何离线验证", "How to check it offline" };
inline constexpr Text proof_offline_text {
    "下载证明文件，在任何一台装有 boai "
    "的电脑上运行以下命令。密钥请从可信的来源核对，例如印刷品或报纸。",
    "Download the proof and run this command on any computer that has boai. Compare the key with "
    "one "
    "from a source you trust, such as print."
};
inline constexpr Text proof_offline_witnesses {
    "要同时核对见证方的签名，在命令后加上：",
    "To check the signatures of witnesses as well, add to the command:"
};
inline constexpr Text proof_no_script { "浏览器未启用脚本，请下载证明文件离线验证。",
                                        "Scripts are off in this browser: download the proof and "
                                        "check it offline." };
inline constexpr Text no_such_gift { "没有这个票据号", "There is no such receipt" };
inline constexpr Text no_such_gift_hint {
    "请核对票据号。作废的票据会由新的票据号代替，可向接收单位询问。",
    "Check the number. A voided receipt is replaced by a new one; ask the society that gave it."
};
inline constexpr Text not_found { "没有这个页面", "There is no such page" };
inline constexpr Text not_found_hint { "请从首页重新开始。",
                                       "Please start again from the home page." };
inline constexpr Text too_many { "查询太频繁，请一分钟后再试",
                                 "too many searches; try again in a minute" };
inline constexpr Text too_many_files { "下载的人太多，请稍后再试",
                                       "too many downloads; try again shortly" };
inline constexpr Text gifts_found { "查到的捐款", "Gifts found" };
inline constexpr Text name_search { "按全名查询的结果（姓名部分隐去）",
                                    "Found by full name (names partly hidden)" };

}  // namespace boai::giving::portal_text
