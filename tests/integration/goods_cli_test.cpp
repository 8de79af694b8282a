// Lists of goods at the command line, by the program itself.
#include "cli_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace boai::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto goods = "捐赠单位,品名,规格型号,计量单位,数量,日期\n"
                       "甲公司,口罩,KN95,箱,30,2020-02-04\n"
                       "甲公司,手套,,,120副,2020-02-04\n"
                       "乙公司,帐篷,,顶,10,2020-02-05\n";
constexpr auto unclear = "捐赠单位,品名,规格型号,计量单位,数量,日期\n"
                         "甲公司,口罩,KN95,箱,30,2020-02-04\n"
                         "甲公司,消毒液,,,1200瓶60箱,2020-02-04\n"
                         "乙公司,护目镜,,,约300副,2020-02-04\n";

class GoodsCliTest : public CliFixture {
protected:
    [[nodiscard]] std::string lines() const {
        return run({ "export", "giving.goods_line", "--format", "ndjson" }).out;
    }
};

TEST_P(GoodsCliTest, knows_a_list_of_goods_by_its_headers_and_enters_it_to_be_counted) {
    const auto file = write("goods.csv", goods);
    const auto tried = run({ "import", "--dry-run", "--json", file });
    EXPECT_EQ(tried.status, 0) << tried.error;
    EXPECT_THAT(tried.out, Not(HasSubstr("batch")));
    EXPECT_THAT(
        tried.out,
        HasSubstr(R"("kind":"goods","rows":3,"gifts":2,"lines":3,"refused":0,)"
                  R"("quantities":{"副":120,"箱":30,"顶":10})")
    );
    EXPECT_EQ(lines(), "");
    const auto entered = run({ "import", "--json", file });
    EXPECT_EQ(entered.status, 0) << entered.out << entered.error;
    EXPECT_THAT(entered.out, HasSubstr(R"("batch":")"));
    EXPECT_THAT(lines(), HasSubstr(R"("item":"手套")"));
    const auto gifts = run({ "export", "giving.goods_gift", "--format", "ndjson" }).out;
    EXPECT_EQ(std::ranges::count(gifts, '\n'), 2);
    EXPECT_THAT(gifts, HasSubstr(R"("state":"listed")"));
    EXPECT_EQ(run({ "audit" }).status, 0);
}

TEST_P(GoodsCliTest, a_list_that_is_in_the_book_already_is_no_failure_and_enters_nothing) {
    const auto file = write("goods.csv", goods);
    ASSERT_EQ(run({ "import", file }).status, 0);
    const auto again = run({ "import", "--json", file });
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.out, HasSubstr("already"));
    EXPECT_THAT(again.out, Not(HasSubstr("batch")));
    EXPECT_EQ(std::ranges::count(lines(), '\n'), 3);
}

TEST_P(GoodsCliTest, a_quantity_that_can_be_read_in_two_ways_is_an_error_and_never_guessed) {
    const auto file = write("unclear.csv", unclear);
    const auto refused = run({ "import", "--json", file });
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.out, HasSubstr(R"("refused":2)"));
    EXPECT_THAT(refused.out, HasSubstr(R"("sheet":"","row":3,"column":"E","reason":{"zh":)"));
    EXPECT_THAT(refused.out, HasSubstr(R"("row":4,"column":"E")"));
    EXPECT_THAT(refused.out, HasSubstr("2 rows still wait for an answer"));
    EXPECT_EQ(lines(), "") << "nothing is entered in part";
    const auto said = run({ "import", "--dry-run", file });
    EXPECT_THAT(said.out, HasSubstr("refused:  E3:"));
    const auto good = run({ "import", "--good-rows", "--json", file });
    EXPECT_EQ(good.status, 0) << good.out;
    EXPECT_EQ(std::ranges::count(lines(), '\n'), 1);
}

TEST_P(GoodsCliTest, a_row_under_no_donor_and_a_list_without_a_day_are_refused) {
    const auto nameless = write("nameless.csv", "捐赠单位,品名,单位,数量\n,口罩,箱,3\n");
    EXPECT_THAT(
        run({ "import", "--json", "--day", "2020-02-04", nameless }).out,
        HasSubstr(R"("row":2,"column":"A")")
    );
    const auto dayless = write("dayless.csv", "捐赠单位,品名,单位,数量\n甲,口罩,箱,3\n");
    const auto refused = run({ "import", "--json", dayless });
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.out, HasSubstr("choose the day"));
    EXPECT_EQ(run({ "import", "--day", "2020-02-04", dayless }).status, 0);
}

TEST_P(GoodsCliTest, headers_that_do_not_say_it_need_the_flag) {
    const auto file
        = write("plain.csv", "捐赠企业,名称,总数量,单位,日期\n甲公司,口罩,30,箱,2020-02-04\n");
    const auto refused = run({ "import", "--json", file });
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.out, HasSubstr(R"("kind":"gifts")"));
    EXPECT_EQ(run({ "import", "--goods", file }).status, 0);
    EXPECT_EQ(std::ranges::count(lines(), '\n'), 1);
}

TEST_P(GoodsCliTest, a_learnt_profile_reads_headers_of_other_words_and_no_other_file) {
    const auto learnt
        = run({ "call",
                "giving.import_profile.create",
                "--json",
                R"({"name":"物件清单","mapping":"{\"name\":\"物件清单\",\"fingerprint\":)"
                R"(\"来自|物件|总共|论|\",\"columns\":[{\"column\":0,\"field\":\"donor_name\"},)"
                R"({\"column\":1,\"field\":\"item\"},{\"column\":2,\"field\":\"quantity\"},)"
                R"({\"column\":3,\"field\":\"unit\"}]}"})" });
    ASSERT_EQ(learnt.status, 0) << learnt.error;
    const std::vector<std::string> import { "import",   "--json", "--goods",   "--profile",
                                            "物件清单", "--day",  "2020-02-04" };
    auto fitting = import;
    fitting.push_back(write("plain.csv", "来自,物件,总共,论\n甲公司,口罩,30,箱\n"));
    const auto entered = run(fitting);
    EXPECT_EQ(entered.status, 0) << entered.out;
    EXPECT_THAT(lines(), HasSubstr(R"("item":"口罩")"));
    auto other = import;
    other.push_back(write("goods.csv", goods));
    const auto refused = run(other);
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.out, HasSubstr("does not fit this header"));
    EXPECT_EQ(std::ranges::count(lines(), '\n'), 1);
}

TEST_P(GoodsCliTest, lists_of_money_and_of_goods_are_imported_together) {
    const auto money = write("money.csv", "捐赠人,金额,日期\n甲,10,2020-02-05\n");
    const auto given_out
        = write("given.csv", "接收单位,品名,计量单位,数量,日期\n某区,口罩,箱,3,2020-02-05\n");
    const auto both = run({ "import", "--json", money, write("goods.csv", goods), given_out });
    EXPECT_EQ(both.status, 3) << "goods that were given out are no gifts";
    EXPECT_THAT(both.out, HasSubstr(R"("kind":"gifts")"));
    EXPECT_THAT(both.out, HasSubstr("given out"));
    EXPECT_EQ(std::ranges::count(lines(), '\n'), 3);
    EXPECT_THAT(
        run({ "import", "--profile", "没有这个", write("more.csv", goods) }).out,
        HasSubstr("not booked")
    );
}

INSTANTIATE_TEST_SUITE_P(
    BothDatabases, GoodsCliTest, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test
