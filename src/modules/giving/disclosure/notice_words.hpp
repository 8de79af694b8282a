/// \file
/// The texts of disclosure notices on pages, papers and in tables, in one table.
#pragma once

#include "base/text.hpp"

namespace boai::giving::notice_words {

inline constexpr Text title { "款物公示", "Disclosure notices" };
inline constexpr Text one_title { "款物公示", "Disclosure notice" };
inline constexpr Text and_more {
    "另有 {} 项，见公示网页和表格文件",
    "{} more: see the notice's page and its tables",
};
inline constexpr Text lead {
    "每期公示列出这段时间登记入账的每一笔款物、使用和结余，发布前经核对并由第二人签发；发布后不改动"
    "，更正以说明列在公示之内。",
    "Each notice lists every gift and use entered in its time, and what is left. It is checked and "
    "published by a second person, and then stays as it is: corrections are notes inside it."
};
inline constexpr Text open_data { "开放数据", "Open data" };
inline constexpr Text none { "还没有发布公示。", "No notice has been published yet." };
inline constexpr Text number { "期号", "Number" };
inline constexpr Text issue { "{} 年第 {} 期", "{}, no. {}" };
inline constexpr Text period { "公示时段", "Period" };
inline constexpr Text period_of { "{} 至 {}", "{} to {}" };
inline constexpr Text scope { "公示范围", "Scope" };
inline constexpr Text everything { "全部款物", "All gifts" };
inline constexpr Text about { "公示内容", "About" };
inline constexpr Text publisher { "公示单位", "Published by" };
inline constexpr Text published { "公示日期", "Published on" };
inline constexpr Text previous { "上一期", "The notice before" };
inline constexpr Text entered {
    "以登记入账时间为准：之后补登的款物列入下一期。",
    "By the time of entry: what is entered later is in the next notice."
};
inline constexpr Text gifts { "接收捐款（元）", "Gifts in cash (yuan)" };
inline constexpr Text gift_count { "捐款笔数", "Number of gifts" };
inline constexpr Text returned { "退款与冲销（元）", "Returned (yuan)" };
inline constexpr Text goods_count { "捐物批次", "Gifts in kind" };
inline constexpr Text goods_value { "捐物价值（元，仅计有凭证的）",
                                    "Goods with a proved value (yuan)" };
inline constexpr Text unpriced { "无价值凭证的物资（行）", "Lines of goods without a value" };
inline constexpr Text used { "拨付使用（元）", "Used (yuan)" };
inline constexpr Text eliminated { "系统内拨付（元，只计一次）",
                                   "From branch to branch (yuan, counted once)" };
inline constexpr Text closing { "期末结余（元）", "Left at the end (yuan)" };
inline constexpr Text sums { "收支结余与小计", "Balances and subtotals" };
inline constexpr Text balance { "各用途收支结余", "Balance of each purpose" };
inline constexpr Text balance_rule {
    "期初 + 接收 + 配捐 + 其他来款 + 拨入 + 转入 + 利息 − 退还 − 使用 − 手续费 − 拨出 − 转出 = "
    "期末；没有发生的不列；单位：元。",
    "Opening + received + matched + others + arrived + moved in + interest − returned − used − "
    "charges − sent − moved out = closing; what did not occur is left out; in yuan."
};
inline constexpr Text no_balance {
    "本活动接收的是非定向捐款，不单独核算；使用与结余见本机构的全部款物公示。",
    "Gifts to this campaign are unrestricted and not kept apart: what became of them is in the "
    "notices of all gifts."
};
inline constexpr Text opening { "期初", "Opening" };
inline constexpr Text received { "接收", "Received" };
inline constexpr Text matched { "配捐", "Matched" };
inline constexpr Text matched_yuan { "到账配捐（元）", "Matches received (yuan)" };
inline constexpr Text charged { "手续费", "Charges" };
inline constexpr Text receivable { "应收配捐（元，未到账，不计入结余）",
                                   "Matches not received yet (yuan, in no balance)" };
inline constexpr Text receivables { "应收配捐（未到账，不是收入）",
                                    "Matches promised (no income until received)" };
inline constexpr Text receivable_rule {
    "期初 + 承诺 − 到账 − 不再到账 = 期末；公众捐款、平台配捐、企业配捐和激励金分开列；单位：元。",
    "Opening + promised − received − given up = closing; public gifts, the platform's match, the "
    "company's match and incentives are kept apart; in yuan."
};
inline constexpr Text promised { "承诺", "Promised" };
inline constexpr Text settled { "到账", "Received" };
inline constexpr Text given_up { "不再到账", "Given up" };
inline constexpr Text held { "待查款项（认领前不是收入）",
                             "Unidentified receipts (no income until identified)" };
inline constexpr Text held_yuan { "待查款项（元，不计入结余）",
                                  "Unidentified receipts (yuan, in no balance)" };
inline constexpr Text held_rule {
    "期初 + 新来 − 已认领 − 退回 = 期末；认领后作为捐款列入当期；单位：元。",
    "Opening + came − identified − returned = closing; what is identified is a gift of that "
    "notice; in yuan."
};
inline constexpr Text came { "新来", "Came" };
inline constexpr Text identified { "已认领", "Identified" };
inline constexpr Text others { "其他来款", "Others" };
inline constexpr Text arrived { "拨入", "Arrived" };
inline constexpr Text moved_in { "转入", "Moved in" };
inline constexpr Text given_back { "退还", "Returned" };
inline constexpr Text spent { "使用", "Used" };
inline constexpr Text sent { "拨出", "Sent" };
inline constexpr Text moved_out { "转出", "Moved out" };
inline constexpr Text left { "期末", "Closing" };
inline constexpr Text subtotals { "按级次和用途小计", "Subtotals by level and purpose" };
inline constexpr Text level { "级次", "Level" };
inline constexpr Text rows { "接收明细", "Gifts" };
inline constexpr Text no_rows { "这段时间没有接收款物。", "Nothing was received in this time." };
inline constexpr Text uses { "使用与拨付明细", "Uses" };
inline constexpr Text no_uses { "这段时间没有使用或拨付。", "Nothing was used in this time." };
inline constexpr Text place { "序号", "Row" };
inline constexpr Text kind { "类别", "Kind" };
inline constexpr Text title_of_use { "事由", "What for" };
inline constexpr Text other_branch { "对方单位", "Other branch" };
inline constexpr Text campaign_of { "募捐活动", "Campaign" };
inline constexpr Text quantity { "数量", "Quantity" };
inline constexpr Text goods_or_use { "物资或事由", "Goods or use" };
inline constexpr Text amount_or_value { "金额或价值（元）", "Amount or value (yuan)" };
inline constexpr Text total { "合计", "In all" };
inline constexpr Text within { "（系统内）", " (within)" };
inline constexpr Text notes { "更正说明", "Notes" };
inline constexpr Text note_of { "{}，{}：", "{}, {}: " };
inline constexpr Text files { "下载", "Download" };
inline constexpr Text kept_file { "公示文件（JSON，不含姓名）",
                                  "The published file (JSON, no names)" };
inline constexpr Text names_in { "本期 {} 行中有 {} 行未公开全名或为匿名。",
                                 "Of {} rows, {} show no full name." };
inline constexpr Text hash { "公示文件 SHA-256", "SHA-256 of the file" };
inline constexpr Text proof { "日志证明", "Proof from the log" };
inline constexpr Text proof_hint {
    "公示文件的校验值写入本机构的日志（第 {} 条），发布后任何改动都会被发现。",
    "The hash of the file is entry {} of this branch's log: any later change is found."
};
inline constexpr Text more_rows { "后面的明细", "More rows" };
inline constexpr Text earlier_rows { "前面的明细", "Earlier rows" };
inline constexpr Text rows_shown { "第 {} 至 {} 行，共 {} 行", "Rows {} to {} of {}" };
inline constexpr Text page_of { "第 {} 页，共 {} 页", "Page {} of {}" };
inline constexpr Text see_log { "以上数据可在本机构公示网页核对。",
                                "All of it can be checked on this branch's public pages." };

inline constexpr Text gift { "捐款", "Gift" };
inline constexpr Text goods { "捐物", "Gift in kind" };
inline constexpr Text gift_returned { "退款或冲销", "Returned" };
inline constexpr Text goods_returned { "捐物冲销", "Goods taken out" };
inline constexpr Text match_returned { "配捐退回", "Match paid back" };
inline constexpr Text payment { "支付", "Payment" };
inline constexpr Text payment_return { "付款退回", "Payment returned" };
inline constexpr Text fee { "提取管理费", "Management fee" };
inline constexpr Text fee_in { "管理费转入", "Management fee received" };
inline constexpr Text allocation { "拨款", "Allocation" };
inline constexpr Text allocation_return { "拨款退回", "Allocation returned" };
inline constexpr Text arrival { "拨款到账", "Allocation received" };
inline constexpr Text charge { "银行或平台手续费", "Charge of a bank or platform" };
inline constexpr Text charge_return { "手续费冲销", "Charge taken out" };
inline constexpr Text interest { "利息", "Interest" };
inline constexpr Text interest_return { "利息冲销", "Interest taken out" };

} // namespace boai::giving::notice_words
