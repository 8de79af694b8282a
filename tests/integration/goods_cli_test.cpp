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

TEST_P(GoodsCliTest, lists_what_is_asked_with_the_readings_there_are) {
    const auto tried = run({ "import", "--dry-run", "--json", write("unclear.csv", unclear) });
    EXPECT_EQ(tried.status, 3);
    EXPECT_THAT(
        tried.out,
        HasSubstr(R"("questions":[{"sheet":"","row":3,"item":"消毒液","quantity":"1200瓶60箱")")
    );
    EXPECT_THAT(tried.out, HasSubstr(R"("readings":["1200瓶","60箱","1200瓶+60箱"]})"));
    EXPECT_THAT(
        tried.out, HasSubstr(R"({"sheet":"","row":4,"item":"护目镜","quantity":"约300副")")
    );
    EXPECT_THAT(tried.out, HasSubstr(R"("readings":[]})")) << "nobody knows how many";
    EXPECT_THAT(
        run({ "import", "--dry-run", write("unclear.csv", unclear) }).out,
        HasSubstr("to choose from:  3: 1200瓶 | 60箱 | 1200瓶+60箱")
    );
}

TEST_P(GoodsCliTest, writes_the_questions_and_enters_the_list_as_the_file_of_answers_says) {
    const auto file = write("unclear.csv", unclear);
    const auto questions = folder_.file("questions.csv");
    EXPECT_EQ(run({ "import", "--dry-run", "--questions", questions, file }).status, 3);
    const auto asked = read(questions);
    EXPECT_THAT(asked, HasSubstr("file,sheet,row,column,item,quantity,question,readings,answer"));
    EXPECT_THAT(asked, HasSubstr("unclear.csv,,3,E,消毒液,1200瓶60箱,"));
    EXPECT_THAT(asked, HasSubstr(",1200瓶 | 60箱 | 1200瓶+60箱,"));
    EXPECT_EQ(std::ranges::count(asked, '\n'), 3) << asked;
    const std::string head = "file,sheet,row,answer\n";
    const auto answers
        = write("answers.csv", head + "unclear.csv,,3,1200瓶+60箱\nunclear.csv,,4,skip\n");
    const auto tried = run({ "import", "--dry-run", "--json", "--answers", answers, file });
    EXPECT_EQ(tried.status, 0) << tried.out << tried.error;
    EXPECT_EQ(lines(), "") << "a dry run enters nothing";
    const auto entered = run({ "import", "--json", "--answers", answers, file });
    EXPECT_EQ(entered.status, 0) << entered.out << entered.error;
    EXPECT_THAT(
        entered.out, HasSubstr(R"("refused":0,"quantities":{"瓶":1200,"箱":90},"questions":[])")
    );
    EXPECT_EQ(std::ranges::count(lines(), '\n'), 3);
    EXPECT_THAT(lines(), Not(HasSubstr("护目镜"))) << "the row that was skipped";
    EXPECT_EQ(run({ "audit" }).status, 0);
}

TEST_P(GoodsCliTest, a_row_without_an_answer_is_refused_by_name_and_the_list_with_it) {
    const auto file = write("unclear.csv", unclear);
    const auto answers = write("answers.csv", "file,sheet,row,answer\nunclear.csv,,3,60箱\n");
    const auto refused = run({ "import", "--json", "--answers", answers, file });
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.out, HasSubstr(R"("refused":1)"));
    EXPECT_THAT(refused.out, HasSubstr(R"("errors":[{"sheet":"","row":4,"column":"E")"));
    EXPECT_THAT(refused.out, HasSubstr("1 rows still wait for an answer"));
    EXPECT_EQ(lines(), "");
}

TEST_P(GoodsCliTest, an_answer_that_is_unclear_again_or_answers_nothing_enters_nothing) {
    const auto file = write("unclear.csv", unclear);
    const std::string skip = "file,sheet,row,answer\nunclear.csv,,4,skip\n";
    const auto refused = [&](const std::string& name, const std::string& more) {
        const auto answers = write(name, skip + more);
        const auto ran = run({ "import", "--json", "--answers", answers, file });
        EXPECT_EQ(ran.status, 3) << ran.out;
        EXPECT_EQ(lines(), "");
        return ran.out + ran.error;
    };
    EXPECT_THAT(refused("same.csv", "unclear.csv,,3,1200瓶60箱\n"), HasSubstr(R"("row":3)"));
    EXPECT_THAT(refused("about.csv", "unclear.csv,,3,约60箱\n"), HasSubstr("not exact"));
    EXPECT_THAT(refused("good.csv", "unclear.csv,,2,30箱\n"), HasSubstr("asks nothing"));
    EXPECT_THAT(refused("twice.csv", "unclear.csv,,4,300副\n"), HasSubstr("answered twice"));
    EXPECT_THAT(refused("row.csv", "unclear.csv,,three,60箱\n"), HasSubstr("not understood"));
    EXPECT_EQ(
        run({ "import", "--answers", write("none.csv", "file,row\na.csv,3\n"), file }).status, 3
    );
}

TEST_P(GoodsCliTest, at_a_terminal_what_is_not_answered_is_asked_until_it_is_clear) {
    const auto file = write("unclear.csv", unclear);
    auto words = book();
    words.insert(words.end(), { "import", file });
    // The second choice; then an answer that is unclear itself, asked again, and then a number.
    const auto entered = run_program_at_terminal(words, "b\n约280副\n280\n280副\n");
    EXPECT_EQ(entered.status, 0) << entered.out << entered.error;
    EXPECT_THAT(entered.error, HasSubstr("b) 60箱"));
    EXPECT_THAT(entered.error, HasSubstr("“280”没有写计量单位"));
    EXPECT_THAT(lines(), HasSubstr(R"("item":"消毒液")"));
    EXPECT_THAT(entered.out, HasSubstr("refused 0, 280 副, 90 箱"));
}

TEST_P(GoodsCliTest, at_a_terminal_a_row_may_be_left_out_or_left_open) {
    const auto file = write("unclear.csv", unclear);
    auto words = book();
    words.insert(words.end(), { "import", file });
    const auto open = run_program_at_terminal(words, "a\n\n");
    EXPECT_EQ(open.status, 3);
    EXPECT_THAT(open.out, HasSubstr("1 rows still wait for an answer"));
    EXPECT_EQ(lines(), "");
    const auto entered = run_program_at_terminal(words, "a\nskip\n");
    EXPECT_EQ(entered.status, 0) << entered.out << entered.error;
    EXPECT_EQ(std::ranges::count(lines(), '\n'), 2);
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
