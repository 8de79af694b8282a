#include "documents/pdf.hpp"
#include "support/pdf_reading.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace boai::documents {
namespace {

using testing::HasSubstr;

const PdfInfo info { .title = "捐赠票据",
                     .author = "示例市红十字会",
                     .made = { 1'590'000'000'000 } };

std::string two_pages(std::string_view words) {
    auto pdf = Pdf::create(info);
    EXPECT_TRUE(pdf);
    pdf->add_page(a5_landscape);
    pdf->text({ 100, 100, 1900 }, { .face = Face::serif, .size = 180 }, words);
    pdf->rule({ 100, 300, 900 }, 20, Ink::sea);
    EXPECT_TRUE(pdf->qr(100, 400, 300, "https://example.org/r/320700-2026-000001"));
    pdf->add_page(a4_landscape);
    pdf->stamp(1000, 700, { .size = 500, .bold = true, .ink = Ink::warning }, "作废 VOID");
    auto file = pdf->finish();
    EXPECT_TRUE(file);
    return *file;
}

TEST(Pdf, holds_the_words_as_they_were_written) {
    // 𠮷 lies beyond the first 65,536 characters; 一 and 方 are drawn like two radicals.
    const auto text = test::text_of_pdf(two_pages("捐赠人：欧阳一方 𠮷野 Ann Lee ￥1,409.50"));
    EXPECT_THAT(text, HasSubstr("捐赠人：欧阳一方 𠮷野 Ann Lee ￥1,409.50"));
    EXPECT_THAT(text, HasSubstr("作废"));
}

TEST(Pdf, says_its_title_pages_and_the_time_it_was_given) {
    const auto facts = test::facts_of_pdf(two_pages("捐赠"));
    EXPECT_THAT(facts, HasSubstr("捐赠票据"));
    EXPECT_THAT(facts, HasSubstr("示例市红十字会"));
    EXPECT_THAT(facts, testing::ContainsRegex("Pages: +2"));
    EXPECT_THAT(facts, HasSubstr("May 20 18:40:00 2020"));
}

TEST(Pdf, leads_from_its_code_to_the_address_in_it) {
    EXPECT_THAT(
        test::links_of_pdf(two_pages("捐赠")), HasSubstr("https://example.org/r/320700-2026-000001")
    );
}

TEST(Pdf, is_the_same_file_each_time_and_on_each_thread) {
    const auto once = two_pages("捐赠票据");
    std::string again;
    std::jthread { [&again] { again = two_pages("捐赠票据"); } }.join();
    EXPECT_EQ(once, again);
}

TEST(Pdf, breaks_long_texts_at_the_width_of_their_place) {
    const auto pdf = Pdf::create(info);
    const TextStyle style { .size = 100 };
    const auto line = pdf->height_of(2000, style, "捐赠人");
    const std::string name = "一个名字特别长的单位名称有限责任公司";
    EXPECT_GT(line, 35);
    EXPECT_GE(pdf->height_of(300, style, name), 2 * line);
}

TEST(Pdf, refuses_a_picture_that_is_none) {
    auto pdf = Pdf::create(info);
    pdf->add_page(a5_landscape);
    const auto drawn = pdf->picture({ 0, 0, 100 }, 100, "GIF89a");
    ASSERT_FALSE(drawn);
    EXPECT_EQ(drawn.error().code, Errc::invalid);
}

} // namespace
} // namespace boai::documents
