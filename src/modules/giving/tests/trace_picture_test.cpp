#include "modules/giving/trace_picture.hpp"

#include <gmock/gmock.h>

namespace boai::giving {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Day given { 20'000 };

GiftPart part(PartKind kind, std::int64_t fen, int days, std::string title = {}) {
    return { .kind = kind,
             .title = std::move(title),
             .branch = { "示例市红十字会", "Example City" },
             .day = { given.number + days },
             .amount = { fen } };
}

std::string drawn(const GiftTrace& trace, Language language = Language::zh) {
    pages::Html html;
    append_trace(html, trace, language);
    return html.take();
}

/// The picture alone, without the list below it.
std::string picture_of(const std::string& html) {
    const auto begin = html.find("<svg");
    return html.substr(begin, html.find("</svg>") - begin);
}

TEST(TracePicture, draws_each_part_of_a_short_trace_with_its_days) {
    const GiftTrace trace { .amount = { 10'000 },
                            .day = given,
                            .today = { given.number + 9 },
                            .parts = { part(PartKind::used, 6'000, 0, "毛毯"),
                                       part(PartKind::used, 1'000, 1, "帐篷"),
                                       part(PartKind::waiting, 3'000, 0) } };
    const auto picture = picture_of(drawn(trace));
    EXPECT_THAT(picture, HasSubstr("毛毯"));
    EXPECT_THAT(picture, HasSubstr("捐款当天"));
    EXPECT_THAT(picture, HasSubstr("捐款后 1 天"));
    EXPECT_THAT(picture, HasSubstr("已 9 天"));
    EXPECT_THAT(drawn(trace), HasSubstr("已使用 70.00 元，待使用 30.00 元"));
    EXPECT_THAT(picture_of(drawn(trace, Language::en)), HasSubstr("1 day later"));
}

TEST(TracePicture, of_a_long_trace_never_draws_waiting_money_as_used) {
    GiftTrace trace { .day = given, .today = { given.number + 30 } };
    std::int64_t used = 0;
    for (int i = 1; i <= 20; ++i) {
        trace.parts.push_back(
            part(PartKind::used, std::int64_t { 100 } * i, i, "第 " + std::to_string(i) + " 项")
        );
        used += std::int64_t { 100 } * i;
    }
    trace.parts.push_back(part(PartKind::waiting, 5'000, 3));
    trace.parts.push_back(part(PartKind::waiting, 7'000, 8));
    trace.parts.push_back(part(PartKind::travelling, 900, 28));
    trace.parts.push_back(part(PartKind::returned, 400, 29));
    trace.amount = { used + 5'000 + 7'000 + 900 + 400 };
    const auto html = drawn(trace);
    const auto picture = picture_of(html);
    // The six largest uses, the other fourteen together, and each other kind once.
    EXPECT_THAT(picture, HasSubstr("第 20 项"));
    EXPECT_THAT(picture, HasSubstr("第 15 项"));
    EXPECT_THAT(picture, Not(HasSubstr("第 14 项")));
    EXPECT_THAT(picture, HasSubstr(">105.00</text>"));
    EXPECT_THAT(picture, HasSubstr("其余 14 项支出"));
    EXPECT_THAT(picture, HasSubstr(">120.00</text>"));
    EXPECT_THAT(picture, HasSubstr("已 27 天")) << "as long as the oldest of it";
    EXPECT_THAT(picture, HasSubstr(">9.00</text>"));
    EXPECT_THAT(picture, HasSubstr(">4.00</text>"));
    EXPECT_THAT(html, HasSubstr("已使用 210.00 元，待使用 129.00 元。已退还捐赠人 4.00 元。"));
    EXPECT_THAT(html, HasSubstr("第 1 项")) << "the list below has everything";
}

} // namespace
} // namespace boai::giving
