#include "bench/support/gift_rows.hpp"

#include "base/json_text.hpp"

#include <array>
#include <cstdio>

namespace boai::bench {
namespace {

// Common surnames and given-name characters put together by chance: nobody in particular.
constexpr std::array<std::string_view, 24> surnames { "王", "李", "张",   "刘",   "陈",   "杨",
                                                      "赵", "黄", "周",   "吴",   "徐",   "孙",
                                                      "马", "朱", "胡",   "郭",   "何",   "林",
                                                      "高", "罗", "欧阳", "司马", "诸葛", "上官" };
constexpr std::array<std::string_view, 32> given { "海", "云", "潮", "晓", "舟", "苇", "静", "澜",
                                                   "望", "青", "远", "航", "若", "水", "汐", "明",
                                                   "月", "松", "知", "微", "禾", "星", "野", "南",
                                                   "乔", "乐", "山", "念", "帆", "一", "秋", "白" };
constexpr std::array<std::string_view, 4> organisations {
    "海湾造船示例有限公司", "示例市第一实验小学", "港口物流示例集团", "示例市书法家协会"
};
constexpr std::array<std::string_view, 4> aliases { "爱心市民", "望海楼主", "小浪花", "老船长" };
constexpr std::array<std::int64_t, 8> usual_fen { 1'00,  6'66,   10'00,  20'00,
                                                  50'00, 100'00, 200'00, 500'00 };

std::string numbered(std::string_view before, unsigned long long number) {
    std::array<char, 48> text {};
    std::snprintf(
        text.data(),
        text.size(),
        "%.*s%012llu",
        static_cast<int>(before.size()),
        before.data(),
        number
    );
    return text.data();
}

} // namespace

GiftMaker::GiftMaker(const BenchBook& book, GiftDays days, unsigned series)
    : book_(book)
    , days_(days)
    , series_(series)
    , random_(series) { }

std::string GiftMaker::person() {
    std::string name { surnames[below(surnames.size())] };
    name += given[below(given.size())];
    return name += given[below(given.size())];
}

Money GiftMaker::amount() {
    const auto draw = below(10);
    return { draw == 0 ? static_cast<std::int64_t>(below(30'000)) + 1
                       : usual_fen[below(usual_fen.size())] };
}

GiftRow GiftMaker::next() {
    const auto number = made_++;
    const auto days = days_.gifts_a_day == 0 ? 0 : number / days_.gifts_a_day;
    GiftRow gift { .donor_kind = "person",
                   .donor_name = {},
                   .amount = amount(),
                   .day = days_.first + static_cast<std::int32_t>(days),
                   .channel = book_.channels[below(book_.channels.size())],
                   .campaign = {},
                   .reference = numbered("42000" + std::to_string(series_), number),
                   .payment_note = {} };
    const auto who = below(100);
    if (who < 72) {
        gift.donor_name = person();
    } else if (who < 80) {
        gift.donor_kind = "organisation";
        gift.donor_name = organisations[below(organisations.size())];
    } else if (who < 90) {
        gift.donor_kind = "alias";
        gift.donor_name = aliases[below(aliases.size())];
    } else {
        gift.donor_kind = "anonymous";
    }
    if (below(2) == 0) {
        gift.campaign = book_.campaigns[below(book_.campaigns.size())];
    }
    if (below(4) == 0) {
        gift.payment_note = "捐款，愿大家平安";
    }
    return gift;
}

std::vector<GiftRow> GiftMaker::next(std::size_t count) {
    std::vector<GiftRow> gifts;
    gifts.reserve(count);
    while (gifts.size() < count) {
        gifts.push_back(next());
    }
    return gifts;
}

std::string json_of(const GiftRow& gift) {
    std::string json;
    {
        JsonObject object { json };
        object.text("donor_kind", gift.donor_kind);
        if (!gift.donor_name.empty()) {
            object.text("donor_name", gift.donor_name);
        }
        object.text("amount", to_string(gift.amount))
            .text("day", to_string(gift.day))
            .text("channel", to_string(gift.channel));
        if (!gift.campaign.id.empty()) {
            object.text("campaign", to_string(gift.campaign.id));
        }
        object.text("reference", gift.reference);
        if (!gift.payment_note.empty()) {
            object.text("payment_note", gift.payment_note);
        }
    }
    return json;
}

std::string csv_of(const std::vector<GiftRow>& gifts) {
    std::string csv = "序号,捐赠人,金额（元）,捐赠日期,交易单号,附言\r\n";
    std::size_t number = 0;
    for (const auto& gift : gifts) {
        csv += std::to_string(++number) + ',';
        csv.append(gift.donor_name.empty() ? "匿名" : gift.donor_name).append(",");
        csv.append(to_string(gift.amount)).append(",").append(to_string(gift.day)).append(",");
        csv.append(gift.reference).append(",").append(gift.payment_note).append("\r\n");
    }
    return csv;
}

} // namespace boai::bench
