// The tables of sums of a notice, in each of its renderings; no database.
#include "exchange/workbook_reader.hpp"
#include "modules/giving/disclosure/notice_html.hpp"
#include "modules/giving/disclosure/notice_paper.hpp"
#include "support/pdf_reading.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace boai::giving {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Id flooded { 11 };

/// A gift for one purpose, a match of which a part has come, and money that nobody has claimed.
PublicNotice with_sums() {
    PublicNotice shown;
    auto& notice = shown.notice;
    notice.purposes = { { flooded, "flood", "防汛救灾" } };
    notice.rows = { { .gift = { 1 }, .purpose = flooded, .amount = Money { 100'00 } },
                    { .kind = NoticeRowKind::match_company,
                      .gift = { 2 },
                      .purpose = flooded,
                      .amount = Money { 30'00 } } };
    notice.receivables = { { .kind = MatchKind::company,
                             .purpose = flooded,
                             .promised = { 51'23 },
                             .settled = { 30'00 },
                             .given_up = { 4'56 } } };
    notice.held = { .opening = { 7'89 }, .came = { 1'11 }, .identified = { 2'22 } };
    add_up(notice, {});
    return shown;
}

std::string without_spaces(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

std::string cells_of(const std::string& file) {
    const auto workbook = exchange::read_workbook(file);
    EXPECT_TRUE(workbook);
    std::string text;
    for (const auto& cell : workbook->sheets.front().cells) {
        text.append(workbook->text_of(cell)).append("|");
    }
    return text;
}

TEST(NoticeSums, the_page_the_paper_and_the_sheet_tell_what_is_apart_from_every_balance) {
    const auto shown = with_sums();
    const NoticeTable table { shown, Language::en, {} };
    pages::Html html;
    append_notice_sums(html, table);
    const auto pdf = notice_pdf(table, { .society = "Yuntai", .made = Instant {} });
    ASSERT_TRUE(pdf) << pdf.error().message.en;
    const auto sheet = notice_xlsx(table);
    ASSERT_TRUE(sheet);
    const auto paper = without_spaces(test::text_of_pdf(*pdf));
    const auto cells = cells_of(*sheet);
    for (const auto* said : { "Matches promised (no income until received)",
                              "Unidentified receipts (no income until identified)",
                              "Given up",
                              "Identified",
                              "51.23",
                              "4.56",
                              "16.67", // what is still receivable
                              "7.89",
                              "6.78" /* what is still held */ }) {
        EXPECT_THAT(html.view(), HasSubstr(said));
        EXPECT_THAT(paper, HasSubstr(without_spaces(said)));
        EXPECT_THAT(cells, HasSubstr(said));
    }
    EXPECT_THAT(notice_csv(table), Not(HasSubstr("51.23"))) << "a file of rows and nothing else";
}

TEST(NoticeSums, a_notice_without_them_has_no_such_tables) {
    PublicNotice shown;
    shown.notice.rows = { { .gift = { 1 }, .amount = Money { 100'00 } } };
    add_up(shown.notice, {});
    const NoticeTable table { shown, Language::zh, {} };
    const auto all = sums_of(table);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().title.en, "Balance of each purpose");
    EXPECT_EQ(all.front().amounts.size(), 3U) << "opening, received, closing";
}

TEST(NoticeSums, the_paper_leaves_room_for_them_below_many_purposes) {
    auto shown = with_sums();
    for (std::int64_t id = 100; id < 200; ++id) {
        shown.notice.purposes.push_back({ { id }, "p", "用途" });
        shown.notice.rows.push_back({ .gift = { id }, .purpose = { id }, .amount = Money { 1'00 } }
        );
    }
    add_up(shown.notice, {});
    const NoticeTable table { shown, Language::en, {} };
    const auto pdf = notice_pdf(table, { .society = "Yuntai", .made = Instant {} });
    ASSERT_TRUE(pdf);
    const auto paper = test::text_of_pdf(*pdf);
    const auto summary = without_spaces(paper.substr(0, paper.find('\f')));
    EXPECT_THAT(summary, HasSubstr("16.67"));
    EXPECT_THAT(summary, HasSubstr("6.78"));
    EXPECT_THAT(summary, HasSubstr("more"));
}

} // namespace
} // namespace boai::giving
