#include "modules/giving/paper/receipt_document.hpp"
#include "support/golden.hpp"
#include "support/machine.hpp"
#include "support/pdf_reading.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

namespace boai::giving {
namespace {

using testing::HasSubstr;
using testing::Not;

ReceiptContent sample() {
    return {
        .organisation = { "示例市红十字会", "Red Cross Society of Example City" },
        .number = "320700-2026-000001",
        .donor = "欧阳小舟",
        .amount = { 140'950 },
        .day = *parse_day("2026-03-05"),
        .issued_on = *parse_day("2026-03-06"),
        .purpose = "水灾救助",
        .channel = "柜台现金",
        .handler = "孟舟",
        .link = "https://book.example.org/r/320700-2026-000001/AbCdEfGhIjKlMnOpQrStUv",
    };
}

/// Keeps the file where BOAI_PICTURES says, to be looked at.
void keep(const std::string& name, const std::string& pdf) {
    if (const auto folder = test::environment("BOAI_PICTURES")) {
        std::ofstream { *folder + "/" + name + ".pdf", std::ios::binary } << pdf;
    }
}

std::string text_of(const std::string& name, const ReceiptContent& content, PaperStyle style) {
    style.made = { 1'772'700'000'000 };
    const auto pdf = receipts_pdf({ &content, 1 }, style);
    EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message.en);
    keep(name, *pdf);
    return test::text_of_pdf(*pdf);
}

/// The text without breaks and blanks, which depend on the width of the paper.
std::string joined(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
    return text;
}

class ReceiptOnPaper : public ::testing::TestWithParam<std::pair<Paper, const char*>> { };

TEST_P(ReceiptOnPaper, states_what_the_charity_law_demands_in_both_languages) {
    const auto [paper, name] = GetParam();
    const auto text = joined(text_of(std::string { name } + "-both", sample(), { .paper = paper }));
    // 慈善法 article 38: donor, kind and quantity, organisation, handler, day.
    for (const auto* words : { "捐赠人",
                               "Donor",
                               "欧阳小舟",
                               "货币资金（人民币）",
                               "Money(renminbi)",
                               "壹仟肆佰零玖元伍角整",
                               "￥1,409.50",
                               "示例市红十字会",
                               "RedCrossSocietyofExampleCity",
                               "经办人",
                               "Handledby",
                               "孟舟",
                               "2026-03-06",
                               "2026-03-05",
                               "320700-2026-000001",
                               "水灾救助",
                               "柜台现金" }) {
        EXPECT_THAT(text, HasSubstr(words));
    }
    EXPECT_THAT(text, Not(HasSubstr("作废")));
}

TEST_P(ReceiptOnPaper, speaks_one_language_when_asked) {
    const auto [paper, name] = GetParam();
    const std::string base { name };
    const auto zh = text_of(base + "-zh", sample(), { paper, Languages::zh, {}, {} });
    EXPECT_THAT(zh, HasSubstr("捐赠人"));
    EXPECT_THAT(zh, Not(HasSubstr("Donor")));
    const auto en = text_of(base + "-en", sample(), { paper, Languages::en, {}, {} });
    EXPECT_THAT(en, HasSubstr("Donor"));
    EXPECT_THAT(en, Not(HasSubstr("捐赠人")));
    EXPECT_THAT(joined(en), HasSubstr("壹仟肆佰零玖元伍角整"));
}

TEST_P(ReceiptOnPaper, says_across_itself_that_it_is_void) {
    const auto [paper, name] = GetParam();
    auto content = sample();
    content.standing = Standing::voided;
    content.replaced_by = "320700-2026-000007";
    const auto text = joined(text_of(std::string { name } + "-void", content, { .paper = paper }));
    EXPECT_THAT(text, HasSubstr("本票据已作废，已换开320700-2026-000007。"));
    EXPECT_THAT(text, HasSubstr("Thisreceiptisvoid"));
    EXPECT_THAT(text, HasSubstr("VOID"));
}

TEST_P(ReceiptOnPaper, takes_long_names_and_says_what_was_refunded) {
    const auto [paper, name] = GetParam();
    auto content = sample();
    content.donor = "连云港市海州湾远洋渔业技术开发与服务有限责任公司全体员工及家属";
    content.purpose = "二〇二六年夏季洪涝灾害紧急救援与灾后重建专项募捐";
    content.refunded = { 10'000 };
    content.amount = { 99'999'999'999 };
    const auto text = joined(text_of(std::string { name } + "-long", content, { .paper = paper }));
    EXPECT_THAT(text, HasSubstr("其中已退款"));
    EXPECT_THAT(text, HasSubstr("￥100.00"));
    EXPECT_THAT(text, HasSubstr(content.donor));
}

TEST_P(ReceiptOnPaper, a_copy_for_the_public_says_so_and_keeps_the_private_link_to_the_donor) {
    const auto [paper, name] = GetParam();
    auto content = sample();
    content.donor = "欧阳**";
    content.is_public_copy = true;
    const auto text
        = joined(text_of(std::string { name } + "-public", content, { .paper = paper }));
    EXPECT_THAT(text, HasSubstr("公示副本"));
    EXPECT_THAT(text, Not(HasSubstr("私密链接")));
}

INSTANTIATE_TEST_SUITE_P(
    AllPapers,
    ReceiptOnPaper,
    ::testing::Values(
        std::pair { Paper::a5, "a5" },
        std::pair { Paper::roll_80mm, "roll80" },
        std::pair { Paper::roll_58mm, "roll58" }
    ),
    [](const auto& parameters) { return std::string { parameters.param.second }; }
);

TEST(Receipts, are_one_page_each_and_the_same_file_each_time) {
    const std::vector<ReceiptContent> three(3, sample());
    const PaperStyle style { .made = { 1'772'700'000'000 } };
    const auto once = receipts_pdf(three, style);
    ASSERT_TRUE(once);
    EXPECT_THAT(test::facts_of_pdf(*once), testing::ContainsRegex("Pages: +3"));
    EXPECT_EQ(*once, *receipts_pdf(three, style));
}

/// Goods of one donor; every third line has a proved value.
ReceiptContent sample_of_goods(int lines) {
    auto content = sample();
    content.amount = {};
    content.channel.clear();
    for (int i = 0; i < lines; ++i) {
        const bool has_value = i % 3 == 2;
        content.goods.push_back({ .item = "物资" + std::to_string(i + 1),
                                  .specification = i % 2 == 0 ? "KN95" : "",
                                  .quantity = std::to_string(10 * (i + 1)) + " 箱",
                                  .value = has_value ? std::optional { Money { 123'400 } }
                                                     : std::nullopt });
        content.amount = content.amount + (has_value ? Money { 123'400 } : Money {});
    }
    return content;
}

TEST(Receipts, of_goods_go_on_on_further_sheets_until_every_line_stands_there) {
    for (const int lines : { 1, 5, 40, 80 }) {
        const auto content = sample_of_goods(lines);
        const auto name = "goods-" + std::to_string(lines);
        const auto text = joined(text_of(name, content, { .paper = Paper::a5 }));
        for (int i = 1; i <= lines; ++i) {
            EXPECT_THAT(text, HasSubstr("物资" + std::to_string(i))) << lines;
        }
        EXPECT_THAT(text, HasSubstr("实物，共" + std::to_string(lines) + "项"));
    }
    const auto long_one = sample_of_goods(80);
    const auto pdf = receipts_pdf({ &long_one, 1 }, { .made = { 1'772'700'000'000 } });
    ASSERT_TRUE(pdf);
    EXPECT_THAT(test::facts_of_pdf(*pdf), Not(testing::ContainsRegex("Pages: +1\n")));
}

TEST(Receipts, of_goods_say_who_they_went_straight_to) {
    auto content = sample_of_goods(2);
    content.recipient = "某区医院";
    const auto text = joined(text_of("goods-direct", content, { .paper = Paper::a5 }));
    EXPECT_THAT(text, HasSubstr("直达受赠单位"));
    EXPECT_THAT(text, HasSubstr("某区医院"));
}

TEST(Receipts, of_none_are_no_file) {
    const auto none = receipts_pdf({}, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::not_found);
}

TEST(Certificate, thanks_the_donor_in_both_languages) {
    const auto pdf = certificate_pdf(sample(), { .made = { 1'772'700'000'000 } });
    ASSERT_TRUE(pdf) << pdf.error().message.en;
    keep("certificate", *pdf);
    const auto text = joined(test::text_of_pdf(*pdf));
    EXPECT_THAT(text, HasSubstr("捐赠证书"));
    EXPECT_THAT(text, HasSubstr("尊敬的欧阳小舟："));
    EXPECT_THAT(text, HasSubstr("壹仟肆佰零玖元伍角整"));
    EXPECT_THAT(text, HasSubstr("2026年3月5日"));
    EXPECT_THAT(text, HasSubstr("Withourheartfeltthanks."));
    const auto nameless = certificate_pdf(
        [] {
            auto gift = sample();
            gift.donor.clear();
            gift.purpose.clear();
            return gift;
        }(),
        { .languages = Languages::en }
    );
    ASSERT_TRUE(nameless);
    keep("certificate-en", *nameless);
    EXPECT_THAT(test::text_of_pdf(*nameless), HasSubstr("humanitarian work"));
}

TEST(Papers, of_an_import_look_as_they_did_with_the_societys_own_lockup) {
    auto voided = sample();
    voided.standing = Standing::voided;
    voided.replaced_by = "320700-2026-000007";
    auto erased = sample();
    erased.donor.clear();
    erased.is_donor_erased = true;
    auto longest = sample();
    longest.donor = "连云港市海州湾远洋渔业技术开发与服务有限责任公司全体员工及家属";
    longest.purpose = "二〇二六年夏季洪涝灾害紧急救援与灾后重建专项募捐";
    longest.refunded = { 10'000 };
    longest.amount = { 99'999'999'999 };
    const std::vector<ReceiptContent> batch { sample(), voided, erased, longest };
    const auto picture = test::sample_lockup();
    const PaperStyle style { .made = { 1'772'700'000'000 }, .lockup = picture };
    const auto pdf = receipts_pdf(batch, style);
    ASSERT_TRUE(pdf) << pdf.error().message.en;
    test::expect_golden_page("papers/batch-1", *pdf, 1);
    test::expect_golden_page("papers/batch-2-void", *pdf, 2);
    test::expect_golden_page("papers/batch-3-erased", *pdf, 3);
    test::expect_golden_page("papers/batch-4-long", *pdf, 4);
}

TEST(Papers, of_one_gift_look_as_they_did_on_rolls_and_as_a_certificate) {
    const auto picture = test::sample_lockup();
    PaperStyle style { .made = { 1'772'700'000'000 }, .lockup = picture };
    const auto certificate = certificate_pdf(sample(), style);
    ASSERT_TRUE(certificate);
    test::expect_golden_page("papers/certificate", *certificate);
    const auto content = sample();
    for (const auto& [paper, name] :
         { std::pair { Paper::roll_80mm, "roll-80" }, { Paper::roll_58mm, "roll-58" } }) {
        style.paper = paper;
        const auto roll = receipts_pdf({ &content, 1 }, style);
        ASSERT_TRUE(roll);
        test::expect_golden_page(std::string { "papers/" } + name, *roll);
    }
    style.paper = Paper::a5;
    const auto goods = sample_of_goods(5);
    const auto sheet = receipts_pdf({ &goods, 1 }, style);
    ASSERT_TRUE(sheet);
    test::expect_golden_page("papers/goods", *sheet);
    const auto bare = certificate_pdf(sample(), { .made = { 1'772'700'000'000 } });
    ASSERT_TRUE(bare);
    EXPECT_NE(*bare, *certificate) << "the lockup stands on it";
}

} // namespace
} // namespace boai::giving
