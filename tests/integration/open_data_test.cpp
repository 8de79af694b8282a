// Open data: what is told of whom, held against the schemas as their publishers published them.
#include "support/machine.hpp"
#include "support/temp_database.hpp"
#include "support/test_site.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace boai::test {
namespace {

using http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class OpenDataTest : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (IsSkipped()) {
            return;
        }
        auto& book = site_.book;
        bank_ = book.make(
            "giving.channel.create", book.city, R"({"code":"bank","name":"银行","kind":"bank"})"
        );
        flood_ = book.make(
            "giving.purpose.create", book.city, R"({"code":"flood","name":"防汛 & 救灾"})"
        );
        give(R"("donor_name":"欧阳小舟")");
        give(R"("donor_name":"孟远","publish_name":true)");
        give(R"("donor_kind":"organisation","donor_name":"云海公司")");
        give(R"("donor_kind":"anonymous")");
    }

    void give(const std::string& donor) {
        site_.book.make(
            "giving.record_gift",
            site_.book.city,
            R"({"day":"2020-05-20","amount":"100.00","channel":")" + to_string(bank_)
                + R"(","purpose":")" + to_string(flood_) + R"(",)" + donor + "}"
        );
    }

    void pay() {
        auto& book = site_.book;
        const auto payment = book.make(
            "spending.request_payment",
            book.city,
            R"({"title":"购买被褥","payee":"柏某某","amount":"30.00","purpose":")"
                + to_string(flood_) + R"("})"
        );
        const auto one = R"({"payment":")" + to_string(payment) + '"';
        ASSERT_TRUE(book.call(
            "spending.approve_payment", book.city, one + "}", { .actor = book.director() }
        ));
        ASSERT_TRUE(book.call(
            "spending.pay", book.city, one + R"(,"day":"2020-05-21"})", { .actor = book.director() }
        ));
    }

    std::string get(const std::string& target) {
        return body_of(whole(site_.check({}, { .name = target, .target = target })));
    }

    /// What a tool says of a file with these bytes; "fits" when it has nothing to say.
    static std::string held_against(const std::string& tool, const std::string& bytes) {
        const TempFolder folder;
        const auto file = folder.file("open_data");
        std::ofstream { file, std::ios::binary } << bytes;
        const auto said = folder.file("said");
        const auto command = tool + " '" + file + "' >'" + said + "' 2>&1";
        if (run_in_shell(command) == 0) {
            return "fits";
        }
        std::ifstream text { said };
        return { std::istreambuf_iterator<char> { text }, {} };
    }

    static std::string as_360giving(const std::string& json) {
        return held_against("python3 " BOAI_TEST_SUPPORT "/validate_360giving.py", json);
    }

    static std::string as_iati(const std::string& xml) {
        return held_against(
            "xmllint --nonet --noout --schema " BOAI_TEST_SUPPORT
            "/schemas/iati-activities-schema.xsd",
            xml
        );
    }

    TestSite site_ { GetParam() };
    Id bank_;
    Id flood_;
};

TEST_P(OpenDataTest, gifts_fit_the_schema_of_360giving) {
    const auto json = get("/open-data/gifts.json");
    EXPECT_EQ(as_360giving(json), "fits");
    EXPECT_EQ(as_360giving(get("/open-data/gifts.json?lang=en")), "fits");
    EXPECT_NE(as_360giving(R"({"grants":[{"id":"1"}]})"), "fits") << "the check can fail";
}

TEST_P(OpenDataTest, only_who_agreed_is_named_and_the_others_are_counted) {
    for (const auto* file : { "/open-data/gifts.json", "/open-data/gifts.csv" }) {
        const auto text = get(file);
        EXPECT_THAT(text, HasSubstr("孟远")) << file;
        EXPECT_THAT(text, HasSubstr("云海公司")) << file;
        EXPECT_THAT(text, HasSubstr("姓名未公开")) << file;
        EXPECT_THAT(text, Not(HasSubstr("欧阳"))) << file;
    }
    EXPECT_THAT(get("/open-data/gifts.json"), HasSubstr("共 4 条，其中 2 条未公开姓名"));
    EXPECT_THAT(get("/open-data/gifts.json?lang=en"), HasSubstr("4 grants; the names of 2"));
}

TEST_P(OpenDataTest, uses_fit_the_schema_and_do_not_say_who_was_paid) {
    pay();
    const auto json = get("/open-data/spending.json");
    EXPECT_EQ(as_360giving(json), "fits");
    EXPECT_THAT(json, HasSubstr("购买被褥"));
    EXPECT_THAT(json, Not(HasSubstr("柏某某")));
    EXPECT_THAT(get("/open-data/spending.csv"), HasSubstr(",CNY,30.00,2020-05-21,XM-BOAI-320700,"));
}

TEST_P(OpenDataTest, activities_fit_the_schema_of_iati) {
    pay();
    const auto xml = get("/open-data/iati.xml");
    EXPECT_EQ(as_iati(xml), "fits");
    EXPECT_THAT(xml, HasSubstr("<iati-identifier>XM-BOAI-320700-flood</iati-identifier>"));
    EXPECT_THAT(xml, HasSubstr(">400.00</value>")) << "the gifts of the month";
    EXPECT_THAT(xml, HasSubstr(">30.00</value>"));
    EXPECT_THAT(xml, HasSubstr("防汛 &amp; 救灾"));
    EXPECT_NE(as_iati("<iati-activities/>"), "fits") << "the check can fail";
}

TEST_P(OpenDataTest, the_page_leads_to_every_file) {
    const auto page = get("/open-data");
    for (const auto* file :
         { "gifts.json", "gifts.csv", "spending.json", "spending.csv", "iati.xml" }) {
        EXPECT_THAT(page, HasSubstr(R"(href="/open-data/)" + std::string { file } + '"'));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Databases, OpenDataTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
